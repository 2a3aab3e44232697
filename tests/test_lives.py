"""Lives that are claimed, and words of death that state none."""

from __future__ import annotations

import pytest

from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article


def told(text: str) -> list[tuple[str, int | None]]:
    return [(c.harm, c.count.low) for c in read_article(Article(id="a", text=text)).claims if isinstance(c, TollClaim)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack claimed the lives of four farmers.", [("killed", 4)]),
        ("A raid that claimed the life of a nurse shook the town.", [("killed", 1)]),
        ("Doctors saved the lives of four farmers after gunmen killed two guards.", [("killed", 2)]),
        ("Officials claim doctors saved the lives of four farmers after gunmen killed two guards.", [("killed", 2)]),
        ("Officials claim that 14 lives were saved after gunmen killed two guards.", [("killed", 2)]),
        ("The fighting has cost 14 lives and 20 homes.", [("killed", 14)]),
        ("The bomb could claim the lives of four farmers.", []),
        ("The blast caused the roof to collapse, killing nine traders.", [("killed", 9)]),
        ("He had set out to commit a suicide bombing in the camp.", []),
        ("After the shooting the guard committed suicide.", [("killed", 1)]),
        ("The attack did not damage the hall, nor did it lead to any injuries or fatalities.", [("killed", 0)]),
    ],
)
def test_lives(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(text) == expected
