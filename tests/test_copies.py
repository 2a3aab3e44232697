"""Copies are found whatever was done to them, stories of their own are not, and order leaves no trace."""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.copies import compare, families, first_printed, keys, lookups, sign
from tollbook.copies.words import is_boilerplate, lines
from tollbook.demo import reports
from tollbook.extract.credit import credited_agency, find_credits, outlet_name
from tollbook.lang import load
from tollbook.ledger import CopyLink, Report
from tollbook.model import Article, Count, Span, TollClaim

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "quality"))

import copies as measured
import made_stories as made
from paced import within

LEAD = "Nine men died in Tel Rimah on Monday when a wall of the old mill fell on them, the mayor Ann Harlow said."
REST = (
    "Rescuers from Port Alder worked through the night with cranes and dogs, and pulled 14 people out alive. "
    "The mill had been closed since the flood of 2014 and was used as a store by a merchant named Bela Kiss. "
    "A committee of engineers will look at 30 other buildings along the river before the end of the month."
)


def made_article(text: str, key: str, hour: int = 8, **rest: str) -> Article:
    return Article(id=key, text=text, published=f"2024-03-01T{hour:02d}:00:00Z", **rest)


# ---- credits ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PORT ALDER (Reuters) - Two men drowned.", "Reuters"),
        ("PORT ALDER, Northmark, May 3 (AP) — Two men drowned.", "Associated Press"),
        ("Two drown\n\nPORT ALDER (Meridian) - Two men drowned.", "Meridian"),
        ("AFP - Two men drowned.", "Agence France-Presse"),
        ("Two drown\nBy Ann Harlow, Associated Press\n\nTwo men drowned.", "Associated Press"),
        ("Two drown\nAssociated Press\n\nTwo men drowned.", "Associated Press"),
        ("Two men drowned. The harbour was closed. (Xinhua)", "Xinhua"),
        ("Two men drowned. The harbour was closed. — AFP", "Agence France-Presse"),
        ("Two men drowned, police told Reuters.", None),
        ("Two men drowned, the harbour master (a former AP man) said.", None),
        ("Two men drowned.\n\n(With inputs from PTI)", None),
        ("Two men drowned.\n\n(with inputs from agencies)", None),
        ("Two men drowned. The AP contributed to this report.", None),
        ("", None),
    ],
)
def test_agency_credits(text, agency):
    assert credited_agency(Article(id="a", text=text)) == agency


def test_the_field_goes_before_the_text():
    assert credited_agency(Article(id="a", text="PORT ALDER (Reuters) - Two drowned.", agency="AFP")) == "Agence France-Presse"


@pytest.mark.parametrize("rule", load("agencies")["rule"], ids=lambda rule: rule["id"])
def test_examples_of_credits(rule):
    assert rule["id"] in {c.rule for c in find_credits(rule["example"])}


@pytest.mark.parametrize("rule", load("copies")["rule"], ids=lambda rule: rule["id"])
def test_examples_of_boilerplate(rule):
    assert is_boilerplate(rule["example"])
    assert not is_boilerplate(LEAD)


@given(st.text(max_size=400))
def test_credits_stand_where_they_say(text):
    for credit in find_credits(text):
        assert outlet_name(text[credit.start : credit.end]) == credit.agency


# ---- pairs -----------------------------------------------------------------------------------------
def test_a_cut_copy_with_another_headline():
    link = compare(made_article(f"Mill falls\n\n{LEAD} {REST}", "a"), made_article(f"Horror in Tel Rimah\n\n{LEAD}", "b", 9))
    assert link is not None
    assert (link.later, link.earlier, link.kind) == ("b", "a", "copy")


def test_a_paragraph_taken_into_a_longer_story():
    own = " ".join(f"Paragraph {n} of our own tells of the {n} things that Greta saw in street {n} by herself." for n in range(2, 12))
    link = compare(made_article(f"{LEAD} {REST}", "a"), made_article(f"{own} {LEAD} {own.replace('own', 'old')}", "b", 9))
    assert link is not None
    assert link.kind == "partial"


def test_little_text_and_one_agency():
    first = "QAMRA (AFP) - " + LEAD + " " + REST
    short = (
        "QAMRA (AFP) - Clouds hung over the hills of Qamra as Emre went to look for his two brothers there. The mill had been closed since the flood of 2014. "
        "He carried water to Dorsay, where Farid waited with 12 mules for him. They walked on to Velm and slept in the barn of Ines Moreau."
    )
    link = compare(made_article(first, "a"), made_article(short, "b", 9))
    assert link is not None
    assert link.kind == "credit"
    assert "Agence France-Presse" in link.because
    assert compare(made_article(first.replace("(AFP) ", ""), "a"), made_article(short, "b", 9)) is None


@pytest.mark.parametrize(
    "shared",
    [
        "Follow us on Twitter for the latest. Sign up for our free newsletter. Copyright 2024, all rights reserved.",
        "We have sent you an email. Check your inbox in a few minutes, and your Spam folder, or ask the Help desk of Port Alder for 1 more.",
        "PORT ALDER, Northmark (Reuters) - ",
        '"We will find whoever did this in Tel Rimah, and all 14 of them will stand before a judge in Port Alder by Friday," he said.',
    ],
    ids=["footer", "page", "dateline", "quotation"],
)
def test_what_makes_no_copies(shared):
    a = f"{shared} A bus left the road near Velm with 20 pupils. Nobody of the school in Dorsay was hurt."
    b = f"{shared} Snow closed all of the passes above Kestrin. The 300 guests of the inn will stay until Sunday."
    assert compare(made_article(a, "a"), made_article(b, "b", 9)) is None


def test_a_pattern_with_other_names_and_figures_is_no_copy():
    form = "{n} guards were killed in {p} district on {d} when a mine went off under their truck, the governor's office said. No group has claimed it."
    a = made_article(form.format(n="Seven", p="Velm", d="Monday"), "a")
    b = made_article(form.format(n="Three", p="Dorsay", d="Friday"), "b", 9)
    assert compare(a, b) is None


def test_old_sentences_are_no_partial_copies():
    own = " ".join(f"Paragraph {n} of our own tells of the {n} things that Greta saw in street {n} by herself." for n in range(2, 12))
    old = Article(id="a", text=f"{LEAD} {REST}", published="2021-03-01")
    assert compare(old, made_article(f"{own} {LEAD} {own.replace('own', 'old')}", "b")) is None
    assert compare(old, made_article(f"{LEAD} {REST}", "b")) is not None


def test_the_edition_that_was_public_first_is_the_earlier():
    early = Article(id="z", text=LEAD, published="2024-03-01T23:30:00+03:00")
    late = Article(id="a", text=LEAD, published="2024-03-01T21:00:00Z")
    undated = Article(id="0", text=LEAD)
    assert [(k.earlier, k.later) for k in (compare(late, early), compare(undated, late)) if k] == [("z", "a"), ("a", "0")]


# ---- measured --------------------------------------------------------------------------------------
FLOORS = {
    "re-headlined": 1.0,
    "cut to a third": 1.0,
    "moved, 5 % of words": 1.0,
    "cut by half, 10 % of words": 1.0,
    "moved, 20 % of words": 1.0,
    "cut by half, 30 % of words": 0.9,
    "moved, 40 % of words": 0.85,
    "four paragraphs in a story of its own": 0.9,
}


def test_the_floors_hold():
    found = measured.measure(25, seed=3)
    assert {k: v[1] for k, v in found.items() if k in FLOORS and v[1] < FLOORS[k]} == {}
    assert {k: v[2] for k, v in found.items() if k in FLOORS and v[2] < 0.9} == {}
    assert {k: v[1] for k, v in found.items() if k in measured.OTHERS and v[1] > 0.05} == {}


# ---- properties ------------------------------------------------------------------------------------
def _stories(seed: int, count: int = 7) -> list[Article]:
    """A few desks' stories of two events, with edited copies among them."""
    rng = random.Random(seed)
    events = [made.make_event(rng), made.make_event(rng)]
    articles = []
    for n in range(count):
        story = made.tell(rng.choice(events), rng.randrange(4), random.Random(seed))
        articles.append(made.article(made.edit(story, rng, keep=rng.choice([0.5, 1.0]), replaced=rng.choice([0.0, 0.1])), f"k{n}", rng, hour=rng.randrange(24)))
    return articles


def _links(articles: list[Article]) -> list[CopyLink]:
    return [k for a, b in combinations(articles, 2) if (k := compare(a, b))]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_families_know_no_order(seed, shuffle):
    articles = _stories(seed)
    links = _links(articles)
    roots = families([sign(a) for a in articles], links)
    mixed, turned = list(articles), list(links)
    shuffle.shuffle(mixed)
    shuffle.shuffle(turned)
    assert families([sign(a) for a in mixed], turned) == roots
    assert {(k.later, k.earlier, k.kind, k.share) for k in _links(mixed)} == {(k.later, k.earlier, k.kind, k.share) for k in links}
    assert all(roots[root] == root for root in roots.values())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_later_copy_moves_nobody_else(seed):
    articles = _stories(seed)
    before = families([sign(a) for a in articles], _links(articles))
    copy = Article(id="zz", text=articles[0].text, published="2024-03-02T12:00:00Z", outlet="Late Edition")
    after = families([sign(a) for a in [*articles, copy]], _links([*articles, copy]))
    assert {k: v for k, v in after.items() if k != "zz"} == before
    assert after["zz"] == before["k0"] or after["zz"] in set(before.values())


@given(st.text(max_size=600), st.text(max_size=600))
def test_compare_never_fails_and_is_symmetric(a, b):
    one, other = made_article(a, "a"), made_article(b, "b", 9)
    assert compare(one, other) == compare(other, one)
    assert compare(one, one) is None
    assert list(keys(sign(one))) == sorted(set(keys(sign(one))))


def test_sentences_are_looked_for_in_the_months_around_and_the_whole_text_at_any_time():
    first = sign(made_article(f"{LEAD} {REST}", "a"))
    later = {days: msgspec.structs.replace(first, key="b", reported=(datetime.fromisoformat(first.reported) + timedelta(days=days)).isoformat()) for days in (0, 20, 31, 400)}
    cut = sign(made_article(LEAD, "c"))
    far = msgspec.structs.replace(cut, reported=later[400].reported)
    for one in later.values():
        assert set(lookups(one)) & set(keys(first))
        assert set(keys(one)) & set(lookups(first))
    assert set(lookups(cut)) & set(keys(first))
    assert not set(lookups(far)) & set(keys(first))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_lines_lie_in_the_text(text):
    for line in lines(text):
        assert 0 <= line.start < line.end <= len(text)
        assert line.words >= 3


# ---- claims ----------------------------------------------------------------------------------------
def _claim(article: Article, words: str, low: int, key: str) -> TollClaim:
    at = article.text.index(words)
    count = words.split(maxsplit=1)[0]
    return TollClaim(
        id=f"{article.id}-{key}", rule="test", reading_confidence=1.0, quote=Span(text=words, start=at, end=at + len(words)),
        harm="killed", count=Count(low=low, high=low, text=count, start=at, end=at + len(count)),
    )


def test_a_claim_in_a_copied_sentence_is_the_first_printers():
    agency = made_article(f"{LEAD} {REST}", "a", outlet="Wire")
    paper = made_article(f"{LEAD} {REST} Eleven people died, a nurse of the clinic in Velm told our reporter Jon Reed.", "b", 9, outlet="Paper")
    third = made_article(f"Mill\n\n{LEAD} {REST}", "c", 10, outlet="Third")
    claims = [_claim(agency, "Nine men died", 9, "1"), _claim(paper, "Nine men died", 9, "1"), _claim(paper, "Eleven people died", 11, "2"), _claim(third, "Nine men died", 9, "1")]
    reports = {c.id: Report(article=c.id[0]) for c in claims}
    signed = {a.id: sign(a) for a in (agency, paper, third)}
    found = first_printed(claims, reports, signed, _links([agency, paper, third]))
    assert {k: (v.article, v.claim) for k, v in found.items()} == {"b-1": ("a", "a-1"), "c-1": ("a", "a-1")}
    assert found == first_printed(claims[::-1], reports, signed, _links([third, paper, agency])[::-1])


def test_a_figure_that_was_changed_is_no_copied_claim():
    first = made_article(f"{LEAD} {REST}", "a")
    raised = made_article(f"{LEAD} {REST}".replace("Nine men", "Twelve men"), "b", 9)
    claims = [_claim(first, "Nine men died", 9, "1"), _claim(raised, "Twelve men died", 12, "1")]
    links = _links([first, raised])
    assert [k.kind for k in links] == ["copy"]
    assert first_printed(claims, {c.id: Report(article=c.id[0]) for c in claims}, {a.id: sign(a) for a in (first, raised)}, links) == {}


# ---- hostile ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["", " \n\n ", "!!! ... 。", "\x00\ud800", "9", "(" * 5000, '"' * 5001, "人が死亡した。" * 3, "مات تسعة رجال في المدينة يوم الاثنين"])
def test_odd_texts(text):
    signed = sign(Article(id="a", text=text))
    assert keys(signed) == keys(sign(Article(id="b", text=text)))
    assert compare(signed, sign(made_article(LEAD, "c"))) is None


def test_other_scripts_are_copied_too():
    text = "قال حاكم المدينة إن تسعة رجال لقوا حتفهم يوم الاثنين عندما سقط جدار المطحنة القديمة عليهم في 14 آذار قرب النهر. " * 1
    link = compare(made_article(text, "a"), made_article(text, "b", 9))
    assert link is not None
    assert link.share == 1.0


@pytest.mark.parametrize(
    "text",
    ["Nine men died in Velm. " * 220_000, "a" * 5_000_000, "Aa " * 1_700_000, "(Reuters) - " * 400_000, '"' + "word " * 1_000_000, "\n" * 5_000_000],
    ids=["sentences", "one word", "names", "credits", "quotation", "lines"],
)
def test_five_megabytes(text):
    # a text that long is cut, not read: seconds at most on any machine, where a quadratic step would take hours
    with within(60):
        one = sign(Article(id="a", text=text))
        compare(one, msgspec.structs.replace(one, key="b"))
        assert len(keys(one)) <= 97
        assert one.words <= 25_000


# ---- the demo's night ------------------------------------------------------------------------------
def test_the_copies_of_the_demo():
    articles = list(reports())
    links = _links(articles)
    roots = families([sign(a) for a in articles], links)
    copies = {"gazette-1", "dispatch-1", "kestrel-1"}
    assert {k for k, root in roots.items() if root != k} == copies
    assert {roots[k] for k in copies} == {"meridian-1"}
    assert {(k.later, k.kind) for k in links if k.earlier == "meridian-1"} == {(k, "copy") for k in copies}
