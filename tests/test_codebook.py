"""Codebooks: what is shipped, what their words mean, and what a wrong file is told."""

from __future__ import annotations

import pytest

from tollbook.errors import TollbookError
from tollbook.model import Count, Victims
from tollbook.reconcile.codebook import list_codebooks, load_codebook, parse_codebook
from tollbook.reconcile.interval import Interval

GOOD = """
name = "mine"
[low]
take = "least lower"
says = "the lowest"
source = "our handbook"
[best]
take = "majority"
says = "what most say"
source = "our handbook"
[high]
take = "greatest upper"
says = "the highest"
source = "our handbook"
[casualties]
take = "nothing"
says = "left out"
source = "our handbook"
ours = true
[counts]
stances = ["asserted"]
scopes = ["incident"]
victims = ["civilian", "unknown"]
[roles]
police = "civilian"
[[word]]
words = ["several"]
number = [3, 5]
source = "our handbook"
"""


def test_the_promised_codebooks_are_shipped():
    assert set(list_codebooks()) >= {"house", "acled", "ucdp", "ibc", "airwars", "isaf"}


@pytest.mark.parametrize("name", list_codebooks())
def test_every_rule_and_word_of_a_shipped_codebook_names_its_source(name):
    book = load_codebook(name)
    assert book.name == name
    for rule in (book.low, book.best, book.high, book.casualties, *book.rules):
        assert rule.says.strip(), rule.id
        assert rule.source.strip(), rule.id
    assert book.words
    for word in book.words:
        assert word.source.strip()


@pytest.mark.parametrize(
    ("name", "word", "low", "high"),
    [
        ("isaf", "several", 3, 3),
        ("isaf", "numerous", 4, 4),
        ("isaf", "plural", 2, 2),
        ("isaf", "a large number of", 5, 5),
        ("acled", "dozens", 12, 12),
        ("acled", "hundreds", 100, 100),
        ("acled", "tens", 10, 10),
        ("airwars", "dozens", 12, 24),
    ],
)
def test_words_have_the_published_numbers(name, word, low, high):
    assert load_codebook(name).number(Count(low=2, word=word)) == Interval(low=low, high=high)


@pytest.mark.parametrize("word", ["several", "many", "dozens", "scores", "hundreds"])
def test_under_house_words_support_a_number_and_never_supply_one(word):
    book = load_codebook("house")
    count = Count(low=2, word=word)
    assert book.number(count) is None
    support = book.support(count)
    assert support is not None
    assert support.high is None


def test_a_bare_plural_is_a_word_and_at_least_two_is_a_number():
    book = load_codebook("house")
    assert book.number(Count(low=2)) is None
    assert book.number(Count(low=2, text="at least two", start=0, end=12)) == Interval(low=2)


def test_a_count_without_a_number_supplies_and_supports_nothing():
    book = load_codebook("house")
    assert book.number(Count()) is None
    assert book.support(Count()) is None


def test_who_is_a_civilian_is_the_codebooks_to_say():
    police = Victims(role="combatant", classes=("police",))
    assert load_codebook("house").role(police) == "combatant"
    assert load_codebook("ibc").role(police) == "civilian"
    assert load_codebook("airwars").role(None) == "civilian"
    assert load_codebook("house").role(None) == "unknown"


def test_your_own_file_is_read_by_its_path(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")
    book = load_codebook(path)
    assert book.number(Count(low=2, word="several")) == Interval(low=3, high=5)
    assert book.role(Victims(role="combatant", classes=("police",))) == "civilian"


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('name = "mine"', "", "name", "short name"),
        ('take = "majority"', 'take = "mean"', "best.take", "majority"),
        ('take = "greatest upper"', "", "high.take", "greatest upper"),
        ('stances = ["asserted"]', 'stances = ["sure"]', "stances", "asserted"),
        ("number = [3, 5]", "number = [5, 3]", "word[0].number", "low not above high"),
        ("number = [3, 5]", "", "word[0].number", "support"),
        ('police = "civilian"', 'police = "neutral"', "roles.police", "combatant"),
        ('words = ["several"]', "words = []", "word[0].words", "list of words"),
        ('says = "the lowest"', "", "low.says", "sentence"),
        ("[counts]", "[counted]", "counts", "stances"),
    ],
)
def test_a_wrong_file_is_told_which_key_and_what_was_expected(old, new, key, expected):
    assert old in GOOD
    with pytest.raises(TollbookError) as caught:
        parse_codebook(GOOD.replace(old, new, 1), "mine.toml")
    told = str(caught.value)
    assert "mine.toml" in told
    assert key in told
    assert expected in told


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(TollbookError, match="house"):
        load_codebook("nonesuch")


def test_a_file_that_is_no_toml_says_so(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text("name = ", "utf-8")
    with pytest.raises(TollbookError, match="not TOML"):
        load_codebook(path)
