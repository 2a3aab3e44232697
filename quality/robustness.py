"""Changes of a text that must change the claims exactly as foreseen, or not at all, and how often that holds.

A reader that knows grammar does not care what a town is called, whether a number stands in words or digits, in
which order two unrelated paragraphs come, or what the site prints under every page. Each change below is applied
to every text, both versions are read, and the claims are laid side by side.

    python quality/robustness.py                  on our own corpus and on templates
    python quality/robustness.py --public 300     and on the sets beside the checkout, 300 texts of each, drawn by a seed
    python quality/robustness.py --public 60 --only gunviolence_dev      on one of them alone
    python quality/robustness.py --failures 5     and show what changed in five texts of each kind
    python quality/robustness.py --least 0.9      and fail where a rate is below
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gate import ROOT, corpus, read
from retell import split_sentence, to_passive
from tollbook.text.sentences import split

AIM = 0.97
SEED = 11
PUBLIC = ("claims_dev", "rand_dev", "gunviolence_dev")
Fold = Callable[[str], str]
Signature = tuple[tuple[object, ...], ...]

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# "one" is left alone: "one of them" and "no one" are not numbers to be written in digits.
VALUES = {w: i for i, w in enumerate(UNITS) if i > 1} | {w: 10 * i for i, w in enumerate(TENS, 2)}
VALUES |= {f"{t}-{u}": VALUES[t] + i for t in TENS for i, u in enumerate(UNITS[:10]) if i}
# Not beside a word that makes a larger number of it ("two dozen", "one hundred and fifty"), nor within a longer word.
NUMBER = re.compile(
    r"(?<![\w-])(?<!hundred )(?<!hundred and )(?<!thousand )(?<!thousand and )"
    rf"({'|'.join(sorted(VALUES, key=len, reverse=True))})(?![\w-]|\s+(?:dozen|hundred|thousand|million|score))",
    re.IGNORECASE,
)
FOOTER = (
    "\n\nSign up for our daily letter and never miss a story. Follow us on 3 channels.\n\n"
    "© 2024 The Example Times. All rights reserved. Call our desk on 555-0134, 24 hours a day."
)
ASIDE = (
    "The municipal library will open an hour later than usual next spring, its director announced.",
    "Wheat prices were little changed at the exchange, where traders waited for the harvest report.",
)
# Towns that a gazetteer holds, and some that none can: a place that is not in it stays text.
TOWNS = ("Maiduguri", "Kramatorsk", "Mosul", "Goma")
INVENTED = ("Velmora", "Kastrin", "Ondaria", "Tulvek")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what becomes of the text, and how the claims' words are made comparable before and after."""

    name: str
    apply: Callable[[Mapping[str, Any]], str | None]
    fold: Fold = str
    with_place: bool = True
    fold_for: Callable[[Mapping[str, Any]], Fold] | None = None


@dataclass(slots=True)
class Rate:
    """How often a change left what is read as it should be: whole texts, and single claims.

    A text with twenty claims fails as a whole for one of them, so the aim is set on the claims.
    """

    held: int = 0
    of: int = 0
    claims_held: int = 0
    claims_of: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of claims that stayed, of all that either version has; 1 where there was none."""
        return self.claims_held / self.claims_of if self.claims_of else 1.0

    def add(self, name: str, want: Signature, got: Signature, *, needs_claims: bool = False) -> None:
        """Count one text: what was read before, and after."""
        before, after = Counter(want), Counter(got)
        right = want == got and (bool(want) or not needs_claims)
        self.of += 1
        self.held += right
        self.claims_held += (before & after).total()
        self.claims_of += (before | after).total() or needs_claims
        if not right:
            self.failures.append(f"{name}: - {sorted(before - after, key=str)} + {sorted(after - before, key=str)}")


def to_digits(text: str) -> str:
    """Write number words in digits.

    Example:
        >>> to_digits("Twenty-one men and two dozen boys")
        '21 men and two dozen boys'
    """
    return NUMBER.sub(lambda m: str(VALUES[m.group(1).lower()]), text)


def named_town(row: Mapping[str, Any]) -> str | None:
    """A place of one word that the annotation and the text name."""
    gold = row.get("gold", {})
    named = [claim.get("place_text") for claim in row.get("claims") or gold.get("claims") or []]
    fitting = (p for p in [*named, *(gold.get("place") or [])] if p and re.fullmatch(r"[A-Z][a-z]{3,}", p))
    return next((p for p in fitting if re.search(rf"\b{p}\b", row["text"])), None)


def rename(row: Mapping[str, Any], names: Sequence[str] = TOWNS) -> str | None:
    """The text with one town called otherwise throughout, `None` where it names none."""
    town = named_town(row)
    other = [name for name in names if name not in row["text"]]
    return re.sub(rf"\b{town}\b", other[len(town) % len(other)], row["text"]) if town else None


def without_town(row: Mapping[str, Any]) -> Fold:
    """Victims and speakers may be those of the town: its name, old or new, is one word for all."""
    town = named_town(row)
    return lambda words: re.sub(rf"\b(?:{'|'.join(filter(None, (town, *TOWNS, *INVENTED)))})\b", "TOWN", words)


def aside_in_front(row: Mapping[str, Any]) -> str | None:
    """An unrelated paragraph moved from behind the text to before it, where that buries no headline and no dateline."""
    first = next(iter(split(row["text"])), None)
    buried = first is None or first.kind != "body" or re.search(r"--|[–—]| - |:", first.text[:60])
    return None if buried else "\n\n".join((ASIDE[0], row["text"], ASIDE[1]))


def changed_or_none(text: str, new: str) -> str | None:
    """The new text, `None` where nothing changed, and so nothing is tested."""
    return None if new == text else new


def curly(text: str) -> str:
    r"""Straight quotation marks and apostrophes as a typesetter sets them.

    Example:
        >>> curly('"It\'s over"')
        '“It’s over”'
    """
    opened = re.sub(r'(?<![^\s(\[])"(?=\S)', "“", text)
    return opened.replace('"', "”").replace("'", "’")


def wide(text: str) -> str:
    """Two spaces, or an empty line, between sentences that one divides.

    Only between sentences: a line that ends with a quoted name may be broken amid one.

    Example:
        >>> wide("Nine died in St. Balyun. Two are missing.")
        'Nine died in St. Balyun.  Two are missing.'
    """
    new, at = "", 0
    for sentence in split(text):
        gap = text[at : sentence.start]
        new += (gap * 2 if gap in {" ", "\n"} and at and text[at - 1] in ".!?" else gap) + text[sentence.start : sentence.end]
        at = sentence.end
    return new + text[at:]


CHANGES = (
    Change("digits", lambda row: changed_or_none(row["text"], to_digits(row["text"])), to_digits),
    Change("another town", rename, with_place=False, fold_for=without_town),
    Change("invented town", lambda row: rename(row, INVENTED), with_place=False, fold_for=without_town),
    Change("active to passive", lambda row: to_passive(row["text"])),
    Change("sentence split", lambda row: split_sentence(row["text"])),
    Change("paragraph moved", aside_in_front),
    Change("upper case", lambda row: changed_or_none(row["text"], row["text"].upper()), str.lower),
    Change("footer", lambda row: row["text"] + FOOTER),
    Change("aside behind", lambda row: "\n\n".join((row["text"], *ASIDE))),
    Change("asides swapped", lambda row: "\n\n".join((row["text"], *reversed(ASIDE)))),
    Change("wide spaces", lambda row: changed_or_none(row["text"], wide(row["text"]))),
    Change("curly quotes", lambda row: changed_or_none(row["text"], curly(row["text"])), curly),
)


def signature(reading: Mapping[str, Any], fold: Fold, *, with_place: bool) -> Signature:
    """The toll claims of a reading as comparable values, in text order; words folded, white space as one space."""

    def words(part: Mapping[str, Any] | None, key: str = "text") -> str:
        return re.sub(r"\s+", " ", fold((part or {}).get(key) or "")).casefold()

    rows: list[tuple[object, ...]] = []
    for claim in reading.get("claims") or []:
        if claim["kind"] != "toll":
            continue
        count, chain = claim.get("count") or {}, claim.get("attribution") or []
        place = words(claim.get("where")) if with_place else claim.get("where") is not None
        rows.append(
            (
                claim["harm"], count.get("low"), count.get("high"), claim.get("stance"), claim.get("scope"),
                words(claim.get("victims")), words(chain[0], "speaker") if chain and with_place else bool(chain), place, words(claim.get("when")),
            )
        )  # fmt: skip
    return tuple(rows)


def apply_all(rows: Sequence[Mapping[str, Any]]) -> dict[str, Rate]:
    """Apply every change to every text, and count how often the claims stayed what they should be."""
    rates = {change.name: Rate() for change in CHANGES}
    for row in rows:
        before = read(row["text"], row["id"], row.get("published"))
        for change in CHANGES:
            text = change.apply(row)
            if text is None:
                continue
            after = read(text, row["id"], row.get("published"))
            fold = change.fold_for(row) if change.fold_for else change.fold
            want, got = (signature(r, fold, with_place=change.with_place) for r in (before, after))
            # What was told otherwise may be told in another order.
            rates[change.name].add(row["id"], tuple(sorted(want, key=str)), tuple(sorted(got, key=str)))
    return rates


# ---- templates: the same event told in two constructions --------------------------------------------
AGENTS = (
    ("Gunmen", "gunmen"),
    ("Soldiers", "soldiers"),
    ("A car bomb", "a car bomb"),
    ("Fighters of the Blue Front", "fighters of the Blue Front"),
)
PEOPLE = (
    ("two", "farmers"),
    ("at least 14", "civilians"),
    ("more than 30", "soldiers"),
    ("a", "teacher"),
    ("Nearly forty", "prisoners"),
)
SETTINGS = (("Mosul", "Tuesday"), ("Goma", "Friday night"), ("Sloviansk", "4 May 2022"))
TELLINGS = (
    # name, one way, the other way; {n} people, {w} a place, {d} a day
    ("active to passive", "{A} killed {n} {v} in {w} on {d}.", "{N} {v} {be} killed by {a} in {w} on {d}."),
    (
        "nominal to verbal",
        "{A} killed {n} {v} in {w} on {d}.",
        "The killing of {n} {v} by {a} in {w} on {d} caused outrage.",
    ),
    (
        "participle to sentence",
        "{A} struck {w} on {d}, killing {n} {v}.",
        "{A} struck {w} on {d}. {N} {v} {be} killed.",
    ),
    (
        "time in front",
        "{N} {v} {be} wounded by shelling in {w} on {d}.",
        "On {d}, {n} {v} {be} wounded by shelling in {w}.",
    ),
    (
        "speech turned",
        "{N} {v} {be} abducted in {w} on {d}, police said.",
        "Police said {n} {v} {be} abducted in {w} on {d}.",
    ),
    (
        "speech to according to",
        "Police said {n} {v} {be} killed in {w} on {d}.",
        "According to police, {n} {v} {be} killed in {w} on {d}.",
    ),
    (
        "sentence split",
        "{A} struck {w} on {d}, killing {n} {v} and wounding seven guards.",
        "{A} struck {w} on {d}. {N} {v} {be} killed. Seven guards were wounded.",
    ),
)


def tellings() -> Iterator[tuple[str, str, str]]:
    """Yield (kind, one text, the other text) for every template and every filling."""
    for (kind, one, other), (agent, lower), (number, victims), (place, day) in itertools.product(
        TELLINGS, AGENTS, PEOPLE, SETTINGS
    ):
        fill = {
            "A": agent, "a": lower, "n": number[0].lower() + number[1:], "N": number[0].upper() + number[1:], "v": victims,
            "be": "was" if number == "a" else "were", "w": place, "d": day,
        }  # fmt: skip
        yield kind, one.format(**fill), other.format(**fill)


def compare_tellings() -> dict[str, Rate]:
    """How often two tellings of one event give the same claims, and at least one."""
    rates: dict[str, Rate] = {}
    for kind, one, other in tellings():
        # Speakers may be written otherwise ("police", "Police"); the signature folds case.
        want, got = (signature(read(text, "told", "2022-05-06"), str, with_place=True) for text in (one, other))
        rates.setdefault(kind, Rate()).add(f"{one!r}, {other!r}", want, got, needs_claims=True)
    return rates


def public_rows(folder: Path, most: int, names: Sequence[str] = PUBLIC) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield texts of the sets beside the checkout, where they are there, drawn by a seed where a set has more."""
    for name in names:
        path = folder / "data" / f"{name}.jsonl"
        if path.exists():
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
            drawn = random.Random(SEED).sample(lines, most) if most < len(lines) else lines  # noqa: S311
            yield name, [json.loads(line) for line in drawn]


def show(title: str, rates: Mapping[str, Rate], failures: int) -> None:
    """Print the rates, and some of the failures behind them."""
    print(f"\n{title:<24} claims                     whole texts")
    for name, rate in rates.items():
        claims, texts = f"{rate.claims_held} of {rate.claims_of}", f"{rate.held} of {rate.of}"
        print(
            f"  {name:<22} {rate.share:.4f}  {claims:<18} {texts:<14}{'' if rate.share >= AIM else '  below the aim'}"
        )
        for line in rate.failures[:failures]:
            print(f"      {line}")


def main() -> int:
    """Apply, count, print; 1 where `--least` is given and a rate lies below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--public", type=int, metavar="N", help="also N texts of each set beside the checkout, drawn by a seed"
    )
    parser.add_argument("--only", metavar="SET", help="that set beside the checkout alone, nothing of our own")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="show N failures of each kind")
    parser.add_argument("--least", type=float, metavar="RATE", help="fail where a rate is below")
    asked = parser.parse_args()
    sets = [] if asked.only else [("Templates", compare_tellings()), ("Our own corpus", apply_all(corpus()))]
    if asked.public:
        folder = Path(os.environ.get("TOLLBOOK_EVALUATE", ROOT.parent / "shared" / "evaluate"))
        sets += [
            (name, apply_all(rows))
            for name, rows in public_rows(folder, asked.public, (asked.only,) if asked.only else PUBLIC)
        ]
    low = []
    for title, rates in sets:
        show(title, rates, asked.failures)
        low += [
            f"{title}, {name}: {r.share:.4f}"
            for name, r in rates.items()
            if asked.least is not None and r.share < asked.least
        ]
    if low:
        print("\nBelow what was asked:\n  " + "\n  ".join(low), file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
