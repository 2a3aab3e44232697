"""Whom "others", "his men" and nobody at all stand for."""

from __future__ import annotations

import pytest

from paced import within
from tollbook.extract.victim import describe

ROLES = [
    # carried from the sentence before
    (None, "Nine were wounded.", "Six miners were shot dead on Monday. Nine were wounded.", "civilian"),
    ("others", "Ten others are missing.", "Four soldiers were killed at the ford. Ten others are missing.", "combatant"),
    (None, "Nine were wounded.", "Six miners and two soldiers were shot dead. Nine were wounded.", "unknown"),
    (None, "Nine were wounded.", "Two soldiers killed a man. Nine were wounded.", "unknown"),
    (None, "Shells killed 54 of them.", "Six miners were killed. Shells killed 54 of them.", "civilian"),
    # whose they are
    ("men", "The commander and two of his men were killed.", "", "combatant"),
    ("members", "Two of its members died.", "The gang fled. Two of its members died.", "combatant"),
    ("family members", "The rebel lost two of his family members.", "", "civilian"),
    ("crew", "Three of the crew were hurt when a shell hit the patrol boat.", "", "combatant"),
    ("crew", "Three of the crew were hurt when a shell hit the ferry.", "", "civilian"),
    # what the sentence tells
    ("man", "A guard died when a man blew himself up at the gate.", "", "combatant"),
    (None, "Hundreds fled their homes.", "", "civilian"),
    ("men", "The army has now lost 20 men in the area.", "", "combatant"),
    ("Idris Malouf", "Idris Malouf, 31, a baker, was killed in action on 9 May.", "", "combatant"),
    ("Idris Malouf", "Pte. Idris Malouf, 31, died on 9 May.", "", "combatant"),
    ("people", "All 298 people on board were killed, the airline said.", "", "civilian"),
    ("Armenian", "Two Armenian and six Azerbaijani servicemen lost their lives.", "", "combatant"),
    # crime reports
    ("people", "Two people were shot.", "Two people were shot. Homicide detectives closed the 400 block of Main Street.", "civilian"),
    ("people", "Two people were shot.", "Two people were shot. Homicide detectives closed the 400 block of Main Street to the army.", "unknown"),
    ("man", "A man was arrested.", "A man was arrested. Homicide detectives closed the 400 block of Main Street.", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "context", "article", "role"), ROLES)
def test_the_words_around_say_who_they_were(phrase: str | None, context: str, article: str, role: str) -> None:
    text = article or context
    assert describe(phrase, context, text)[0] == role


def test_those_counted_behind_a_bare_toll_are_others() -> None:
    text = "The toll has passed 410; the army says it has killed 17 militants."
    assert describe(None, text, text, until=len("The toll has passed 410"))[0] == "unknown"
    assert describe(None, "After nine soldiers came, 12 died.", until=len("After nine soldiers came, 12 died"))[0] == "combatant"


def test_hostile_context_is_read_in_time() -> None:
    with within(10):
        describe(None, "six killed " * 20_000, "a " * 100_000 + "six killed " * 20_000)
