"""Whatever goes in comes out, and in whatever order and batches it comes."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from made_books import Clock, article, decision, reading
from made_readings import made
from tollbook.book import open_book
from tollbook.book import tables as t
from tollbook.book.kept import chunks
from tollbook.book.standing import Version, stand
from tollbook.ledger import VERBS
from tollbook.model import Article, Count, Link, Reading, Span, TollClaim

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
SOME = TEXT.filter(bool)
MAYBE = st.none() | TEXT


@st.composite
def read_articles(draw):
    """An article of any text, and a reading whose spans stand where they say."""
    text = draw(SOME)
    name = draw(SOME.filter(lambda s: "\x00" not in s))

    def cut():
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"text": text[start:end], "start": start, "end": end}

    claims = []
    for n in range(draw(st.integers(0, 3))):
        low = draw(st.none() | st.integers(0, 2**70))
        link = cut()
        claims.append(
            TollClaim(
                id=f"c{n}",
                rule=draw(TEXT),
                reading_confidence=draw(st.floats(0, 1)),
                quote=Span(**cut()),
                harm="killed",
                count=Count(low=low, high=None if low is None else low + draw(st.integers(0, 2**70)), word=draw(MAYBE), **cut()),
                attribution=(Link(speaker=link["text"], start=link["start"], end=link["end"], cue=draw(MAYBE)),),
            )
        )
    fields = {name: draw(MAYBE) for name in ("title", "outlet", "agency", "url", "archive_url", "language")}
    published = draw(st.none() | st.dates().map(lambda d: d.isoformat()).filter(lambda d: "1000" < d < "9999-12-31"))
    return Article(text=text, id=name, published=published, **fields), Reading(article=name, claims=tuple(claims), notes=(draw(TEXT),))


@pytest.fixture(scope="module")
def one_book(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("trips") / "week.db"
    shutil.copy(request.getfixturevalue("empty_book"), path)
    with open_book(path, now=Clock()) as book:
        yield book


@settings(max_examples=60)
@given(read_articles())
def test_any_article_and_reading_come_back_as_they_went_in(one_book, sent):
    told, read = sent
    with one_book.write() as w:
        added = w.add_article(told, read, "en 1")
        again = w.add_article(told, read, "en 1")
        (kept,) = w.kept([added.key])
        w.search(told.title or "")
        w.search(told.text)
    assert again.status == "same"
    assert added.key == again.key == kept.key
    if added.status != "same":
        assert (kept.article, kept.reading) == (told, read)


def test_all_that_was_told_to_the_book_above_is_sound(one_book):
    assert one_book.check() == []


def test_every_kind_of_claim_comes_back(address):
    told, read = made()
    with open_book(address) as book:
        with book.write() as w:
            w.add_article(told, read, "en 1")
        (kept,) = book.kept()
        assert (kept.article, kept.reading) == (told, read)
        assert {h.claim for h in book.search("the") if h.claim} <= {c.id for c in read.claims}
        assert book.check() == []


@settings(max_examples=40)
@given(
    st.sampled_from(VERBS), TEXT, TEXT, st.dictionaries(TEXT, st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT | st.lists(TEXT), max_size=3)
)
def test_any_decision_comes_back_as_it_went_in(one_book, verb, by, why, changes):
    with one_book.write() as w:
        name = f"d{len(w.decisions())}"
        kept = w.decide(decision(name, verb, by=by, why=why, changes=changes))
        assert w.decisions()[-1] == kept
    assert (kept.verb, kept.by, kept.why, kept.changes, kept.recorded) == (verb, by, why, changes, w.recorded)


OFFERED = [
    article(source, text=f"At least {n} were killed in {source}.", published=f"2021-03-0{n}")
    for source in ("a", "b", "https://c.example/?q=1&r='2'")
    for n in (1, 2, 3)
]


def what_is_kept(book):
    """All but when the book learned of it, which is the one thing that order may change."""
    kept = [(k.source, k.version, k.key, k.article, k.reading, k.reader, k.reported, k.until, k.retracted) for k in book.kept()]
    with book.read() as view:
        c = t.claim.c
        claims = view._connection.execute(t.claim.select().with_only_columns(c.id, c.key, c.low, c.quote)).all()
    return kept, Counter(claims), [(h.key, h.claim) for h in book.search("killed")]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(OFFERED), max_size=12), st.randoms(use_true_random=False), st.integers(1, 12))
@example([*OFFERED, *OFFERED], None, 1)
def test_order_and_batches_leave_no_trace_in_what_is_kept(empty_book, tmp_path_factory, offered, draw, size):
    other = list(offered)
    draw.shuffle(other) if draw else other.reverse()
    folder = tmp_path_factory.mktemp("order")
    kept = []
    for name, batches in (("one", [offered]), ("two", list(chunks(other, size)))):
        with open_book(shutil.copy(empty_book, folder / f"{name}.db"), now=Clock()) as book:
            for batch in batches:
                with book.write() as w:
                    for sent in batch:
                        w.add_article(sent, reading(sent), "en 1")
            kept.append(what_is_kept(book))
            assert book.check() == []
    assert kept[0] == kept[1]
    assert len(kept[0][0]) == len({(a.id, a.text) for a in offered})


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=8))
def test_versions_are_numbered_through_and_only_the_last_stands(drawn):
    versions = [
        Version(seq=n, key=f"k{n}", reported=f"2021-03-{20 + n if undated else day:02}", recorded=f"2021-03-{20 + n}", undated=undated)
        for n, (day, undated) in enumerate(drawn)
    ]
    stood = stand(reversed(versions))
    assert [s.number for s in stood] == list(range(1, len(versions) + 1))
    assert [s.until is None for s in stood] == [False] * (len(versions) - 1) + [True] * bool(versions)
    by_key = {v.key: v for v in versions}
    # of the dated, at most one stands at any instant
    for instant in {v.reported for v in versions}:
        standing = [s for s in stood if by_key[s.key].reported <= instant and (s.until is None or instant < s.until)]
        assert len(standing) <= 1
