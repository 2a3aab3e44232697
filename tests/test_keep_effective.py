"""What people decided lies over a reading, holds on to the words, and can be taken back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.keep.effective import anchor_of, find_anchored, review, standing
from tollbook.ledger import Anchor, Decision
from tollbook.model import Article, Count, Incident, Reading, Span, TollClaim

TEXT = "Nine farmers were killed on Friday. Two guards were wounded, Major Ilan said. A third guard is missing."
ARTICLE = Article(id="a", text=TEXT, published="2024-05-04")


def span(words):
    start = TEXT.index(words)
    return Span(text=words, start=start, end=start + len(words))


def claim(words, harm, count, low, ident):
    at = span(count)
    return TollClaim(
        id=ident,
        rule="test",
        reading_confidence=0.9,
        quote=span(words),
        harm=harm,
        count=Count(low=low, high=low, text=count, start=at.start, end=at.end),
        incident="1",
    )


KILLED = claim("Nine farmers were killed", "killed", "Nine", 9, "k")
HURT = claim("Two guards were wounded", "injured", "Two", 2, "h")
READING = Reading(article="a", claims=(KILLED, HURT), incidents=(Incident(id="1", main=True, claims=("k", "h")),))


def decision(verb, number, about=KILLED, by="Ada", **more):
    anchor = anchor_of(ARTICLE, about) if about is not None else None
    return Decision(id=f"d{number}", verb=verb, by=by, why="because", recorded=f"2024-05-05T00:00:{number:02}.000000Z", claim=anchor, **more)


def test_a_rejected_claim_counts_no_more_and_is_still_there_to_be_shown():
    seen = review(ARTICLE, READING, [decision("reject", 1)])
    assert [c.id for c in seen.reading.claims] == ["h"]
    assert [c.id for c in seen.rejected] == ["k"]
    assert seen.reading.incidents[0].claims == ("h",)
    assert seen.states == {"k": "rejected"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"low": 7, "high": 7}, lambda c: (c.count.low, c.count.high, c.count.text) == (7, 7, "Nine")),
        ({"low": 7, "high": None}, lambda c: (c.count.low, c.count.high) == (7, None)),
        ({"harm": "missing"}, lambda c: c.harm == "missing"),
        ({"speaker": "Major Ilan"}, lambda c: TEXT[c.attribution[0].start : c.attribution[0].end] == "Major Ilan"),
        ({"speaker": "The president"}, lambda c: c.attribution == ()),
        ({"quote": "Nine farmers were killed on Friday"}, lambda c: c.quote.text.endswith("Friday")),
        ({"role": "civilian", "classes": ["farmers"]}, lambda c: (c.victims.role, c.victims.classes) == ("civilian", ("farmers",))),
        ({"stance": "hedged", "scope": "background"}, lambda c: (c.stance, c.scope) == ("hedged", "background")),
        ({"when": {"from": "2024-05-03", "to": "2024-05-03"}}, lambda c: c.when.from_ == "2024-05-03"),
    ],
)
def test_a_corrected_field_is_the_persons_and_the_rest_stays(changes, expected):
    seen = review(ARTICLE, READING, [decision("correct", 1, changes=changes)])
    found = next(c for c in seen.reading.claims if c.id == "k")
    assert expected(found)
    assert TEXT[found.quote.start : found.quote.end] == found.quote.text
    assert seen.states["k"] == "corrected"
    assert next(c for c in seen.reading.claims if c.id == "h") == HURT


def test_a_corrected_day_dates_the_incident():
    seen = review(ARTICLE, READING, [decision("correct", 1, changes={"when": {"from": "2024-05-03", "to": "2024-05-03", "precision": "day"}})])
    assert seen.reading.incidents[0].when.from_ == "2024-05-03"


def test_a_missed_claim_is_added_with_its_words():
    made = Decision(id="d", verb="add", by="Ada", why="the reader missed it", recorded="2024-05-05T00:00:00.000000Z", claim=Anchor(claim="new", source="a"),
                    changes={"quote": "A third guard is missing", "harm": "missing", "low": 1, "high": 1, "count": "A third", "victims": "guard"})  # fmt: skip
    seen = review(ARTICLE, READING, [made])
    added = next(c for c in seen.reading.claims if c.id == "new")
    assert (added.harm, added.count.low, added.count.text, added.rule) == ("missing", 1, "A third", "person")
    assert "new" in seen.reading.incidents[0].claims


def test_words_that_do_not_stand_in_the_text_add_nothing_and_are_said_to_be_loose():
    made = Decision(id="d", verb="add", by="Ada", why="", recorded="2024-05-05T00:00:00.000000Z", claim=Anchor(claim="new", source="a"), changes={"quote": "Forty died"})
    seen = review(ARTICLE, READING, [made])
    assert seen.reading.claims == READING.claims
    assert [d.id for d in seen.loose] == ["d"]


def test_a_decision_finds_its_claim_in_a_reading_that_cuts_the_quote_otherwise():
    wider = msgspec.structs.replace(KILLED, id="other", quote=span("Nine farmers were killed on Friday"))
    again = Reading(article="a", claims=(wider, HURT), incidents=(Incident(id="1", main=True, claims=("other", "h")),))
    seen = review(ARTICLE, again, [decision("reject", 1)])
    assert [c.id for c in seen.reading.claims] == ["h"]


def test_a_decision_about_deaths_never_falls_on_the_injured():
    assert find_anchored(msgspec.structs.replace(anchor_of(ARTICLE, KILLED), claim="gone", harm="injured"), [KILLED]) is None


def test_two_people_who_decide_otherwise_are_both_kept_and_the_later_counts():
    seen = review(ARTICLE, READING, [decision("reject", 1, by="Ada"), decision("accept", 2, by="Ben")])
    assert seen.disputed == ("k",)
    assert seen.states["k"] == "accepted"
    assert seen.decided["k"] == ("d1", "d2")
    settled = review(ARTICLE, READING, [decision("reject", 1, by="Ada"), decision("accept", 2, by="Ben"), decision("accept", 3, by="Cem", changes={"settles": True})])
    assert settled.disputed == ()


@given(st.lists(st.sampled_from(["reject", "accept", "correct", "unsure"]), min_size=1, max_size=6))
def test_undoing_everything_gives_the_reading_back(verbs):
    made = [decision(v, n, changes={"low": 1, "high": 1} if v == "correct" else {}) for n, v in enumerate(verbs)]
    undone = [Decision(id=f"u{d.id}", verb="undo", by="Ada", why="", recorded="2024-05-06T00:00:00.000000Z", undoes=d.id) for d in made]
    assert review(ARTICLE, READING, standing([*undone, *made])).reading == READING
    back = [Decision(id=f"r{u.id}", verb="undo", by="Ada", why="", recorded="2024-05-07T00:00:00.000000Z", undoes=u.id) for u in undone]
    assert standing([*back, *undone, *made]) == tuple(made)


@given(st.dictionaries(st.sampled_from(["low", "high"]), st.none() | st.integers(0, 30)), st.integers(0, 30))
def test_a_correction_of_one_end_outlives_a_reader_that_reads_another_count(changes, read):
    low, high = changes.get("low"), changes.get("high")
    if low is not None and high is not None and low > high:
        return  # refused when it is decided
    again = msgspec.structs.replace(KILLED, count=Count(low=read, high=read, text="Nine", start=0, end=4))
    reading = msgspec.structs.replace(READING, claims=(again, HURT))
    seen = review(ARTICLE, reading, [decision("correct", 1, changes=changes)])
    (count,) = (c.count for c in seen.reading.claims if c.id == "k")
    assert all(getattr(count, end) == value for end, value in changes.items())


def test_what_a_claim_cannot_take_is_refused_in_one_sentence():
    from tollbook.errors import TollbookError
    from tollbook.keep.changes import check_changes, check_ends
    from tollbook.model import AttackClaim

    attack = AttackClaim(id="x", rule="test", reading_confidence=0.9, quote=span("Nine farmers were killed"))
    check_changes({"when": None, "quote": "Nine"}, attack)
    check_ends({"low": 12, "high": None}, KILLED)
    for refuse, changes, about, said in (
        (check_changes, {"quote": None}, KILLED, "keeps its quote"),
        (check_changes, {"low": 3}, attack, "of kind attack has no low"),
        (check_ends, {"low": 12}, KILLED, "low=12 is above high=9. Give both"),
        (check_ends, {"high": 8}, KILLED, "low=9 is above high=8"),
    ):
        with pytest.raises(TollbookError, match=said):
            refuse(changes, about)
