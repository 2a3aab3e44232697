"""Long wire copy in capitals: names that are words, what is told again, murders as nouns, whom they befell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.casing import restore_case
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.dictionary import goes_on, is_noun_only


def tolls(text: str) -> list[tuple[str, int | None, int | None]]:
    claims = read_article(Article(id="a", text=text)).claims
    return [(c.harm, c.count.low, c.count.high) for c in claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GUNMEN SHOT DEAD HERNANDO SIERRA IN THE SIERRA.", "Gunmen shot dead Hernando Sierra in the sierra."),
        ("JAIME CORDERO LEAL SPOKE. LATER CORDERO LEAL LEFT.", "Jaime Cordero Leal spoke. Later Cordero Leal left."),
        ("THEY SAY ROSALBA TODAY TOLD ERNESTO OF THE RAID.", "They say Rosalba today told Ernesto of the raid."),
        ("A U.S. CITIZEN WAS TAKEN TO A U.S. HOSPITAL.", "A U.S. citizen was taken to a U.S. hospital."),
        ("J. BANKS AND J.R. TELLO MET.", "J. Banks and J.R. Tello met."),
        ("THE HUTS WERE MACHINEGUNNED.", "The huts were machinegunned."),
    ],
)
def test_names_that_are_words(text, expected):
    assert restore_case(text, open_gazetteer()) == expected


@given(st.text(alphabet="ABC ÑÉ.'\n-", max_size=60))
def test_the_length_never_changes(text):
    assert len(restore_case(text, open_gazetteer())) == len(text)


def test_what_may_follow_a_name():
    assert [w for w in ("sierra", "told", "today", "the", "brave", "zzyzx") if is_noun_only(w)] == ["sierra"]
    assert [w for w in ("sierra", "told", "today", "the") if goes_on(w)] == ["told", "today", "the"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the noun speaks of it again; so does a clause that says when
        ("Gunmen killed Judge Elsa Rueda on Monday. The murder of Elsa Rueda shook the town.", [("killed", 1, 1)]),
        ("Gunmen killed Judge Elsa Rueda on Monday. The town was asleep when Rueda was murdered.", [("killed", 1, 1)]),
        ("Gunmen killed the mayor on Monday. The march honoured the memory of the mayor who was murdered.", [("killed", 1, 1)]),
        # nothing new in a main clause
        ("Gunmen shot dead Judge Elsa Rueda on Monday. Rueda was shot dead.", [("killed", 1, 1)]),
        # another person, another harm, a count, another voice, or more of who it was
        ("Gunmen killed Judge Elsa Rueda. The murder of Pablo Cordero shook the town.", [("killed", 1, 1)] * 2),
        ("Gunmen wounded Judge Elsa Rueda. The murder of Elsa Rueda shook the town.", [("injured", 1, 1), ("killed", 1, 1)]),
        ("Gunmen killed two judges. The murder of two judges shook the town.", [("killed", 2, 2)] * 2),
        ("Gunmen killed Elsa Rueda. Police confirmed the murder of Elsa Rueda.", [("killed", 1, 1)] * 2),
        ("Gunmen shot dead Elsa Rueda. Teacher Elsa Rueda was shot dead at noon.", [("killed", 1, 1)] * 2),
    ],
)
def test_what_is_told_again(text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We must repudiate the violent murder of a guard.", [("killed", 1, 1)]),
        ("The army condemned the cruel murder committed by gunmen against Dr Elsa Rueda.", [("killed", 1, 1)]),
        ("The murder in Quito of two teachers was condemned.", [("killed", 2, 2)]),
        ("Death to the invaders, they shouted after the attack.", []),
        ("They demand that the assassins of Judge Elsa Rueda be tried.", [("killed", 1, 1)]),
        ("They demand that the killers of the people be tried after the attack.", []),
        ("The rebels confirmed the seizure of Judge Elsa Rueda.", [("captured", 1, 1)]),
        ("The rebels confirmed the seizure of 30 rifles.", []),
        ("Ten people died in the attack. Two policemen were among those killed.", [("killed", 10, 10), ("killed", 2, 2)]),
        ("Trucks were used to free the 20 persons held hostage by the gang.", [("captured", 20, 20)]),
        ("The court may help the relatives of the minister murdered in June.", [("killed", 1, 1)]),
        ("They planned to hold 20 persons hostage.", []),
        ("Two shops were dynamited; the result is the injury of six clerks and millions in losses.", [("injured", 6, 6)]),
        ("Troops searched the town after the attack, but nobody has been arrested.", []),
        ("After the raid they complained that they arrest people.", []),
        ("The crowd saw ten disfigured bodies after the blast.", [("killed", 10, 10)]),
        ("In the clash one army company was annihilated.", []),
        ("On 4 January, Lucia and Maria Rueda, and Pablo Cordero were captured by rebels.", [("captured", 3, 3)]),
        ("Troops captured Kunduz and Mazar Sharif.", []),
        ("They were locked up by relatives of prisoners and murdered and missing people.", []),
        ("They came with the purpose of capturing Pablo Cordero.", []),
        (
            "After the blast she was taken along with some 20 other people to the hospital.",
            [("injured", 1, 1), ("injured", 20, 20)],
        ),
    ],
)
def test_murders_as_nouns_and_whom_they_befell(text, expected):
    assert tolls(text) == expected


def test_an_archive_of_the_same_murder_stays_linear():
    text = "Gunmen killed Judge Elsa Rueda. " + "The murder of Elsa Rueda shook the town. " * 200
    assert tolls(text) == [("killed", 1, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whoever says it, what is only taken as known is no second witness
        ("Police said gunmen killed Elsa Rueda. The murder of Elsa Rueda shook the town.", [("killed", 1, 1)]),
        ("Gunmen killed Elsa Rueda. Police denied the murder of Elsa Rueda.", [("killed", 1, 1)] * 2),
        # one person told of behind the name, and two who are two
        ("Omar Rueda, one of the three founders of the league, was found dead after the attack.", [("killed", 1, 1)]),
        ("Gunmen killed Omar Rueda, rector of a school and director of a magazine.", [("killed", 1, 1)]),
        ("Gunmen killed Omar Rueda, party leader and presidential candidate.", [("killed", 1, 1)]),
        ("Former foreign minister and president of the court Omar Rueda died in the attack.", [("killed", 1, 1)]),
        ("Omar Rueda, head of the Movement of the Free, MOF, was killed.", [("killed", 1, 1)]),
        ("Gunmen killed Omar Rueda, spokesman for the union and driver Pablo Tello.", [("killed", 2, 2)]),
        ("Police arrested Omar Rueda and Pablo Tello, two smugglers.", [("captured", 2, 2)]),
        ("Gunmen killed Omar Rueda and Pablo Tello, two guards and a cook.", [("killed", 2, 2)] * 2 + [("killed", 1, 1)]),
        ("Rebels seized Omar Rueda and Pablo Tello, who are still missing.", [("captured", 2, 2), ("missing", 2, 2)]),
        ("He spoke of the murder of Omar Rueda, an officer who was killed in May.", [("killed", 1, 1)]),
        ("Among the priests murdered was Omar Rueda, a teacher.", [("killed", 1, 1)]),
        ("Nine soldiers were on a visit and were wounded when a bomb exploded.", [("injured", 9, 9)]),
        ("A policeman shot the gunman and was wounded.", [("injured", 1, 1)]),
        ("Gunmen killed Omar Rueda, as well as a chief of police.", [("killed", 1, 1)] * 2),
        ("The ministry ordered the arrest of five rebels after the attack.", []),
        ("The robbers fled, taking two clerks with them as hostages.", [("captured", 2, 2)]),
        # which of the two became of them is left open; of nobody both are denied
        ("The army has killed or wounded more than 40 rebels.", [("casualties", 41, None)]),
        ("The attacks have left at least 30 dead or injured.", [("casualties", 30, None)]),
        ("No one was killed or injured in the attack.", [("killed", 0, 0), ("injured", 0, 0)]),
        # what became of the one who was shot
        ("Gunmen murdered Omar Rueda at noon. He was shot twice.", [("killed", 1, 1)]),
        ("Gunmen shot Omar Rueda. A clerk died.", [("casualties", 1, 1), ("killed", 1, 1)]),
        ("Gunmen wounded Omar Rueda. Rueda was shot near the church.", [("injured", 1, 1)]),
        # nobody, or not done
        ("The judge signed an order for the arrest of Omar Rueda.", []),
        ("The blast did not cause injuries or a power cut.", [("injured", 0, 0)]),
        ("Soldiers reported the seizure of various kinds of war material.", []),
        ("Several armed men shot repeatedly at the office.", []),
        ("The raid was aimed at capturing the rebel leader.", []),
        ("He said that it was the captain who wanted the man dead.", []),
        ("The guns are going to be used to shoot the soldiers.", []),
        ("The pact seals the political death of the rebels.", []),
        ("The number of people killed in the attack is not known.", []),
        ("Rebels killed six priests. They are identified as men in uniform.", [("killed", 6, 6)]),
        # one word over two lines, and one number for all
        ("As the army said on Friday, 655 Marxist-\nLeninist guerrillas have been killed.", [("killed", 655, 655)]),
        ("Many gunners, officers, and noncommissioned officers have been killed.", [("killed", 2, None)]),
    ],
)
def test_what_is_told_of_one_and_of_nobody(text, expected):
    assert tolls(text) == expected
