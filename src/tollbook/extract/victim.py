"""Of whom a claim speaks: role, class, nationality and side of the victims' words.

A codebook decides who counts as a civilian; here only what the text calls them
is read. The head of the phrase decides ("a police informer" is no policeman,
"children of soldiers" are children); where the head says nothing ("army men",
"members of the Taliban"), the words that qualify it do.
"""

from __future__ import annotations

import re

from tollbook import lang
from tollbook.extract.actor_table import Hit, find_names
from tollbook.extract.victim_context import carried, civilian_context, crime_report, fell, near, told, whose
from tollbook.extract.victim_words import TOKEN, Kind, lexicon, look, singular
from tollbook.model import VictimRole

_AGED = re.compile(r"\baged (?:between )?(\d{1,3})\b|[(,]\s?(\d{1,3})\s?[),]")
_CUT = frozenset(
    "of from in at on with to who whom whose which that near by for during inside outside under between among amongst after before "
    "including include traveling travelling riding named identified working watching belonging returning trying sleeping living "
    "gathered gathering known aged wearing fighting serving deployed stationed posted seeking waiting suspected accused believed "
    "because while when where was were is are had has been believed killed wounded injured as against linked loyal not aboard behind around "
    "carrying driving attending sheltering tried hiding playing walking standing said attached affiliated associated involved".split()
)
_SPLIT = frozenset(["and", "or", ",", ";", "/", "but", "&", "plus", "alongside", "along"])
_SAID = re.compile(r"\b(?:sa(?:id|ys)|told|reports?|reported|added|claim(?:s|ed)|announced|stated|wrote|confirmed)\b")
_BOUND = re.compile(
    r"^(?:(?:and|or)\s)?(?:at least|at most|up to|more than|as many as|no fewer than|about|around)\s", re.IGNORECASE
)
_RANKS = frozenset(
    "constable lieutenant captain sergeant corporal colonel brigadier general major havaldar havildar naik subedar inspector "
    "sgt lt capt col gen brig maj cpl pfc sepoy jawan rifleman trooper officer commander policeman soldier deputy agent "
    "pte pvt lcpl spc ssgt specialist private airman militant gunman guerrilla lance-corporal sowar asi sub-inspector".split()
)
_ARMED = frozenset(["rebel", "jihadist", "militia", "paramilitary", "private military"])


def _segment(words: list[str]) -> tuple[list[str], list[str]]:
    """The words up to the first that begins a qualifier, and those after it; "badly wounded soldiers" begin with none."""
    for i, word in enumerate(words):
        if word in _CUT and any(not w.endswith("ly") for w in words[:i]):
            return words[:i], words[i + 1 :] if word in {"of", "from", "in", "with", "for"} else []
    return words, []


def _owned(words: list[str]) -> list[str]:
    """ "Barrera's ex-wife" is about the wife."""
    for i in range(len(words) - 1, 0, -1):
        if words[i - 1].endswith(("'s", "’s")) and i < len(words):
            return words[i:]
    return words


def _part(words: list[str], named: bool, depth: int = 0) -> Kind | None:
    """The kind of one conjunct, by its head, then by what qualifies the head."""
    table = lexicon()
    head, rest = _segment([w for w in words if w not in {"the", "a", "an"} and not w.isdigit()])
    head = _owned(head)
    if not head:
        return _part(rest, named, depth + 1) if rest and depth < 4 else None
    last = singular(head[-1])
    plain = last in table.generic
    if rest and depth < 4 and (last in table.transparent or head[-1] in table.transparent):
        below = _part(rest, named, depth + 1)
        if below is not None:
            return below
    if plain or head[-1] in table.generic:
        for end in range(len(head) - 1, 0, -1):
            said = look(table.before, head, end)
            if said is not None:
                return said[0]
    found = look(table.heads, head, len(head))
    if found is None or last in lang.words("clauses", "en.clause.serves"):
        found = _serving(head, last) or found
    if found is not None:
        return found[0]
    if plain:
        return None
    if _trade(last, named=named):
        return Kind("civilian", "workers")
    if named:
        for word in head[:-1]:
            if word.rstrip(".") in _RANKS and word in table.heads:
                return table.heads[word]
        return next((f[0] for i in range(len(head) - 1, 0, -1) if (f := look(table.heads, head, i))), None)
    return None


def _member_of(words: list[str]) -> Kind | None:
    """ "Members of the front", "a member of the district council"."""
    rest = words[words.index("of") + 1 :] if "of" in words else []
    head, _ = _segment([w for w in rest if w not in {"the", "a", "an", "same"}])
    found = look(lexicon().bodies, head, len(head)) if head else None
    return found[0] if found is not None else None


def _serving(head: list[str], last: str) -> tuple[Kind, int] | None:
    """ "A Taliban financier", "a rebel courier": one of those whom he serves."""
    if last not in lang.words("clauses", "en.clause.serves"):
        return None
    found = next((f for end in range(len(head) - 1, 0, -1) if (f := look(lexicon().before, head, end)) is not None), None)
    return found if found is not None and found[0].name in {"militant", "gang"} else None


def _trade(last: str, *, named: bool) -> bool:
    """ "A birdwatcher", "two searchers": a trade that no list has is none under arms."""
    plain = last.removesuffix("s")
    return not named and plain.isalpha() and len(plain) > 5 and plain.endswith(("er", "or", "ist")) and plain not in lang.words("clauses", "en.clause.no_trade")


def _conjuncts(phrase: str) -> list[tuple[list[str], bool]]:
    parts: list[tuple[list[str], bool]] = []
    words: list[str] = []
    named = False
    for m in TOKEN.finditer(phrase):
        lower = m.group().lower()
        if lower in _SPLIT or lower in "()":
            if words:
                parts.append((words, named))
            words, named = [], False
        elif lower not in {"e", "al"} or words:
            words.append(lower.replace("’", "'"))
            named = named or (m.group()[0].isupper() and not m.group().isupper())
    if words:
        parts.append((words, named))
    return parts


def _minor(phrase: str) -> bool:
    for m in lang.pattern("victim_words", "en.victim.age").finditer(phrase):
        if m.group(2) or int(m.group(1)) < 18:
            return True
    return any(int(m.group(1) or m.group(2)) < 18 for m in _AGED.finditer(phrase))


def _party_kind(hits: tuple[Hit, ...]) -> Kind | None:
    for hit in hits:
        if hit.form == "party" and hit.party.kind in _ARMED:
            return Kind("combatant", "militant")
        if hit.form == "party" and hit.party.kind == "state forces":
            return Kind("combatant", "military")
        if hit.form == "party" and hit.party.kind in {"cartel", "gang"}:
            return Kind("combatant", "gang")
    return None


# "Two Armenian and six Azerbaijani servicemen": one noun for both.
_SHARED = re.compile(r"\s(?:and|or)\s(?:[\w-]+\s)?[A-Z][a-z]+\s([a-z]+)")


def _glossed(phrase: str, context: str, *, named: bool) -> Kind | None:
    """What stands right behind the words: "two boys (policemen)", "Omar Haddad (60), a shepherd"."""
    at = context.find(phrase)
    if at < 0:
        return None
    ranks = context[:at].split()[-1:] if named else []
    if ranks and (rank := ranks[0].lower().rstrip(".")) in _RANKS and rank in lexicon().heads:
        return lexicon().heads[rank]
    after = context[at + len(phrase) : at + len(phrase) + 160]
    shared = _SHARED.match(after) if named and " " not in phrase and find_names(phrase) else None
    if shared and (kind := _part([shared.group(1).lower()], named=False)):
        return kind
    bracket = re.match(r"\s?\(([^()]{4,60})\)", after)
    if bracket and (kind := _part([m.group().lower() for m in TOKEN.finditer(bracket.group(1))], named=False)):
        return kind
    said = (
        re.match(
            r"(?:\s?\([^()]{1,40}\)){0,4}\s?,\s(?:\d{1,3},\s)?(?:likely |alleged |suspected |reportedly |allegedly )?(?:an?|the|his|her)\s([^,.;]{3,80})",
            after,
        )
        if named
        else None
    )
    if said is None or _SAID.search(said.group(1)):
        return None
    words = [m.group().lower() for m in TOKEN.finditer(said.group(1))]
    return _part(words, named=False) or _member_of(words)


def _arrested_criminal(context: str) -> bool:
    """Somebody arrested whom the sentence ties to organised crime is no bystander."""
    if not lang.pattern("victim_words", "en.victim.arrest").search(context):
        return False
    return bool(lang.pattern("victim_words", "en.victim.crime").search(context)) or any(h.party.kind in {"cartel", "gang"} for h in find_names(context))


def describe(
    phrase: str | None, context: str = "", article: str = "", *, until: int | None = None
) -> tuple[VictimRole, tuple[str, ...], tuple[str, ...], str | None]:
    """Say who the victims are, as far as their words and the sentence say it.

    Args:
        phrase: The words for the victims without their number ("Turkish military
            personnel"); `None` or empty where the text has none.
        context: The sentence they stand in; it speaks for "others" and "people".
        article: The whole text, if it may speak for them too: where it calls those
            harmed civilians and counts no combatant, "nine people" are civilians.
        until: Where in `context` the claim's own clause ends, where it has no phrase:
            those counted behind it ("the toll has passed 40; the army says it has
            killed 17 militants") are others. `None` takes the whole sentence.

    Returns:
        Role, classes (ids of `victims.toml`), nationalities (ISO 3166), side.
        The side is named for combatants only: being Syrian is not a side.

    Example:
        >>> describe("Turkish military personnel")
        ('combatant', ('military',), ('TR',), 'Turkey')
        >>> describe("a police informer")[0]
        'civilian'
    """
    phrase = _BOUND.sub("", " ".join((phrase or "").split()))
    hits = find_names(phrase, shouted=phrase.isupper() and len(phrase) > 8)
    kinds = _kinds(phrase, hits)
    if phrase and context and (owned := whose(phrase, context, article)) is not None:
        kinds = [owned]
    if phrase and context and (gloss := _glossed(phrase, " ".join(context.split()), named=not kinds)) is not None:
        kinds = [gloss]
    if not kinds and context:
        kinds = _from_context(phrase, context, article, until)
    if fell(context) and all(k.role == "civilian" or k.name == "military" for k in kinds):
        kinds = [Kind("combatant", "military")]
    roles = {k.role for k in kinds}
    role: VictimRole = next(iter(roles)) if len(roles) == 1 else "unknown"
    classes = dict.fromkeys(k.name for k in kinds)
    nations = dict.fromkeys(h.party.country for h in hits if h.form in {"of", "country"} and h.party.country)
    return role, tuple(classes), tuple(n for n in nations if n), _side(hits, role)


def _kinds(phrase: str, hits: tuple[Hit, ...]) -> list[Kind]:
    glossed = re.search(r"\(([^()]{4,60})\)", phrase)
    if glossed and (gloss := _part([m.group().lower() for m in TOKEN.finditer(glossed.group(1))], False)):
        return [gloss]
    kinds = [k for words, named in _conjuncts(phrase) if (k := _part(words, named)) is not None]
    if not kinds and (party := _party_kind(hits)) is not None:
        kinds = [party]
    kinds = kinds or [k for words, _ in _conjuncts(phrase) if (k := _member_of(words)) is not None]
    if _minor(phrase) and not any(k.role == "combatant" for k in kinds):
        kinds.append(Kind("civilian", "children"))
    return kinds


def _from_context(phrase: str, context: str, article: str, until: int | None) -> list[Kind]:
    last = singular(re.sub(r"[^\w]+$", "", phrase).split()[-1].lower()) if re.search(r"\w", phrase) else ""
    plain = not last or last in lexicon().generic
    if plain and (kind := told(phrase, context)) is not None:
        return [kind]
    if not last and " of them" in context and (found := carried(context, article)) is not None:
        return [found]
    if last in {"other", "another", "more"} or not last:
        found = near(phrase, context if last else context[:until])
        if found is not None:
            return [found]
    if last in lang.words("victim_words", "en.victim.nobody") and article and (found := carried(context, article)) is not None:
        return [found]
    if _arrested_criminal(context) and (
        not last or phrase.rsplit(maxsplit=1)[-1][0].isupper() or last in lexicon().generic
    ):
        return [Kind("combatant", "gang")]
    if plain:
        said = lexicon().context
        if (
            civilian_context(context, said | lang.words("clauses", "en.clause.bystanders"))
            or (article and civilian_context(article, lang.words("clauses", "en.clause.said_civilian")))
            or (last in lang.words("victim_words", "en.victim.anyone") and not lang.pattern("victim_words", "en.victim.arrest").search(context) and crime_report(article))
        ):
            return [Kind("civilian", "civilians")]
    return []


def _side(hits: tuple[Hit, ...], role: VictimRole) -> str | None:
    if role != "combatant":
        return None
    named = [h.party.side for h in hits if h.form == "party"]
    return named[0] if named else next((h.party.side for h in hits if h.form in {"of", "country"}), None)
