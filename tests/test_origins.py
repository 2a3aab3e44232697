"""One voice under its many names is one origin; two spokesmen never are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tollbook
from tollbook.copies import compare, first_printed, sign
from tollbook.demo import reports
from tollbook.extract.credit import credited_agency
from tollbook.lang import load
from tollbook.ledger import Origin, Report, instant
from tollbook.model import AnyClaim, Article, Count, Link, Span, TollClaim
from tollbook.reconcile.origins import Copied, find_origins
from tollbook.reconcile.restated import find_moved
from tollbook.reconcile.voice_graph import graph, render_text
from tollbook.reconcile.voices import voice_from


def _plain(value: object) -> object:
    return set(value) if isinstance(value, frozenset) else value


# ---- descriptions ----------------------------------------------------------------------------------
@pytest.mark.parametrize("rule", load("voices")["rule"], ids=lambda rule: rule["id"])
def test_examples_of_voices(rule):
    expected = dict(rule["example"])
    voice = voice_from(expected.pop("speaker"))
    made = {k: _plain(getattr(voice, k)) for k in expected}
    assert made == {k: set(v) if isinstance(v, list) else v for k, v in expected.items()}


@pytest.mark.parametrize(
    ("speaker", "role", "expected"),
    [
        ("Turkish governor Rahmi Doğan", "government", {"office": "governor", "names": {"dogan", "rahmi"}, "party": "Turkey"}),
        ("Lt. John Smith of the Houston Police Department", "police", {"body": "police", "names": {"john", "smith"}, "words": {"houston"}}),
        ("Sheriff Bob Hall", "police", {"body": "sheriff", "names": {"bob", "hall"}}),
        ("Michael Jordan", "unknown", {"names": {"jordan", "michael"}, "body": None}),
        ("the president's head of communications, Fahrettin Altun", "government", {"office": None, "names": {"altun", "fahrettin"}}),
        ("the state news agency SANA", "media", {"outlet": "SANA"}),
        ("state media", "media", {"unnamed": True, "outlet": None}),
        ("eyewitness John Smith", "witness", {"unnamed": False, "names": {"john", "smith"}}),
        ("Justice of the Peace Bill Cooke", "unknown", {"unnamed": False, "names": {"justice", "peace", "bill", "cooke"}}),
        ("opposition deputies", "party", {"unnamed": True}),
        ("officials", "government", {"unnamed": True}),
        ("he", "unknown", {"unnamed": True}),
        ("Hamas", "rebel", {"body": "group", "party": "Hamas"}),
        ("the Taliban spokesman, Zabihullah Mujahid", "rebel", {"body": "group", "party": "Taliban", "names": {"mujahid", "zabihullah"}}),
        ("", "unknown", {"unnamed": True}),
    ],
)
def test_voices(speaker, role, expected):
    voice = voice_from(speaker, role)
    assert {k: _plain(getattr(voice, k)) for k in expected} == expected


@given(st.text(max_size=120), st.sampled_from(["unknown", "media", "police", "monitor"]))
def test_any_words_make_a_voice(speaker, role):
    assert voice_from(speaker, role) == voice_from(speaker, role)


# ---- folding ---------------------------------------------------------------------------------------
def claim(key: str, speaker: str | None, low: int = 5, role: str = "government", via: str | None = None, at: int = 0) -> TollClaim:
    links = [Link(speaker=s, start=0, end=len(s), role=r, named=True) for s, r in ((speaker, role), (via, "media")) if s]
    return TollClaim(
        id=key, rule="test", reading_confidence=1.0, quote=Span(text="x", start=at, end=at + 1), harm="killed", count=Count(low=low, high=low), attribution=tuple(links)
    )


def fold(*told: Sequence[str | None], articles: dict[str, Article] | None = None) -> list[set[int]]:
    """Fold (outlet, speaker[, role]) rows, each in an article of its own unless outlets are alike; row numbers of each origin."""
    claims: list[AnyClaim] = []
    where: dict[str, Report] = {}
    for n, (outlet, speaker, *role) in enumerate(told):
        one = claim(f"{n:03}", speaker, low=n + 1, role=(role and role[0]) or "government", at=n)
        claims.append(one)
        where[one.id] = Report(article=outlet or "", voice=outlet, reported="2024-03-01T08:00:00.000000Z")
    return sorted(({int(i) for i in o.claims} for o in find_origins(claims, where, articles=articles)), key=min)


ONE: dict[str, list[tuple[str | None, ...]]] = {
    "a man under five names": [("A", "the governor of Hatay"), ("B", "Governor Dogan"), ("C", "Turkish governor Rahmi Doğan"), ("D", "the governor of Hatay, Rahmi Dogan"), ("E", "Dogan", "unknown")],
    "a monitor": [("A", "the Syrian Observatory for Human Rights", "monitor"), ("B", "SOHR", "monitor"), ("C", "the UK-based war monitor", "monitor"), ("D", "Observatory", "monitor"), ("E", "the Britain-based Syrian Observatory for Human Rights", "monitor"), ("F", "Observatory head Rami Abdel Rahman", "monitor")],
    "a ministry": [("A", "Ankara"), ("B", "Turkey's Defence Ministry", "military"), ("C", "the Turkish Ministry of National Defence", "military"), ("D", "Turkish defence minister Hulusi Akar")],
    "a police force": [("A", "Houston police", "police"), ("B", "police", "police"), ("C", "Lt. John Smith of the Houston Police Department", "police"), ("D", "a police spokesman", "police")],
    "an army": [("A", "the IDF", "military"), ("B", "the Israeli army", "military"), ("C", "Israeli military spokesman Daniel Hagari", "military")],
    "an abbreviation": [("A", "the Kestrin Network for Open Records", "ngo"), ("B", "KNOR", "ngo")],
    "another spelling": [("A", "President Volodymyr Zelensky"), ("B", "President Zelenskyy")],
    "an agency quoted by name": [("Reuters", None), ("B", "Reuters", "media"), ("C", "Reuters news agency", "media")],
    "a sheriff's office": [("A", "Deputies", "police"), ("B", "the Harris County Sheriff's Office", "police"), ("C", "Sheriff Bob Hall", "police")],
    "an outlet's addresses": [("www.harbour.example", None), ("harbour.example:80", None)],
    "one paper's source": [("A", "sources", "unknown"), ("A", "sources close to the army", "unknown")],
}
APART: dict[str, list[tuple[str | None, ...]]] = {
    "police of two cities": [("A", "Houston police", "police"), ("B", "Baytown police", "police")],
    "officials of two sides": [("A", "Turkish officials"), ("A", "Syrian officials")],
    "two governors": [("A", "the governor of Hatay"), ("B", "the governor of Kilis")],
    "two named governors": [("A", "Governor Rahmi Dogan"), ("B", "Governor Recep Soyturk")],
    "a governor and his deputy": [("A", "the governor of Hatay"), ("B", "the deputy governor of Hatay")],
    "two ministries of defence": [("A", "the Russian defence ministry", "military"), ("B", "defence minister Hulusi Akar")],
    "a governor and the police": [("A", "the governor of Hatay"), ("B", "the police of Hatay", "police")],
    "two witnesses": [("A", "John Smith", "witness"), ("B", "Ann Harlow", "witness")],
    "sources of two agencies": [("Reuters", "sources", "unknown"), ("AFP", "sources", "unknown")],
    "two monitors": [("A", "the Syrian Observatory for Human Rights", "monitor"), ("B", "the Syrian Network for Human Rights", "monitor")],
    "outlets' own voices": [("A", None), ("B", None)],
    "an army that nobody names": [("A", "the army", "military"), ("B", "the Syrian army", "military"), ("C", "the Turkish army", "military")],
    "two brothers' first names": [("A", "Mayor Hamid Sallum"), ("B", "Mayor Farid Sallum")],
}


@pytest.mark.parametrize("told", ONE.values(), ids=ONE)
def test_one_voice(told):
    assert fold(*told) == [set(range(len(told)))]


@pytest.mark.parametrize("told", APART.values(), ids=APART)
def test_never_two_as_one(told):
    assert fold(*told) == [{n} for n in range(len(told))]


def test_who_could_be_either_of_two_is_neither():
    assert fold(("A", "the governor of Hatay"), ("B", "the governor of Kilis"), ("C", "the governor")) == [{0}, {1}, {2}]
    assert fold(("A", "the governor of Hatay"), ("B", "the governor of Kilis"), ("A", "the governor")) == [{0, 2}, {1}]


def test_ankara_is_neither_of_two_ministries():
    assert fold(("A", "Ankara"), ("B", "the Turkish defence ministry"), ("C", "the Turkish interior ministry")) == [{0}, {1}, {2}]


def test_a_name_and_an_office_that_only_a_text_puts_together():
    told = [("A", "the governor of Hatay"), ("B", "Rahmi Dogan", "unknown")]
    assert fold(*told) == [{0}, {1}]
    beside = {"C": Article(id="C", text="Aid came late. The governor of Hatay, Rahmi Dogan, went to see the wounded.")}
    assert fold(*told, articles=beside) == [{0, 1}]
    met = {"C": Article(id="C", text="Aid came late. Rahmi Dogan met the governor of Hatay and two doctors.")}
    assert fold(*told, articles=met) == [{0}, {1}]


def test_every_fold_has_its_reason():
    claims = [claim("a", "the governor of Hatay"), claim("b", "Governor Dogan", 6), claim("c", "the governor of Hatay, Rahmi Dogan", 7)]
    (origin,) = find_origins(claims, {c.id: Report(article=c.id, voice=c.id) for c in claims})
    assert origin.name == "the governor of Hatay, Rahmi Dogan"
    assert any("the same name" in why for why in origin.because)
    assert any("“the governor of Hatay”" in why for why in origin.because)


# ---- restated --------------------------------------------------------------------------------------
def test_an_outlets_own_voice_restates_the_figure_it_credits():
    claims = [claim("a", "the governor of Hatay", 9, at=5), claim("b", None, 9, at=50), claim("c", None, 12, at=80)]
    found = find_origins(claims, {c.id: Report(article="x", voice="Meridian") for c in claims})
    assert sorted(o.claims for o in found) == [("a", "b"), ("c",)]
    assert any("restates" in why for o in found for why in o.because)


def test_a_headlines_country_is_the_texts_governor():
    text = "Turkey says 33 killed\n\nThe governor of Hatay said that 33 had died."
    headline = msgspec.structs.replace(claim("a", "Turkey", 33), quote=Span(text=text[:21], start=0, end=21))
    body = claim("b", "The governor of Hatay", 33, at=40)
    where = {i: Report(article="x", voice="Meridian") for i in ("a", "b")}
    assert [o.claims for o in find_origins([headline, body], where, articles={"x": Article(id="x", text=text)})] == [("a", "b")]
    other = msgspec.structs.replace(body, attribution=(Link(speaker="The Russian army", start=0, end=5, role="military"),))
    assert len(find_origins([headline, other], where, articles={"x": Article(id="x", text=text)})) == 2


def test_an_unnamed_source_of_a_copied_story_is_one():
    claims = [claim("a", "sources", 9, "unknown"), claim("b", "sources", 9, "unknown")]
    where = {"a": Report(article="x", voice="Reuters"), "b": Report(article="y", voice="Gazette")}
    assert len(find_origins(claims, where)) == 2
    (one,) = find_origins(claims, where, copied={"b": Copied(article="x", claim="a", because="same text as x")})
    assert "same text as x" in one.because
    assert len(find_origins(claims, where, copied={"b": Copied(article="x")})) == 1


def test_copies_that_point_in_a_ring_end():
    claims = [claim("a", "sources", 9), claim("b", "sources", 9)]
    where = {"a": Report(article="x", voice="A"), "b": Report(article="y", voice="B")}
    ring = {"a": Copied(article="y", claim="b"), "b": Copied(article="x", claim="a")}
    assert sorted(i for o in find_origins(claims, where, copied=ring) for i in o.claims) == ["a", "b"]


# ---- properties ------------------------------------------------------------------------------------
TOLD: list[Sequence[str | None]] = [row for rows in [*ONE.values(), *APART.values()] for row in rows]
SPEAKERS = sorted({(row[1], (len(row) > 2 and row[2]) or "government") for row in TOLD if row[1]})


def _random_book(seed: int) -> tuple[list[AnyClaim], dict[str, Report]]:
    rng = random.Random(seed)
    claims: list[AnyClaim] = []
    where: dict[str, Report] = {}
    for n in range(rng.randint(1, 12)):
        speaker, role = rng.choice(SPEAKERS)
        one = claim(f"c{n:02}", speaker if rng.random() < 0.8 else None, rng.randint(1, 4), role, at=n)
        claims.append(one)
        where[one.id] = Report(article=(outlet := rng.choice("ABCDE")), voice=outlet, reported=f"2024-03-01T{ord(outlet) - 60:02}:00:00.000000Z")
    return claims, where


def _sets(origins: tuple[Origin, ...]) -> set[frozenset[str]]:
    return {frozenset(o.claims) for o in origins}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_origins_know_no_order_and_hold_every_claim_once(seed, shuffle):
    claims, where = _random_book(seed)
    found = find_origins(claims, where)
    assert sorted(i for o in found for i in o.claims) == sorted(c.id for c in claims)
    assert len({o.id for o in found}) == len(found)
    mixed = list(claims)
    shuffle.shuffle(mixed)
    assert find_origins(mixed, dict(sorted(where.items(), key=lambda _: shuffle.random()))) == found


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_a_copy_adds_no_origin_and_moves_no_claim(seed):
    claims, where = _random_book(seed)
    before = find_origins(claims, where)
    chosen = [c for c in claims if where[c.id].article == where[claims[0].id].article]
    copies = [msgspec.structs.replace(c, id=f"{c.id}-copy") for c in chosen]
    told = where | {c.id: Report(article="Z", voice="Z", reported="2024-03-02T00:00:00.000000Z") for c in copies}
    copied = {c.id: Copied(article=where[c.id.removesuffix("-copy")].article, claim=c.id.removesuffix("-copy"), because="same text") for c in copies}
    after = find_origins([*claims, *copies], told, copied=copied)
    assert {frozenset(i for i in o.claims if not i.endswith("-copy")) for o in after} == _sets(before)
    assert [o.id for o in after] == [o.id for o in before]
    assert all({f"{i}-copy" for i in o.claims if f"{i}-copy" in copied} <= set(o.claims) for o in after)


# ---- the demo's night ------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def night():
    articles = {a.id: a for a in reports()}
    claims: list[AnyClaim] = []
    where: dict[str, Report] = {}
    for reading in tollbook.read_many(articles.values()):
        article = articles[reading.article]
        claims += reading.claims
        where |= {c.id: Report(article=article.id, reported=instant(article.published or ""), voice=credited_agency(article) or article.outlet) for c in reading.claims}
    signed = {key: sign(a) for key, a in articles.items()}
    links = [k for a, b in combinations(signed.values(), 2) if (k := compare(a, b))]
    found = find_origins(claims, where, copied=first_printed(claims, where, signed, links), articles=articles)
    return articles, claims, where, links, found


def test_the_voices_of_the_night(night):
    _, claims, where, _, found = night
    killed = {c.id for c in claims if isinstance(c, TollClaim) and c.harm == "killed" and c.scope == "incident"}
    voices = {o.name: {where[i].article for i in o.claims if i in killed} for o in found}
    assert {name: sorted(keys) for name, keys in voices.items() if keys} == {
        "the governor of Hatay, Rahmi Dogan": ["dispatch-1", "gazette-1", "herald-1", "kestrel-1", "meridian-1", "meridian-2", "mirror-1"],
        "Syrian Observatory for Human Rights": ["cedar-1"],
        "The Russian defence ministry": ["volga-1"],
        "defence minister Hulusi Akar": ["mirror-2"],
        "Two members of parliament for the opposition (to Strait Herald)": ["herald-1"],
    }
    assert any(name.startswith("A nurse in Reyhanli") for name in voices)


def test_the_nights_graph(night):
    articles, claims, _, links, found = night
    drawn = graph(found, links, articles, claims)
    governor = next(o for o in found if "Dogan" in o.name)
    carried = {e.end for e in drawn.edges if e.start == governor.id}
    assert carried == {f"article:{k}" for k in ("meridian-1", "herald-1", "mirror-1", "meridian-2")}
    assert {(e.start, e.end) for e in drawn.edges if e.kind == "copied"} == {("article:meridian-1", f"article:{k}") for k in ("gazette-1", "dispatch-1", "kestrel-1")}
    assert drawn == graph(found[::-1], links[::-1], articles, claims[::-1])
    text = render_text(drawn)
    assert max(map(len, text.splitlines())) <= 80
    assert "copied by Harbour Gazette [Meridian]" in text


def test_a_medium_stands_between_speaker_and_article():
    one = claim("a", "the governor of Hatay", via="NTV")
    found = find_origins([one], {"a": Report(article="x", voice="Meridian")})
    drawn = graph(found, (), {}, [one])
    assert {(e.end, e.kind) for e in drawn.edges} == {("medium:NTV", "said"), ("article:x", "carried")}
    assert "through NTV" in render_text(drawn)


def test_names_write_nothing_to_the_terminal():
    one = claim("a", "the governor of \x1b[31mHatay\x07" + " of Hatay" * 40)
    found = find_origins([one], {"a": Report(article="x\x1b]0;", voice="M\x1b[2J")})
    text = render_text(graph(found, (), {"x\x1b]0;": Article(id="q", text="", outlet="\x9b31m" * 50)}))
    assert text.replace("\n", "").isprintable()
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_of_nothing():
    assert find_origins((), {}) == ()
    assert find_moved({}, {}, {}) == {}
    assert render_text(graph((), (), {})) == ""
    (one,) = find_origins([claim("a", None)], {})
    assert one.claims == ("a",)
