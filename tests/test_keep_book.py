"""The book kept: articles in any order give the same incidents, copies change nothing, decisions win and can be taken back."""

from __future__ import annotations

import functools
import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.book import Filters, open_book
from tollbook.errors import TollbookError
from tollbook.keep.adding import add, reread
from tollbook.keep.checking import check, rebuild_derived
from tollbook.keep.deciding import Request, decide
from tollbook.keep.exporting import claims
from tollbook.keep.looking import every_incident, list_incidents, look, timeline
from tollbook.keep.purging import purge
from tollbook.ledger import as_of
from tollbook.model import Article, Failure
from tollbook.reading import Done, read_article

REPORTS = (
    ("harbor-1", "2024-03-04T09:00:00Z", "Harbor Post", None, "Shells hit the bus station of Kharkiv on Monday, killing four people, the regional governor Ilya Marenko said."),
    ("tribune-1", "2024-03-04T12:00:00Z", "Tribune", None, "The governor of the Kharkiv region, Ilya Marenko, said seven people were killed on Monday when shells struck a bus station in Kharkiv."),
    ("valley-1", "2024-03-04T13:00:00Z", "Valley News", None, "At least six people died in Monday's shelling of the bus station in Kharkiv, hospital officials said. Eleven others were wounded."),
    ("river-1", "2024-03-06T08:00:00Z", "River Echo", None, "A car bomb killed nine people in Aleppo on Tuesday, a Syrian monitoring group said."),
    ("coast-1", "2024-03-06T10:00:00Z", "Coast Daily", None, "In Aleppo, a car bomb on Tuesday left nine people dead and twenty injured, according to rescue workers."),
)  # fmt: skip
ARTICLES = tuple(Article(id=i, text=text, published=when, outlet=outlet, agency=agency) for i, when, outlet, agency, text in REPORTS)
COPY = Article(id="copy-1", text=ARTICLES[0].text, published="2024-03-04T09:30:00Z", outlet="Copyist")


@functools.cache
def done(article):
    return Done(article=article, outcome=read_article(article), where=article.id)


def keep(book, articles, batch=16):
    return list(add(book, (done(a) for a in articles), batch=batch))


@pytest.fixture
def book(tmp_path):
    clock = iter(datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(100_000))
    with open_book(tmp_path / "b.db", now=lambda: next(clock)) as made:
        yield made


@pytest.fixture
def full(book):
    keep(book, ARTICLES)
    return book


def state(book, **more):
    """What the book says, without its own clock: incidents with members, tolls and titles."""
    return {i.id: (i.tellings, i.tolls, i.title, i.origins, i.disagreement) for i in every_incident(book, **more)}


def incident_of(book, article):
    return next(i for i in every_incident(book) if article in i.articles)


def toll(book, article, harm="killed", **more):
    shown = look(book, incident_of(book, article).id, **more)
    return next((t for t in shown.incident.tolls if (t.harm, t.group) == (harm, "all")), None)


def test_reports_of_one_event_meet_and_others_stay_apart(full):
    assert {i.articles for i in every_incident(full)} == {("harbor-1", "tribune-1", "valley-1"), ("coast-1", "river-1")}


def test_the_spokesman_has_one_voice_and_his_later_figure_stands(full):
    found = toll(full, "harbor-1")
    assert (found.low, found.best, found.high) == (6, 7, None)


@given(st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=12)
def test_any_order_and_any_batches_give_the_same_incidents(tmp_path_factory, chance, batch):
    mixed = chance.sample(ARTICLES, len(ARTICLES))
    folder = tmp_path_factory.mktemp("order")
    with open_book(folder / "a.db") as one, open_book(folder / "b.db") as two:
        keep(one, ARTICLES)
        keep(two, mixed, batch=batch)
        assert state(one) == state(two)
        assert check(two) == []


def test_the_same_article_again_changes_nothing(full):
    before = state(full)
    assert {o.status for o in keep(full, ARTICLES)} == {"same"}
    assert state(full) == before


def test_a_copy_changes_no_toll(full):
    before = {i: t[1] for i, t in state(full).items()}
    keep(full, [COPY])
    after = {i: t[1] for i, t in state(full).items()}
    assert after == before
    assert "copy-1" in incident_of(full, "harbor-1").articles


def test_a_correction_takes_the_place_of_what_it_corrects_and_both_are_kept(full):
    keep(full, [msgspec.structs.replace(ARTICLES[3], text=ARTICLES[3].text.replace("nine", "twelve"), published="2024-03-07T08:00:00Z")])
    assert [k.version for k in full.kept(sources=["river-1"])] == [1, 2]
    assert toll(full, "river-1").high == 12
    assert toll(full, "river-1", as_of=as_of("2024-03-06T12:00Z")).high == 9


# ---- decisions ---------------------------------------------------------------------------------------------
def say(book, verb, *about, by="Ada", why="seen", **values):
    return decide(book, Request(verb=verb, by=by, why=why, about=about, values={k: str(v) for k, v in values.items()}))


def claim_of(book, article, harm="killed"):
    return next(c for k in book.kept(sources=[article]) for c in k.reading.claims if getattr(c, "harm", None) == harm)


def test_a_rejected_claim_counts_no_more_until_the_rejection_is_undone(full):
    before = state(full)
    made = say(full, "reject", claim_of(full, "tribune-1").id)
    assert toll(full, "harbor-1").best != 7
    say(full, "undo", made.decision.id)
    assert state(full) == before


def test_a_corrected_count_is_what_counts(full):
    say(full, "correct", claim_of(full, "tribune-1").id, low=8, high=8)
    assert toll(full, "harbor-1").best == 8


@pytest.mark.parametrize("verb", ["same", "different"])
def test_what_a_person_says_of_two_reports_always_wins_and_undoing_it_leaves_no_trace(full, verb):
    before = state(full)
    pair = ("harbor-1", "river-1") if verb == "same" else ("harbor-1", "valley-1")
    made = say(full, verb, *pair)
    together = incident_of(full, pair[0]).id == incident_of(full, pair[1]).id
    assert together == (verb == "same")
    assert check(full) == []
    say(full, "undo", made.decision.id)
    assert state(full) == before


def test_an_old_id_leads_on_after_a_merge_and_after_a_split(full):
    one, two = incident_of(full, "harbor-1").id, incident_of(full, "river-1").id
    say(full, "same", one, two)
    assert look(full, two).incident.id == one
    apart = say(full, "different", "harbor-1", "river-1")
    assert look(full, two).incident.articles == ("coast-1", "river-1")
    assert apart.incidents


def test_decisions_outlive_a_better_reader(full, monkeypatch):
    say(full, "reject", claim_of(full, "tribune-1").id)
    before = toll(full, "harbor-1")

    def better(article, options=None):
        """A reader that cuts every quote one word shorter, as a changed rule would."""
        reading = read_article(article, options)
        cut = [msgspec.structs.replace(c, id=f"new-{c.id}", quote=_shorter(c.quote)) for c in reading.claims]
        new = {c.id.removeprefix("new-"): c.id for c in cut}
        incidents = tuple(msgspec.structs.replace(i, claims=tuple(new[c] for c in i.claims)) for i in reading.incidents)
        return msgspec.structs.replace(reading, claims=tuple(cut), incidents=incidents)

    monkeypatch.setattr("tollbook.keep.adding.read_article", better)
    assert all(changed for _, changed in reread(full))
    assert toll(full, "harbor-1") == before
    assert [r["state"] for r in claims(full) if r["article"] == "tribune-1"] == ["rejected"]


def _shorter(quote):
    words = quote.text.rsplit(" ", 1)[0]
    return msgspec.structs.replace(quote, text=words, end=quote.start + len(words))


def test_a_claim_that_the_reader_missed_is_added_with_its_words(full):
    say(full, "add", "valley-1", quote="shelling of the bus station in Kharkiv", harm="missing", low=2, high=2)
    assert toll(full, "harbor-1", "missing").best == 2


def test_a_post_is_a_source_like_any_other(full):
    said = say(full, "add", text="Two more bodies found at the Kharkiv bus station", harm="killed", low=2, high=2, outlet="a post", published="2024-03-05")
    say(full, "same", said.decision.claim.source, "harbor-1")
    assert said.decision.claim.source in incident_of(full, "harbor-1").articles


def test_words_that_do_not_stand_in_the_article_are_refused(full):
    with pytest.raises(TollbookError, match="does not stand"):
        say(full, "add", "valley-1", quote="forty dead", harm="killed", low=40)


def test_a_published_figure_stands_above_the_machines_and_is_shown_as_such(full):
    found = incident_of(full, "harbor-1")
    say(full, "toll", found.id, harm="killed", low=8, best=9, high=12)
    say(full, "grade", found.id, grade="fair")
    now = incident_of(full, "harbor-1")
    assert [(t.low, t.best, t.high, t.codebook) for t in now.published] == [(8, 9, 12, "person")]
    assert now.tolls == found.tolls
    assert now.grade == "fair"
    assert [i.id for i in list_incidents(full, Filters(grade="fair")).incidents] == [now.id]


def test_a_withdrawn_article_stops_counting_from_then_on_only(full):
    made = say(full, "retract", "tribune-1", at="2024-03-05T00:00:00Z")
    assert toll(full, "harbor-1").best != 7
    assert toll(full, "harbor-1", as_of=as_of("2024-03-04T13:00Z")).best == 7
    say(full, "undo", made.decision.id)
    assert toll(full, "harbor-1").best == 7


def test_two_people_may_disagree_and_both_are_kept(full):
    ident = claim_of(full, "tribune-1").id
    say(full, "reject", ident, by="Ada")
    say(full, "accept", ident, by="Ben")
    shown = look(full, incident_of(full, "harbor-1").id)
    assert {(d.by, d.verb) for d in shown.case.decisions} == {("Ada", "reject"), ("Ben", "accept")}
    assert any(r.disputed for r in shown.case.reviewed.values())
    assert toll(full, "harbor-1").best == 7


@pytest.mark.parametrize(
    ("verb", "about", "values", "message"),
    [
        ("reject", ("nothing",), {}, "No claim"),
        ("same", ("harbor-1",), {}, "two or more"),
        ("grade", ("harbor-9",), {"grade": "fair"}, "No incident"),
        ("toll", ("TB-0000000",), {"harm": "killed", "low": "3"}, "No incident"),
        ("undo", ("D-none",), {}, "No decision"),
        ("retract", ("none",), {}, "No article"),
    ],
)
def test_what_does_not_exist_is_said_in_one_sentence_and_nothing_is_kept(full, verb, about, values, message):
    with pytest.raises(TollbookError, match=message):
        say(full, verb, *about, **values)
    assert full.decisions() == []


@pytest.mark.parametrize(("by", "why"), [("", "x"), ("Ada", " ")])
def test_a_decision_needs_who_and_why(full, by, why):
    with pytest.raises(TollbookError, match="who and why"):
        say(full, "reject", claim_of(full, "tribune-1").id, by=by, why=why)


# ---- replay ------------------------------------------------------------------------------------------------
def test_what_was_known_at_an_hour_is_shown_again(full):
    hours = [("2024-03-04T10:00Z", 4), ("2024-03-04T12:30Z", 7), ("2024-03-04T13:30Z", 7)]
    assert [toll(full, "harbor-1", as_of=as_of(t)).best for t, _ in hours] == [n for _, n in hours]
    with pytest.raises(TollbookError, match="Nothing was known"):
        look(full, incident_of(full, "harbor-1").id, as_of=as_of("2024-03-01"))


def test_the_past_listed_whole_is_a_book_that_ended_then(full, tmp_path):
    then = as_of("2024-03-05")
    with open_book(tmp_path / "then.db") as short:
        keep(short, [a for a in ARTICLES if str(a.published) < "2024-03-06"])
        assert state(full, as_of=then) == state(short)


def test_the_recorded_clock_knows_nothing_of_later_decisions(full):
    before = toll(full, "harbor-1")
    made = say(full, "reject", claim_of(full, "tribune-1").id)
    moment = datetime.fromisoformat(made.decision.recorded) - timedelta(microseconds=1)
    assert toll(full, "harbor-1", as_of=as_of(f"recorded:{moment.isoformat()}")) == before
    assert toll(full, "harbor-1") != before


def test_the_steps_of_a_toll_are_the_reports_that_moved_it(full):
    steps = timeline(full, look(full, incident_of(full, "harbor-1").id))
    killed = [next((t.best for t in s.tolls if (t.harm, t.group) == ("killed", "all")), None) for s in steps]
    assert killed[:2] == [4, 7]
    assert steps[0].articles == ("harbor-1",)
    for step in steps:
        then = look(full, incident_of(full, "harbor-1").id, as_of=as_of(step.reported))
        assert step.tolls == tuple(t.toll for t in then.explanations["house"].tolls)


@pytest.mark.parametrize("codebook", ["acled", "airwars", "ucdp"])
def test_a_list_says_the_same_of_an_incident_as_its_page(full, codebook):
    for listed in list_incidents(full, codebook=codebook).incidents:
        shown = look(full, listed.id, codebook=codebook)
        assert listed.tolls == tuple(t.toll for t in shown.explanations[codebook].tolls)
        assert (listed.origins, listed.published) == (shown.explanations[codebook].origins, shown.case.published)


# ---- upkeep ------------------------------------------------------------------------------------------------
def test_what_is_made_can_be_thrown_away_and_made_again(full):
    before = state(full)
    rebuild_derived(full)
    assert state(full) == before


def test_a_purged_article_leaves_its_incident_and_a_tombstone(full):
    purge(full, "valley-1", by="Ada", why="asked for")
    assert incident_of(full, "harbor-1").articles == ("harbor-1", "tribune-1")
    assert [t.source for t in full.tombstones()] == ["valley-1"]
    assert keep(full, [ARTICLES[2]])[0].status == "purged"


def test_an_article_that_cannot_be_read_is_told_and_the_rest_goes_on(book):
    broken = Done(article=ARTICLES[0], outcome=Failure(article="harbor-1", error="no text"), where="line 1")
    outcomes = list(add(book, [broken, done(ARTICLES[1])]))
    assert [(o.status, o.error) for o in outcomes] == [("failed", "no text"), ("new", None)]


def test_random_histories_leave_a_sound_book(full):
    chance = random.Random(5)
    ids = [c.id for k in full.kept() for c in k.reading.claims]
    for _ in range(12):
        verb = chance.choice(["reject", "accept", "correct", "undo"])
        if verb == "undo":
            made = [d for d in full.decisions() if d.verb != "undo"]
            if made:
                try:
                    say(full, "undo", chance.choice(made).id)
                except TollbookError as error:
                    assert "undone already" in str(error)  # noqa: PT017 - a second undoing is refused
            continue
        say(full, verb, chance.choice(ids), **({"low": 3, "high": 3} if verb == "correct" else {}))
    assert check(full) == []


def test_a_report_in_which_nothing_happened_is_no_fault_of_the_book(tmp_path):
    match = Article(id="match", published="2024-03-05", text="Two late goals killed the tie as Alder beat Harbour 3-1 on Monday. A striker limped off injured.")
    strike = Article(id="strike", published="2024-03-05", text="Shells killed four people in Aleppo on Monday, the governor said.")
    with open_book(tmp_path / "b.db") as book:
        list(add(book, [Done(article=a, outcome=read_article(a), where=a.id) for a in (match, strike)]))
        assert [x.telling.id for x in book.tellings(sources=["match"])] == ["match#1"]
        assert book.members(["match#1"]) == {}
        assert check(book) == []
