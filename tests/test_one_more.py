"""One more of those before, figures that are moved, those still sought, parts told by "these included", and bare taking."""

from __future__ import annotations

import pytest

from tollbook.model import Article
from tollbook.pipeline import read_article


def tolls(text: str) -> dict[str, int | None]:
    """The best number of each harm in the main incident, or the least where there is no best."""
    main = next((i for i in read_article(Article(id="a", text=text)).incidents if i.main), None)
    return {t.harm: t.low if t.best is None else t.best for t in main.tolls if t.group == "all"} if main else {}


ONE_MORE: list[tuple[str, dict[str, int | None]]] = [
    ("The blast killed seven people. An eighth body was found in the rubble on Tuesday.", {"killed": 8}),
    ("Rescuers recovered a ninth body from the ruins of the bombed school.", {"killed": 1}),
    ("Seven people died in the blast. An eighth victim died in hospital on Friday.", {"killed": 8}),
    ("Two soldiers died in the ambush. A third died on the way to hospital.", {"killed": 3}),
    ("A second body, that of a girl, was found under the rubble after the strike.", {"killed": 1}),
    ("Seven people died in the blast. Another man died on Friday.", {"killed": 8}),
    ("A charred body was found in a car after the air strike.", {"killed": 1}),
    ("Police found an unidentified body near the river after the shooting.", {"killed": 1}),
    # no body of anybody
    ("The UN body found that nine people died in the raid.", {"killed": 9}),
    ("Troops found a body armour vest during the raid.", {}),
    ("A body of water was found near the bombed village.", {}),
]
DIVIDED: list[tuple[str, dict[str, int | None]]] = [
    ("The attack killed his two children - a nine-year-old girl and a four-year-old.", {"killed": 2}),
    ("The blast killed three siblings – a girl of nine and two boys, aged 4 and 6.", {"killed": 3}),
    ("The bomb killed two brothers: a 12-year-old and a nine-year-old.", {"killed": 2}),
    ("The shell killed their four children - two boys and two girls.", {"killed": 4}),
    ("The shelling killed 40 people. These included 12 children.", {"killed": 40}),
    ("The shelling killed 40 people. They included 12 children and two medics.", {"killed": 40}),
    ("The bomb wounded 30 shoppers. They included six girls, police said.", {"injured": 30}),
]
MOVED: list[tuple[str, dict[str, int | None]]] = [
    ("The ministry first said 30 had died in the bombing, then lowered the figure to 12.", {"killed": 12}),
    ("The ministry said 30 people had died in the bombing. It later lowered the figure to 12.", {"killed": 12}),
    ("The army said nine soldiers were killed in the ambush. The number later rose to 14.", {"killed": 14}),
    ("Police said 12 people died in the blast. The figure was later revised to 15.", {"killed": 15}),
    ("Officials revised the toll of the bombing down from 30 to 12.", {"killed": 12}),
    ("The bomb killed nine people. The city council raised the number of clerks to 40.", {"killed": 9}),
]
SOUGHT: list[tuple[str, dict[str, int | None]]] = [
    ("The air strike destroyed two houses and killed a man. Rescuers are still looking for four more people.", {"killed": 1, "missing": 4}),
    ("After the shelling rescuers are searching for six people under the rubble.", {"missing": 6}),
    ("The raid killed nine people. Villagers searched for three boys who had not come home.", {"killed": 9, "missing": 3}),
    ("The bomb killed nine people. Police are looking for two men who fled on a motorcycle.", {"killed": 9}),
    ("The bomb killed nine people. Police are searching for two suspects.", {"killed": 9}),
    ("The bomb killed nine people. Police searched for 12 hours.", {"killed": 9}),
]
TAKEN: list[tuple[str, dict[str, int | None]]] = [
    ("Gunmen raided the village, but only seven people were taken.", {"captured": 7}),
    ("Gunmen stormed the school and 30 pupils were taken.", {"captured": 30}),
    ("Militants attacked a bus and took nine passengers.", {"captured": 9}),
    ("The gunmen killed a guard and took six pictures of the dam.", {"killed": 1}),
    ("Gunmen killed a guard, and two photographs were taken at the scene.", {"killed": 1}),
    ("After the raid two men were taken for questioning.", {}),
]


@pytest.mark.parametrize(("text", "expected"), [*ONE_MORE, *DIVIDED, *MOVED, *SOUGHT, *TAKEN])
def test_the_toll_of_the_text(text: str, expected: dict[str, int | None]) -> None:
    assert tolls(text) == expected
