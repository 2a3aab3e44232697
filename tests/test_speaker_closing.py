"""Speakers who close a sentence or open a line, and those who move, count or carry figures."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from paced import within
from tollbook.extract.chain import chain_for
from tollbook.extract.speaker import find_attributions
from tollbook.model import Article, TollClaim
from tollbook.pipeline import read_article
from tollbook.text.parse import parse
from tollbook.text.sentences import split

CHAINS = [
    # behind the statement, without quotation marks
    ("Six sailors drowned off the port on Friday, the governor of Zahra, Idris Malouf, told reporters.", "Six sailors drowned", ["the governor of Zahra, Idris Malouf"]),
    ("Six sailors have drowned in Zahra, the governor of Zahra said in a new statement after noon.", "Six sailors have drowned", ["the governor of Zahra"]),
    ("SIX GUARDS WERE SLAIN ON THE ROAD TO SAN ROQUE, AN ARMY SOURCE STATED TODAY.", "SIX GUARDS WERE SLAIN", ["AN ARMY SOURCE"]),
    ("Since the revolt began, 90 monks have been shot dead in the valley, a prisoners' aid group in Tasmar says.", "90 monks have been shot dead", ["a prisoners' aid group in Tasmar"]),
    # headlines and lines of a live page
    ("Six sailors killed in Zahra blast, governor says", "Six sailors killed", ["governor"]),
    ("Zahra governor: 6 sailors killed in blast", "6 sailors killed", ["Zahra governor"]),
    ("Turkey says 12 sailors killed in blast", "12 sailors killed", ["Turkey"]),
    ("Moscow: our guns did not kill nine men", "our guns did not kill nine men", ["Moscow"]),
    ("KABUL: A bomb killed five people near the old bridge.", "A bomb killed five people", []),
    ("18:20 Health ministry: 60 bodies received at the quay.", "60 bodies received", ["Health ministry"]),
    # figures that somebody counts, moves, or parts
    ("The health department of Zahra counted 57 dead after the flood of shells.", "counted 57 dead", ["The health department of Zahra"]),
    ("The Zahra Post put the number of dead at five, among them two infants.", "two infants", ["The Zahra Post"]),
    ("The Zahra Centre recorded the deaths of 96 civilians in the city in May, among them 31 children.", "31 children", ["The Zahra Centre"]),
    ("Officials revised the toll of the blast down to 24. They had earlier said 30 people were killed.", "30 people were killed", ["Officials"]),
    ("The attack on the quay raised the toll to nine.", "raised the toll to nine", []),
    ("The ministry has given no figure of the dead.", "no figure of the dead", []),
    # who stands behind a page, and what passes it on
    ("A post on the Telegram channel of the Zahra governor says one sailor was killed.", "one sailor was killed", ["the Zahra governor", "Telegram"]),
    ("A video from the quay, shared by a resident, shows four wounded children.", "four wounded children", ["a resident"]),
    ("A doctor told a human rights group that 44 bodies had been brought in.", "44 bodies had been brought in", ["A doctor", "a human rights group"]),
    # not fooled
    ("On Monday, in Rasht, Gilan, nine miners died.", "nine miners died", []),
    ("Idris Malouf, the governor of Zahra, said nine miners died.", "nine miners died", ["Idris Malouf, the governor of Zahra"]),
    ("Two papers printed names; a neighbour wrote that only four were killed.", "printed names", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "speakers"), CHAINS)
def test_who_closes_or_opens_the_sentence_speaks(text: str, quote: str, speakers: list[str]) -> None:
    found = find_attributions(parse(split(text)), text)
    start = text.index(quote)
    links = chain_for(start, start + len(quote), found, text)
    assert all(text[k.start : k.end] == k.speaker for k in links)
    assert [k.speaker for k in links] == speakers


DEMO = {
    "meridian-1": ["governor", "the governor of Hatay, Rahmi Dogan"],
    "dispatch-1": ["the governor of Hatay, Rahmi Dogan"],
    "cedar-1": ["Observatory", "the Syrian Observatory for Human Rights"],
    "herald-1": ["Hatay governor", "the governor of Hatay", "Rahmi Dogan"],
    "meridian-2": ["Turkey", "the governor of Hatay, Rahmi Dogan"],
    "mirror-2": ["defence minister Hulusi Akar", "Akar"],
    "sport-1": [],
}


@pytest.mark.parametrize("name", DEMO)
def test_the_demo_names_who_speaks(name: str) -> None:
    lines = resources.files("tollbook.demo").joinpath("reports.jsonl").read_text(encoding="utf-8").splitlines()
    report = next(d for d in map(json.loads, lines) if d["id"] == name)
    reading = read_article(Article(id=name, text=report["text"], published=report["published"]))
    deaths = [c for c in reading.claims if isinstance(c, TollClaim) and c.harm == "killed" and c.scope != "cumulative"]
    spoken = [c.attribution[0].speaker for c in deaths if c.attribution]
    assert spoken[: len(DEMO[name])] == DEMO[name]


def test_a_sentence_of_commas_is_read_in_time() -> None:
    text = ", ".join(["the governor of Zahra"] * 300) + ", said."
    with within(20):
        find_attributions(parse(split(text)), text)
