"""Stories of our own, told in several ways, and edited as papers edit an agency's copy.

Every fact has several wordings. Two desks that report one event by themselves
choose different ones; a copy keeps the agency's. So which pairs are copies is
known, and no published text is needed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from tollbook.model import Article

PLACES = ["Port Alder", "Qamra", "Sevran", "Halden Ford", "Tel Rimah", "Odessan", "Marrow Hill", "Kestrin", "Velm", "Dorsay", "Umm Tarif", "Brackwater"]
REGIONS = ["Northmark", "the Lower Vale", "Sarab province", "Eastmere", "Coldharbour district", "the Delta"]
NAMES = ["Ann Harlow", "Bela Kiss", "Carl Dewitt", "Dana Novak", "Emre Tosun", "Farid Haddad", "Greta Lind", "Hamid Sallum", "Ines Moreau", "Jon Reed"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
THINGS = ["market", "bus station", "grain store", "fishing quay", "school hall", "power station", "mill", "bridge"]
AGENCIES = ["Reuters", "AFP", "AP", "Xinhua", "EFE"]

# Each row is one fact, in wordings that share no three words in a row beyond names.
FACTS = [
    [
        "At least {k} people were killed and {i} injured when shells struck a {thing} in {place} on {day}, {role} {name} said.",
        "Artillery fire on the {thing} of {place} took {k} lives this {day} and sent {i} others to hospital, in the words of {role} {name}.",
        "{role} {name} put the dead of the bombardment at {k}, with {i} wounded, after rounds fell around {place}'s {thing} on {day}.",
        "{day}'s barrage in {place} left {k} dead beside the {thing}; another {i} are being treated, according to {role} {name}.",
    ],
    [
        "The shelling began shortly after {hour} in the morning, as traders were opening their stalls.",
        "Explosions were first heard at about {hour}, when the working day had hardly started.",
        "It was near {hour} o'clock and the streets were filling when the opening salvo came.",
        "Nobody expected fire at that time of day: clocks showed {hour} as the first round landed.",
    ],
    [
        "Ambulances carried the wounded to the district hospital, where doctors appealed for blood.",
        "Surgeons at the only clinic still working asked residents to donate, its director told a local radio station.",
        "Medical staff, short of everything, were operating in corridors by noon.",
        "The injured went by pick-up truck and taxi to wards that already lacked beds.",
    ],
    [
        "{role} {name} blamed forces stationed across the river and said that {n} rounds had been fired.",
        "Guns on the far bank sent over {n} shells, the same official maintained, calling it deliberate.",
        "From the opposite shore came {n} projectiles, by the count that the administration published.",
        "Responsibility lay with the batteries beyond the water, officials argued; they had counted {n} impacts.",
    ],
    [
        "The army denied the accusation and said that its units had not used heavy weapons in {region} this week.",
        "No heavy gun of ours has been in action around {region}, a communiqué from the general staff read.",
        "Military headquarters rejected the charge, insisting that barrels in {region} had stayed cold for days.",
        "A spokesman in uniform told reporters that {region} had seen none of their artillery lately.",
    ],
    [
        "Rescue workers were still searching the rubble in the evening, and {m} people were unaccounted for.",
        "With {m} persons missing, crews using bare hands dug on under lamps after dark.",
        "Families of {m} who had not come home waited at the cordon while teams lifted slabs.",
        "Nightfall did not stop the diggers, who had a list of {m} names to look for.",
    ],
    [
        "A ceasefire agreed {w} weeks ago has been broken by both parties almost every day.",
        "Hardly a morning has passed without violations since the truce of {w} weeks back.",
        "The pause in fighting that negotiators won {w} weeks earlier exists mostly on paper.",
        "Monitors have logged breaches daily in the {w} weeks that the armistice has lasted.",
    ],
    [
        "Schools and shops in {place} will stay closed until further notice, the town council announced.",
        "Lessons are cancelled indefinitely and shutters are to remain down, by order of the municipality.",
        "Local government told teachers and shopkeepers alike not to open for the time being.",
        "Councillors suspended classes and trade across {place} without saying for how long.",
    ],
    [
        "Some {d} families had left the town by nightfall, most of them for villages further south.",
        "Roads southward were jammed with the carts and cars of {d} households on the move.",
        "By dusk an estimated {d} families had packed and gone, relief organisers reckoned.",
        "Shelters in the south registered {d} newly arrived families before midnight.",
    ],
    [
        "The foreign ministry in the capital summoned the neighbouring country's ambassador to protest.",
        "Diplomats delivered a note of protest, and the envoy of the state next door was called in.",
        "In the capital, the envoy from across the border had to listen to a formal complaint.",
        "A démarche followed: the neighbour's representative was asked to explain himself at the ministry.",
    ],
    [
        "{place} has changed hands {t} times since the war began and had some forty thousand inhabitants before it.",
        "Before the conflict about forty thousand lived there; armies have taken and lost {place} on {t} occasions.",
        "Held by one side and then the other, {t} changes in all, {place} is a shadow of the town of forty thousand it was.",
        "Of the pre-war population of forty thousand few remain in {place}, which was captured {t} times.",
    ],
    [
        "The attack was the deadliest in {region} since the winter, when a convoy was hit and {o} drivers died.",
        "Not since the convoy disaster of last winter, with its {o} dead drivers, has {region} seen such a day.",
        "Residents of {region} compared it with the winter ambush in which {o} lorry drivers perished.",
        "A winter strike on lorries, fatal to {o} at the wheel, had until now been the worst in {region}.",
    ],
]
FILLER = ["swiftly", "reportedly", "nearby", "again", "early", "mostly", "large", "several", "further", "meanwhile", "heavily", "local", "recent", "present", "various"]
FOOTERS = ["Follow us on Twitter for the latest news.", "Sign up for our newsletter.", "(Reporting by Jane Roe; Editing by Max Poe)", "Copyright. All rights reserved."]


@dataclass(frozen=True)
class Event:
    """What happened, as slots to fill."""

    slots: dict[str, str]


def make_event(rng: random.Random) -> Event:
    """An event with its own places, people and figures."""
    slots = {
        "k": str(rng.randint(3, 60)), "i": str(rng.randint(61, 140)), "thing": rng.choice(THINGS), "place": rng.choice(PLACES), "day": rng.choice(DAYS),
        "role": rng.choice(["governor", "mayor", "police chief", "hospital director"]), "name": rng.choice(NAMES), "hour": str(rng.randint(5, 11)),
        "n": str(rng.randint(10, 90)), "region": rng.choice(REGIONS), "m": str(rng.randint(4, 30)), "w": str(rng.randint(2, 9)),
        "d": str(rng.randint(100, 900)), "t": str(rng.randint(2, 6)), "o": str(rng.randint(3, 20)),
    }
    return Event(slots)


def tell(event: Event, way: int, rng: random.Random, *, facts: int = 10) -> list[str]:
    """The paragraphs of one desk's story: `way` says which of four wordings it uses for each fact."""
    chosen = [0, *sorted(rng.sample(range(1, len(FACTS)), facts - 1))]
    if rng.random() < 0.5:
        rest = chosen[1:]
        rng.shuffle(rest)
        chosen = [0, *rest]
    return [_fill(FACTS[n][(way + n) % 4], event) for n in chosen]


def _fill(wording: str, event: Event) -> str:
    text = wording.format(**event.slots)
    return text[0].upper() + text[1:]


def article(paragraphs: list[str], key: str, rng: random.Random, *, place: str = "", agency: str | None = None, hour: int = 8) -> Article:
    """Print a story: a headline, a dateline with or without credit, sometimes a footer."""
    title = " ".join(rng.sample(re.findall(r"[a-z]{4,}", paragraphs[0]), 4)).capitalize()
    opening = f"{place.upper()} ({agency}) - " if agency and place else ""
    footer = [rng.choice(FOOTERS)] if rng.random() < 0.5 else []
    text = "\n\n".join([title, opening + paragraphs[0], *paragraphs[1:], *footer])
    return Article(id=key, text=text, title=title, published=f"2024-03-01T{hour:02d}:00:00Z", outlet=f"Outlet {key}")


def edit(paragraphs: list[str], rng: random.Random, *, keep: float = 1.0, replaced: float = 0.0, shuffled: bool = False) -> list[str]:
    """Edit as a desk does: cut from the end, move paragraphs, put other words for some that are no names or numbers."""
    kept = list(paragraphs[: max(2, round(keep * len(paragraphs)))])
    if shuffled:
        rest = kept[1:]
        rng.shuffle(rest)
        kept = [kept[0], *rest]
    return [" ".join(_replaced(word, replaced, rng) for word in p.split(" ")) for p in kept]


def _replaced(word: str, share: float, rng: random.Random) -> str:
    if not word[:1].islower() or rng.random() >= share:
        return word
    return rng.choice(["", rng.choice(FILLER), f"{word} {rng.choice(FILLER)}"]) or rng.choice(FILLER)
