"""The toll over time, reckoned from one report to the next, is what reckoning each moment anew gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.copies import compare, sign
from tollbook.keep.case import assemble, claims_in, tolls_of
from tollbook.keep.effective import review
from tollbook.keep.line import EntangledError, Line
from tollbook.ledger import CopyLink, Kept, Telling
from tollbook.model import (
    ActorMention,
    AnyClaim,
    Article,
    Count,
    Incident,
    Link,
    Reading,
    SilenceClaim,
    Span,
    Toll,
    TollClaim,
    Victims,
)
from tollbook.reconcile.codebook import list_codebooks, load_codebook

VOICES = (
    None, "police", "Harrow police", "Mara Quill", "the governor of Tesh, Mara Quill", "the governor", "a doctor who asked not to be named", "residents",
    "the Syrian army", "Damascus", "the Syrian defence ministry", "an army spokesman", "Joan Ardel", "the health minister", "the Tesh Relief Board", "TRB",
)  # fmt: skip
ROLES = ("unknown", "government", "military", "police", "media")
OUTLETS = ("Plains Post", "Harbour Line", "Reuters", None)
PEOPLE: tuple[tuple[str | None, dict[str, Any]], ...] = (
    ("people", {}), (None, {}), ("civilians", {"role": "civilian"}), ("soldiers", {"role": "combatant", "side": "Syria"}), ("Ito Vane", {}), ("a boy, 16", {"role": "civilian"}),
)  # fmt: skip
FILLING = (
    "The governor of Tesh, Mara Quill, spoke at the gate.", "Joan Ardel, the health minister, came by road from the coast in the morning.", "It rained over the fields of Tesh all day long.",
    "The mill by the river had been closed since the flood of the year before, and its owner could not be reached.",
)  # fmt: skip
told = st.fixed_dictionaries({
    "voice": st.sampled_from(VOICES), "role": st.sampled_from(ROLES), "harm": st.sampled_from(("killed", "killed", "injured", "casualties")),
    "low": st.sampled_from((1, 1, 2, 4, 9, 9, 12)), "kind": st.sampled_from(("exact", "exact", "least", "word", "none")), "people": st.sampled_from(PEOPLE),
    "scope": st.sampled_from(("incident", "incident", "part", "background", "cumulative")), "stance": st.sampled_from(("asserted", "asserted", "hedged", "denied")),
    "repeats": st.booleans(), "part": st.booleans(), "moved": st.integers(0, 9).map(lambda n: n == 0), "blamed": st.booleans(),
})  # fmt: skip
report = st.fixed_dictionaries({
    "source": st.integers(0, 5), "hour": st.integers(0, 8), "outlet": st.sampled_from(OUTLETS), "filling": st.lists(st.sampled_from(FILLING), max_size=3, unique=True),
    "told": st.lists(told, max_size=4), "silent": st.booleans(), "copy": st.integers(0, 3),
})  # fmt: skip


def claims_of(key: str, made: list[dict[str, Any]], *, silent: bool, start: int) -> tuple[list[str], list[AnyClaim]]:
    """Sentences and the claims in them."""
    lines: list[str] = []
    claims: list[AnyClaim] = []
    at = start
    for n, one in enumerate(made):
        who, role = one["people"]
        count = {"exact": str(one["low"]), "least": f"at least {one['low']}", "word": "dozens", "none": "more"}[one["kind"]]
        words = f"{count} {who or 'of them'} {one['harm']}"
        line = f"{one['voice'] or 'It is known'}: {words} near Harrow."
        quote = at + line.index(words)
        low, high = {"exact": (one["low"], one["low"]), "least": (one["low"], None), "word": (24, None), "none": (None, None)}[one["kind"]]
        tolls = [c for c in claims if isinstance(c, TollClaim)]
        before = tolls[-1].id if tolls else None
        claims.append(TollClaim(
            id=f"{key}.{n}", rule="test", reading_confidence=1.0, quote=Span(text=words, start=quote, end=quote + len(words)), harm=one["harm"],
            count=Count(low=low, high=high, word="dozens" if one["kind"] == "word" else None, text=count, start=quote, end=quote + len(count)),
            victims=None if who is None and not role else Victims(text=who, start=quote + len(count) + 1, end=quote + len(count) + 1 + len(who or "of them"), **role),
            attribution=(Link(speaker=one["voice"], start=at, end=at + len(one["voice"]), role=one["role"]),) if one["voice"] else (),
            scope=one["scope"], stance=one["stance"], repeats=(before,) if before and one["repeats"] else (), part_of=before if one["part"] else None,
            moved_to=before if one["moved"] else None, by=(ActorMention(text="Syria", start=0, end=5, actor="Syria"),) if one["blamed"] else (), incident="1",
        ))  # fmt: skip
        lines.append(line)
        at += len(line) + 1
    if silent:
        words = "The governor has given no figures."
        quote_ = Span(text=words, start=at, end=at + len(words))
        claims.append(SilenceClaim(id=f"{key}.s", rule="test", reading_confidence=1.0, quote=quote_, attribution=(Link(speaker="the governor", start=at, end=at + 12),), incident="1"))
        lines.append(words)
    return lines, claims


def keep(reports: list[dict[str, Any]]) -> tuple[dict[str, Kept], dict[str, Telling], list[CopyLink]]:
    """Versions of articles with their readings, what each tells, and which copy which; two of one source are two versions of it."""
    kept: dict[str, Kept] = {}
    for n, one in enumerate(reports):
        key, source = f"{n:02}" + "a" * 12, f"s{one['source']}"
        earlier = list(kept.values())
        filling = earlier[-1].article.text.splitlines()[0] if earlier and one["copy"] == 0 else " ".join(one["filling"])
        made = one["told"] if one["copy"] else (reports[n - 1]["told"] if n else one["told"])
        lines, claims = claims_of(key, made, silent=one["silent"], start=len(filling) + 1)
        text = f"{filling}\n{' '.join(lines)}"
        assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in claims)
        reported = f"2021-03-01T{one['hour']:02}:00:00.000000Z"
        article = Article(id=source, text=text, published=reported, outlet=one["outlet"])
        reading = Reading(article=source, claims=tuple(claims), incidents=(Incident(id="1", main=True, claims=tuple(c.id for c in claims)),))
        kept[key] = Kept(key=key, source=source, version=1, article=article, reported=reported, recorded=reported, reader="test", reading=reading)
    tellings = {
        k: Telling(id=f"{v.source}#1", key=k, source=v.source, number="1", main=True, reported=v.reported, claims=tuple(c.id for c in v.reading.claims)) for k, v in kept.items()
    }  # fmt: skip
    signed = [sign(v.article, key=k, reported=v.reported) for k, v in kept.items()]
    links = [link for i, a in enumerate(signed) for b in signed[i + 1 :] if (link := compare(a, b)) is not None]
    return kept, tellings, links


def afresh(known: set[str], kept: dict[str, Kept], tellings: dict[str, Telling], links: list[CopyLink], codebook: str) -> tuple[Toll, ...]:
    case = assemble("i", [tellings[k] for k in sorted(known)], {k: kept[k] for k in sorted(known)}, (), links)
    return tolls_of(case, load_codebook(codebook))


@pytest.mark.parametrize("codebook", list_codebooks())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports=st.lists(report, min_size=1, max_size=9), moments=st.lists(st.sets(st.integers(0, 8)), min_size=1, max_size=5))
def test_every_moment_is_as_if_reckoned_anew(codebook: str, reports: list[dict[str, Any]], moments: list[set[int]]) -> None:
    """Whatever becomes known or stops to be, in whatever order: first one report after another, then any."""
    kept, tellings, links = keep(reports)
    keys = sorted(kept, key=lambda k: (kept[k].reported, k))
    line = Line(kept, links, {}, load_codebook(codebook))
    claims = {k: claims_in(review(kept[k].article, kept[k].reading, ()), [tellings[k]]) for k in keys}
    for known in [*(set(keys[: n + 1]) for n in range(len(keys))), *({keys[n] for n in some if n < len(keys)} for some in moments)]:
        assert line.at({k: claims[k] for k in known}) == afresh(known, kept, tellings, links, codebook)


def test_versions_that_share_a_claim_are_not_reckoned_one_by_one() -> None:
    """Nor those that repeat another's claim by its id: they are reckoned all together, moment by moment."""
    plain = {"voice": None, "role": "unknown", "harm": "killed", "low": 4, "kind": "exact", "people": PEOPLE[0], "scope": "incident", "stance": "asserted",
             "repeats": False, "part": False, "moved": False, "blamed": False}  # fmt: skip
    kept, _, _ = keep([{"source": n, "hour": n, "outlet": None, "filling": [], "told": [plain], "silent": False, "copy": 1} for n in range(2)])
    one, other = sorted(kept)
    line = Line(kept, (), {}, load_codebook("house"))
    own = kept[one].reading.claims
    assert {t.best for t in line.at({one: own})} == {4}
    with pytest.raises(EntangledError):
        line.at({one: own, other: own})
