"""Reports to measure speed on: made up from a seed, of the length and the share of harm of a day's news.

Nine sentences of ten say nothing of anybody's death, as in a newspaper; the rest do, in the shapes that cost most.
"""

from __future__ import annotations

import random

TOWNS = ("Kharta", "Belmora", "Ostrava Hill", "Tel Amran", "Dunkeza", "Vishny", "Port Laran", "Mazraa", "Gorodok", "Sefwe")
SPEAKERS = ("the provincial governor", "a hospital official", "two residents reached by telephone", "the ministry of defence",
            "a rescue worker", "an opposition commander", "the mayor", "a spokesman for the army")
GROUPS = ("soldiers", "civilians", "police officers", "villagers", "fighters", "shopkeepers", "farm workers", "students")
MEANS = ("an air strike", "a mortar attack", "a roadside bomb", "artillery fire", "a suicide bombing", "a drone strike")
DAYS = ("on Monday", "on Tuesday", "late on Wednesday", "overnight", "on Friday morning", "yesterday")
QUIET = (
    "The council of {town} met {day} to settle next year's budget for roads and schools.",
    "Wheat prices in {town} rose by {n} per cent after the late rains, traders at the market said.",
    "{speaker} asked for patience while the new bridge over the canal is being finished.",
    "Engineers expect the power station near {town} to supply the valley again within {n} weeks.",
    "A delegation from {town} is due in the capital {day}, where it will speak about water rights.",
    "The two parties have held talks since the spring, but neither side has published what was agreed.",
    '"We shall rebuild the market before winter," {speaker} said, adding that money had been found.',
    "Trains between {town} and {town2} are running again, though more slowly than the timetable promises.",
    "About {n} families have asked the agency for seed, tools and a place to store the harvest.",
    "The court will hear the appeal {day}; its president did not say how long the hearing might last.",
    "Several newspapers in {town2} printed the letter in full, along with the reply that it received.",
    "Schools stayed open, and buses left the central square every half hour as they usually do.",
    "The road from {town} to {town2} has been closed to lorries since the first snow of the year.",
    "{speaker} declined to comment on the plan, which parliament is expected to debate {day}.",
    "The border crossing, {n} kilometres south of {town}, reopened to traders with valid papers.",
    "Foreign ministers of four countries signed a statement that calls for restraint on all sides.",
)
HARM = (
    "At least {n} {group} were killed and {m} others wounded {day} when {means} hit {town}, {speaker} said.",
    "{speaker} put the death toll at {n}, including {few} children, but warned that it could still rise.",
    "According to {speaker}, between {n} and {m} {group} died in {means} in the town of {town} {day}.",
    "Earlier reports had spoken of {few} dead; {speaker} told a local radio station that the true number was {n}.",
    "{n} {group} were missing after {means} near {town2}, and {few} bodies had been found by the evening.",
)


def sentence(chance: random.Random, shapes: tuple[str, ...]) -> str:
    """One sentence, its gaps filled by chance."""
    town, other = chance.sample(TOWNS, 2)
    n = chance.randint(3, 60)
    filled = chance.choice(shapes).format(
        town=town, town2=other, day=chance.choice(DAYS), speaker=chance.choice(SPEAKERS), group=chance.choice(GROUPS),
        means=chance.choice(MEANS), n=n, m=n + chance.randint(2, 15), few=chance.randint(2, 3),
    )
    return filled[0].upper() + filled[1:]


def article(chance: random.Random, words: int = 400, share: float = 0.1) -> str:
    """An article of about so many words, a share of whose sentences speaks of harm, the first always.

    Example:
        >>> article(random.Random(1), words=10) == article(random.Random(1), words=10)
        True
    """
    paragraphs: list[list[str]] = [[sentence(chance, HARM)]]
    count = len(paragraphs[0][0].split())
    while count < words:
        if len(paragraphs[-1]) >= chance.randint(1, 3):
            paragraphs.append([])
        one = sentence(chance, HARM if chance.random() < share else QUIET)
        paragraphs[-1].append(one)
        count += len(one.split())
    return "\n\n".join(" ".join(p) for p in paragraphs if p)


def articles(number: int, seed: int = 7) -> list[str]:
    """So many articles, the same for the same seed."""
    chance = random.Random(seed)
    return [article(chance) for _ in range(number)]
