"""Local news of shootings: who was hit, who of them died, and what was only their age."""

from __future__ import annotations

import pytest

from tollbook import read
from tollbook.model import TollClaim

CLAIMS = [
    # a number between commas is an age, and a clock counts nobody
    ("A cook, 22, sustained a leg wound.", [("injured", 1, 1)]),
    ("About 10:20 p.m. Friday, two men were gunned down in the park.", [("killed", 2, 2)]),
    ("The blast hurt many guards, 22 of them badly.", [("injured", 2, None), ("injured", 22, 22)]),
    # whoever is found suffering is no finder
    ("Officers searched the lot and found Ira Voss, 20, suffering from a gunshot wound.", [("injured", 1, 1)]),
    ("A boy walked into a clinic with a gunshot wound.", [("injured", 1, 1)]),
    ("A visitor walked into a museum with a wound dressing.", []),
    # a verb in the plural is said of all of them
    ("Ira Voss is one of four teenagers who were hit by gunfire.", [("casualties", 4, 4)]),
    ("One of the four guards who was killed was Ira Voss.", [("killed", 1, 1)]),
    # a limb is a limb behind a number, too
    ("A woman was hit in one of her legs by gunfire.", [("injured", 1, 1)]),
]

TOLLS = [
    # words without a number, and a number of those shot
    ("Four men were shot in Alder. The victims were all taken to a hospital, police said.", (None, 4)),
    ("Seven people were shot in Alder. Two of them died and several others were injured.", (2, 5)),
    # the injured who turn out to have died
    ("Officers found a tailor suffering from a gunshot wound. He was later pronounced dead.", (1, None)),
    ("Medics treated a two-year-old for a gunshot wound. The 2-year-old child died at the hospital.", (1, None)),
    ("A 16-year-old boy was killed in Alder. A 16-year-old girl was also injured.", (1, 1)),
    ("A woman was wounded in Alder. Her brother died at the scene.", (1, 1)),
    # told one by one after their total
    ("Four teens were wounded in Alder. One of the victims was shot in the left knee, while another victim was shot in the foot.", (None, 4)),
    ("He and three others were shot in Alder. Four teens were shot, the sheriff said.", (None, 4)),
    # a heading run into the text
    ("Seven people injured in Alder shooting News Seven people injured in Alder shooting.", (None, 7)),
    ("A mother said her daughter was flown to a hospital with wounds. Police said seven people were injured.", (None, 7)),
]


def _best(article, harm):
    main = next(i for i in article.incidents if i.main)
    return next((t.best for t in main.tolls if t.harm == harm and t.group == "all"), None) or None


@pytest.mark.parametrize(("text", "expected"), CLAIMS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_claims(text, expected):
    assert sorted((c.harm, c.count.low, c.count.high) for c in read(text).claims if isinstance(c, TollClaim)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), TOLLS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_tolls(text, expected):
    found = read(text)
    assert (_best(found, "killed"), _best(found, "injured")) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Marc Weller was arrested April 25. Several gunmen were there during the April 1 shooting that killed Ira Voss.", "incident"),
        ("The county named the man who died in a shooting late last week.", "incident"),
        ("Two men were killed in Alder on Friday. A shooting last week killed a guard.", "background"),
    ],
)
def test_a_follow_up_is_about_the_deaths(text, scope):
    assert [c.scope for c in read(text).claims if isinstance(c, TollClaim) and c.harm == "killed"][-1] == scope
