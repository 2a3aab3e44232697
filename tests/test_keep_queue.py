"""What waits for a decision: the order, who sees what, and how far coders agree."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_desk import demo_book
from tollbook.errors import TollbookError
from tollbook.keep.agreement import agreement, krippendorff_alpha
from tollbook.keep.case import explain
from tollbook.keep.changes import find_words
from tollbook.keep.deciding import Request, decide, last_own
from tollbook.keep.effective import review, standing
from tollbook.keep.looking import every_incident, look
from tollbook.keep.queue import Queue, waiting
from tollbook.keep.regroup import case_of, members_of
from tollbook.keep.stakes import Stake, find_stakes, said, stakes_of, weigh
from tollbook.keep.veil import EVERY_ROUND, history, veil
from tollbook.ledger import Anchor, Decision
from tollbook.reconcile.codebook import load_codebook

# Krippendorff 2011, section C: four observers, twelve units, gaps; nominal alpha .743.
PUBLISHED = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")


@pytest.fixture
def book(tmp_path):
    with demo_book(tmp_path) as made:
        yield made


def say(book, verb, *about, by="Ada", why="read", blind=None, seen=None, **values):
    values = {k: str(v) for k, v in values.items()}
    return decide(book, Request(verb=verb, by=by, why=why, about=about, values=values, blind=blind, seen=seen))


def made(ident, verb, by, *, claim="c", at=1, **rest):
    anchor = Anchor(claim=claim, source="a") if verb != "undo" else None
    return Decision(id=ident, verb=verb, by=by, why="", recorded=f"2024-05-01T00:00:0{at}.000000Z", claim=anchor, **rest)


# ---- the order -----------------------------------------------------------------------------------------
def test_the_claim_that_a_figure_hangs_on_comes_before_one_that_moves_nothing(book):
    found = Queue(book).claims(limit=200)
    weights = [i.weight for i in found]
    assert weights == sorted(weights, reverse=True)
    assert len({i.claim.id for i in found}) == len(found)
    stakes = {}
    for incident in every_incident(book):
        stakes |= find_stakes(look(book, incident.id).explanations["house"])
    for item in found:
        assert item.weight == weigh(stakes.get(item.claim.id, Stake()), item.claim.reading_confidence)
    assert any(i.because[0].startswith("without it") for i in found)


@given(st.integers(0, 10**9), st.floats(0, 1), st.integers(0, 10**9), st.floats(0, 1))
def test_more_people_or_less_confidence_never_weigh_less(people, sure, more, doubt):
    assert weigh(Stake(people=people + more), sure) >= weigh(Stake(people=people), sure)
    assert weigh(Stake(people=people), sure * doubt) >= weigh(Stake(people=people), sure)


@pytest.mark.parametrize(("figure", "words"), [((22, 30, None), "22+ (best 30)"), ((4, 4, 4), "4"), ((None, None, None), "unknown"), ((1000, 1200, 3000), "1,000 to 3,000 (best 1,200)")])
def test_a_figure_in_a_sentence(figure, words):
    assert said(*figure) == words


def test_what_is_decided_leaves_the_queue_and_comes_back_when_taken_back(book):
    queue = Queue(book)
    first = queue.claims()[0].claim.id
    say(book, "accept", first)
    assert first not in {i.claim.id for i in queue.claims(limit=200)}
    say(book, "undo", last_own(book, "Ada").id)
    assert queue.claims()[0].claim.id == first


def test_what_one_person_could_not_tell_waits_for_another(book):
    first = Queue(book).claims()[0].claim.id
    say(book, "unsure", first)
    assert first not in {i.claim.id for i in Queue(book).claims(by="Ada", limit=200)}
    (item,) = (i for i in Queue(book).claims(by="Ben", limit=200) if i.claim.id == first)
    assert (item.state, item.by) == ("unsure", ("Ada",))


def afresh(book):
    """What hangs on every claim of the book, reckoned from nothing."""
    with book.read() as view:
        cases = [case_of(view, i.id, members_of(view, i.id)) for i in view.incidents(limit=500).incidents]
        return sorted((s for case in cases for s in stakes_of(case, explain(case, load_codebook("house")))), key=lambda s: (s.incident, s.claim))


def stored(book):
    states = ("unreviewed", "unsure", "accepted", "corrected", "rejected", "added")
    return sorted((s for state in states for s in book.stakes(state, limit=10_000)), key=lambda s: (s.incident, s.claim))


def test_what_hangs_on_claims_is_kept_in_step_with_every_decision(book):
    assert stored(book) == afresh(book) != []
    first, second, third = (i.claim.id for i in Queue(book).claims(limit=3))
    say(book, "accept", first)
    say(book, "unsure", second, by="Ben")
    say(book, "reject", third)
    pair = next(p for p in Queue(book).pairs() if not p.together)
    say(book, "same", pair.a.telling.id, pair.b.telling.id)
    assert {s.state for s in stored(book)} == {"unreviewed", "accepted", "unsure"}
    assert stored(book) == afresh(book)
    say(book, "undo", last_own(book, "Ben").id)
    say(book, "correct", first, low=500, high=500)
    assert stored(book) == afresh(book)
    for d in standing(book.decisions()):
        say(book, "undo", d.id)
    assert {s.state for s in stored(book)} == {"unreviewed"}
    assert stored(book) == afresh(book)


def test_the_order_is_that_of_the_whole_book_whatever_the_incident_it_is_in(book):
    first = Queue(book).claims(limit=1)[0].incident
    of_last = [s for s in stored(book) if s.incident != first]
    last = of_last[-1].incident
    of_last = [s for s in of_last if s.incident == last]
    assert first != last
    with book.write() as w:
        w.put_stakes([last], [msgspec.structs.replace(s, weight=1000.0 + n) for n, s in enumerate(of_last)])
    assert Queue(book).claims(limit=1)[0].claim.id == of_last[-1].claim


def test_an_incident_that_is_no_more_leaves_nothing_to_ask(book):
    with book.write() as w:
        w.drop_incidents([i.id for i in w.incidents(limit=500).incidents])
    assert stored(book) == []
    assert Queue(book).claims() == ()


# ---- pairs -------------------------------------------------------------------------------------------
def test_pairs_near_the_border_are_asked_once_an_incident_pair_and_a_decision_answers_them(book):
    queue = Queue(book)
    found = queue.pairs()
    assert found
    homes = [frozenset((p.a.incident, p.b.incident)) for p in found]
    assert len(set(homes)) == len(homes)
    assert all((p.a.incident == p.b.incident) == p.together for p in found)
    assert all(abs(sum(x.weight for x in p.score.parts) - p.score.total) < 0.02 for p in found)
    apart = next(p for p in found if not p.together)
    say(book, "different", apart.a.telling.id, apart.b.telling.id)
    left = {(p.a.telling.id, p.b.telling.id) for p in queue.pairs()}
    assert (apart.a.telling.id, apart.b.telling.id) not in left


def test_an_answer_of_same_joins_the_two(book):
    apart = next(p for p in Queue(book).pairs() if not p.together)
    say(book, "same", apart.a.telling.id, apart.b.telling.id)
    homes = book.members([apart.a.telling.id, apart.b.telling.id])
    assert len(set(homes.values())) == 1


# ---- disagreements ---------------------------------------------------------------------------------------
def test_two_people_who_differ_wait_for_a_third_who_settles(book):
    queue = Queue(book)
    claim = queue.claims()[0].claim.id
    say(book, "accept", claim, by="Ada")
    assert queue.disputes() == ()
    say(book, "reject", claim, by="Ben")
    (dispute,) = queue.disputes()
    assert [(d.by, d.verb) for d in dispute.opinions] == [("Ada", "accept"), ("Ben", "reject")]
    say(book, "accept", claim, by="Cem", settles=1)
    assert queue.disputes() == ()
    say(book, "reject", claim, by="Dag")
    assert [d.by for d in queue.disputes()[0].opinions] == ["Ada", "Ben", "Cem", "Dag"]


def test_corrections_of_other_fields_are_no_disagreement_and_add_up(book):
    claim = Queue(book).claims()[0]
    say(book, "correct", claim.claim.id, by="Ada", low=7, high=7)
    done = say(book, "correct", claim.claim.id, by="Ben", stance="hedged")
    assert done.decision.changes == {"low": 7, "high": 7, "stance": "hedged"}
    assert Queue(book).disputes() == ()
    say(book, "correct", claim.claim.id, by="Cem", low=8, high=8)
    assert len(Queue(book).disputes()) == 1


def test_whoever_decides_at_once_is_told_of_the_other_and_both_are_kept(book):
    claim = Queue(book).claims()[0].claim.id
    seen = book.last_moment()
    one = say(book, "accept", claim, by="Ada", seen=seen)
    two = say(book, "reject", claim, by="Ben", seen=seen)
    assert one.meanwhile == ()
    assert [d.id for d in two.meanwhile] == [one.decision.id]
    assert {d.id for d in standing(book.decisions())} == {one.decision.id, two.decision.id}
    (kept,) = book.kept(sources=[two.decision.claim.source])
    assert review(kept.article, kept.reading, standing(book.decisions())).states[claim] == "rejected"


# ---- blind rounds --------------------------------------------------------------------------------------
def test_every_coder_of_a_round_gets_the_same_claims_whatever_others_decided(book):
    queue = Queue(book)
    ada = [i.claim.id for i in queue.round("spring", by="Ada")]
    assert len(ada) == len(set(ada)) > 10
    for claim in ada[:4]:
        say(book, "reject", claim, by="Ada", blind="spring")
    ben = queue.round("spring", by="Ben")
    assert [i.claim.id for i in ben] == ada
    assert {(i.state, i.by, i.because) for i in ben} == {("unreviewed", (), ())}
    assert [i.claim.id for i in queue.round("spring", by="Ada")] == ada[4:]
    assert [i.claim.id for i in queue.round("autumn", by="Ada")] != ada


def test_the_disagreements_of_a_round_come_with_alpha_and_stay_hidden_from_its_coders(book):
    queue = Queue(book)
    claims = [i.claim.id for i in queue.round("spring", by="Ada")][:4]
    for n, claim in enumerate(claims):
        say(book, "accept" if n else "reject", claim, by="Ada", blind="spring")
        say(book, "accept" if n != 1 else "reject", claim, by="Ben", blind="spring")
    found = waiting(queue, "disagreements", round_name="spring", by="Cem")
    assert {d.claim.id for d in found.disagreements} == set(claims[:2])
    # observed: two of four differ; the eight answers are six accepts and two rejects
    assert (found.agreement.units, found.agreement.equal) == (4, 2)
    assert found.agreement.alpha == pytest.approx(1 - 7 * 4 / (64 - 36 - 4), abs=0.001)
    for hidden in ("spring", EVERY_ROUND):
        mine = waiting(queue, "disagreements", round_name="spring", by="Ada", open_round=hidden)
        assert (mine.disagreements, mine.agreement) == ((), None)


def test_in_a_round_a_correction_adds_to_ones_own_alone(book):
    claim = Queue(book).round("spring", by="Ada")[0].claim.id
    say(book, "correct", claim, by="Ada", blind="spring", low=7, high=7)
    done = say(book, "correct", claim, by="Ben", blind="spring", stance="hedged")
    assert done.decision.changes == {"stance": "hedged"}
    assert done.meanwhile == ()


@pytest.mark.parametrize("name", ["", " ", EVERY_ROUND, "a" * 61, "a\nb"])
def test_names_that_are_none_of_a_round_are_refused(book, name):
    with pytest.raises(TollbookError):
        Queue(book).round(name, by="Ada")


def test_an_unknown_queue_is_refused(book):
    with pytest.raises(TollbookError):
        waiting(book, "everything")


def test_a_veil_hides_what_others_decided_and_its_undoing_and_nothing_else():
    decisions = [made("1", "reject", "Ben", blind="r"), made("2", "undo", "Ben", at=2, undoes="1"), made("3", "undo", "Cem", at=3, undoes="2"),
                 made("4", "accept", "Ada", at=4, blind="r"), made("5", "reject", "Ben", at=5), made("6", "reject", "Ben", at=6, blind="other")]  # fmt: skip
    assert [d.id for d in veil(decisions, by="Ada", round_name="r")] == ["4", "5", "6"]
    assert [d.id for d in veil(decisions, by="Ada", round_name=EVERY_ROUND)] == ["4", "5"]
    assert len(veil(decisions, by="Ada", round_name=None)) == 6


def test_a_history_says_what_was_taken_back_and_what_a_later_decision_overrules():
    decisions = [made("1", "accept", "Ada"), made("2", "reject", "Ben", at=2), made("3", "accept", "Cem", at=3), made("4", "undo", "Cem", at=4, undoes="3")]
    told = {e.decision.id: (e.undone_by.id if e.undone_by else None, e.overruled_by.id if e.overruled_by else None) for e in history(decisions)}
    assert told == {"3": ("4", None), "2": (None, None), "1": (None, "2")}


# ---- agreement ------------------------------------------------------------------------------------------
def test_alpha_of_the_published_example():
    rows = [r.split() for r in PUBLISHED]
    ratings = {str(u): {str(o): row[u] for o, row in enumerate(rows) if row[u] != "."} for u in range(12)}
    assert krippendorff_alpha(ratings) == pytest.approx(0.743, abs=0.0005)


@given(st.lists(st.dictionaries(st.sampled_from("ABCD"), st.sampled_from("xyz"), max_size=4), max_size=12), st.randoms(use_true_random=False))
def test_alpha_depends_on_no_order_and_never_exceeds_one(units, chance):
    ratings = dict(enumerate(units))
    shuffled = list(ratings.items())
    chance.shuffle(shuffled)
    alpha = krippendorff_alpha(ratings)
    assert krippendorff_alpha(dict(shuffled)) == (alpha if alpha is None else pytest.approx(alpha))
    assert alpha is None or alpha <= 1
    same = all(len(set(u.values())) == 1 for u in units if len(u) > 1)
    assert alpha is None or (alpha == 1) == same


def test_what_settles_is_no_coders_answer():
    decisions = [made("1", "accept", "Ada", blind="r"), made("2", "reject", "Ben", at=2, blind="r"), made("3", "accept", "Cem", at=3, blind="r", changes={"settles": True})]
    found = agreement(decisions, "r")
    assert (found.coders, found.units, found.equal) == (("Ada", "Ben"), 1, 0)


# ---- words that came from a page ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Nine\n farmers died.", "Nine farmers", "Nine\n farmers"),
        ("Nine farmers died.", "nine farmers", None),
        ("a.c", "a.c", "a.c"),
        ("abc", "a.c", None),
        ("(3+", "(3+", "(3+"),
        ("x", " ", None),
        ("قتل\u00a0تسعة", "قتل تسعة", "قتل\u00a0تسعة"),
    ],
)
def test_words_are_found_as_they_stand(text, words, found):
    assert find_words(text, words) == found


def test_hostile_words_are_searched_in_linear_time():
    assert find_words("a " * 50_000, "a " * 2000 + "b") is None
    assert find_words(" " * 200_000 + "b", "a b") is None


def test_a_quote_that_stands_over_two_lines_is_added_in_the_texts_own_characters(book):
    (kept,) = book.kept(sources=["mirror-1"])
    at = kept.article.text.index("\n")
    words = kept.article.text[max(0, at - 12) : at + 14].strip()
    assert "\n" in words
    done = say(book, "add", "mirror-1", quote=" ".join(words.split()), harm="killed", low=3)
    assert done.decision.claim.quote.text == words
    with pytest.raises(TollbookError, match="does not stand"):
        say(book, "add", "mirror-1", quote="Four hundred died", harm="killed", low=400)
