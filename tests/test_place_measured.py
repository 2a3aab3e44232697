"""Where a harm was, told by how far it is from a town, by whose quarter it is, and not by who speaks from where."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.place_measured import beside, way_to
from tollbook.model import Article, PlaceMention, TollClaim, Where
from tollbook.pipeline import read_article

MOSUL = ("Iraq", "Nineveh", "Mosul", "Mosul")


def town(text: str, name: str = "Mosul") -> PlaceMention:
    at = text.index(name)
    return PlaceMention(
        text=name, start=at, end=at + len(name), name=name, level="town", lat=36.34, lon=43.12, country="IQ", path=MOSUL
    )


def where(text: str) -> Where:
    claim = next(c for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim))
    assert claim.where is not None
    return claim.where


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Balyun, 30 km north of Mosul", (30.0, 0.0)),
        ("Balyun is twenty miles south-east of the city of Mosul", (32.2, 135.0)),
        ("Balyun, one hundred and ten kilometres west of Mosul", (110.0, 270.0)),
        ("Balyun, some 40 kilometers (25 miles) to the north of Mosul", (40.0, None)),
        ("Balyun, 12.5 km from Mosul", (12.5, None)),
        ("Balyun, 600 metres outside Mosul", (0.6, None)),
        ("Balyun, north of Mosul", None),
        ("Balyun, many miles north of Mosul", None),
        ("Balyun in Mosul", None),
    ],
)
def test_how_far_and_where_to(text: str, way: tuple[float, float | None] | None) -> None:
    found = way_to(text, town(text))
    if way is None:
        assert found is None
    else:
        assert found is not None
        assert found[0] == pytest.approx(way[0], abs=0.1)
        if way[1] is not None:
            assert found[1] == pytest.approx(way[1])


@pytest.mark.parametrize(
    ("text", "path", "known"),
    [
        ("Balyun, 30 km north of Mosul", ("Iraq", "Nineveh", "Balyun"), True),
        ("Balyun, 90 km north of Mosul", ("Iraq", "Balyun"), True),
        ("Balyun, 90 km from Mosul", ("Iraq", "Balyun"), False),
    ],
)
def test_what_is_measured_does_not_lie_in_the_town(text: str, path: tuple[str, ...], known: bool) -> None:
    made = beside(text, PlaceMention(text="Balyun", start=0, end=6), town(text))
    assert made is not None
    assert made.path == path
    assert (made.lat is not None) is known is made.derived


def test_what_is_a_few_kilometres_off_is_left_to_the_town() -> None:
    text = "Balyun, 3 km north of Mosul"
    assert beside(text, PlaceMention(text="Balyun", start=0, end=6), town(text)) is None


@given(far=st.integers(11, 999), side=st.sampled_from(["north", "south", "east", "west", "northeast", "south-west"]))
def test_the_point_is_as_far_as_told(far: int, side: str) -> None:
    text = f"Balyun, {far} km {side} of Mosul"
    made = beside(text, PlaceMention(text="Balyun", start=0, end=6), town(text))
    assert made is not None
    assert made.lat is not None
    assert made.lon is not None
    north, east = (made.lat - 36.34) * 111.2, (made.lon - 43.12) * 111.2 * math.cos(math.radians(36.34))
    assert math.hypot(north, east) == pytest.approx(far, rel=0.02, abs=2)
    assert ("north" in side) is (north > 1)
    assert ("west" in side) is (east < -1)


@given(st.text(alphabet="0123456789 kmiles,-nortfw().", max_size=90))
def test_no_text_before_a_town_breaks_it(before: str) -> None:
    text = before + "Mosul"
    beside(text, PlaceMention(text="Balyun", start=0, end=0), town(text))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        # the district of a province, and the suburb of a capital
        ("Two guards were shot dead in the Balyun district of Kandahar.", ("Balyun", "Kandahar")),
        ("Two guards were shot dead in Bannang Sata district of Yala province.", ("Bannang Sata", "Yala")),
        ("Two guards were shot dead in the Kabul suburb of Paghman.", ("Paghman", "Kabul")),
        ("Two guards were shot dead in the Helmand district of Sangin.", ("Sangin", "Helmand")),
        # what is outside a town is not the town
        ("Two guards were shot dead in Logar outside of Kabul.", ("Logar", "Afghanistan")),
        # a province that the list has as a town only holds what is in it
        ("Two guards were shot dead in Balyun, Diwaniya province.", ("Balyun", "Diwaniya")),
        # posts and their holders
        ("An official at the Diyala police directorate was shot dead in a market in Muqdadiya.", ("Muqdadiya", "Diyala")),
        # a quarter called after a far town
        ("Mosul is quiet. Two guards were shot dead in the Qadisiyah neighborhood in Iraq.", ("Qadisiyah neighborhood", "Iraq")),
        ("A bomb killed two guards close to Samarra, a town 25 miles to Tikrit's south.", ("Samarra", "Iraq")),
        ("Gunmen killed the mayor of Samarra. Samarra is a town near Tikrit.", ("Samarra", "Iraq")),
        # what was struck
        ("Balyun district in Helmand was bombed and two guards were killed.", ("Balyun", "Helmand")),
        # a quarter that two towns have is that of the town named
        ("Two guards were shot dead in the Mafraq neighborhood of Baquba.", ("Mafraq", "Diyala")),
    ],
)
def test_the_place_and_what_it_lies_in(text: str, begins: tuple[str, str]) -> None:
    found = where(text)
    inner, outer = begins
    assert inner in found.text
    assert any(p.startswith(outer) or outer in p for p in found.path)


@pytest.mark.parametrize(
    "behind",
    [
        "A nurse in Reyhanli, who asked not to be named, said two of the wounded soldiers had died.",
        "The wounded were driven across to Hatay. Two of the soldiers died, a doctor said.",
        "The defence ministry in Ankara did not answer. Two soldiers died, a doctor said.",
    ],
)
def test_who_tells_it_from_elsewhere_is_not_where_it_was(behind: str) -> None:
    found = where(f"Aircraft struck troops near Saraqeb in Syria's Idlib province on Thursday.\n\n{behind}")
    assert found.path[:2] == ("Syria", "Idlib")


def test_who_was_shot_in_a_town_was_shot_there() -> None:
    assert where("Gunmen shot dead a nurse in Mosul, police said.").text == "Mosul"
    assert where("A nurse in Mosul was shot dead.").text == "Mosul"
