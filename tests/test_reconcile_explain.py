"""An incident over many articles: texts and claims of our own."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from made_incident import evidence, said, silence
from tollbook.demo import reports
from tollbook.errors import TollbookError
from tollbook.exporters.changes import render_changes
from tollbook.exporters.explanation import render_text
from tollbook.ledger import BookIncident, Decision
from tollbook.model import Article, Toll, When
from tollbook.pipeline import read_article as read
from tollbook.reconcile.codebook import list_codebooks, load_codebook, parse_codebook
from tollbook.reconcile.diff import diff
from tollbook.reconcile.evidence import evidence_of
from tollbook.reconcile.explain import explain_incident
from tollbook.reconcile.reasons import reason
from tollbook.reconcile.relations import relate_pair

HOUSE = load_codebook("house")


@pytest.fixture(scope="module")
def night():
    return [(a, read(a)) for a in reports()]


OF_THAT_NIGHT = {"mirror-2": ("2",), "sport-1": ()}


def of_the_night(told):
    return {a.id: OF_THAT_NIGHT.get(a.id, [i.id for i in r.incidents if i.main]) for a, r in told}


@pytest.mark.parametrize(
    ("hour", "best"),
    [("2020-02-27T23:30+03:00", 9), ("2020-02-28T01:00+03:00", 22), ("2020-02-28T02:30+03:00", 29), ("2020-02-28T08:00+03:00", 33), ("2020-02-29", 33)],
)
def test_the_night_as_it_was_known_at_each_hour(night, hour, best):
    toll = explain_incident(evidence_of(night, incidents=of_the_night(night), known_at=hour), HOUSE).toll("killed")
    assert toll.toll.best == best
    governor = next(v for v in toll.voices if "Dogan" in v.name)
    assert (governor.low, governor.high) == (best, best)


def test_before_anybody_gave_a_number_none_is_shown(night):
    explanation = explain_incident(evidence_of(night, known_at="2020-02-27T22:00+03:00"), HOUSE)
    assert explanation.toll("killed") is None
    assert any(g.quote is not None and "given no figure" in g.quote.text for g in explanation.missing)


def test_undated_articles_are_not_known_at_an_hour():
    article = Article(id="a", text="Police said two men were shot dead.")
    assert explain_incident(evidence_of([(article, read(article))], known_at="2030-01-01"), HOUSE).tolls == ()


# Each case: one claim and another, who says them, and how the first stands to the second.
PAIRS = [
    ("equal figures", said("a", "x", 9, 9), said("b", "y", 9, 9), "same"),
    ("a bound and a number", said("a", "x", 33, 33), said("b", "y", 30, None), "compatible"),
    ("a number for a word", said("a", "x", 34, 34), said("b", "y", 24, None, word="dozens"), "refines"),
    ("a number in a range", said("a", "x", 22, 22), said("b", "y", 20, 25), "refines"),
    ("the same origin, later", said("a", "x", 22, 22, day=2, origin="o"), said("b", "y", 9, 9, origin="o"), "supersedes"),
    ("soldiers of all the dead", said("a", "x", 6, 6, who="soldiers"), said("b", "y", 9, 9, who="people"), "part-of"),
    ("children of civilians", said("a", "x", 3, 3, who="children"), said("b", "y", 9, 9, who="civilians"), "part-of"),
    ("soldiers and civilians", said("a", "x", 6, 6, who="soldiers"), said("b", "y", 9, 9, who="civilians"), "other people"),
    ("a sum of the war", said("a", "x", 9, 9), said("b", "y", 900, 900, scope="cumulative"), "other scope"),
    ("died of wounds", said("a", "x", 1, 1, transition="injured to killed", scope="part"), said("b", "y", 9, 9), "transition"),
    ("two numbers", said("a", "x", 22, 22), said("b", "y", 34, None), "contradicts"),
    ("a denial", said("a", "x", 9, 9, stance="denied"), said("b", "y", 9, 9), "contradicts"),
]


@pytest.mark.parametrize(("one", "other", "kind"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_relation_of_two_claims(one, other, kind):
    origins = (one[1].origin or "one", other[1].origin or "other")
    pair = relate_pair(one[0], other[0], origins=origins, reports=(one[1], other[1]))
    assert pair.kind == kind, pair.because
    assert pair.because


def test_how_far_two_contradicting_figures_are_apart():
    pair = relate_pair(said("a", "x", 22, 22)[0], said("b", "y", 34, None)[0])
    assert pair.apart == 12
    told = explain_incident(evidence(said("a", "x", 22, 22, origin="governor"), said("b", "y", 34, None, origin="monitor"), said("c", "z", 30, 30, origin="doctors")), HOUSE)
    widest = told.toll("killed").contradiction
    assert (widest.one, widest.other, widest.apart) == ("governor", "monitor", 12)


def test_a_late_print_of_an_old_figure_does_not_bring_it_back():
    told = (said("a", "x", 9, 9, day=1, origin="o"), said("b", "y", 22, 22, day=2, origin="o"), said("c", "z", 9, 9, day=3, origin="o", place=2))
    toll = explain_incident(evidence(*told), HOUSE).toll("killed")
    assert (toll.toll.low, toll.toll.best, toll.toll.high, toll.toll.origins) == (22, 22, 22, 1)
    assert toll.voices[0].earlier == ((9, 9),)
    assert {u.claim: u.verdict for u in toll.trace} == {"a": "superseded", "b": "used", "c": "superseded"}


def test_a_toll_that_an_article_calls_lowered_is_lowered():
    told = (said("a", "x", 9, 9, day=1, origin="o"), said("b", "y", 12, 12, day=2, origin="o"), said("c", "z", 9, 9, day=3, origin="o"), said("d", "z", 12, 12, day=3, origin="o", place=1, moved_to="c"))
    assert explain_incident(evidence(*told), HOUSE).toll("killed").toll.best == 9


def test_a_headline_is_no_second_witness_of_what_the_body_has_from_a_speaker():
    told = (said("h", "x", 29, 29, voice="Paper"), said("b", "x", 29, 29, by="the governor", place=1, repeats=("h",)), said("m", "y", 34, None, by="the monitor"))
    toll = explain_incident(evidence(*told), HOUSE).toll("killed")
    assert toll.toll.origins == 2
    assert {v.name for v in toll.voices} == {"the governor", "the monitor"}


def test_one_article_that_took_up_a_strangers_figure_does_not_silence_the_rest():
    told = [said(f"c{n}", f"a{n}", 1, 1, who="soldiers", origin=f"o{n}") for n in range(3)]
    toll = explain_incident(evidence(*told, said("z", "z", 629, 629, origin="oz")), HOUSE).toll("killed").toll
    assert toll.best == 1


def test_who_died_is_not_injured_any_more():
    hurt = said("i", "x", 1, 1, harm="injured", who="a 14-year-old boy", day=1, origin="o")
    dead = said("k", "y", 1, 1, who="The 14-year-old boy", day=3, origin="p")
    explanation = explain_incident(evidence(hurt, dead), HOUSE)
    assert explanation.toll("injured") is None
    assert explanation.toll("killed").toll.best == 1
    two_men = (said("i", "x", 1, 1, harm="injured", who="a man", origin="o"), said("k", "x", 1, 1, who="another man", origin="o", place=1))
    assert explain_incident(evidence(*two_men), HOUSE).toll("injured").toll.best == 1


# ---- what would move a figure ---------------------------------------------------------------------------
def test_which_origin_and_which_report_carry_a_figure():
    told = (said("a", "x", 9, 9, day=1, origin="governor"), said("b", "y", 22, 22, day=2, origin="governor"), said("c", "z", 34, None, day=2, origin="monitor"), said("d", "w", 30, None, day=1, origin="doctors"))
    moves = {(m.what, m.id): m for m in explain_incident(evidence(*told), HOUSE).toll("killed").moves}
    assert (moves["origin", "governor"].low, moves["origin", "governor"].best) == (30, 34)
    assert moves["claim", "b"].low == 9
    assert ("claim", "c") not in moves  # the monitor has said nothing else: withdrawing the report is withdrawing the origin


def test_the_last_origin_takes_the_figure_with_it():
    (move,) = explain_incident(evidence(said("a", "x", 9, 9, origin="o")), HOUSE).toll("killed").moves
    assert move.vanishes
    assert move.best is None


# ---- what is missing ------------------------------------------------------------------------------------
def kinds(explanation):
    return [g.kind for g in explanation.missing]


def test_what_is_missing_is_said():
    doctor = said("a", "x", 9, 9, by="a doctor", role="medical", who="soldiers", side="Turkey", blamed="Syria")
    gone = explain_incident(evidence(doctor, silence("s", "x", "the ministry has not said anything")), HOUSE)
    assert kinds(gone) == ["official", "side", "side", "names", "silence"]
    assert gone.missing[-1].quote.text == "the ministry has not said anything"
    governor = said("b", "y", 9, 9, by="the governor", role="government", who="soldiers", side="Turkey")
    assert "official" not in kinds(explain_incident(evidence(doctor, governor), HOUSE))
    assert [g.says for g in explain_incident(evidence(doctor, governor), HOUSE).missing if g.kind == "side"] == [
        "Syria is named as a party, and nobody is quoted from its side with a figure."
    ]


def test_a_silence_says_when_and_what_was_told_since(night):
    by_hour = {}
    for hour in ("2020-02-28T01:00+03:00", "2020-02-29"):
        found = explain_incident(evidence_of(night, incidents=of_the_night(night), known_at=hour), HOUSE).missing
        by_hour[hour] = [g.says for g in found if g.kind == "silence" and g.says.startswith("Dogan")]
    assert by_hour["2020-02-28T01:00+03:00"] == ["Dogan is said to have told nothing about figures (2020-02-27 19:50Z)."]
    assert by_hour["2020-02-29"] == ["Dogan is said to have told nothing about figures (2020-02-27 19:50Z). Since then: 36 injured (2020-02-27 23:05Z)."]


def test_the_figures_of_another_do_not_end_a_silence():
    other = said("b", "y", 9, 9, day=2, by="the interior ministry", role="government", who="soldiers", origin="ministry")
    (gap,) = [g for g in explain_incident(evidence(silence("s", "x", "no figure has been given"), other), HOUSE).missing if g.kind == "silence"]
    assert gap.says == "It is said that nothing is known about figures (2021-03-01 12:00Z)."


def test_words_alone_are_no_number():
    told = explain_incident(evidence(said("a", "x", 2, None, word="several", harm="injured")), HOUSE)
    assert told.toll("injured").toll.best is None
    assert "number" in kinds(told)
    assert "best not known" in render_text(told)


# ---- codebooks ------------------------------------------------------------------------------------------
def test_acled_divides_a_toll_over_the_days_and_says_so():
    when = When(text="from Monday to Wednesday", start=0, end=24, from_="2021-03-01", to="2021-03-03", precision="days")
    told = explain_incident(evidence(said("a", "x", 11, 11), when=when), load_codebook("acled"))
    assert told.spread == (("2021-03-01", 5), ("2021-03-02", 3), ("2021-03-03", 3))
    assert any(n.rule.id == "acled.days" for n in told.notes)
    assert explain_incident(evidence(said("a", "x", 11, 11), when=when), HOUSE).spread == ()


@pytest.mark.parametrize(("word", "number"), [("several", 3), ("many", 10), ("dozens", 12), ("tens", 10), ("hundreds", 100)])
def test_acled_gives_words_a_number(word, number):
    told = explain_incident(evidence(said("a", "x", 2, None, word=word)), load_codebook("acled")).toll("killed").toll
    assert (told.low, told.best, told.high) == (number, number, number)


def test_ibc_asks_for_two_origins_and_leaves_fighters_and_attackers_out():
    ibc = load_codebook("ibc")
    one = (said("a", "x", 4, 4, who="civilians", origin="o"), said("b", "x", 2, 2, who="soldiers", origin="o", place=1), said("c", "x", 1, 1, who="bomber", origin="o", place=2))
    told = explain_incident(evidence(*one), ibc)
    assert told.provisional
    assert (told.toll("killed").toll.low, told.toll("killed").toll.best, told.toll("killed").toll.high) == (4, None, 4)
    assert {u.claim: u.rule.id for u in told.toll("killed").trace} == {"a": "fold.account", "b": "ibc.victims", "c": "ibc.attackers"}
    assert not explain_incident(evidence(*one, said("d", "y", 6, 6, who="civilians", origin="p")), ibc).provisional


def test_airwars_counts_what_a_person_graded_and_keeps_concessions_apart():
    airwars = load_codebook("airwars")
    told = (said("a", "x", 9, 9, who="civilians", by="neighbours", blamed="Russia"), said("b", "y", 2, 2, who="civilians", by="the Russian army", role="military"))
    graded = explain_incident(evidence(*told, grade="weak"), airwars)
    assert graded.headline is False
    assert explain_incident(evidence(*told, grade="fair"), airwars).headline is True
    assert explain_incident(evidence(*told), airwars).headline is None
    assert [(t.low, t.high) for t in graded.conceded] == [(2, 2)]
    apart = graded.toll("killed")
    assert (apart.toll.low, apart.toll.high) == (9, 9)
    assert {u.claim: u.rule.id for u in apart.trace} == {"a": "fold.account", "b": "airwars.conceded"}


def test_a_concession_that_nobody_else_has_a_figure_beside_is_the_range():
    told = (said("a", "x", 2, 2, who="civilians", by="the Russian army", role="military", blamed="Russia"),)
    alone = explain_incident(evidence(*told), load_codebook("airwars"))
    assert (alone.toll("killed").toll.low, alone.toll("killed").toll.high) == (2, 2)
    assert [(t.low, t.high) for t in alone.conceded] == [(2, 2)]


def test_ucdp_gives_what_nobody_divides_to_unknown():
    told = explain_incident(evidence(said("a", "x", 10, 10, origin="o"), said("b", "x", 6, 6, who="soldiers", origin="o", scope="part", part_of="a", place=1)), load_codebook("ucdp"))
    cells = {t.toll.group: t.toll.best for t in told.tolls}
    assert cells == {"all": 10, "combatant": 6, "unknown": 4}


def test_a_published_figure_stands_above_the_machines_and_beside_it():
    mine = Toll(harm="killed", low=24, best=24, high=24)
    why = Decision(id="d", verb="toll", by="Ada", why="the morgue's list has 24 names", recorded="2021-03-05T00:00:00.000000Z", incident="i", changes={"harm": "killed", "best": 24})
    told = explain_incident(evidence(said("a", "x", 22, 22), published=(mine,), decisions=(why,)), HOUSE)
    assert (told.toll("killed").toll.best, told.toll("killed").published.best) == (22, 24)
    assert "Published by Ada: low 24, best 24, high 24: the morgue's list has 24 names" in " ".join(render_text(told).split())


# ---- the page -------------------------------------------------------------------------------------------
def test_the_page_tells_open_ends_and_unknown_in_words_and_keeps_its_width(night):
    page = render_text(explain_incident(evidence_of(night, incidents=of_the_night(night)), HOUSE), width=72)
    assert "34 or more" in page
    assert "Syrian Observatory for Human Rights: low 33, best 33, high 33" in " ".join(page.split())
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 72


def test_a_hostile_article_moves_no_cursor():
    claim, report = said("a", "x\x1b[2J", 9, 9, by="the \x1b[31mgovernor\u202e", who="people\x07")
    page = render_text(explain_incident(evidence((claim, report)), HOUSE))
    assert not any(c in page for c in "\x1b\x07\u202e")


# ---- two times ------------------------------------------------------------------------------------------
def test_the_difference_of_two_times_names_the_words_that_made_it(night):
    then, now = (explain_incident(evidence_of(night, incidents=of_the_night(night), known_at=t), HOUSE) for t in ("2020-02-27T23:30+03:00", "2020-02-28T02:30+03:00"))
    changes = diff((None, then), (None, now))
    toll = next(c for c in changes if c.what == "toll" and c.group == "all" and c.harm == "killed")
    assert (toll.before, toll.after) == ("low 9, best 9, high 9", "low 29, best 29, high open")
    assert any(c.came and c.article == "mirror-1" and c.low == 29 for c in toll.causes)
    assert any(not c.came and c.article == "meridian-1" for c in toll.causes)
    assert "the governor of Hatay, Rahmi Dogan: 9 →" in render_changes(changes)
    assert diff((None, now), (None, now)) == ()
    assert render_changes(diff((None, now), (None, now))) == "Nothing changed."


def test_place_time_and_grade_of_two_times():
    before = BookIncident(id="a", title="t", articles=("x",))
    after = BookIncident(id="a", title="t", articles=("x", "y"), when=When(from_="2021-03-01", to="2021-03-01"), grade="fair", method="shelling")
    changes = {c.what: (c.before, c.after) for c in diff((before, None), (after, None))}
    assert changes == {"time": (None, "2021-03-01"), "method": (None, "shelling"), "grade": (None, "fair"), "articles": (None, "y")}


def test_a_sum_of_ours_gives_way_to_one_of_its_own_figures_that_others_give_as_the_whole():
    summed = (said("a", "x", 4, 4, origin="o"), said("b", "x", 1, 1, who="another man", origin="o", place=1))
    alone = explain_incident(evidence(*summed), HOUSE).toll("killed").toll
    others = explain_incident(evidence(*summed, said("c", "y", 4, 4, origin="p", day=2)), HOUSE).toll("killed").toll
    assert (others.low, others.best, others.high) == (4, 4, 4)
    assert alone.best == 5


# ---- codebooks of one's own -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("added", "key"),
    [
        ('[attackers]\ntake = "perhaps"\nsays = "x"\nsource = "y"\n', "attackers.take"),
        ('[days]\ntake = "one event"\nsource = "y"\n', "days.says"),
        ('[stance]\nsays = "x"\n', "stance"),
        ('[grade]\ncounts = ["good"]\nsays = "x"\nsource = "y"\n', "grade.counts"),
    ],
)
def test_a_wrong_further_rule_is_refused_by_name(added, key):
    shipped = (resources.files("tollbook.reconcile") / "codebooks" / "house.toml").read_text("utf-8")
    plain = re.sub(r"\[(?:attackers|stance)\]\n(?:[^\[\n].*\n)*", "", shipped)
    with pytest.raises(TollbookError, match=re.escape(f"`{key}`")):
        parse_codebook(plain + "\n" + added, "mine.toml")


def test_every_shipped_codebook_explains_every_reason_in_its_own_words_and_cites_it():
    for name in list_codebooks():
        book = load_codebook(name)
        for rule in ("stance.denied", "scope.cumulative", "victims", "superseded"):
            told = reason(f"{name}.{rule}", book)
            assert told.id.startswith(f"{name}."), (name, rule)
            assert told.says, (name, rule)
