"""Ways of telling a toll that wire copy seldom uses: lists that the parser hangs elsewhere, asides, whose count it is, where the speaker sits."""

from __future__ import annotations

import pytest

from tollbook.extract.speaker import find_attributions
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.clean import clean
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def tolls(text: str) -> list[TollClaim]:
    return [c for c in read_article(Article(id="a", text=text, published="2024-05-15")).claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three soldiers, a translator and a shepherd boy were killed in the explosion.", [("killed", 3), ("killed", 1), ("killed", 1)]),
        ("Two brothers, a teacher and a farmer, were killed in the explosion.", [("killed", 2)]),
        ("Three people, a man and two women, died in the shelling.", [("killed", 3), ("killed", 1), ("killed", 2)]),
        ("By the ministry's arithmetic 104 people, eight of them police, had perished in the riots by Sunday.", [("killed", 104), ("killed", 8)]),
        ("A bomb went off, and by nightfall 14 of them were dead, two members of the council told our reporter.", [("killed", 14)]),
        ("A bombing took the lives of four and injured fifty.", [("killed", 4), ("injured", 50)]),
        ("She held a picture of one of 14 firefighters who perished in the shelling.", [("killed", 14)]),
        ("She met one of 14 firefighters who was killed in the shelling.", [("killed", 1)]),
        ("A grenade went off. Five of those injured had since died.", [("killed", 5)]),
        ("Gunmen killed 40 men and wounded 30. One of the slain was a policeman.", [("killed", 40), ("injured", 30), ("killed", 1)]),
        ("Gunmen killed 40 men and wounded 30. Twelve of the victims were women.", [("killed", 40), ("injured", 30), ("killed", 12)]),
        ("Two of the riders hit by the grenade did not survive.", [("killed", 2)]),
        ("At least 63 reporters have given their lives in this war.", [("killed", 63)]),
        ("After the shooting five people are recovering in hospital.", [("injured", 5)]),
        ("Shots were fired. Three victims drove themselves to the hospital.", [("injured", 3)]),
        ("The bandits led away 38 women after the raid.", [("captured", 38)]),
        ("Karenni fighters say they are holding 58 soldiers.", [("captured", 58)]),
        ("Gunmen carried off the bodies of their comrades.", []),
        ("Shots were fired at the mayor. Nobody has been arrested.", []),
        ("SRINAGAR, Aug 5: Three army men lost their lives in a gunfight.", [("killed", 3)]),
    ],
)
def test_a_telling_states_its_tolls_and_no_more(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(c.harm, c.count.low) for c in tolls(text)] == expected


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("SRINAGAR, Aug 5: Three men died.", "Three men died."),
        ("QUETTA, May 5 (WNA): Four men died.", "Four men died."),
        ("New Delhi, March 4 (PNA) Three men died.", "Three men died."),
        ("SANAA/ADEN - Houthi gunmen fled.", "Houthi gunmen fled."),
        ("Pattani — A bomb went off.", "A bomb went off."),
        ("18:42 Officials revise the number.", "Officials revise the number."),
        ("POLICE: Three men died.", "Three men died."),  # who speaks is read from the text itself
        ("March 5: Four men died.", "March 5: Four men died."),
    ],
)
def test_what_opens_a_report_is_not_parsed(text: str, cleaned: str) -> None:
    assert clean(text)[0] == cleaned


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Strikes on Sunday killed eight, by the Houthis' account.", "the Houthis", "killed eight"),
        ("By the interior ministry's arithmetic 104 people had perished.", "the interior ministry", "104 people"),
        ("She is the thirtieth reporter to die, on the count of the Press Guild.", "the Press Guild", "thirtieth reporter"),
        ('Ernst Jocelyn went further on Magik FM: "I have a hundred and fifteen corpses."', "Ernst Jocelyn", "corpses"),
        ("The health ministry has recovered 20 bodies, it said.", "The health ministry", "20 bodies"),
        ("Mohamed Ag Acharif admitted nine martyrs and twelve wounded.", "Mohamed Ag Acharif", "twelve wounded"),
        ("The mayor placed the dead at 32 and the injured at sixty-three.", "The mayor", "sixty-three"),
        ("Judges accepted that 26 villagers were hacked to death.", "Judges", "26 villagers"),
    ],
)
def test_whose_figure_it_is(text: str, speaker: str, said: str) -> None:
    found = find_attributions(parse(split(text)), text)
    at = text.index(said)
    held = [a for a in found if a.says and a.links and any(s <= at < e for s, e in a.content)]
    assert [a.links[0].speaker for a in held][:1] == [speaker]


def test_a_hospital_that_admits_the_wounded_says_nothing() -> None:
    text = "The hospital admitted nine wounded men."
    assert not [a for a in find_attributions(parse(split(text)), text) if a.links]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A car bomb at Manbij killed seven. The military hospital in Azaz reported that three more had died.", "Manbij"),
        ("Gunmen killed nine people in Kaduna. A source in Abuja said two soldiers were killed as well.", "Kaduna"),
        ("Fighters who overran the base at Kismayo say they killed four soldiers.", "Kismayo"),
        ("Soldiers executed 45 residents of Bahir Dar, in the Amhara region, on Monday.", "Bahir Dar"),
    ],
)
def test_where_the_speaker_sits_is_not_where_people_died(text: str, place: str) -> None:
    assert [c.where.text if c.where else None for c in tolls(text)][-1] == place


def test_a_paragraph_that_opens_elsewhere_lends_no_place() -> None:
    text = "Troops raided a farm in Sayyidabad district, Wardak province.\n\nSeveral insurgents were killed.\n\nIn Khost, a patrol killed one insurgent."
    assert [c.where.text if c.where else None for c in tolls(text)] == ["Sayyidabad district", "Khost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday 2 Jordanians were hurt when their convoy came under fire.", [("injured", 2)]),
        ("7 shot dead, 3 hurt outside synagogue", [("killed", 7), ("injured", 3)]),
        ("Two shot, one dead in Ohio", [("casualties", 2), ("killed", 1)]),
    ],
)
def test_numbers_in_digits_count_as_words_do(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(c.harm, c.count.low) for c in tolls(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mayor was shot dead on Monday. He is the 14th mayor to be assassinated since January.", [(1, "incident"), (14, "cumulative")]),
        ("Two men were shot dead. It was the ninth homicide in the city this year.", [(2, "incident"), (9, "cumulative")]),
        ("A bomb hit the market. He was the third person to die of the blast.", [(3, "incident")]),
        ("The militants killed the second Canadian.", [(1, "incident")]),
        ("This was the third suicide attack, killing four.", [(4, "incident")]),
        ("Gunmen killed nine farmers. Separately, a mine killed two drivers.", [(9, "incident"), (2, "background")]),
        ("Gunmen killed nine farmers. Hours earlier, in Gao, a mine killed two drivers.", [(9, "incident"), (2, "background")]),
        ("Gunmen killed nine farmers. Meanwhile, two of them were buried.", [(9, "incident")]),
        ("Meanwhile, gunmen in Gao killed nine farmers.", [(9, "incident")]),
        ("The civil war cost some 75,000 lives.", [(75000, "cumulative")]),
        ("The army says it has killed 12,000 militants.", [(12000, "cumulative")]),
        ("Selwa Haddad, who has been killed in a raid, was for two decades a reporter.", [(1, "incident")]),
        ("The raid killed two. A second person has died, raising the death toll to three.", [(2, "incident"), (1, "part"), (3, "incident")]),
    ],
)
def test_sums_and_other_events(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(c.count.low, c.scope) for c in tolls(text) if c.harm == "killed"] == expected


def test_the_day_that_owns_the_deed_is_the_deeds() -> None:
    text = "The search ended on Sunday and the final toll of Friday's raid is fifty-one. Ten guards were killed, the ministry said."
    assert [c.when.text if c.when else None for c in tolls(text)] == ["Friday", "Friday"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six nuns of the order of Saint Anne who were seized by gunmen walked free.", [("captured", 6)]),
        ("After the raid the register listed 40 people as missing.", [("missing", 40)]),
        ("She read out the names of the 116 inmates known to be dead after the riot.", [("killed", 116)]),
        ("The army attacked a camp and put their losses at up to 60.", [("casualties", 1)]),
        ("In the scenario a ferry bomb kills sixty people.", []),
        ("Her new feature opens with an ambush in which eleven partisans are killed.", []),
    ],
)
def test_more_ways_of_telling(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(c.harm, c.count.low) for c in tolls(text)] == expected


def test_who_admits_losses_takes_nobody_in() -> None:
    assert [(c.harm, c.count.low) for c in tolls("After the clash the colonel admitted nine dead and twelve wounded.")] == [("killed", 9), ("injured", 12)]
