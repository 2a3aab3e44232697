"""Which claim of the reader answers which claim of the corpus, and what of it is right.

The corpus is annotated in words (`quote`, `count_text`), the reader answers in spans. This module lays one on
the other, one to one, best fit first, and says field by field whether they agree. It knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Claim = Mapping[str, Any]
Place = tuple[int, int] | None

# Words that are in every phrase, and so tell no two apart.
EMPTY = frozenset("a an the of in by and on at to".split())
# Words that make another speaker or place of the same noun: "police sources" are not "rebel sources".
TELLING = frozenset(
    "police army military government rebel opposition former witnesses sources source spokesman spokeswoman "
    "north south east west northern southern eastern western central".split()
)
VAGUE = frozenset(
    "several many some few couple number dozen dozens score scores hundreds thousands numerous handful others more group".split()
)
NOTHING: Claim = {}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One disagreement: in which text, of which kind, and what either side says."""

    id: str
    kind: str
    quote: str
    wanted: str
    got: str

    def line(self) -> str:
        """As one line to be read by a person."""
        return f"{self.id:<14} {self.kind:<16} {self.quote[:70]!r}: wanted {self.wanted}, got {self.got}"


@dataclass(slots=True)
class Tally:
    """Rights and chances of each figure, and the disagreements behind the rest."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def add(self, name: str, right: bool) -> bool:
        """Count one chance of a figure, and whether it was taken."""
        self.of[name] = self.of.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + bool(right)
        return right

    def figures(self) -> dict[str, float]:
        """Each figure as a share, rounded down so that a floor made of it can be reached again."""
        return {name: int(10_000 * self.right[name] / n) / 10_000 for name, n in sorted(self.of.items()) if n}


def content_words(text: str | None) -> set[str]:
    """The words of a phrase that tell it from another.

    Example:
        >>> sorted(content_words("The governor of Hatay"))
        ['governor', 'hatay']
    """
    return set(re.findall(r"\w+", (text or "").lower())) - EMPTY


def same_phrase(one: str | None, other: str | None, least: float = 0.5) -> bool:
    """Whether two phrases name the same thing: enough words shared, and no telling word on one side alone.

    Example:
        >>> same_phrase("the governor of Hatay", "governor of Hatay, Rahmi Dogan")
        True
        >>> same_phrase("police sources", "sources")
        False
    """
    a, b = content_words(one), content_words(other)
    if not a or not b:
        return a == b
    shared = 2 * len(a & b) / (len(a) + len(b))
    return shared > 0 and shared >= least and not (a ^ b) & TELLING


def locate(text: str, words: str | None, near: int = 0, inside: Place = None) -> Place:
    """Where annotated words stand: whole words rather than parts, inside a span rather than out, the nearest."""
    if not words:
        return None
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    found = found or [m.span() for m in re.finditer(re.escape(words), text)]
    held = [at for at in found if inside and inside[0] <= at[0] and at[1] <= inside[1]]
    return min(held or found, key=lambda at: abs(at[0] - near), default=None)


def placed(text: str, claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """Yield the annotated claims with the places of their quotes and counts; each quote is sought after the last."""
    after = 0
    for claim in claims:
        at = locate(text, claim["quote"], after)
        if at is None:
            raise ValueError(f"the quote is not in the text: {claim['quote']!r}")
        after = at[0]
        yield {**claim, "quote_at": at, "count_at": locate(text, claim.get("count_text"), at[0], at)}


def _shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def fit(ours: Claim, gold: Claim) -> float:
    """How well a claim of the reader answers an annotated one; 0 where it does not.

    The harm must be the same, and either the words of number, or the number and a third of the quote.
    """
    count, quote = ours.get("count") or {}, (ours["quote"]["start"], ours["quote"]["end"])
    if ours["harm"] != gold["harm"]:
        return 0.0
    equal = (count.get("low"), count.get("high")) == (gold["low"], gold["high"])
    want: tuple[int, int] = gold["quote_at"]
    common = _shared(quote, want)
    all_of_it = max(quote[1], want[1]) - min(quote[0], want[0])
    same_words = bool(count.get("start") is not None and gold["count_at"] and _shared((count["start"], count["end"]), gold["count_at"]))
    if not same_words and not (equal and 3 * common >= all_of_it):
        return 0.0
    return 4 * same_words + 2 * equal + common / max(1, want[1] - want[0])


def pairs(ours: Sequence[Claim], gold: Sequence[Claim]) -> dict[int, int]:
    """Annotated claims by number to the reader's, one to one, the best fits first."""
    fits = sorted(((fit(o, g), -i, -k) for i, g in enumerate(gold) for k, o in enumerate(ours)), reverse=True)
    found: dict[int, int] = {}
    for how_well, i, k in fits:
        if how_well and -i not in found and -k not in found.values():
            found[-i] = -k
    return found


def count_is_right(ours: Claim, gold: Claim) -> bool:
    """The same bounds, or on both sides words that state no number."""
    count = ours.get("count") or {}
    if (count.get("low"), count.get("high")) == (gold["low"], gold["high"]):
        return True
    wordless = not gold.get("count_text") or bool(content_words(gold["count_text"]) & VAGUE)
    return wordless and gold["high"] is None and count.get("high") is None


def compared(ours: Claim, gold: Claim) -> Iterator[tuple[str, bool, str, str]]:
    """Yield (field, right, wanted, got) for every field that the annotation gives."""
    count, victims, chain = ours.get("count") or {}, ours.get("victims") or {}, ours.get("attribution") or []
    yield "count", count_is_right(ours, gold), f"{gold['low']}..{gold['high']}", f"{count.get('low')}..{count.get('high')}"
    if gold.get("victims_text"):
        yield "victims", same_phrase(victims.get("text"), gold["victims_text"]), gold["victims_text"], str(victims.get("text"))
    if gold["victim_class"] in ("combatant", "civilian"):
        yield "victim_role", victims.get("role") == gold["victim_class"], gold["victim_class"], str(victims.get("role"))
    speaker = chain[0]["speaker"] if chain else None
    wanted = gold.get("speaker_text") or gold.get("via_text")
    yield "speaker" if wanted else "own_voice", same_phrase(speaker, wanted), str(wanted), str(speaker)
    if gold.get("via_text"):
        yield "via", any(same_phrase(link["speaker"], gold["via_text"]) for link in chain), gold["via_text"], str([x["speaker"] for x in chain])
    kind = "stance_asserted" if gold["stance"] == "asserted" else "stance_other"
    yield kind, ours.get("stance") == gold["stance"], gold["stance"], str(ours.get("stance"))
    kind = "scope_incident" if gold["scope"] == "incident" else "scope_other"
    yield kind, ours.get("scope") == gold["scope"], gold["scope"], str(ours.get("scope"))
    for name, key in (("place", "where"), ("when", "when")):
        if gold.get(f"{name}_text"):
            said = (ours.get(key) or {}).get("text")
            yield name, same_phrase(said, gold[f"{name}_text"], 0.4), gold[f"{name}_text"], str(said)


def main_toll(reading: Mapping[str, Any], harm: str) -> list[int | None] | None:
    """Low, best and high of one harm in the main incident, `None` where it states none."""
    for incident in reading.get("incidents") or []:
        for toll in incident["tolls"] if incident.get("main") else []:
            if toll["harm"] == harm and toll.get("group", "all") == "all":
                return [toll.get("low"), toll.get("best"), toll.get("high")]
    return None


def score(rows: Iterable[Mapping[str, Any]], readings: Mapping[str, Mapping[str, Any]]) -> Tally:
    """Lay the readings on the corpus.

    Args:
        rows: Texts with their annotation, as the files of `tests/corpus` have them.
        readings: What the reader made of each, by id, as plain objects.

    Returns:
        The tally. `recall` counts annotated claims, `precision` the reader's, `clean` the texts that state
        nothing and of which the reader says nothing; a field of a claim that was missed is missed, too.
    """
    tally = Tally()
    for row in rows:
        said = readings[row["id"]].get("claims") or []
        ours = [c for c in said if c["kind"] == "toll"]
        gold = list(placed(row["text"], row["claims"]))
        if not gold and not tally.add("clean", not ours):
            tally.wrong += [Wrong(row["id"], "invented", c["quote"]["text"], "nothing", c["harm"]) for c in ours]
            continue
        found = pairs(ours, gold)
        for i, want in enumerate(gold):
            if not tally.add("recall", i in found):
                tally.wrong.append(Wrong(row["id"], "missed", want["quote"], f"{want['harm']} {want['low']}..{want['high']}", "nothing"))
                # Its fields are missed with it: were they left out, a reader that finds one claim more could only fall.
                for name, *_ in compared(NOTHING, want):
                    tally.add(name, right=False)
                continue
            for name, right, wanted, got in compared(ours[found[i]], want):
                if not tally.add(name, right):
                    tally.wrong.append(Wrong(row["id"], name, want["quote"], wanted, got))
        for k, claim in enumerate(ours):
            if not tally.add("precision", k in found.values()):
                tally.wrong.append(Wrong(row["id"], "invented", claim["quote"]["text"], "nothing", claim["harm"]))
        for harm, toll in (row.get("tolls") or {}).items():
            stated = main_toll(readings[row["id"]], harm)
            if not tally.add("toll", stated == toll):
                tally.wrong.append(Wrong(row["id"], "toll", harm, str(toll), str(stated)))
        for event in row.get("events") or []:
            at = locate(row["text"], event["quote"]) or (0, 0)
            hit = any(c["kind"] == event["kind"] and _shared((c["quote"]["start"], c["quote"]["end"]), at) for c in said)
            if not tally.add("events", hit):
                tally.wrong.append(Wrong(row["id"], "events", event["quote"], event["kind"], "nothing"))
    return tally
