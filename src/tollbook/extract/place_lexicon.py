"""The words about places, loaded once from `lang/en/places.toml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tollbook import lang
from tollbook.gazetteer.fold import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `places.toml` as sets of lower-case words.

    `kinds` maps a noun of kind to its level ("province" is a region);
    `abbreviations` and `postal` map short forms to names, `demonyms` folded
    words to ISO codes.
    """

    kinds: dict[str, str]
    sites: frozenset[str]
    locative: frozenset[str]
    strong: frozenset[str]
    where: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    capitals: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    abbreviations: dict[str, str]
    postal: dict[str, str]
    demonyms: dict[str, str]
    barred: frozenset[str]


@functools.cache
def load_lexicon() -> Lexicon:
    """Read the lists; the first call only."""
    data = lang.load("places")
    rules = {rule["id"].removeprefix("en.place."): frozenset(rule["words"].split()) for rule in data["rule"]}
    kinds = {w: level for level in ("area", "town", "district", "region") for w in rules["kind." + level]}
    demonyms: dict[str, str] = {}
    for code, words in data["demonyms"].items():
        for word in words.lower().split():
            plain = word.replace("-", " ")
            demonyms[plain] = code
            demonyms[plain + "s"] = code
    common = frozenset(w for rule in lang.load("place_words")["rule"] for w in rule["words"].split())
    return Lexicon(
        kinds=kinds,
        sites=rules["kind.site"],
        locative=rules["locative"],
        strong=rules["locative.strong"],
        where=rules["locative.where"],
        directions=rules["direction"],
        titles=rules["title"],
        given=rules["given"],
        after=rules["organisation.after"],
        before=rules["organisation.before"],
        capitals=rules["other_capitals"],
        never=rules["never_unknown"],
        common=common,
        abbreviations=dict(data["abbreviations"]),
        postal={code: fold(name) for code, name in data["postal"].items()},
        demonyms=demonyms,
        barred=rules["other_capitals"] | rules["title"] | rules["given"] | rules["never_unknown"] | demonyms.keys(),
    )


@functools.cache
def words_of(rule: str) -> frozenset[str]:
    """The words of one list of `places.toml`, by its id without "en.place."."""
    return next(frozenset(r["words"].split()) for r in lang.load("places")["rule"] if r["id"] == f"en.place.{rule}")
