"""The index of places: what it holds, what it costs, and what users add to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from paced import within
from tollbook.cli.gazetteer import gazetteer as cli
from tollbook.errors import TollbookError
from tollbook.gazetteer import Gazetteer, open_gazetteer
from tollbook.gazetteer.build import COAT, centre, names_of, write
from tollbook.gazetteer.fold import fold, without_article
from tollbook.gazetteer.index import find_index
from tollbook.gazetteer.sources import Place, read_world


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("Idlib", "region", "SY"),
        ("Saraqeb", "town", "SY"),
        ("إدلب", "region", "SY"),
        ("Авдіївка", "town", "UA"),
        ("Hatay", "region", "TR"),
        ("al-Raqqa", "region", "SY"),
        ("Donbas", "area", "UA"),
        ("West Bank", "region", "PS"),
        ("Sahel", "area", None),
        ("Ivory Coast", "country", "CI"),
        ("Türkiye", "country", "TR"),
        ("Rapides Parish", "district", "US"),
    ],
)
def test_the_likeliest_place_of_a_name(name: str, level: str, country: str | None) -> None:
    first = open_gazetteer().find(name)[0]
    assert (first.level, first.country) == (level, country)


def test_a_region_is_derived_and_a_town_is_not() -> None:
    region, town = open_gazetteer().find("Hatay")[:2]
    assert (region.derived, region.level, town.name, town.derived) == (True, "region", "Antakya", False)
    assert region.lat is not None
    assert 35.5 < region.lat < 37.2


def test_unknown_names_and_odd_ones() -> None:
    places = open_gazetteer()
    assert places.find("Zzyzxqq") == []
    assert places.find("") == []
    assert places.find("'; DROP TABLE place; --") == []


def test_the_path_runs_from_the_country_down() -> None:
    places = open_gazetteer()
    assert places.path(places.find("Saraqeb")[0]) == ("Syria", "Idlib", "Saraqib")


def test_it_opens_at_once_and_is_no_burden() -> None:
    path = find_index()
    with within(0.5):
        Gazetteer((path,)).find("Aleppo")
    assert path.stat().st_size < 60_000_000


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="abcdefgh -'", min_size=3, max_size=20))
def test_case_does_not_matter(name: str) -> None:
    assert fold(name.upper()) == fold(name)


def test_articles_are_dropped_only_where_a_name_is_left() -> None:
    assert without_article("al-Bab") == "Bab"
    assert without_article("al-") is None
    assert without_article("Alma") is None


def test_centres_of_areas_cross_the_date_line() -> None:
    assert centre([], 1.0) is None
    found = centre([(0.0, 170.0), (0.0, -170.0)], 1.0)
    assert found is not None
    assert abs(found[1]) == 180


def test_codes_and_machine_transliterations_are_no_names() -> None:
    place = Place(key=1, name="Idlib", level="town", country="SY", names=["IDL", "yi de li bo", "Idleb"])
    assert {key for key, _ in names_of(place) if not key.startswith(COAT)} == {"idlib", "idleb"}


def test_another_file_is_no_index(tmp_path: Path) -> None:
    bad = tmp_path / "bad.sqlite"
    bad.write_text("not a database")
    with pytest.raises(TollbookError, match="not an index"):
        Gazetteer((bad,))


def test_an_index_can_be_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    assert write(path, [Place(key=5, name="Xanadu", level="town", country="CN", lat=42.36, lon=116.18)]) == 1
    (one,) = Gazetteer((path,)).find("XANADU")
    assert (one.geoname_id, one.lat, one.lon) == (5, 42.36, 116.18)


ROW = "7001\tBalyunat\tBalyunat\tBalyounat\t35.7\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t900\t\t\tAsia/Damascus\t2020-01-01\n"
TABLE = (
    "admin1Name_en,admin1Pcode,admin2Name_en,admin4Name_en,admin4Pcode,LATITUDE_Y,LONGITUDE_X\n"
    "Idlib,SY07,Ariha,Ibliyat,C9001,35.71,36.51\nIdlib,SY07,Ariha,Nowhere,C9002,,\n"
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOLLBOOK_PLACES", str(tmp_path / "own.sqlite"))
    return tmp_path


def test_villages_of_a_geonames_file_are_found_afterwards(own: Path) -> None:
    (own / "SY.txt").write_text(ROW)
    done = CliRunner().invoke(cli, ["add", str(own / "SY.txt")])
    assert (done.exit_code, "1 places added" in done.stderr) == (0, True)
    shown = CliRunner().invoke(cli, ["find", "balyounat", "--json"])
    assert json.loads(shown.stdout)["path"] == ["Syria", "Balyunat"]
    again = CliRunner().invoke(cli, ["add", str(own / "SY.txt")])
    assert again.exit_code == 0
    assert len(CliRunner().invoke(cli, ["find", "Balyunat"]).stdout.splitlines()) == 1


def test_a_table_of_pcodes_is_placed_in_the_shipped_districts(own: Path) -> None:
    (own / "syr.csv").write_text(TABLE)
    done = CliRunner().invoke(cli, ["add", str(own / "syr.csv")])
    assert done.exit_code == 1
    assert done.stderr.count("line 3: latitude or longitude is missing") == 1
    shown = json.loads(CliRunner().invoke(cli, ["find", "Ibliyat", "--json"]).stdout)
    assert shown["path"][:2] == ["Syria", "Idlib"]
    assert (shown["level"], shown["geoname_id"]) == ("town", None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("1\tshort\n" + ROW, "neither a GeoNames"),
        (ROW + "1\tshort\n", "line 2: 2 columns instead of 19"),
        (ROW.replace("35.7", "north"), "line 1: id, latitude or longitude is not a number"),
        (ROW.replace("900", "many"), "line 1: population 'many' is not a number"),
        ("a,b\n1,2\n", "neither a GeoNames country file nor a table of p-codes"),
    ],
)
def test_bad_rows_are_named(own: Path, content: str, words: str) -> None:
    (own / "bad.txt").write_text(content)
    done = CliRunner().invoke(cli, ["add", str(own / "bad.txt")])
    assert done.exit_code in {1, 2}
    assert words in done.stderr


def test_every_command_has_an_example() -> None:
    for name in ("find", "add", "build"):
        assert f"tollbook gazetteer {name}" in CliRunner().invoke(cli, [name, "--help"]).stdout


@pytest.mark.usefixtures("own")
def test_an_unknown_name_is_said_on_standard_error() -> None:
    shown = CliRunner().invoke(cli, ["find", "Zzyzxqq"])
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "no place named" in shown.stderr


def test_a_quarter_with_a_name_of_its_own_lies_in_its_town() -> None:
    places, _ = read_world()
    zone = next(p for p in places if p.name == "Green Zone")
    assert (zone.level, zone.within) == ("site", (98182,))
