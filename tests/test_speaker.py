"""Who is said to have said what: texts of our own, and the chain that a reader would give."""

from __future__ import annotations

import itertools
import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paced import within
from tollbook.extract.chain import chain_for
from tollbook.extract.speaker import as_mention, find_attributions, listed
from tollbook.extract.speech_quotes import find_quotes
from tollbook.text.parse import parse
from tollbook.text.sentences import split


def chain(text: str, quote: str) -> list[str]:
    """Speakers of the chain of `quote` in `text`, origin first."""
    found = find_attributions(parse(split(text)), text)
    start = text.index(quote)
    links = chain_for(start, start + len(quote), found, text)
    assert all(text[k.start : k.end] == k.speaker for k in links)
    return [k.speaker for k in links]


CHAINS = [
    # direct and indirect speech, before, behind and around
    ("The mayor said that nine miners were killed.", "nine miners were killed", ["The mayor"]),
    ("Nine miners were killed, the mayor said.", "Nine miners were killed", ["the mayor"]),
    ("Nine miners, the mayor said, were killed in the pit.", "Nine miners, the mayor said, were killed", ["the mayor"]),
    ("Four guards died, police said, and six were hurt.", "six were hurt", ["police"]),
    ("“We buried three men,” said Amina Bello, a nurse.", "three men", ["Amina Bello, a nurse"]),
    # two who contradict each other: who writes sets them side by side, neither quotes the other
    ("The army said 12 rebels were killed, while local officials counted nine dead.", "nine dead", ["local officials"]),
    ("Police said two men died, though the governor insisted that three had been shot.", "three had been shot", ["the governor"]),
    ("Police say two men were killed but a hospital confirmed three deaths.", "three deaths", ["a hospital"]),
    ("The army said it killed a commander; the health ministry reported five dead.", "five dead", ["the health ministry"]),
    # to the parser the shelling goes with the documenting
    ("The office documented 168 deaths in the shelling.", "168 deaths in the shelling", ["The office"]),
    # a death toll is kept by nobody called death
    ("The death toll of the bombing has passed 300, the ministry said.", "death toll of the bombing has passed 300", ["the ministry"]),
    # a name that looks like a word of saying
    ("Mullah Sayed Omar Hadi, the head of the council, was killed.", "was killed", []),
    # "WHO" is no pronoun
    ("The strike killed 114 people, 63 of them children, WHO chief Ada Okada said.", "killed 114 people", ["WHO chief Ada Okada"]),
    ("The toll rose to 132, up from 64 announced earlier by the government.", "64 announced", ["the government"]),
    # to the parser the fighting goes with the saying
    ("Fighting between the rebels and the army has killed nine monks since January, the UN says.", "killed nine monks", ["the UN"]),
    # according to
    ("According to medics, two women died at the well.", "two women died", ["medics"]),
    ("Two women died at the well, according to medics.", "Two women died", ["medics"]),
    ("One man is dead and two are in hospital, according to county police.", "One man is dead", ["county police"]),
    # media
    ("The governor, Kemal Arslan, told NTV that 12 soldiers had died.", "12 soldiers had died", ["The governor, Kemal Arslan", "NTV"]),
    ("The doctor told reporters that two boys died.", "two boys died", ["The doctor"]),
    ("According to sources close to the army in Efe, at least 20 men died.", "at least 20 men died", ["sources close to the army", "Efe"]),
    ("Officials quoted by Reuters said that five guards died.", "five guards died", ["Officials", "Reuters"]),
    ("The Herald quoted a sergeant as saying that three recruits died.", "three recruits died", ["a sergeant", "The Herald"]),
    ("Dawn reported, quoting officials, that nine were dead.", "nine were dead", ["officials", "Dawn"]),
    ("KTV reported that the sheriff said two men died.", "two men died", ["the sheriff", "KTV"]),
    ("Facebook user Omar Haddad wrote that two boys died.", "two boys died", ["Facebook user Omar Haddad", "Facebook"]),
    ("A Facebook post by Omar Haddad described two dead.", "two dead", ["Omar Haddad", "Facebook"]),
    # words for statements
    ("The army said in a statement that two rebels were killed.", "two rebels were killed", ["The army"]),
    ("The ministry released figures showing that 80 people died.", "80 people died", ["The ministry"]),
    ("The ministry put the toll at 31 dead and 40 injured.", "31 dead", ["The ministry"]),
    ("Photographs posted by neighbours showed two bodies.", "two bodies", ["neighbours"]),
    # headlines
    ("22 dead in pit collapse: governor\n\nThe pit fell in on Monday.", "22 dead in pit collapse", ["governor"]),
    ("Nine killed in raid - police\n\nThe raid began at dawn.", "Nine killed in raid", ["police"]),
    ("Two killed at market - Channel 4 News\n\nThe market was closed.", "Two killed", []),
    # the credit of a digest covers what follows, until another is named
    ("Six men were shot in Oro District on May 2, reports The Sentinel. Two of them died.", "Two of them died", ["The Sentinel"]),
    ("Six men were shot in Oro on May 2, reports The Sentinel. Police blamed bandits. A clerk said one died.", "one died", ["A clerk"]),
    # pronouns
    ("Police chief Ana Ruiz said the bus burned. Nine people died, she added.", "Nine people died", ["Police chief Ana Ruiz"]),
    ("The Red Crescent said it had been called. It reported that two boys died.", "two boys died", ["The Red Crescent"]),
    # through the medium that was named with the words before, in the same paragraph alone
    ("Police told the Hill Wire that a bus burned. Nine people died, they said.", "Nine people died", ["Police", "the Hill Wire"]),
    ("Police told the Hill Wire that a bus burned.\n\nNine people died, they said.", "Nine people died", ["Police"]),
    ("Lebanon's army called that version \"made up\". It acknowledged the loss of one soldier.", "the loss of one soldier", ["Lebanon's army"]),
    ("The Hill Wire quoted a doctor at Balyun Hospital as saying that nine people died.", "nine people died", ["a doctor at Balyun Hospital", "The Hill Wire"]),
    ("The army killed 184 people, the mayor said, raising an earlier toll of 110 given by the rights network.", "an earlier toll of 110", ["the rights network", "the mayor"]),
    ('A mayor, Ernst Jo, went further on Hill FM: "Nine people died."', "Nine people died", ["A mayor, Ernst Jo", "Hill FM"]),
    ("The Defence Headquarters said a camp burned. The director, General Ed Bala, disclosed that nine died. He said six were hurt.", "six were hurt", ["The director, General Ed Bala"]),
    ("Two men were hurt, according to Sgt. Jon Ortiz of the Oakton police.", "Two men were hurt", ["Sgt. Jon Ortiz of the Oakton police"]),
    ("“We saw nine men fall.” ― Lena Fox\nThe road was shut.", "nine men", ["Lena Fox"]),
    # nobody
    ("The flood claimed nine lives.", "nine lives", []),
    ("No group has claimed the killing of nine people.", "the killing of nine people", []),
    ("The Front claimed responsibility for the blast that killed nine people.", "killed nine people", []),
    ("Police found three people dead in the house.", "three people dead", []),
    ("State: Ohio\nKilled: nine people in a raid.", "nine people", []),
    ("Nine people died when a bus burned.", "Nine people died", []),
    ("It was reported that nine people died.", "nine people died", []),
    ("The mayor wants the killing of nine people investigated.", "the killing of nine people", []),
    ("The gunman shot two clerks and fled.", "two clerks", []),
    ("As there is no word of the three wounded men, the clinic has closed its doors.", "the three wounded men", []),
]


@pytest.mark.parametrize(("text", "quote", "expected"), CHAINS, ids=[t[:40] for t, _, _ in CHAINS])
def test_chain_runs_from_the_origin_outwards(text: str, quote: str, expected: list[str]) -> None:
    assert chain(text, quote) == expected


@pytest.mark.parametrize(
    ("text", "hedge", "denies"),
    [
        ("Police said nine people died.", False, False),
        ("Police claimed that nine people died.", False, False),
        ("Neighbours alleged that nine people died.", True, False),
        ("It was reported that nine people died.", True, False),
        ("The army denied that nine people died.", False, True),
    ],
)
def test_distance_and_denial_are_kept(text: str, hedge: bool, denies: bool) -> None:
    at = text.index("nine")
    held = [a for a in find_attributions(parse(split(text)), text) if any(s <= at < e for s, e in a.content)]
    assert [(a.hedge, a.denies) for a in held] == [(hedge, denies)]


def test_upper_case_copy_is_read_like_any_other() -> None:
    text = "THE ARMY SPOKESMAN SAID THAT THREE GUERRILLAS DIED.  HE ADDED THAT TWO SOLDIERS WERE WOUNDED."
    assert chain(text, "THREE GUERRILLAS DIED") == ["THE ARMY SPOKESMAN"]
    assert chain(text, "TWO SOLDIERS WERE WOUNDED") == ["THE ARMY SPOKESMAN"]


@pytest.mark.parametrize(
    ("speaker", "role", "named"),
    [
        ("police", "police", False),
        ("sources close to the army", "military", False),
        ("Ahmed Rashid", "unknown", True),
        ("a doctor", "medical", False),
        ("activists", "ngo", False),
        ("the rebels", "rebel", False),
        ("residents", "witness", False),
    ],
)
def test_a_speaker_has_a_role_and_may_have_a_name(speaker: str, role: str, named: bool) -> None:
    text = f"Two men died, {speaker} said."
    (found,) = find_attributions(parse(split(text)), text)
    assert (found.links[0].speaker, found.links[0].role, found.links[0].named) == (speaker, role, named)


def test_a_quotation_runs_on_over_sentences_and_paragraphs() -> None:
    text = "“We saw smoke,” Lena Fox said. “Then we ran. Three men fell.\n\n“Nobody came to help two wounded girls.”\n\nThe road was shut."
    assert chain(text, "Three men fell") == ["Lena Fox"]
    assert chain(text, "two wounded girls") == ["Lena Fox"]
    assert chain(text, "The road was shut") == []


def test_the_mention_keeps_the_pronoun_that_the_link_resolves() -> None:
    text = "Sergeant Ana Ruiz spoke at noon. Ana Ruiz said the bus burned. She added that nine people died."
    last = find_attributions(parse(split(text)), text)[-1]
    mention = as_mention(last)
    assert [text[s:e] for s, e in mention.source] == ["She"]
    assert last.links[0].speaker == "Ana Ruiz"
    assert [text[s:e] for s, e in mention.content] == ["that nine people died"]


def test_only_some_sentences_may_be_parsed() -> None:
    text = "The bus burned. Police said nine people died. The road was shut."
    some = parse([split(text)[1]])
    (found,) = find_attributions(some, text)
    assert [text[s:e] for s, e in found.content] == ["nine people died"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "go" and "stay".', ['"go"', '"stay"']),
        ("«Go», he said.", ["«Go»"]),
        ("``GO,'' HE SAID.", ["``GO,''"]),
        ("“Never closed.\n\n“Closed.”", ["“Never closed.", "“Closed.”"]),
        ('A 6" pipe and a 9" one.', []),
        ("It's the men's.", []),
    ],
)
def test_quotation_marks_of_any_style_are_paired(text: str, quoted: list[str]) -> None:
    assert [text[s:e] for s, e in find_quotes(text)] == quoted


@given(st.text(alphabet="ab \n\"“”«»`'.", max_size=80))
def test_quotations_lie_in_the_text_and_never_overlap(text: str) -> None:
    spans = find_quotes(text)
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["Police", "said", "“", "”", ",", "two", "men", "died", ".", "\n", "according to", "it", ":"]), max_size=14))
def test_every_span_is_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_attributions(parse(split(text)), text):
        assert found.content
        for s, e in (*found.source, *found.cue, *found.content):
            assert 0 <= s < e <= len(text)
        for link in found.links:
            assert text[link.start : link.end] == link.speaker


@pytest.mark.parametrize("hostile", ['"a\n' * 60_000, "“" * 200_000, "A: " * 60_000, ", reports A" * 20_000, "Aa " * 60_000 + ": x"])
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    with within(5):
        find_attributions([], hostile)


def _examples() -> list[tuple[str, str, bool]]:
    folder = resources.files("tollbook.lang").joinpath("en")
    rules = [r for name in ("speakers", "attitudes") for r in tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))["rule"]]
    return [(rule["id"], rule["example"], rule.get("says", False)) for rule in rules if "example" in rule]


@pytest.mark.parametrize(("rule", "example", "says"), _examples(), ids=[r for r, _, _ in _examples()])
def test_every_rule_of_the_table_reads_its_example(rule: str, example: str, says: bool) -> None:
    found = [a for a in find_attributions(parse(split(example)), example) if a.rule == rule or (says and a.says and a.links)]
    assert found, f"{rule} finds nothing in {example!r}"


NEARBY = [
    # a label of a picture is nobody's turn
    ("VIDEO: The pit on fire.\n\n“We ran,” Lena Fox said. “Nine men died.”\n\nPHOTOS: The pit.", "Nine men died", ["Lena Fox"]),
    # who police say did it; what bears words; what the article explains
    ("The Oakton man who police say killed his wife and daughter before shooting himself was a teacher, his website reveals.", "killed his wife and daughter", ["police", "his website"]),
    ("The man who police say shot two clerks has fled.", "shot two clerks", ["police"]),
    ("Officers came after a call stating that nine men were dead.", "nine men were dead", ["a call"]),
    ("Lena Fox was referring to the man who killed nine people.", "killed nine people", []),
    ("The mayor said the bus burned, adding that nine people died.", "nine people died", ["The mayor"]),
    # a question before its words of saying is a sentence of its own
    ("“Why did nine men have to die?” Lena Fox said.", "nine men", ["Lena Fox"]),
    ("The road was shut. “Nine men died!” Lena Fox said.", "Nine men died", ["Lena Fox"]),
    # a colon opens the quotation or the paragraph below
    ("The army declared:\n\n“Two rebels died on the bridge. We lost nobody.”", "Two rebels died", ["The army"]),
    ("The army declared:\n\nTwo rebels died on the bridge today.", "Two rebels died", ["The army"]),
    ("The army declared:\n\nTwo rebels died on the bridge today.\n\nNine people died in a flood.", "Nine people died", []),
    ("Police said that three roads were shut. “Nine men died.” The bus burned.", "The bus burned", []),
    # the clause stands behind other words
    ("Police reported late on Monday evening in a brief note that nine men died.", "nine men died", ["Police"]),
]


@pytest.mark.parametrize(("text", "quote", "expected"), NEARBY, ids=[t[:40] for t, _, _ in NEARBY])
def test_speech_may_stand_in_another_sentence(text: str, quote: str, expected: list[str]) -> None:
    assert chain(text, quote) == expected


def test_a_turn_of_a_transcript_has_several_paragraphs() -> None:
    text = "POLICE: We saw smoke over the pit.\n\nNine men died there.\n\n(Sirens.)\n\nThe road was shut.\n\nMAYOR: I was not told.\n\nPOLICE: You were.\n\nA bus burned."
    spoken = [[text[s:e] for s, e in a.content] for a in find_attributions([], text)]
    assert spoken == [["We saw smoke over the pit.\n\nNine men died there."], ["I was not told."], ["You were."]]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The mayor said that the union wants to leave the talks.", ["said"]),
        ("The union wants to leave the talks.", ["wants"]),
        ("The mayor said that police had said the road was shut.", ["said", "had said"]),
    ],
)
def test_wishes_in_what_others_say_are_not_listed(text: str, cues: list[str]) -> None:
    found = listed(find_attributions(parse(split(text)), text))
    assert [" ".join(text[s:e] for s, e in a.cue) for a in found] == cues


WISHES = [
    ("The mayor repeated his promise to mend the dam.", "The mayor", "to mend the dam"),
    ("Lena Fox marched in support of the miners.", "Lena Fox", "the miners"),
    ("The union backed away from a suggestion that the pit be closed.", "The union", "that the pit be closed"),
    ("They fear that European reluctance to pay for the dam will last.", "European", "to pay for the dam"),
    ("Deputies praised the new dam, a wall of stone.", "Deputies", "the new dam"),
]


@pytest.mark.parametrize(("text", "source", "content"), WISHES, ids=[t[:40] for t, _, _ in WISHES])
def test_a_wish_in_a_noun_is_that_of_who_acts_on_it(text: str, source: str, content: str) -> None:
    found = [([text[s:e] for s, e in a.source], [text[s:e] for s, e in a.content]) for a in find_attributions(parse(split(text)), text)]
    assert ([source], [content]) in found


def test_what_is_told_keeps_its_breakdown() -> None:
    text = "The ministry confirmed three deaths, two men and a boy."
    assert chain(text, "two men") == ["The ministry"]


def test_a_dateline_with_its_country_is_nobody_who_speaks() -> None:
    text = "LIMA (PERU), 3 JAN (EFE) -- Police chief Juan Okada reported that nine miners were killed."
    assert chain(text, "nine miners were killed") == ["Police chief Juan Okada"]
