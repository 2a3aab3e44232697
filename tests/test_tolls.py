"""Toll claims of an article: violence or not, and how they refer to each other."""

from __future__ import annotations

import pytest

from tollbook.extract.tolls import assemble, find_mentions
from tollbook.lang import load
from tollbook.model import Article, Link, TollClaim
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def claims(text: str, speakers: tuple[str, ...] = ()) -> tuple[TollClaim, ...]:
    """The claims of a text, in which each of the speakers says the sentence of that number, "" the article."""
    sentences = split(text)

    def witness(start: int, _: int) -> tuple[tuple[Link, ...], bool, bool]:
        at = next(s.index for s in sentences if s.start <= start < s.end)
        name = speakers[at] if at < len(speakers) else ""
        return ((Link(speaker=name, start=0, end=len(name)),) if name else (), False, False)

    return assemble(Article(id="a", text=text), find_mentions(parse(sentences), sentences), witness, sentences=sentences)


def found(text: str) -> list[tuple[str, int | None]]:
    return [(c.harm, c.count.low) for c in claims(text)]


@pytest.mark.parametrize("rule", load("context")["rule"], ids=lambda r: r["id"])
def test_every_rule_of_violence_does_what_its_example_says(rule: dict[str, object]) -> None:
    assert bool(found(str(rule["example"]))) is not bool(rule.get("none"))


def test_words_said_of_everything_need_violence_nearby() -> None:
    assert found(load("context")["weak"]["example"]) == []
    assert found("Rebels shelled the market. " + load("context")["weak"]["example"]) == [("killed", 9)]


@pytest.mark.parametrize(
    "text",
    [
        "Forty people died when a ferry capsized in the storm.",
        "Two hundred people have died of cholera in the camp.",
        load("context")["fiction"]["example"],
        "The picture has its best moment when in one scene a corporal is stabbed.",
        "The hero loses two pawns and is dead lost.",
        "The new release of the software kills 15 processes at once.",
        "Two photographers shot 30 portraits of soldiers.",
        "The actor is shot dead in the third episode.",
        "Eleven players were injured this season, the coach said.",
        "During the drill forty people were killed by a mock attack.",
        "A house fire gutted a farm near Velm. It killed two sisters, police said.",
        "A woman of 80 was killed when a neighbour was backing out of his drive. Police said the victim died at once.",
        "Flames leapt from a bakery in Orrin. Two firefighters reported minor injuries, but nobody else was hurt.",
        "Tainted milk made forty children ill in Sarn. Police said three of them died.",
        "One dead, one hurt in motorcycle crash. Police said the driver was badly injured.",
        "Woman rescued after jumping into river. Police said she was airlifted to hospital with injuries.",
        "The custody battle over the boy went on. His mother died, relatives say.",
        "A guard was killed by a power washer that short-circuited at the army camp.",
        "The lorry left the road near Velm. Four passengers died, said police.",
    ],
)
def test_what_is_no_violence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A gunman killed nine people during the premiere of a film.", [("killed", 9)]),
        ("Gunmen killed nine people as they fled the flood.", [("killed", 9)]),
        ("A bomb exploded at a football match and killed nine people.", [("killed", 9)]),
        ("Nine people died when a shell hit the clinic for cholera patients.", [("killed", 9)]),
        ("A helicopter crash killed nine soldiers whom rebels had fired at.", [("killed", 9)]),
        ("Arsonists set a house fire. Gunmen waited for the family outside, and two sisters were killed.", [("killed", 2)]),
        ("Nine people died when police fired at the crowd.", [("killed", 9)]),
    ],
)
def test_what_is_violence_all_the_same(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers", "again"),
    [
        ("A bomb killed nine people. Nine people were killed in the market.", (), True),
        ("A bomb killed nine people. Nine soldiers were killed in the market.", (), True),
        ("A bomb killed nine people. Eight people were killed in the market.", (), False),
        ("A bomb killed nine people. Nine people were wounded in the market.", (), False),
        ("A bomb killed nine people. Nine people were killed in the market.", ("the mayor", "a doctor"), False),
        ("Gunmen killed a 24-year-old man. His wife was killed in the yard.", (), False),
        ("Gunmen killed a man. A man was shot dead in the yard.", (), True),
        ("Gunmen killed a boy. A nurse was shot dead in the yard.", (), False),
        ("Gunmen killed four nurses. Four miners were shot dead in the yard.", (), False),
    ],
)
def test_a_restatement_names_what_it_restates(text: str, speakers: tuple[str, ...], again: bool) -> None:
    first, second = claims(text, speakers)
    assert first.repeats == ()
    assert second.repeats == ((first.id,) if again else ())


def test_a_part_names_its_whole() -> None:
    whole, part = claims("Bandits killed 40 villagers. Six of them were beheaded.")
    assert (part.scope, part.part_of) == ("part", whole.id)
    assert whole.part_of is None


def test_a_former_toll_names_the_new_one() -> None:
    made = {c.count.low: c for c in claims("The death toll of the bombing rose to 61 from 58.")}
    assert made[58].moved_to == made[61].id
    assert made[61].moved_to is None


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("The mayor said nine people were killed in the raid. He had earlier said six people were killed.", (6, 9)),
        ("Six people were killed in the raid. A guard was later seen shot dead.", None),
    ],
)
def test_a_figure_since_replaced(text: str, moved: tuple[int, int] | None) -> None:
    made = claims(text)
    by_id = {c.id: c.count.low for c in made}
    assert [(c.count.low, by_id[c.moved_to]) for c in made if c.moved_to] == ([moved] if moved else [])


def test_what_is_even_higher_names_what_it_compares_with() -> None:
    made = claims("The raid killed 22 soldiers. Deputies spoke of even higher numbers of dead.")
    higher = [c for c in made if c.count.low is None]
    assert all(c.count.compared_with == (made[0].id,) for c in higher)


def test_ids_are_one_each_and_stand_still() -> None:
    text = "A bomb killed nine people and wounded 20. Four of them were nurses."
    ids = [c.id for c in claims(text)]
    assert len(set(ids)) == len(ids)
    assert ids == [c.id for c in claims(text)]


def test_many_like_claims_end() -> None:
    text = "Gunmen killed two men. " * 150
    made = claims(text)
    assert len(made) == 150
    assert all(c.repeats == (made[0].id,) for c in made[1:])
