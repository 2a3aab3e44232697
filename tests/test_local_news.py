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
    ("Alder woman, 23, killed in accidental shooting", [("killed", 1, 1)]),
    # a year is no count of the dead
    ("Ira Voss was jailed for the 2015 shooting death of a guard.", [("killed", 1, 1)]),
    # "shooting death" is a death; only who is shot to it is the object
    ("Police charged a man in the shooting death of a 5-year-old.", [("killed", 1, 1)]),
    ("Two guards were shot to death at the gate.", [("killed", 2, 2)]),
    # who leaves, hangs about or loses somebody is not who died
    ("Seven people were shot, leaving one person dead.", [("casualties", 7, 7), ("killed", 1, 1)]),
    ("All five tailors were hanging out on a porch when gunfire began.", []),
    ("After the shooting hospital officials listed the constable in fair condition.", [("injured", 1, 1)]),
    # by their own hand
    ("The student took his own life after the shooting.", [("killed", 1, 1)]),
    ("The student took his own car after the shooting.", []),
    ('"I died a little when the shots rang out," said Ira Voss.', []),
    # the number in the name of the deed
    ("Police in Alder investigate a triple homicide.", [("killed", 3, 3)]),
    ("A quadruple shooting was reported in Alder.", [("casualties", 4, 4)]),
    ("A double fatal shooting shook Alder.", [("killed", 2, 2)]),
    ("The triple homicide remains unsolved.", []),
    ("A double-barrelled gun was used in the killing.", []),
    # no girl is one of two men
    ("Two men, ages 33 and 38, and a girl, 14, were shot.", [("casualties", 1, 1), ("casualties", 2, 2)]),
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
    ("A boy was fatally shot in Alder. The boy was shot in the chest.", (1, None)),
    ("A boy was fatally shot in Alder. Another boy was shot in the chest.", (1, 1)),
    ("A man was killed and a man was wounded in Alder. The man was shot in the leg.", (1, 1)),
    # all who were shot went to hospital, and one of them died
    ("Four people were shot in Alder. All four victims were taken to a hospital. One of the victims died.", (1, 3)),
    # who mourns a son mourns somebody told of
    ("A 15-year-old boy was fatally shot in Alder. A neighbor said the father had lost his son.", (1, None)),
    ("Two tailors died after a shooting in Alder. A third person has died at the hospital.", (3, None)),
    ("Two tailors were wounded in Alder. A third man died at the scene.", (1, 2)),
    ("A guard killed a 9-year-old boy in Alder. The death of her nine-year-old friend shook Ida Voss.", (1, None)),
    ("A guard killed two traders, then himself.", (3, None)),
    ("A guard killed two traders and called himself a rebel.", (2, None)),
    # a line that leads to another story
    ("Two men were wounded in Alder on Sunday, police said. They were hit at a bar. The bar was closed. Nobody was held.\n\nBrook officer killed at rally\n\nPolice ask for help.", (None, 2)),
    # nobody outlives a murder-suicide, unless the article says so
    ("Police call it a murder-suicide. A man shot his wife and daughter before killing himself.", (3, None)),
    ("Police call it a murder-suicide. A man shot his wife before killing himself. A neighbor was wounded.", (1, 1)),
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
