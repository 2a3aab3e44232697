"""Toll claims: a harm, those it befell, how many, in the words of one sentence.

What is made here is only what a single sentence states. Who says it, whether it
is the whole toll, and which other claims say the same are questions to the
whole article and are answered by `extract.scope` and the pipeline.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tollbook import lang
from tollbook.extract.harm import HarmMention, find_harms, patients
from tollbook.extract.mood import Mood, mood_of
from tollbook.extract.number import CountMention, find_counts
from tollbook.extract.people import Phrase, is_person_word, read_phrase, sort_of
from tollbook.model import Count, Harm, Span
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


@dataclass(frozen=True, slots=True)
class TollMention:
    """What one sentence states of one group of victims.

    `first` to `last` are the tokens of the quote; `part` marks a subset named
    as such, `additional` one that is told apart ("another six"); `former` the
    toll that a later one replaced, `bare` a phrase that gives no count.
    """

    parsed: Parsed
    harm: Harm
    rule: str
    trigger: int
    phrase: Phrase | None
    count: Count
    words: Span | None
    first: int
    last: int
    mood: Mood
    how: str
    part: bool = False
    additional: bool = False
    former: bool = False
    bare: bool = False
    comparative: bool = False
    transition: str | None = None
    extra: tuple[Span, ...] = field(default=())

    @property
    def quote(self) -> Span:
        """The words of the claim as published."""
        return self.parsed.span(self.first, self.last)


def find_toll_mentions(parsed: Parsed) -> tuple[TollMention, ...]:
    """Find the tolls that one sentence states, in text order.

    Args:
        parsed: The sentence with its tree.

    Returns:
        The tolls; empty where words of harm claim nothing ("could kill",
        "captured the town", "killed the bill").
    """
    counts = find_counts(parsed)
    harms = find_harms(parsed)
    found: list[TollMention] = []
    for harm in harms:
        if harm.patient == "toll":
            found.extend(_figures_of_toll(parsed, harm, counts))
        else:
            found.extend(_of_harm(parsed, harm, counts, harms))
    kept = _without_doubles(found + _partitives(parsed, harms, counts) + _identified(parsed, harms, counts))
    kept += _subsets(parsed, kept, counts)
    return tuple(sorted(_without_doubles(kept), key=lambda m: (m.first, m.last, m.trigger)))


# ---- one word of harm ---------------------------------------------------------------------------


def _of_harm(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...], harms: tuple[HarmMention, ...]) -> Iterator[TollMention]:
    token = parsed.doc[harm.token]
    if token.dep_ == "compound" or _is_compound_left(token):
        return
    mood = mood_of(token)
    if mood in {"hypothetical", "negated"}:
        return
    if harm.patient == "count":
        yield from _counted_noun(parsed, harm, counts, mood)
        return
    for patient in patients(parsed, harm, counts):
        ceiling = harm.token if patient.token < harm.token else None
        floor = harm.last + 1 if patient.token > harm.token and patient.how != "attribute" else 0
        made = list(_of_patient(parsed, harm, patient.token, patient.how, counts, mood, floor, ceiling))
        if made:
            yield from made
            return


_COMPOUND_HEADS = frozenset({"penalty", "sentence", "squad", "threat", "charge", "trial", "case", "suspect", "investigation", "rate", "certificate", "warrant", "weapon", "row", "anniversary", "camp", "zone", "scene"})


def _is_compound_left(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.pos_ == "NOUN" and following is not None and following.lemma_.lower() in _COMPOUND_HEADS


def _of_patient(
    parsed: Parsed, harm: HarmMention, index: int, how: str, counts: tuple[CountMention, ...], mood: Mood, floor: int, ceiling: int | None
) -> Iterator[TollMention]:
    """The victim phrase and those joined to it: one mention a counted group."""
    doc = parsed.doc
    heads = [doc[index], *(_joined(doc[index], ceiling, counts) if how not in {"owner"} else [])]
    heads += _alongside(doc[harm.token], counts)
    if how == "object":
        heads += [t for t in _beside_verb(doc[harm.token]) if t not in heads and t.i > index]
    phrases: list[Phrase] = []
    for head in heads:
        beyond = ceiling is not None and head.i > ceiling
        phrase = read_phrase(parsed, head.i, counts, floor=harm.last + 1 if beyond else floor, ceiling=None if beyond else ceiling)
        if phrase is None:
            if head.i == index:
                return
            continue
        if _acceptable(parsed, harm, phrase, how):
            phrases.append(phrase)
        elif head.i == index:
            return
    groups = _merge(parsed, phrases)
    broken_down = _breaks_down(parsed, groups)
    for n, group in enumerate(groups):
        made = _mention(parsed, harm, group, how, mood)
        yield replace(made, part=True) if broken_down and n else made


_WHOLES = frozenset("people person member civilian victim individual other resident villager passenger family man woman worker prisoner".split())


def _breaks_down(parsed: Parsed, groups: list[list[Phrase]]) -> bool:
    """"Four people, two men and two women": the listing breaks the total down (annotation guide, ruling 9)."""
    if len(groups) < 2:
        return False
    lead, rest = groups[0][0], [g[0] for g in groups[1:]]
    between = parsed.doc[lead.last + 1].text if lead.last + 1 < len(parsed.doc) else ""
    if lead.low is None or between not in {",", "-", ":", "("} or parsed.doc[lead.head].lemma_.lower() not in _WHOLES:
        return False
    return lead.low > 1 and sum(p.low or 0 for p in rest) <= lead.low


def _poss(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "poss"), None)


def _beside_verb(token: Token) -> list[Token]:
    """Groups that the parser hung on the verb: "killed Karim, a teacher, and three of his guards"."""
    found: list[Token] = []
    verb = token
    for _ in range(2):
        for child in verb.rights:
            if child.dep_ in {"conj", "appos"} and child.i > token.i and child.pos_ in {"NUM", "NOUN", "PROPN"} and not any(c.dep_ in {"nsubj", "acl", "cop"} for c in child.children):
                before = token.doc[child.left_edge.i - 1].lower_ if child.left_edge.i else ""
                if before in {"and", ","}:
                    found.append(child)
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return found


def _alongside(token: Token, counts: tuple[CountMention, ...]) -> list[Token]:
    """"Was killed alongside his wife": those named after the verb share the harm."""
    found: list[Token] = []
    for child in token.rights:
        if child.dep_ != "prep":
            continue
        following = child.nbor().lower_ if child.i + 1 < len(token.doc) else ""
        if child.lower_ == "alongside" or (child.lower_ in {"along", "together"} and following == "with") or (child.lower_ == "with" and child.nbor(-1).lower_ in {"along", "together"}):
            inner = next((t for t in child.subtree if t.dep_ == "pobj"), None)
            if inner is not None:
                found += [inner, *_joined(inner, None, counts)]
    return found


def _joined(token: Token, ceiling: int | None, counts: tuple[CountMention, ...]) -> list[Token]:
    """Nouns joined to a noun by "and" or commas, those of the same list only."""
    found: list[Token] = []
    queue = [token]
    while queue:
        node = queue.pop(0)
        for child in node.rights:
            if child.dep_ in {"conj", "appos"} and (ceiling is None or child.i < ceiling):
                if child.dep_ == "appos" and child.pos_ != "NUM" and not any(c.dep_ == "nummod" for c in child.children):
                    continue
                if child.dep_ == "appos" and node.lower_ in {"one", "another"}:
                    continue
                counted = any(c.first <= child.i <= c.last for c in counts)
                if child.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} or child.tag_ == "CD" or counted:
                    found.append(child)
                    queue.append(child)
    return found[:12]


def _acceptable(parsed: Parsed, harm: HarmMention, phrase: Phrase, how: str) -> bool:
    token = parsed.doc[phrase.head]
    if phrase.sort in {"thing", "place"} or any(t.lower_ in {"every", "each", "any"} for t in parsed.doc[phrase.first : phrase.head]):
        return False
    if harm.harm == "displaced" and how == "attribute" and (phrase.count is None or phrase.low == 1):
        return False
    if how == "owner":
        return phrase.named
    if harm.strict and phrase.sort in {"unknown", "name"}:
        return phrase.sort == "name" and harm.rule in _PERSON_ONLY and _looks_like_person(parsed, phrase)
    if phrase.sort == "number" and how == "order" and harm.strict:
        return harm.rule != "en.toll.killed.object.person"
    if phrase.sort == "name" and token.tag_ == "NNP" and how == "subject" and harm.strict:
        return False
    if phrase.sort == "unknown" and phrase.count is None and not phrase.definite and not token.tag_ == "NNS" and how != "passive":
        return False
    return True


_PERSON_ONLY = frozenset({"en.toll.captured.object", "en.toll.casualties.object", "en.toll.killed.object.person", "en.toll.captured.event", "en.toll.captured.phrase", "en.toll.missing.subject", "en.toll.missing.state"})


def _looks_like_person(parsed: Parsed, phrase: Phrase) -> bool:
    """A name with a title, an age, a description, or two words of a name and no word of a place before it."""
    doc, head = parsed.doc, parsed.doc[phrase.head]
    lefts = [t.lower_ for t in doc[phrase.first : phrase.head]]
    if any(is_person_word(w.rstrip(".")) for w in lefts):
        return True
    appositions = [c for c in head.rights if c.dep_ == "appos"]
    if any(is_person_word(c.lemma_.lower()) or c.pos_ == "NUM" for c in appositions):
        return True
    verb = head.head
    strong = verb.lemma_ in {"arrest", "kidnap", "abduct", "detain", "apprehend", "execute", "imprison", "jail", "stab"}
    return strong and head.tag_ == "NNP" and "the" not in lefts


def _merge(parsed: Parsed, phrases: list[Phrase]) -> list[list[Phrase]]:
    """Phrases of one claim: a listing of names, "X and his driver", words that share a number.

    The annotation guide, rulings 9 and 10: groups with counts of their own are
    claims of their own.
    """
    groups: list[list[Phrase]] = []
    for phrase in phrases:
        if groups and _goes_with(parsed, groups[-1], phrase):
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    return groups


def _is_single(phrase: Phrase) -> bool:
    return (phrase.low, phrase.high) == (1, 1)


def _goes_with(parsed: Parsed, group: list[Phrase], phrase: Phrase) -> bool:
    own = phrase.count is not None
    listing = [*group, phrase]
    if all(_is_single(p) for p in listing) and 2 * sum(p.named for p in listing) >= len(listing):
        return True
    if not own and phrase.named and all(p.named and p.count is None for p in group):
        return True
    kin = {t.lower_ for t in parsed.doc[phrase.first : phrase.head]} & {"his", "her", "their"}
    if kin and _is_single(phrase) and not own and all(_is_single(p) for p in group):
        return True
    # "ten men and women", "dozens of soldiers and policemen": one number for both
    return not own and not phrase.named and phrase.plural and group[-1].count is not None and not kin and group[-1].plural and not phrase.definite


def _sum(group: list[Phrase]) -> tuple[int | None, int | None]:
    if len(group) == 1:
        return group[0].low, group[0].high
    if all(_is_single(p) for p in group):
        return len(group), len(group)
    return group[0].low, group[0].high


def _mention(parsed: Parsed, harm: HarmMention, group: list[Phrase], how: str, mood: Mood) -> TollMention:
    lead = group[0]
    low, high = _sum(group)
    counted = lead.count if lead.count is not None and not (len(group) > 1 and lead.count.rule == "en.number.single") else None
    count = replace_count(counted.as_count(parsed) if counted else Count(), low, high)
    words = lead.words
    if len(group) > 1:
        firsts = [p.words for p in group if p.words is not None]
        if firsts:
            start, end = min(w.start for w in firsts), max(w.end for w in firsts)
            base = parsed.sentence
            words = Span(text=base.text[start - base.start : end - base.start], start=start, end=end)
    first = min(min(p.first for p in group), harm.token)
    last = max(max(p.last for p in group), harm.last)
    bare = lead.count is None and (lead.definite or lead.sort == "pronoun" or lead.named or how == "attribute")
    name = harm.harm
    if harm.rule == "en.toll.casualties.object" and _in_limb(parsed.doc[harm.token]):
        name = "injured"
    return TollMention(
        parsed=parsed, harm=name, rule=harm.rule, trigger=harm.token, phrase=lead, count=count, words=words,
        first=first, last=_with_method(parsed, last), mood=mood, how=how, part=lead.partitive,
        additional=bool(lead.count and lead.count.additional) or parsed.doc[lead.head].lower_ == "others", bare=bare,
    )


@functools.cache
def _limbs() -> frozenset[str]:
    return frozenset(next(r for r in lang.load("harm")["rule"] if r["id"] == "en.toll.casualties.object")["injured_in"])


def _in_limb(token: Token) -> bool:
    """"Shot in the leg" is an injury; "shot" alone says nothing of the outcome (annotation guide, ruling 11)."""
    return any(g.lemma_.lower() in _limbs() for c in token.rights if c.dep_ == "prep" and c.lower_ == "in" for g in c.rights)


def replace_count(count: Count, low: int | None, high: int | None) -> Count:
    """The same words with other bounds; a bare plural has none of its own."""
    return Count(
        low=low, high=high, approx=count.approx, word=count.word, text=count.text, start=count.start, end=count.end,
        compared_with=count.compared_with,
    )


_DURING = frozenset({"in", "during", "by", "when", "after", "following"})


@functools.cache
def _acts() -> re.Pattern[str]:
    return re.compile(r"(?:air ?strike|strike|attack|raid|bombing|shelling|ambush|clash|battle|blast|explosion|shooting|firefight|gunfight|assault)s?$", re.IGNORECASE)


def _with_method(parsed: Parsed, last: int) -> int:
    """Take in "during an air attack" right behind the quote: it belongs to the shortest clause that carries the claim."""
    doc = parsed.doc
    i = last + 1
    if i < len(doc) and doc[i].lower_ in {"in", "during"}:
        for j in range(i + 1, min(i + 6, len(doc))):
            if _acts().match(doc[j].text) and doc[j].pos_ == "NOUN":
                return j
            if doc[j].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
                break
    return last


# ---- nouns that count the harmed themselves -----------------------------------------------------


def _counted_noun(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...], mood: Mood) -> Iterator[TollMention]:
    doc = parsed.doc
    token = doc[harm.token]
    if harm.rule == "en.toll.killed.bodies":
        yield from _bodies(parsed, harm, counts, mood)
        return
    if harm.rule == "en.toll.killed.lives" and not _governed(token, {"claim", "cost", "take"}):
        return
    phrase = read_phrase_counted(parsed, harm.token, counts)
    if phrase is None:
        return
    yield replace(
        _mention(parsed, harm, [phrase], "count", mood), comparative=bool(phrase.count and phrase.count.low is None),
        bare=phrase.count is None,
    )


def _governed(token: Token, verbs: set[str]) -> bool:
    node = token
    for _ in range(3):
        node = node.head
        if node.lemma_.lower() in verbs:
            return True
    return False


_RESULT = {"cause", "suffer", "inflict", "result", "leave", "report", "sustain", "be", "lead", "bring", "incur", "claim", "confirm", "record", "register", "see", "take", "produce"}


def read_phrase_counted(parsed: Parsed, index: int, counts: tuple[CountMention, ...]) -> Phrase | None:
    """The count of a noun that itself counts people: "31 deaths", "no casualties", "heavy casualties"."""
    token = parsed.doc[index]
    left = token.left_edge.i
    held = [c for c in counts if left <= c.first and c.last < index and all(t.pos_ in {"ADJ", "NOUN", "PROPN", "ADV", "CCONJ", "PUNCT", "VERB", "DET", "NUM"} or t.lower_ == "of" for t in parsed.doc[c.last + 1 : index])]
    number_of = [c for c in counts if c.last == index - 1]
    count = (held or number_of or [None])[-1]
    plural = token.tag_ in {"NNS", "NNPS"}
    number_of += [c for c in counts if c.last == index - 2 and parsed.doc[index - 1].lower_ in {"of", '"'}]
    without = any(t.lower_ == "without" for t in parsed.doc[max(0, index - 3) : index])
    if count is None and without:
        return Phrase(first=max(0, index - 1), last=index, head=index, sort="person", words=None, count=None, low=0, high=0, plural=plural)
    lemma = token.lemma_.lower()
    if count is not None and count.rule == "en.number.single" and lemma not in {"death", "fatality", "martyr", "body", "corpse"}:
        # "a murder" names a deed; whom it befell is told by its "of", if at all
        return None
    if lemma == "victim" and (count is None or count.word is not None or count.rule == "en.number.single"):
        return None
    if count is None:
        if not (plural and lemma in {"casualty", "injury", "death", "fatality", "martyr"} and _governed(token, _RESULT)):
            return None
        if token.dep_ == "pobj" and token.head.lower_ not in {"in", "of", "without", "to"} or any(c.dep_ == "compound" for c in token.lefts):
            return None
        if any(c.lower_ in {"the", "these", "those", "his", "her", "their", "more", "further", "any"} for c in token.lefts):
            return None
        return Phrase(first=left, last=index, head=index, sort="person", words=None, count=None, low=2, high=None, plural=True)
    among = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in {"among", "of"}), None)
    words = None
    if among is not None and lemma not in {"injury"}:
        inner = next((g for g in among.rights if g.dep_ == "pobj"), None)
        if inner is not None and sort_of(parsed, inner.i, counts) == "person":
            words = parsed.span(inner.i, inner.i)
    modifiers = [t for t in parsed.doc[count.last + 1 : index] if is_person_word(t.lemma_.lower())]
    if words is None and modifiers:
        words = parsed.span(modifiers[0].i, modifiers[-1].i)
    return Phrase(first=count.first, last=index, head=index, sort="person", words=words, count=count, low=count.low, high=count.high, plural=plural)


_FOUND = {"find", "recover", "discover", "retrieve", "dump", "unearth", "exhume", "locate", "pull", "bring", "identify", "see", "take", "lie", "hand", "return", "arrive", "receive", "count", "float", "wash", "collect", "bury"}


def _bodies(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...], mood: Mood) -> Iterator[TollMention]:
    """Bodies that were found are people who died; a "body" that says something is an institution."""
    token = parsed.doc[harm.token]
    plural = token.tag_ == "NNS"
    found = _governed(token, _FOUND) or token.head.lemma_.lower() in _FOUND
    whom = next((g for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None)
    own = read_phrase_counted(parsed, harm.token, counts)
    if own is not None and own.count is not None and (plural and (found or whom is not None)):
        yield _mention(parsed, harm, [own], "count", mood)
        return
    owner = _poss(token)
    if whom is None and owner is not None and found:
        low: int = 2 if plural else 1
        held = Phrase(
            first=owner.left_edge.i, last=harm.token, head=owner.i, sort="name" if owner.pos_ == "PROPN" else "pronoun", words=None, count=None,
            low=low, high=None if plural else 1, plural=plural, named=owner.pos_ == "PROPN",
        )
        yield _mention(parsed, harm, [held], "event", mood)
        return
    if whom is None or not (found or plural or token.dep_ in {"nsubj", "nsubjpass", "dobj"}):
        return
    phrase = read_phrase(parsed, whom.i, counts)
    if phrase is None or phrase.sort not in {"person", "name", "number", "group", "unknown"} or (phrase.sort == "unknown" and not found):
        return
    yield _mention(parsed, harm, [phrase], "event", mood)


# ---- tolls that move -----------------------------------------------------------------------------


_SKIP = frozenset({"by"})
_VALUE_WORDS = frozenset("to at from of be reach exceed hit pass stand as total".split())


def _figures_of_toll(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> Iterator[TollMention]:
    """"The death toll rose to 61 from 58": a new total and the one it replaced."""
    doc = parsed.doc
    token = doc[harm.last]
    if harm.token == harm.last and token.lemma_.lower() == "toll" and harm.token and doc[harm.token - 1].lower_ in {"road", "bridge", "highway", "heavy", "higher", "terrible", "devastating", "its", "a"}:
        return
    mood = mood_of(token)
    if mood in {"hypothetical"}:
        return
    present: list[CountMention] = []
    former: list[CountMention] = []
    for count in counts:
        if count.first < harm.last or count.rule in {"en.number.single", "en.number.none"}:
            if count.last == harm.token - 1 and count.rule not in {"en.number.single"}:
                present.append(count)
            continue
        if _far(doc, harm.last, count):
            break
        before = doc[count.first - 1].lower_ if count.first else ""
        if doc[harm.token].lemma_ == "number" and before not in _VALUE_WORDS and doc[count.first - 1].lemma_ not in _VALUE_WORDS:
            continue
        if before in _SKIP or before in {"in", "on", "since", "than"} or _year_like(count):
            continue
        (former if before == "from" else present).append(count)
        if len(present) + len(former) == 2 or not _movement(doc, harm.last, count):
            break
    for group, is_former in ((former[:1], True), (present[:1], False)):
        for count in group:
            end = count.last
            if end + 1 < len(doc) and doc[end + 1].lower_ in {"people", "dead", "killed", "civilians", "soldiers", "deaths", "fatalities"}:
                end += 1
            yield TollMention(
                parsed=parsed, harm=harm.harm, rule=harm.rule, trigger=harm.token, phrase=None, count=count.as_count(parsed),
                words=None, first=min(harm.token, count.first), last=end, mood=mood, how="toll", former=is_former,
            )


def _year_like(count: CountMention) -> bool:
    return count.low is not None and 1900 <= count.low <= 2100 and count.low == count.high


def _movement(doc: Any, start: int, count: CountMention) -> bool:
    return any(t.lower_ in {"from", "to"} for t in doc[start : count.first + 4])


def _far(doc: Any, start: int, count: CountMention) -> bool:
    between = doc[start + 1 : count.first]
    return len(between) > 12 or any(t.text in ";:" or t.lower_ in {"after", "when", "as", "while", "but", "including"} for t in between)


# ---- subsets -------------------------------------------------------------------------------------


_INCLUDING = re.compile(r"^(?:including|includes|included|among)$")


def _subsets(parsed: Parsed, found: list[TollMention], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """"Including nine children", "two of them women", "among them a nurse": parts of a toll of the sentence."""
    doc = parsed.doc
    made: list[TollMention] = []
    taken = [(m.phrase.first, m.phrase.last) for m in found if m.phrase is not None]
    for token in doc:
        if not _INCLUDING.match(token.lower_):
            continue
        start = token.i + 1
        if token.lower_ == "among":
            if start >= len(doc) or doc[start].lower_ not in {"them", "whom", "those", "the"}:
                continue
            start = next((t.i + 1 for t in doc[start : start + 4] if t.lower_ in {"them", "whom", "dead", "killed", "victims", "wounded", "injured"}), start)
        total = _total_before(found, token.i)
        if total is not None:
            made += _listed(parsed, total, start, counts, taken)
    for count in counts:
        following = doc[count.last + 1 : count.last + 3]
        if len(following) == 2 and following[0].lower_ == "of" and following[1].lower_ in {"them", "whom", "these", "those"}:
            total = _total_before(found, count.first)
            if total is None or any(m.count.start == parsed.offsets(count.first, count.last)[0] for m in found):
                continue
            end = count.last + 2
            words = None
            for t in doc[end + 1 : end + 8]:
                if is_person_word(t.lemma_.lower()) or is_person_word(t.lower_):
                    words, end = parsed.span(t.i, t.i), t.i
                    break
                if t.pos_ in {"VERB"} or t.text in ",.;":
                    break
            if words is None and count.low is None:
                continue
            if words is None:
                continue
            made.append(replace(total, phrase=None, count=count.as_count(parsed), words=words, first=count.first, last=end, part=True, how="subset", rule="en.toll.part.of_them", additional=False, bare=False))
    return made


def _partitives(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """"Two of those killed were police", "five of the injured": some of a toll told elsewhere."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        if harm.patient not in {"object", "state"}:
            continue
        token = doc[harm.token]
        i = harm.token - 1
        while i >= 0 and doc[i].lower_ in {"those", "the", "people", "persons", "also", "were", "who", "these", "dead", "and"}:
            i -= 1
        if i < 1 or doc[i].lower_ != "of" or i == harm.token - 1:
            continue
        count = next((c for c in counts if c.last == i - 1 or c.last == i), None)
        if count is None or mood_of(token) in {"hypothetical", "negated"}:
            continue
        words, last = _predicate(parsed, harm.last)
        made.append(
            TollMention(
                parsed=parsed, harm=harm.harm, rule="en.toll.part.of_those", trigger=harm.token, phrase=None, count=count.as_count(parsed),
                words=words, first=count.first, last=last, mood="asserted", how="subset", part=True,
            )
        )
    return made


def _predicate(parsed: Parsed, after: int) -> tuple[Span | None, int]:
    """The people that a copula right after says those are: "… were policemen"."""
    doc = parsed.doc
    if after + 1 < len(doc) and doc[after + 1].lemma_ == "be":
        head = next((c for c in doc[after + 1].rights if c.dep_ == "attr"), None)
        if head is not None and is_person_word(head.lemma_.lower()):
            left = max(after + 2, head.left_edge.i)
            return parsed.span(left, head.i), head.i
    return None, after


_IDENTIFIED = frozenset({"identify", "name", "include", "be"})


def _identified(parsed: Parsed, harms: tuple[HarmMention, ...], counts: tuple[CountMention, ...]) -> list[TollMention]:
    """"The dead were identified as X and Y", "the injured include two guards": who a toll told elsewhere consists of."""
    doc = parsed.doc
    made: list[TollMention] = []
    for harm in harms:
        token = doc[harm.token]
        if harm.patient != "state" and token.tag_ != "VBN" or token.dep_ not in {"nsubj", "nsubjpass", "amod", "acl"}:
            continue
        subject = token if token.dep_ in {"nsubj", "nsubjpass"} else token.head
        verb = subject.head
        if subject.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in {"identify", "name", "include"}:
            continue
        if subject is not token and subject.lower_ not in {"those", "victim", "victims", "person", "man", "one"}:
            continue
        start = next((t.i + 1 for t in doc[verb.i : verb.i + 6] if t.lower_ in {"as", "include", "includes", "included"}), None)
        if start is None:
            continue
        seed = TollMention(
            parsed=parsed, harm=harm.harm, rule="en.toll.identified", trigger=harm.token, phrase=None, count=Count(), words=None,
            first=subject.left_edge.i, last=verb.i, mood="asserted", how="subset",
        )
        made += _names_or_groups(parsed, seed, start, counts)
    return made


def _names_or_groups(parsed: Parsed, seed: TollMention, start: int, counts: tuple[CountMention, ...]) -> list[TollMention]:
    groups = _listed(parsed, seed, start, counts, [])
    named = [g for g in groups if g.phrase is not None and g.phrase.count is None]
    made = [replace(g, rule=seed.rule) for g in groups if g not in named]
    if named:
        words = [g.words for g in named if g.words is not None]
        last = max(g.last for g in named)
        base = parsed.sentence
        span = None
        if words:
            left, right = min(w.start for w in words), max(w.end for w in words)
            span = Span(text=base.text[left - base.start : right - base.start], start=left, end=right)
        made.append(
            replace(named[0], rule=seed.rule, count=Count(low=len(named), high=len(named)), words=span, first=seed.first, last=last, bare=False)
        )
    return made


def _total_before(found: list[TollMention], index: int) -> TollMention | None:
    before = [m for m in found if not m.part and max(m.phrase.head if m.phrase else m.last, m.first) < index and m.first < index]
    return max(before, key=lambda m: (max(m.trigger, m.first) if max(m.trigger, m.first) < index else m.first, m.first), default=None)


def _listed(parsed: Parsed, total: TollMention, start: int, counts: tuple[CountMention, ...], taken: list[tuple[int, int]]) -> list[TollMention]:
    """The counted people listed after "including"."""
    doc = parsed.doc
    made: list[TollMention] = []
    i = start
    while i < len(doc) and len(made) < 8:
        count = next((c for c in counts if c.first == i), None)
        head = _head_from(parsed, i if count is None else count.first, counts)
        if head is None or any(a <= head <= b for a, b in taken):
            break
        phrase = read_phrase(parsed, head, counts, floor=i)
        if phrase is None or phrase.sort not in {"person", "name", "number", "group"} or (phrase.sort == "number" and phrase.words is None and count is None):
            break
        if phrase.count is None and phrase.plural and not phrase.named:
            bare = True
        else:
            bare = False
        made.append(
            replace(
                total, phrase=phrase, count=replace_count(phrase.count.as_count(parsed) if phrase.count else Count(), phrase.low, phrase.high),
                words=phrase.words, first=min(i, phrase.first), last=phrase.last, part=True, how="subset",
                rule="en.toll.part.including", additional=False, bare=bare,
            )
        )
        i = max(phrase.last, head) + 1
        while i < len(doc) and (doc[i].text in {",", "-"} or doc[i].lower_ in {"and", "as", "well"}):
            i += 1
            if doc[i - 1].text == "," and i < len(doc) and doc[i].lower_ not in {"and"} and not any(c.first == i for c in counts):
                return made
        if i == max(phrase.last, head) + 1:
            break
    return made


def _head_from(parsed: Parsed, start: int, counts: tuple[CountMention, ...]) -> int | None:
    """The noun of the noun phrase that begins at a token."""
    doc = parsed.doc
    node = None
    for t in doc[start : start + 9]:
        if t.pos_ in {"VERB", "AUX", "SCONJ"} and t.tag_ not in {"VBN", "VBG"} or t.text in ",;." and node is not None:
            break
        if t.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            node = t
            following = doc[t.i + 1] if t.i + 1 < len(doc) else None
            if following is None or following.tag_ not in {"NN", "NNS", "NNP", "NNPS", "HYPH", "POS"}:
                break
    if node is not None:
        return int(node.i)
    return start if any(c.first == start for c in counts) else None


# ---- doubles -------------------------------------------------------------------------------------


_HOW = ("toll", "passive", "object", "subject", "participle", "state", "event", "count", "subset", "attribute", "owner", "order")


def _without_doubles(found: list[TollMention]) -> list[TollMention]:
    """One mention a harm and victim phrase: "were left dead after being shot and killed" says it once."""
    kept: list[TollMention] = []
    for mention in sorted(found, key=lambda m: (_HOW.index(m.how), m.trigger)):
        if not any(_same(mention, other) for other in kept):
            kept.append(mention)
    heads = {m.phrase.head for m in kept if m.phrase is not None and m.harm != "casualties"}
    spans = [(m.count.start, m.count.end) for m in kept if m.harm in {"killed", "injured"} and m.count.start is not None]
    return [
        m for m in kept
        if m.harm != "casualties" or not (m.phrase and (m.phrase.head in heads or (m.count.start, m.count.end) in spans or _then_dead(m)))
    ]


def _same(a: TollMention, b: TollMention) -> bool:
    if a.harm != b.harm:
        return False
    if a.count.start is not None and a.count.start == b.count.start:
        return True
    if a.phrase is None or b.phrase is None:
        return False
    return a.phrase.head == b.phrase.head and (a.count.start is None or b.count.start is None)


def _then_dead(mention: TollMention) -> bool:
    """"Shot and killed", "stabbed to death": the outcome is told, so the shooting is no claim of its own."""
    token = mention.parsed.doc[mention.trigger]
    near = [*token.children, *([token.head] if token.dep_ in {"conj", "advcl", "ccomp", "acl", "xcomp"} else [])]
    return any(t.lemma_ in _outcomes() for t in near)


@functools.cache
def _outcomes() -> frozenset[str]:
    rules = lang.load("harm")["rule"]
    return frozenset(w for r in rules if r["harm"] in {"killed", "injured"} for w in r.get("lemmas", ()))
