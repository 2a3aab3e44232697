"""Who did it, told in another sentence than the toll; and silences, demands and talks of this round."""

from __future__ import annotations

import pytest

from tollbook.extract.actor import find_actors
from tollbook.extract.event_blame import find_blame
from tollbook.model import Article, DemandClaim, SilenceClaim, TalksClaim, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split

BLAME = [
    ("The Taliban claimed responsibility for the bombing.", [("Taliban", "asserted")]),
    ("The bombing was claimed by the Taliban.", [("Taliban", "asserted")]),
    ("The strike was carried out by Russian aircraft.", [("Russia", "asserted")]),
    ("Hamas said it had carried out the attack.", [("Hamas", "asserted")]),
    ("The Russian defence ministry denied that its aircraft had carried out the strike.", [("Russia", "denied")]),
    ("Officials blamed the Taliban for the attack.", [("Taliban", "hedged")]),
    ("No group has claimed responsibility for the bombing.", []),
    ("The Taliban carried out an earlier attack in May.", []),
    ("Russian aircraft have carried out many strikes.", []),
    ("The Taliban may have carried out the attack.", []),
]


@pytest.mark.parametrize(("text", "wanted"), BLAME)
def test_who_is_said_to_have_done_it(text: str, wanted: list[tuple[str, str]]) -> None:
    one = parse(split(text))[0]
    assert [(r.actor.actor, r.stance) for r in find_blame(one, find_actors(one))] == wanted


def tolls(text: str) -> list[TollClaim]:
    return [c for c in read_article(Article(id="b", text=text)).claims if isinstance(c, TollClaim)]


def test_who_claims_the_attack_is_no_source_of_the_figure() -> None:
    text = "A bomb killed nine soldiers in Ghazni on Monday. The Taliban claimed responsibility for the bombing."
    toll = tolls(text)[0]
    assert toll.attribution == ()
    assert (toll.by[-1].actor, toll.by_stance) == ("Taliban", "asserted")
    assert text[toll.by[-1].start : toll.by[-1].end] == toll.by[-1].text


def test_a_denial_is_kept_as_one() -> None:
    toll = tolls("A strike killed nine villagers near Zahra on Monday. Russia denied involvement in the strike.")[0]
    assert [(b.actor, toll.by_stance) for b in toll.by] == [("Russia", "denied")]


def test_the_rebels_dead_were_not_killed_by_rebels() -> None:
    found = tolls("Four soldiers and six militants were killed in a raid in Ghazni. The Taliban claimed responsibility for the raid.")
    by = {c.victims.text: [b.actor for b in c.by] for c in found if c.victims is not None}
    assert by["soldiers"] == ["Taliban"]
    assert by["militants"] == []


OTHERS = [
    ("Nine soldiers were killed, but there is no official count.", SilenceClaim, "there is no official count"),
    ("Nine soldiers were killed. No official figure has come from the government.", SilenceClaim, "No official figure has come from the government"),
    ("Nine soldiers were killed. Nothing has been disclosed about the talks.", SilenceClaim, "Nothing has been disclosed about the talks"),
    ("The rebels killed nine men. Chad has been pressing Libya for weeks to close the border.", DemandClaim, "Chad has been pressing Libya for weeks to close the border"),
    ("Nine soldiers died. A Libyan envoy has been in Chad to discuss a truce.", TalksClaim, "A Libyan envoy has been in Chad to discuss a truce"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "quote"), OTHERS)
def test_events_without_a_figure(text: str, kind: type, quote: str) -> None:
    found = [c for c in read_article(Article(id="o", text=text)).claims if isinstance(c, kind)]
    assert [c.quote.text for c in found] == [quote]


NONE = [
    "Nine soldiers were killed. There was no official confirmation of the new budget.",
    "Four rockets were going to explode near the tanks.",
    "Nine soldiers died. The president discussed peace with his cabinet.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_none_of_them(text: str) -> None:
    assert [c for c in read_article(Article(id="n", text=text)).claims if not isinstance(c, TollClaim)] == []


def test_talks_are_where_they_are_for() -> None:
    text = "Nine soldiers died. Since yesterday, an Egyptian delegation has met in Qatar to negotiate a truce in the Idlib area."
    talks = next(c for c in read_article(Article(id="t", text=text)).claims if isinstance(c, TalksClaim))
    assert talks.where is not None
    assert "Idlib" in talks.where.text
    assert talks.when is not None
    assert talks.when.text == "Since yesterday"
