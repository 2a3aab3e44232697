"""Texts in capitals: the case of running text is restored, and quotes stay as they were published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import lang
from tollbook.extract.casing import restore_case
from tollbook.gazetteer import open_gazetteer
from tollbook.model import Article
from tollbook.pipeline import Options, read_article

RULES = list(lang.load("casing")["rule"])


def restored(text: str) -> str:
    return restore_case(text, open_gazetteer())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_example_of_each_list(rule):
    assert restored(rule["example"]) == rule["expect"]


@pytest.mark.parametrize("rule", [r for r in RULES if "words" in r], ids=lambda rule: rule["id"])
def test_lists_are_in_small_letters_and_hold_no_word_twice(rule):
    words = rule["words"].split()
    assert words == [w.lower() for w in words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TWO BROTHERS DIED NEAR SAN SALVADOR", "Two brothers died near San Salvador"),
        ("THE U.S. TROOPS SAID NONE OF US WERE THERE", "The U.S. troops said none of us were there"),
        ("IN MAY HE MAY MARCH WITH THE OTHERS", "In May he may march with the others"),
        ("ON 3 MARCH SHELLS HIT THE VILLAGE", "On 3 March shells hit the village"),
        ("PRESIDENT DUARTE MET SHEIKH OMAR", "President Duarte met Sheikh Omar"),
        ("GEORGE BANKS ROBBED BANKS", "George Banks robbed banks"),
        ("THEY DIDN'T ATTACK THE WOMAN'S HOUSE", "They didn't attack the woman's house"),
        ("AT 11 P.M. THE 3RD ATTACK BEGAN", "At 11 p.m. the 3rd attack began"),
        ("THE NATIONAL PEOPLE'S FRONT (NPF) DENIED KILLING ANYBODY", "The National People's Front (NPF) denied killing anybody"),
        ("A SHELL HIT A HOUSE IN FLOOD STREET", "A shell hit a house in Flood Street"),
        ("SAN MIGUEL, 3 NOV 89 (AGENCIA SUR) -- A MINE KILLED A FARMER", "SAN MIGUEL, 3 NOV 89 (AGENCIA SUR) -- A mine killed a farmer"),
        ("", ""),
        ("NATO", "NATO"),
        ("Police said TWO MEN died.", "Police said TWO MEN died."),
    ],
)  # fmt: skip
def test_capitals_become_running_text(text, expected):
    assert restored(text) == expected


def test_the_rest_of_the_article_shows_how_a_word_is_written():
    text = "MOSS DENIES PART IN MASSACRE AT MILL\n\nThe governor, Ilka Moss, said yesterday that Moss Mill was never guarded."
    assert restored(text).startswith("Moss denies part in massacre at Mill\n")


def test_a_text_in_small_letters_is_the_same_object():
    text = "Three guards were killed near Tejutla."
    assert restored(text) is text


def test_quotes_are_those_of_the_text_as_published():
    text = "THE GOVERNOR SAID AT LEAST NINE SOLDIERS WERE KILLED IN IDLIB ON THURSDAY. HE SAID THREE OF THEM WERE OFFICERS."
    reading = read_article(Article(id="loud", text=text, published="2020-02-28"), Options(mentions=True))
    small = read_article(Article(id="loud", text=restored(text), published="2020-02-28"), Options(mentions=True))
    first = reading.claims[0]
    assert (first.quote.text, first.victims.text, first.where.text) == (
        text[first.quote.start : first.quote.end],
        "SOLDIERS",
        "IDLIB",
    )
    assert first.attribution[0].speaker == "THE GOVERNOR"
    assert [(c.harm, c.count.low, c.quote.start) for c in reading.claims] == [
        (c.harm, c.count.low, c.quote.start) for c in small.claims
    ]
    ids = {c.id for c in reading.claims}
    assert {i for incident in reading.incidents for i in incident.claims} <= ids
    assert {c.part_of for c in reading.claims} - {None} <= ids
    assert all(text[p.start : p.end] == p.text for p in (*reading.mentions.places, *reading.mentions.times))


@given(st.text(alphabet="ABCDEFG ßİŉ.,'’-()\n0123 ÀÉ", max_size=200))
def test_the_length_never_changes(text):
    assert len(restored(text)) == len(text)
    assert restored(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    "text", ["A" * 50_000, "AB " * 20_000, "(AB) " * 10_000, "A-" * 20_000, "SAN SALVADOR, " * 5_000]
)
def test_hostile_texts_end(text):
    assert len(restored(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SHOTS WERE FIRED ON WEST LARK STREET.", "Shots were fired on West Lark Street."),
        ("THREE WERE SHOT IN THE STREET.", "Three were shot in the street."),
        ("IN THE 500 BLOCK OF SOUTH 11TH PLACE", "In the 500 block of South 11th Place"),
        ("A BLAST WAS HEARD NEAR THE BARON HOTEL.", "A blast was heard near the Baron Hotel."),
        ("TWO WERE SHOT AT A CITY HOTEL.", "Two were shot at a city hotel."),
        ("MEN ATTACKED LIDO BEACH.", "Men attacked Lido Beach."),
        ("IT FELL AT TIN ZAREKH IN THE NORTH.", "It fell at Tin Zarekh in the north."),
        ("IN THE TOWN OF TANK AS A VAN PASSED", "In the town of Tank as a van passed"),
        ("OF THE CHO AI RONG DISTRICT", "Of the Cho Ai Rong district"),
        ("GUNMEN SHOT HUSSEIN'S SON.", "Gunmen shot Hussein's son."),
        ("THEY HID IN THE BUSH.", "They hid in the bush."),
        ("THE BUSH ADMINISTRATION", "The Bush administration"),
        ("CONSTABLE MAHINDER RAM AND TWO OTHERS DIED", "Constable Mahinder Ram and two others died"),
        ("IN MERVAND AGENCY OF THE NORTH", "In Mervand Agency of the north"),
        ("TWO DIED AT BAGHDAD INTERNATIONAL AIRPORT.", "Two died at Baghdad International Airport."),
        ("BY THE LINE OF CONTROL (LOC)", "By the Line of Control (LOC)"),
        ("SHELLS HIT NORTH-CENTRAL HONDURAS", "Shells hit north-central Honduras"),
        ("NEWS.NET SAYS TWO DIED. EXAMPLE.COM AGREES", "News.net says two died. Example.com agrees"),
        ("KILLED BY US TROOPS, HE TOLD US. THEY TAUGHT US HOW", "Killed by US troops, he told us. They taught us how"),
        ("ANTIGOVERNMENT REBELS COLDBLOODEDLY SHOT TWO", "Antigovernment rebels coldbloodedly shot two"),
        ("MINISTER K.D. KNIGHT SPOKE. KNIGHT SAID A KNIGHT FELL", "Minister K.D. Knight spoke. Knight said a knight fell"),
        ("VELEMARA, NIGERIA — TWO DIED.", "VELEMARA, NIGERIA — Two died."),
        ("SRINAGAR, AUG 5: TWO DIED.", "SRINAGAR, Aug 5: Two died."),
        ("CLANDESTINE, 2 FEB 90 (RADIO SUR) -- TWO DIED.", "CLANDESTINE, 2 FEB 90 (RADIO SUR) -- Two died."),
        ("BREAKING: TWO DIED.", "Breaking: two died."),
        ("A RAID ON TAL AL-ZAREQ, EHSAN SAID, KILLED TWO", "A raid on Tal al-Zareq, Ehsan said, killed two"),
        ("HE LAY IN SIRI KRISHNA CARE HOSPITAL", "He lay in Siri Krishna Care Hospital"),
    ],
)
def test_names_of_more_than_one_word(text, expected):
    assert restored(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Two guards were killed near Takhta Pol on Monday.", "Takhta Pol"),
        ("Five people were wounded outside the Baron hotel on Monday.", "Baron hotel"),
        ("A bomb killed two in the town of Tank on Monday.", "Tank"),
    ],
)
def test_the_place_is_the_same_in_capitals(text, place):
    small, loud = (read_article(Article(id="a", text=t)).claims[0].where for t in (text, text.upper()))
    assert place in small.text
    assert (loud.text, loud.start) == (small.text.upper(), small.start)


@pytest.mark.parametrize(
    ("loud", "quiet"),
    [
        ("TWO WERE SHOT IN THE WEST SIDE ARCHER HEIGHTS NEIGHBORHOOD.", "Two were shot in the West Side Archer Heights neighborhood."),
        ("TWO WERE SHOT IN A RESIDENTIAL HILL NEIGHBORHOOD.", "Two were shot in a residential hill neighborhood."),
        ("SIX MEN DIED IN KANSAS CITY AND NEAR QUEZON CITY.", "Six men died in Kansas City and near Quezon City."),
        ("SIX MEN DIED IN THE INNER CITY.", "Six men died in the inner city."),
    ],
)
def test_quarters_and_cities_of_common_words(loud: str, quiet: str) -> None:
    assert restore_case(loud, open_gazetteer()) == quiet
