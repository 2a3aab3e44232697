"""What reports of agencies, monitors and newspapers of many countries taught: speakers, places and tolls of kinds told there."""

from __future__ import annotations

import pytest

from tollbook.extract.speaker import find_attributions
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def tolls(text, published="2024-05-11"):
    return [c for c in read_article(Article(text=text, id="a", published=published)).claims if isinstance(c, TollClaim)]


SPEAKERS = [
    # whoever closes a sentence of two clauses says both
    ("Two guards were killed, and six were wounded, in a raid on Friday, the army command reported.", ["the army command"] * 2),
    # what was cut from within leaves the comma before the speaker
    ("Five soldiers were killed and 23 others suffered injuries, most of them minor, the ministry added.", ["the ministry"] * 2),
    # a minister who resigned afterwards said nothing
    ("Nine farmers were shot dead in Alder, medics and police sources said, hours after the minister said he would go.", ["medics and police sources"]),
    ("A senior officer put the number of rebels killed at 17.", ["A senior officer"]),
    ("Prison authorities first spoke of twelve dead and ten wounded in the shooting.", ["Prison authorities"] * 2),
    ("The ministry puts the toll at 450 dead, with close to 9,000 injured, in the bombing.", ["The ministry"] * 2),
    # one outlet that cites another's source
    ("Delta News, quoting a rescuer, said 50 people were killed.", ["a rescuer"]),
    ("Gangs killed 23 people, according to figures from the police seen by La Tribuna.", ["the police"]),
    # what opens with whoever did it is nobody's word
    ("Gunmen suspected to be bandits have killed nine traders.", [None]),
    ("The army said it freed the town. One soldier paid the supreme price, it said.", ["The army"]),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_who_says_so(text, speakers):
    assert [c.attribution[0].speaker if c.attribution else None for c in tolls(text)] == speakers


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The elder told the Hill Wire Service that nine died.", "the Hill Wire Service"),
        ("The elder told HWS that nine died.", "HWS"),
        ("The elder told the Senate that nine died.", None),
        ("The elder told Omar Farah that nine died.", None),
    ],
)
def test_who_was_told(text, medium):
    said = next(a for a in find_attributions(parse(split(text)), text) if a.frame == "clause")
    assert [k.speaker for k in said.links[1:]] == ([medium] if medium else [])


PLACES = [
    # what happened elsewhere lends its place to nothing else
    ("Ten inmates were killed at Okada prison in Cuenca. Guards spoke of twelve dead. In May 28 people were killed in a riot in Guayaquil.", 1, "Okada prison"),
    ("Gunmen killed nine farmers in Mandalay on Friday. Forty people were wounded and taken to the hospital in Yangon. A monk was also killed.", 2, "Mandalay"),
    ("On April 3 at El Okada prison in Cuenca, nine inmates were killed.", 0, "El Okada prison"),
    ("Nine people were killed when fighters stormed Mandalay on Monday.", 0, "Mandalay"),
    ("Two women were shot dead at Club Orion in Atlanta on Sunday.", 0, "Club Orion"),
    ("A drone strike near Okadu, in the Balyan region of Somalia, killed nine people.", 0, "Okadu"),
    ("Two men were injured in Improvised Explosive Device (IED) blasts in Imphal.", 0, "Imphal"),
]


@pytest.mark.parametrize(("text", "number", "place"), PLACES, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_where(text, number, place):
    claim = tolls(text)[number]
    assert claim.where is not None
    assert claim.where.text == place


def test_a_sum_is_of_the_state_told_last():
    claim = tolls("Three rebels were killed in Bijapur in Chhattisgarh on Monday. This year 219 have been killed in the State.")[-1]
    assert (claim.count.low, claim.where.text if claim.where else None) == (219, "Chhattisgarh")


COUNTED = [
    ("A bomb killed 38 people. Women and children were among the dead.", [("killed", 38), ("killed", 2)]),
    ("A bomb killed 70 people. He counted 30 children among the dead.", [("killed", 70), ("killed", 30)]),
    ("After the battle the army acknowledged the loss of two soldiers.", [("killed", 2)]),
    ("After the battle the army acknowledged the loss of two tanks.", []),
    ("After the raid the whereabouts of 40 villagers were unknown.", [("missing", 40)]),
    ("After the raid the whereabouts of two suspects were unknown.", []),
    ("The office recorded 1,283 victims of abduction in the war.", [("captured", 1283)]),
    ("After the shooting the post showed six bodies wrapped in shrouds.", [("killed", 6)]),
    ("After the shooting he met three governing bodies.", []),
    ("Gunmen shot ten people. Four were treated and released.", [("casualties", 10), ("injured", 4)]),
    ("The war displaced 900 people. Seven displaced people were killed by rockets.", [("displaced", 900), ("killed", 7)]),
    ("One of those injured in the blast later died.", [("killed", 1)]),
    ("Two men were found dead with multiple gunshot wounds.", [("killed", 2)]),
    ("They shot dead an activist and took away his body.", [("killed", 1)]),
    ("Before the truce the country averaged about 14 murders a day.", []),
    ("Rebels killed a good number of soldiers.", [("killed", 2)]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_how_many(text, expected):
    assert [(c.harm, c.count.low) for c in tolls(text)] == expected


def test_a_long_run_of_names_is_read_in_time_and_changes_nothing():
    text = ", Omar Farah, who " * 400 + "Nine people were killed in Mogadishu."
    assert [c.count.low for c in tolls(text)] == [9]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nine people were wounded by a grenade in Srinagar on August 14. On August 9, three policemen were killed in Pulwama.", "background"),
        ("Nine people were wounded by a grenade in Srinagar on August 14. Just days before, troops killed four rebels.", "background"),
        ("Nine people were wounded by a grenade in Srinagar on August 14. On August 15, three policemen were killed in Pulwama.", "incident"),
    ],
)
def test_an_earlier_day_that_opens_a_sentence_is_of_another_event(text, scope):
    assert tolls(text)[-1].scope == scope
