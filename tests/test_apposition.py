"""A name between commas behind "a Dane" is that Dane's, and nobody else's; a family name may be a word for a thing."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def counted(text: str) -> dict[str, int]:
    """The sum of each harm over the claims of a text of one sentence."""
    found: dict[str, int] = {}
    for claim in read_article(Article(id="a", text=text)).claims:
        if isinstance(claim, TollClaim) and claim.scope == "incident":
            found[claim.harm] = found.get(claim.harm, 0) + (claim.count.low or 0)
    return found


NAMED: list[tuple[str, dict[str, int]]] = [
    ("A Canadian, John Smith, and a Dane, Ole Hansen, were killed.", {"killed": 2}),
    ("Militants beheaded a Norwegian, Erik Dahl, and a Chinese national, Li Wei.", {"killed": 2}),
    ("Gunmen abducted a German, Hans Roth, and an Austrian, Karl Weiss, in the valley.", {"captured": 2}),
    ("The blast killed a Sudanese, Adam Idris, and two Egyptians.", {"killed": 3}),
    ("The bomb killed a Frenchman, Luc Moreau, a Pole, Adam Nowak, and a Swede, Lars Berg.", {"killed": 3}),
    ("A Kenyan, Peter Otieno, a Ugandan, John Okello, and a Somali were killed by a mine.", {"killed": 3}),
    ("A teacher, Anna Petrova, and a nurse, Maria Lenz, were killed in the shelling.", {"killed": 2}),
    ("Gunmen shot dead a priest, Luis Mora, a nun, Ana Gil, and a catechist, Juan Paz.", {"killed": 3}),
    ("Two Britons, Mark Hill and Jane Dean, and an Italian, Carlo Bini, were shot dead.", {"killed": 3}),
    ("Gunmen killed two Britons, Mark Olsen and Jane Dean, and an Italian.", {"killed": 3}),
    ("Three Britons, Mark Olsen, Jane Dean and Paul Wood, were shot dead.", {"killed": 3}),
    ("The rebels killed a captain, Omar Haddad, a lieutenant, Rami Aziz, and three privates.", {"killed": 5}),
    ("A Dutchman, a Canadian and a Dane were killed in the bombing.", {"killed": 3}),
    # "Hill" and "Bush" are things, Mark Hill and Anna Bush are not
    ("Mark Hill, a Briton, and Jan Peeters, a Belgian, were killed by a bomb.", {"killed": 2}),
    ("Mark Hill, a teacher, Jan Peeters, a cook, and Carlo Bini, a driver, were killed by a bomb.", {"killed": 3}),
    ("Gunmen shot dead Mark Hill, a Briton, Jan Peeters, a Belgian, and Carlo Bini, an Italian.", {"killed": 3}),
    ("Anna Bush was wounded when a shell hit the market.", {"injured": 1}),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_name_in_apposition_adds_nobody(text: str, expected: dict[str, int]) -> None:
    assert counted(text) == expected
