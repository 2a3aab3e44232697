"""Sentences of reports made up with their gold: who was harmed, how, and where the words stand.

Nothing here was published by anybody: patterns, words and names are the project's own. A pattern holds slots such as
`<killed>`, each filled with people and their number; so the annotation is true by construction, and free.

    python quality/tagger_reports.py 20     print twenty of them, the marked words in brackets
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

HARMS = ("killed", "injured", "missing", "captured", "displaced", "casualties")
Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """One sentence; each mark is the [start, end) of the words for the harmed people and their number, with the harm."""

    text: str
    marks: tuple[Mark, ...] = ()


UNITS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty".split()
BEFORE = ["", "", "", "", "", "at least ", "more than ", "about ", "up to ", "nearly ", "over ", "some ", "an estimated ", "as many as ", "another ", "a further ", "fewer than "]
VAGUE = ["dozens of ", "several ", "scores of ", "many ", "hundreds of ", "a number of ", "some ", "a few ", "several dozen "]
ADJECTIVES = ["", "", "", "", "", "young ", "government ", "armed ", "unarmed ", "local ", "foreign ", "Nigerian ", "Syrian ", "Ukrainian ", "Colombian ", "Afghan ", "suspected ", "off-duty "]
PLURAL = (
    "people,people,people,persons,civilians,soldiers,policemen,police officers,troops,fighters,militants,rebels,insurgents,gunmen,guerrillas,terrorists,villagers,farmers,"
    "peasants,children,women,schoolgirls,students,teachers,priests,nuns,journalists,aid workers,health workers,bystanders,passers-by,worshippers,residents,passengers,drivers,"
    "shoppers,prisoners,hostages,family members,members of one family,members of the security forces,party workers,judges,union leaders,militiamen,"
    "servicemen,conscripts,officers,guards,demonstrators,tourists,refugees,miners,fishermen,tribesmen,elders,men,youths,bodyguards,paramedics"
).split(",")
SINGULAR = (
    "soldier,policeman,police officer,civilian,woman,man,boy,girl,child,teacher,farmer,peasant,journalist,judge,priest,guard,driver,student,gunman,fighter,militant,guerrilla,"
    "12-year-old boy,four-year-old girl,villager,bystander,conscript,union leader,mayor,councillor,rebel commander,senator,businessman,lieutenant,doctor,aid worker"
).split(",")
TITLES = ["Colonel ", "Sergeant ", "Mayor ", "Dr ", "Captain ", "Judge ", "Deputy ", "Governor ", "Father ", "", "", ""]
FIRST = "Amir Bela Carlos Dana Emre Farida Gloria Hamid Ines Jorge Kofi Lucia Mehmet Nadia Oscar Petra Rafael Samira Tomas Viktor".split()
LAST = "Kestrin Dewitt Novak Tosun Haddad Moreau Sallum Okoro Barrios Lindqvist Duarte Petrov Malik Ferreira Yilmaz Aranda Osei Karim".split()
TOWNS = "Qamra,Sevran,Port Alder,Tel Rimah,Odessan,Brackwater,Umm Tarif,Mosul,Kramatorsk,Goma,San Miguel,Maiduguri,Medellin,Quetta,Idlib,Usulutan,Kandahar,Gaza City".split(",")
DAYS = ["on Monday", "on Tuesday", "on Friday night", "late on Sunday", "yesterday", "this morning", "overnight", "on 4 May", "last week", "today", ""]
AGENTS = (
    "gunmen,unidentified men,the army,government troops,rebels,guerrillas,insurgents,a suicide bomber,militants,police,an air strike,shelling,a car bomb,a roadside bomb,"
    "a drone,artillery fire,unknown assailants,hooded men,paramilitaries,snipers,mortar rounds,a missile"
).split(",")
WEAPONS = "rifles,grenades,trucks,tanks,rockets,mortars,vehicles,houses,shops,motorcycles,cows,goats,kilograms of explosives,shells,drones,ballots,seats,schools,barrels".split(",")
SPEAKERS = "police,the governor,an army spokesman,officials,hospital sources,witnesses,a military communique,the ministry,residents,rescue workers,a monitoring group".split(",")
EVENTS = ["attack", "explosion", "ambush", "raid", "clash", "bombing", "shooting", "air strike", "battle", "blast", "offensive", "massacre"]

PATTERNS: dict[str, tuple[str, ...]] = {
    "killed": (
        "<killed> {were} killed by {agent} in {town} {day}.", "{Agent} killed <killed> in {town} {day}, {speaker} said.", "{Speaker} said that <killed> had been shot dead near {town}.",
        "The {event} in {town} left <killed> dead.", "<killed> {were} killed and <injured> injured when {agent} struck a market in {town} {day}.",
        "<killed> died in the {event}, according to {speaker}.", "<killed> died of {their} wounds in hospital {day}.", "The death toll from the {event} has risen to <killed>, {speaker} said.",
        "The bodies of <killed> were found near {town} {day}.", "{Agent} murdered <killed> in {their} home in {town}.", "{Agent} opened fire on a bus, killing <killed> and wounding <injured>.",
        "A bomb exploded in {town} {day}, killing <killed>.", "<killed> {were} executed by {agent}, {speaker} reported.", "<killed>, including <killed>, {were} killed in the {event}.",
        "The {event} claimed the lives of <killed>.", "<killed> {were} assassinated in {town} {day}.", "<killed> lost {their} lives when {agent} hit a house in {town}.",
        "{Speaker} put the number of dead at <killed>.", "<killed> {were} gunned down outside a church in {town}.", "The murder of <killed> {day} has shocked {town}.",
        "{Speaker} denied that <killed> had been killed.", "<killed> {were} reportedly slain in an {event} {day}.", "The army says it has killed <killed> since {day}.",
        "Among the dead were <killed>.", "Those who killed <killed> have not been identified.", "Fighting in {town} resulted in <killed> dead and <injured> wounded.",
        "<killed> {were} found dead in {town} {day} with bullet wounds.", "{Town}: <killed> dead, <injured> hurt in {event}", "A {event} in which <killed> {were} killed took place {day} in {town}.",
        "Investigators believe that {agent} ordered the killing of <killed>.", "<killed> {were} beheaded by {agent}.", "<killed> perished when {agent} destroyed the building.",
        "{Agent} attacked the village and <killed> died.", "<killed> {were} stabbed to death {day}.", "In {town}, <killed> fell in combat with {agent}.",
    ),
    "injured": (
        "<injured> {were} wounded in {town} {day}, {speaker} said.", "<injured> suffered injuries in the {event}.", "{Agent} wounded <injured> near {town}.",
        "<injured> {were} taken to hospital with shrapnel wounds.", "The {event} also left <injured> injured.", "<injured> {were} hurt, <injured> of them seriously.",
        "Doctors in {town} are treating <injured> hurt in the {event}.", "<injured> sustained burns when {agent} hit a bus.", "A grenade injured <injured> {day}.",
        "Nobody died, but <injured> {were} hurt.", "<injured> {were} injured by flying glass, according to {speaker}.", "The number of wounded has reached <injured>.",
    ),
    "captured": (
        "<captured> {were} kidnapped by {agent} in {town} {day}.", "{Agent} abducted <captured> from a village near {town}.", "Troops captured <captured> during the {event}.",
        "<captured> {were} arrested in {town} {day}, {speaker} said.", "Police detained <captured> after the {event}.", "{Agent} are holding <captured> hostage.",
        "<captured> {were} taken prisoner {day}.", "The kidnapping of <captured> took place {day} near {town}.", "<captured> {were} seized at a checkpoint outside {town}.",
        "{Agent} took <captured> away at gunpoint.", "<killed> {were} killed and <captured> captured in the {event}.", "<captured> surrendered to the army in {town}.",
    ),
    "missing": (
        "<missing> {were} missing after the {event} in {town}.", "<missing> remained unaccounted for {day}, {speaker} said.", "{Speaker} said <missing> had disappeared near {town}.",
        "Rescuers are searching for <missing> buried under the rubble.", "<killed> died and <missing> {were} still missing.",
    ),
    "displaced": (
        "<displaced> fled {their} homes in {town} {day}.", "The fighting has displaced <displaced>, {speaker} said.", "<displaced> {were} forced to leave {town}.",
        "<displaced> {were} driven from {their} homes by the {event}.",
    ),
    "casualties": (
        "The {event} caused <casualties> casualties in {town}.", "{Agent} shot <casualties> in {town} {day}.", "The army suffered <casualties> casualties {day}.", "<casualties> were killed or wounded in the {event}.",
    ),
    "none": (
        "{Agent} destroyed {n} {weapons} in {town} {day}.", "Police seized {n} {weapons} after the {event}.", "{n} people attended the funeral of the victims in {town}.",
        "The {event} lasted {n} hours, {speaker} said.", "{Agent} threatened to kill more people unless the government withdraws.", "No group has claimed the {event}.",
        "The minister, {n}, has served since 1998.", "{n} soldiers were sent to {town} {day}.", "{Speaker} met {n} diplomats in {town} {day} to discuss a ceasefire.",
        "The killer of the mayor has not been found.", "The team was beaten {n} to two and its hopes died.", "A drill in {town} assumed that a bomb would go off.",
        "The wounded were taken to {town} by ambulance.", "{n} years ago the town had {n} inhabitants.", "The film tells of a man who kills his rival.",
        "Frost killed {n} cows in the hills around {town}.", "{Speaker} said talks would resume {day}.", "Trade in {town} came to a dead stop {day}.", "The bill was killed in committee by {n} votes.",
        "{n} people were treated for flu in {town}.", "The attack began at {n} in the morning.", "Peasants have asked for {n} schools and a road to {town}.", "The dead will be buried {day}.",
        "{n} hostages were released unharmed {day}.", "Elections cost {n} million dollars, {speaker} said.", "There were no reports of damage in {town}.", "The attackers fled towards {town} in {n} cars.",
        "{Speaker} condemned terrorism and called for dialogue.", "He accused {agent} of violating human rights.", "The 47th Brigade holds positions {n} kilometres from {town}.",
    ),
}  # fmt: skip
_SLOT = re.compile(r"<(\w+)>|\{(\w+)\}")


def people(rng: random.Random) -> tuple[str, bool]:
    """Words for one or more people with their number, and whether they are more than one."""
    how = rng.random()
    if how < 0.14:
        return f"{rng.choice(['a', 'a', 'one', 'another'])} {rng.choice(SINGULAR)}".replace("a aid", "an aid"), False
    if how < 0.24:
        return f"{rng.choice(TITLES)}{rng.choice(FIRST)} {rng.choice(LAST)}", False
    if how < 0.28:
        return f"{rng.choice(FIRST)} {rng.choice(LAST)} and {rng.choice(['his', 'her'])} {rng.choice(['driver', 'wife', 'son', 'bodyguard', 'two children'])}", True
    who = rng.choice(ADJECTIVES) + rng.choice(PLURAL)
    if how < 0.38:
        return rng.choice(VAGUE) + who, True
    if how < 0.44:
        return who, True
    number = rng.choice(UNITS) if rng.random() < 0.5 else f"{rng.choice([rng.randint(2, 99), rng.randint(2, 30), rng.randint(100, 4000)]):,}"
    return f"{rng.choice(BEFORE)}{number}{'' if rng.random() < 0.12 else ' ' + who}", True


def fill(pattern: str, rng: random.Random) -> Marked:
    """A pattern with its slots filled, and the marks of its people."""
    text, marks, after, many = "", [], 0, True
    for slot in _SLOT.finditer(pattern):
        text += pattern[after : slot.start()]
        after = slot.end()
        if slot.group(1):
            words, many = people(rng)
            if slot.group(1) == "casualties" and "<casualties> casualties" in pattern:
                words = str(rng.randint(2, 300))
            marks.append((len(text), len(text) + len(words), slot.group(1)))
        else:
            words = _word(slot.group(2), rng, many)
        text += words[:1].upper() + words[1:] if not text else words
        text = text if words else text.rstrip()
    return Marked(text + pattern[after:], tuple(marks))


def _word(slot: str, rng: random.Random, many: bool) -> str:
    lists = {"agent": AGENTS, "town": TOWNS, "day": DAYS, "speaker": SPEAKERS, "event": EVENTS, "weapons": WEAPONS}
    if slot.lower() in lists:
        word = rng.choice(lists[slot.lower()])
        return word[:1].upper() + word[1:] if slot[0].isupper() else word
    if slot == "were":
        return rng.choice(["were", "were", "have been"]) if many else rng.choice(["was", "was", "has been"])
    if slot == "their":
        return "their" if many else "his"
    return rng.choice([str(rng.randint(2, 900)), rng.choice(UNITS)])


def reports(count: int, seed: int) -> Iterator[Marked]:
    """So many sentences, always the same for a seed; three in ten state no toll."""
    rng = random.Random(seed)  # noqa: S311 - seeded on purpose
    tolls = [p for harm, held in PATTERNS.items() if harm != "none" for p in held]
    for _ in range(count):
        yield fill(rng.choice(tolls if rng.random() < 0.7 else PATTERNS["none"]), rng)


if __name__ == "__main__":
    for one in reports(int(sys.argv[1]) if len(sys.argv) > 1 else 20, seed=7):
        shown = one.text
        for start, end, harm in reversed(one.marks):
            shown = f"{shown[:start]}[{harm}: {shown[start:end]}]{shown[end:]}"
        print(shown)
