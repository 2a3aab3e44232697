"""Forms in which a toll is told that a tree alone does not give: each with what it states, and what it does not."""

from __future__ import annotations

import pytest

from tollbook.extract.number import find_counts
from tollbook.extract.tolls import find_mentions
from tollbook.lang import load
from tollbook.model import Article, TollClaim
from tollbook.pipeline import Options, read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split

Told = list[tuple[str, int | None, int | None]]


def told(text: str) -> Told:
    sentences = split("Gunmen attacked. " + text)
    parsed = parse(sentences[1:])
    return [(m.harm, m.count.low, m.count.high) for m in find_mentions(parsed, sentences)]


FORMS: list[tuple[str, Told]] = [
    # a time between the noun of harm and whom it befell
    ("Unions condemned the murder on 3 March of Pedro Salinas, a printer from Tarma.", [("killed", 1, 1)]),
    ("The assassination in February of General Ruben Castro was planned abroad.", [("killed", 1, 1)]),
    ("The party spoke after the murder on the evening of 12 June of four more members.", [("killed", 4, 4)]),
    ("He recalled the attack on 3 March of the rebels.", []),
    # two nouns of harm, one "of"
    ("The party reports the disappearance and kidnapping of deputy Mario Funes Lara.", [("missing", 1, 1), ("captured", 1, 1)]),
    # what a hearing is about has happened, whenever the hearing is
    ("An inquiry will be held into the murders of three cameramen.", [("killed", 3, 3)]),
    ("They will order the murder of three cameramen.", []),
    # lists behind the verb
    ("Soldiers were tried for killing three nuns, a cook, and her daughter.", [("killed", 3, 3), ("killed", 1, 1), ("killed", 1, 1)]),
    ("Troops murdered peasants Victor Salas Mora and Rafael Cruz.", [("killed", 2, 2)]),
    ("He was accused of killing -- on orders from above -- two judges.", [("killed", 2, 2)]),
    # numbers beside their word
    ("The blast left 9 farmers killed and 3 wounded, including a 15-year-old.", [("killed", 9, 9), ("injured", 3, 3), ("injured", 1, 1)]),
    ("Twelve cadets were injured, as were four pupils.", [("injured", 12, 12), ("injured", 4, 4)]),
    ("The crew of the three ferries had been killed.", [("killed", 2, None)]),
    # who she is, and where that is; another harm behind a number of people; lines of a table
    ("The shooting death of Dr. Kara Haddad, an obstetrician in Velm, Ohio, is unsolved.", [("killed", 1, 1)]),
    ("The bombs killed scores of shoppers and injured more than 1,000 others.", [("killed", 40, None), ("injured", 1001, None)]),
    ("VELM: Total dead: 192", [("killed", 192, 192)]),
    ("Injured: 4,877", [("injured", 4877, 4877)]),
    ("The warrant named the 1995 shooting of Dr. Kara Haddad, who was wounded in the elbow.", [("injured", 1, 1)]),
    ("After the slaying her family waited for her missing Nissan to turn up.", []),
    ("The rabbi called the talk about killing the minister nonsense.", []),
    # one name behind two things that she is; two people where each is told of apart
    ("They shot Libyan journalist and human rights activist Anna Petrova in Velm.", [("casualties", 1, 1)]),
    ("The killing of journalist and rights activist Anna Petrova was condemned.", [("killed", 1, 1)]),
    ("Rebels killed policeman Karim Haddad and activist Omar Hadi.", [("killed", 2, 2)]),
    # what headlines leave out; a surname of which only a body can be told; the figure before its noun
    ("Couple found dead in villa.", [("killed", 2, 2)]),
    ("Police found a man and a woman with gunshot wounds.", [("injured", 1, 1), ("injured", 1, 1)]),
    ("Rivas was fatally shot.", [("killed", 1, 1)]),
    ("Rivas was shot in 18 days on a small budget.", []),
    ("When the last guard was shot dead, nobody would have dared to speak.", [("killed", 1, 1)]),
    ("The arrest brought to nine the number of suspects in custody.", [("captured", 9, 9)]),
    # an age behind "also", and the number of a picture, count nobody
    ("Orlan Vesk, also 18, was killed.", [("killed", 1, 1)]),
    ("The girl, also 14, suffered two small wounds.", [("injured", 1, 1)]),
    ("Picture 3 of 12 A baker died when it went off.", [("killed", 1, 1)]),
    # those of a toll, told by what they are
    ("The two people hurt by the blast were a girl and an old man.", [("injured", 2, 2), ("injured", 1, 1), ("injured", 1, 1)]),
    ("The two people hurt by the blast were in tears.", [("injured", 2, 2)]),
    # figures put, reckoned or told later
    ("The province put the total death toll at 21 people.", [("killed", 21, 21)]),
    ("The rebels put two deserters to death.", [("killed", 2, 2)]),
    ("Later reports would mention 31 deaths.", [("killed", 31, 31)]),
    ("Such a raid would cause 31 deaths.", []),
    ("The death toll might be as high as 150.", [("killed", 1, 150)]),
    ("The death toll could rise to 150.", []),
    # it nearly happened
    ("The envoy's daughter was almost killed.", []),
    ("A driver was nearly killed when it went off.", []),
    ("Nearly 30 drivers were killed.", [("killed", 30, 30)]),
    # captors, and the police
    ("Two women who have been held by the rebels since May wrote home.", [("captured", 2, 2)]),
    ("Traffickers are holding Senator Luis Vega Pardo.", [("captured", 1, 1)]),
    ("Police are holding two suspects, and the rebels held a meeting.", []),
    ("Carlos Vega's ex-wife was kidnapped.", [("captured", 1, 1)]),
    ("He added that gunmen also seized a large cache of weapons.", []),
    # a post behind a name is no second person, a name behind a post is one
    ("The assassinations of Guillermo Salas Mora, director of a daily, and Luis Rojas shocked the town.", [("killed", 2, 2)]),
    ("A judge will study the murder of Hector Nieves, spokesman for the Left Front.", [("killed", 1, 1)]),
    ("They killed Rosa Paz Vega, mayor of Tarma, and driver Omar Lara Ruiz.", [("killed", 2, 2)]),
    # two subjects of one verb
    (
        "The Spanish Jesuit Inigo Arrieta Ruiz, rector of the National University, four other priests, and two Peruvian women were murdered at dawn.",
        [("killed", 1, 1), ("killed", 4, 4), ("killed", 2, 2)],
    ),
    # nouns of deeds and of things among people
    ("They are held for kidnapping three children, extortion, murder and theft.", [("captured", 3, 3)]),
    ("They are held for kidnapping children.", []),
    ("Troops have seized letters of the rebels.", []),
    # rates
    ("18 robbers die for each soldier.", []),
    ("For every soldier who died in clashes, 18 robbers were killed.", []),
    ("It recorded 28 murders per 100,000 inhabitants.", []),
    ("For every child there was a nurse when five boys were killed.", [("killed", 5, 5)]),
    ("Soldiers have captured the alleged second-in-command of a gang.", [("captured", 1, 1)]),
    ("A raid ended with killing two insurgents, the force said.", [("killed", 2, 2)]),
    ("It caused no damage or injuries.", [("injured", 0, 0)]),
    ("No deaths or injuries were reported.", [("killed", 0, 0), ("injured", 0, 0)]),
    # bare plurals of which nothing was told before
    ("There were deaths and injuries.", [("killed", 2, None), ("injured", 2, None)]),
    ("Nine guards were killed. The deaths shocked the town.", [("killed", 9, 9)]),
]


@pytest.mark.parametrize(("text", "wanted"), FORMS, ids=[t[:44] for t, _ in FORMS])
def test_a_form_states_its_tolls_and_no_more(text: str, wanted: Told) -> None:
    assert told(text) == wanted


def test_a_time_between_reads_its_example() -> None:
    example = load("harm")["across_time"]["example"]
    assert told(example["text"]) == [tuple(g) for g in example["gives"]]


def test_an_age_on_a_line_after_a_linked_name_counts_nobody() -> None:
    text = "A grandfather\nHajj Karim Saleh (Abu Abed)\n(78) was killed alongside his sons."
    assert len(split(text)) == 1
    assert [(c.low, c.high) for c in find_counts(parse(split("(78) was killed."))[0])] == []
    assert next((c.low, c.high) for c in find_counts(parse(split("Five (5) were killed."))[0])) == (5, 5)


@pytest.mark.parametrize("text", ["the murder on " + "3 March of " * 3000 + "a cook", "killed -- on " + "orders -- on " * 3000 + "a cook.", "Abu " * 9000 + "(A" * 3000])
def test_hostile_text_is_read_all_the_same(text: str) -> None:
    for s in split(text):
        assert text[s.start : s.end] == s.text


def _range(text: str, harm: str = "killed") -> tuple[int | None, int | None]:
    reading = read_article(Article(id="a", text=text, published="2024-05-02"), Options(codebook="airwars"))
    toll = next(t for i in reading.incidents if i.main for t in i.tolls if t.harm == harm and t.group == "all")
    return toll.low, toll.high


ASSESSED: list[tuple[str, tuple[int | None, int | None]]] = [
    # whom an assessment names further down is among those it opens with
    (
        ("At least seven people were killed when an air strike hit a house in Sarmin on May 1st. Rami Odeh mourned a neighbour, "
        "46-year-old Huda Odeh, who was killed alongside her daughter, 13-year-old Lina Odeh, and her son Omar."),
        (7, 7),
    ),
    # words without a number widen the range upwards, never downwards
    ("At least 13 civilians were killed in an air strike on Sarmin on May 1st. Local radio spoke of dozens killed.", (13, 24)),
    ("At least 30 civilians were killed in an air strike on Sarmin on May 1st. Local radio spoke of dozens killed.", (30, 30)),
    # an assessment that opens with names keeps their number beside a source's larger one
    (
        ("Brothers Sami Harun, Taha Harun, Walid Harun and their cousin Fadi Harun were killed in an air strike on Sarmin on May 1st. "
        "They were at home. The Centre for Human Rights reported five deaths."),
        (4, 5),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ASSESSED)
def test_an_assessment_is_bounded_by_its_opening_and_its_sources(text: str, wanted: tuple[int, int]) -> None:
    assert _range(text) == wanted


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # the figure is the one that the verb leads to, whatever is counted on the way to it
        ("The number of people killed when rebels shelled the market rose to 41.", [("killed", 41, 41)]),
        ("The number of people killed when rebels shelled the market rose from 20 to 41.", [("killed", 20, 20), ("killed", 41, 41)]),
        ("The death toll of the bombing, which also wrecked 20 houses, has climbed to 41.", [("killed", 41, 41)]),
        ("The toll of dead from the raid on the two villages near the river has climbed to 41.", [("killed", 41, 41)]),
        ("The death toll from the two bombings rose to 41 from 20.", [("killed", 41, 41), ("killed", 20, 20)]),
        ("The death toll from the blast in which 12 shops burned stands at nine.", [("killed", 9, 9)]),
        ("The death toll from the bombing has exceeded 300.", [("killed", 301, None)]),
        ("The number of dead in the bombing could surpass 300.", [("killed", 301, None)]),
    ],
)
def test_a_toll_has_the_figure_that_its_verb_leads_to(text: str, figures: Told) -> None:
    assert sorted(told(text), key=str) == sorted(figures, key=str)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # an aside that names some of them takes nobody out of the toll, wherever its "among them" stands
        ("Six ELN dissidents, among them three minors, died in a bombardment.", [("killed", 6, 6), ("killed", 3, 3)]),
        ("Eleven soldiers, a colonel among them, lost their lives in the ambush.", [("killed", 11, 11), ("killed", 1, 1)]),
        ("Fourteen people, among whom were three policemen, were wounded by a grenade.", [("injured", 14, 14), ("injured", 3, 3)]),
        # who shoots at somebody was not shot
        ("Twenty migrants died when border guards shot at them.", [("killed", 20, 20)]),
        ("Twenty migrants, all of them men, died when border guards fired on them.", [("killed", 20, 20)]),
        # those whom a relative clause is said of, where some of them did something else
        ("Two of the 26 girls whom gunmen seized from the school escaped on Tuesday.", [("captured", 26, 26)]),
        # some of those just told
        ("The blast killed 31 people, of whom 19 were soldiers and 12 were clerks.", [("killed", 31, 31), ("killed", 19, 19), ("killed", 12, 12)]),
        ("Gunmen attacked. A colonel and two captains were among those killed.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Gunmen attacked. Among those killed was Brigadier Idris Okada, who led the base.", [("killed", 1, 1)]),
        ("Neighbours laid out 60 bodies in the square after the raid.", [("killed", 60, 60)]),
        # one person, told by a nation and by name
        ("A 20-year-old Palestinian, Adam Zidan, was shot dead by soldiers.", [("killed", 1, 1)]),
        ("One Dane, Jens Holm, was killed by a rocket.", [("killed", 1, 1)]),
        # a number that the parser takes for somebody missing
        ("The number of people still missing after the raid has fallen from 31 to 14.", []),
        # what a number alone does not say
        ("The shelling went on, leaving 253 pupils and 12 teachers in captivity.", [("captured", 253, 253), ("captured", 12, 12)]),
        ("Three nurses were injured by tank fire.", [("injured", 3, 3)]),
        ("Gunmen killed a Dane, a nurse, in the market.", [("killed", 1, 1)]),
        ("Gunmen fired on a convoy, killing Ann Lee, an American, and three guards.", [("killed", 1, 1), ("killed", 3, 3)]),
        ("Mullah Sayed Omar Hadi, the head of the council, and Karim Amin, the keeper of the shrine, were killed.", [("killed", 2, 2)]),
        ("A husband and wife, Omar Hadi, 38, and Huda Hadi, 30, were found shot dead.", [("killed", 2, 2)]),
        # whose guards they are takes nobody away, and who was dead is not who was hurt
        ("The attack left three of the minister's guards wounded.", [("injured", 3, 3)]),
        ("The attack left the owner dead along with ten others wounded.", [("killed", 1, 1), ("injured", 10, 10)]),
        ("The consul survived the blast, and no injuries were reported.", [("injured", 0, 0)]),
        ("Rebels opened fire on a police pick-up truck.", []),
        ("Police look into three overnight shootings; leaving five people injured and one person dead.", [("injured", 5, 5), ("killed", 1, 1)]),
        ("A guard was shot dead. His remains were taken to the forensic center.", [("killed", 1, 1)]),
        # parts of a million
        ("The war has displaced half a million people.", [("displaced", 500_000, 500_000)]),
        ("The war has displaced a quarter of a million people.", [("displaced", 250_000, 250_000)]),
        ("The war has displaced two and a half million people.", [("displaced", 2_500_000, 2_500_000)]),
        # a number alone beside the wounded is only theirs
        ("The bombing left nine civilians and 57 wounded in hospital.", [("injured", 57, 57)]),
    ],
)
def test_whom_a_harm_befell_in_a_busy_sentence(text: str, figures: list[tuple[str, int, int]]) -> None:
    assert sorted(told(text), key=str) == sorted(figures, key=str)


def test_those_of_a_few_are_told_without_the_number_of_all() -> None:
    (shot,) = read_article(Article(id="a", text="One of the two attackers was shot dead by police.")).claims
    assert isinstance(shot, TollClaim)
    assert (shot.count.low, shot.victims and shot.victims.text) == (1, "attackers")


def test_twelve_of_the_forty_are_a_part_and_the_wounded_are_no_dead() -> None:
    whole, part = read_article(Article(id="a", text="After the bombing, of the 40 wounded, 12 are in critical condition.")).claims
    assert [c.scope for c in (whole, part) if isinstance(c, TollClaim)] == ["incident", "part"]
    dead, hurt = read_article(Article(id="a", text="Rescuers carried away 14 dead and 30 wounded after the bombing.")).claims
    assert [c.victims and c.victims.text for c in (dead, hurt) if isinstance(c, TollClaim)] == [None, None]
