"""The tolls that a sentence states: a harm, those it befell, how many.

What is made here is only what a single sentence states. Who says it, whether it
is the whole toll, and which other claims say the same are questions to the
whole article and are answered by `extract.tolls`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tollbook import lang
from tollbook.extract.casing_lexicon import is_given
from tollbook.extract.compared import compared
from tollbook.extract.counted import counted_noun
from tollbook.extract.enumerated import enumerated
from tollbook.extract.figures import figures_of_toll, put_at, tabled
from tollbook.extract.harm import HarmMention, find_harms
from tollbook.extract.hit import shoots_at
from tollbook.extract.lists import (
    alongside,
    behind_the_hit,
    beside_noun,
    beside_verb,
    breaks_down,
    joined,
    listed_within,
    merge,
    speaks,
)
from tollbook.extract.mood import Mood, mood_of
from tollbook.extract.multiple import multiples, then_oneself
from tollbook.extract.named import identified
from tollbook.extract.nobody import FIGURES, is_figure, neither, of_money, only_at, only_goes_out
from tollbook.extract.number import CountMention, find_counts
from tollbook.extract.on_record import is_on_record, is_recorded
from tollbook.extract.ordinal import ordinals
from tollbook.extract.patient import patients
from tollbook.extract.patient_order import Patient
from tollbook.extract.people import is_nationals, is_person_word, is_personal_name, sort_of
from tollbook.extract.phrase import Phrase, read_phrase
from tollbook.extract.reckoned_toll import reckoned
from tollbook.extract.respective import respectively
from tollbook.extract.roll_call import rolled
from tollbook.extract.sought import sought
from tollbook.extract.subset import among_them, of_the, partitives, subsets
from tollbook.extract.toll import TollMention, make_mention
from tollbook.extract.twice import either_way, without_doubles
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


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
            found.extend(figures_of_toll(parsed, harm, counts))
        else:
            found.extend(_of_harm(parsed, harm, counts))
    for find in (put_at, tabled, among_them, partitives, identified):
        found.extend(find(parsed, harms, counts))
    found.extend(sought(parsed, counts))
    summed = list(ordinals(parsed, harms))
    found = [m for m in found if m.trigger not in {s.trigger for s in summed}]
    found.extend([*summed, *multiples(parsed, harms), *then_oneself(parsed, harms)])
    kept = without_doubles(found)
    kept += subsets(parsed, kept, counts)
    kept += compared(parsed, kept, counts)
    told = either_way(without_doubles(kept))
    ordered = sorted(reckoned(parsed, respectively(parsed, list(told), counts), harms), key=lambda m: (m.first, m.last, m.trigger))
    return tuple(_with_words(m, ordered[:i]) for i, m in enumerate(of_the(parsed, ordered)))


def _with_words(mention: TollMention, before: list[TollMention]) -> TollMention:
    """ "Killed twelve shepherds and wounded twenty": the number alone is of the people named before it."""
    alone = mention.phrase is not None and mention.phrase.sort == "number" and mention.words is None
    if not alone or mention.count.low == 0:
        return mention
    words = next((m.words for m in reversed(before) if m.words is not None and m.harm != mention.harm and not m.part), None)
    if words is not None and words.text.lower().removeprefix("the ") in {"dead", "deceased", "wounded", "injured", "missing", "fatalities"}:
        return mention  # "14 dead and 30 wounded": the wounded are no dead
    return replace(mention, words=words)


def _of_harm(parsed: Parsed, harm: HarmMention, counts: tuple[CountMention, ...]) -> Iterator[TollMention]:
    token = parsed.doc[harm.token]
    if token.dep_ == "compound":
        return
    if harm.rule == "en.toll.casualties.object" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "down":
        return  # aircraft and proposals are shot down
    if harm.rule == "en.toll.casualties.object" and shoots_at(token):
        return
    if (harm.rule == "en.toll.captured.object" and is_recorded(token)) or is_on_record(token, harm):
        return
    if harm.rule == "en.toll.missing.buried" and any(c.dep_ == "conj" and (c.tag_ == "VBN" or c.lemma_ in {"survive", "escape"}) for c in token.children):
        return  # "buried under the rubble and wounded": the other word says what became of them
    mood = mood_of(token)
    if mood in {"hypothetical", "negated"} or (harm.rule == "en.toll.captured.held" and not _by_captors(token)):
        return
    if harm.patient == "count":
        yield from counted_noun(parsed, harm, counts, mood)
        return
    for patient in patients(parsed, harm, counts):
        if parsed.doc[patient.token].lower_ in {"i", "me", "you"} and harm.harm == "killed":
            return  # whoever says so is not dead, nor whom he speaks to
        if patient.token != harm.token and parsed.doc[patient.token].lemma_.lower() in lang.words("clauses", "en.clause.harm_nouns"):
            continue  # "six deaths, as well as wounded": a noun that counts the harmed is nobody who was harmed
        whom = parsed.doc[patient.token]
        whom = whom.head if whom.tag_ == "PRP$" else whom
        if harm.harm in {"injured", "captured"} and (whom.lemma_.lower() in {"body", "corpse"} or whom.lower_ == "remains"):
            return  # "ten disfigured bodies", "took away his body": of the dead
        made = list(_of_patient(parsed, harm, patient, counts, mood))
        if made:
            yield from made
            return
        if patient.how == "object" and sort_of(parsed, _what(parsed.doc[patient.token]).i, counts) in {"thing", "place"}:
            return  # "seized rifles", "seized most of the city": the verb has its object, and it is nobody


def _what(token: Token) -> Token:
    """ "Most of the city", "half of the village": of what a share is told."""
    share = token.lower_ in {"most", "part", "parts", "half", "much", "all", "some", "control"}
    inner = next((g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"), None) if share else None
    return token if inner is None else inner


def _by_captors(token: Token) -> bool:
    """ "Held by the rebels", "the gang is holding": of the police nobody says so without an arrest (annotation guide, rule 6)."""
    doers = [g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    doers += [_who_says(c) for c in token.children if c.dep_ == "nsubj"] if token.tag_ == "VBG" else []
    captors = lang.words("harm", "en.toll.captured.held", "held_by")
    return any(d.lemma_.lower() in captors or d.lower_.rstrip("s") in captors for d in doers)


def _who_says(subject: Token) -> Token:
    """ "The gunmen say they are holding 58 guards": they are the gunmen."""
    verb = subject.head
    above = verb.head if subject.lower_ in {"they", "we"} and verb.dep_ == "ccomp" else verb
    return next((c for c in above.lefts if c.dep_ == "nsubj"), subject) if above != verb else subject


def _of_patient(
    parsed: Parsed, harm: HarmMention, patient: Patient, counts: tuple[CountMention, ...], mood: Mood
) -> Iterator[TollMention]:
    """The victim phrase and those joined to it: one mention a counted group."""
    index, how = patient.token, patient.how
    ceiling = harm.token if index < harm.token else None
    doc = parsed.doc
    own, floor = _beyond(doc, harm, patient)
    heads = [doc[index], *(joined(doc[index], ceiling, counts) if how not in {"owner"} else [])]
    heads += alongside(doc[harm.token], counts)
    if how == "passive":
        # "A priest, rector of a school, four teachers and a cook were killed": two subjects, one verb
        more = [t for t in doc[harm.token].children if t.dep_ == "nsubjpass" and t.i > index and t not in heads]
        heads += [w for t in more if any(c.last < t.i and t.left_edge.i <= c.first for c in counts) for w in (t, *joined(t, ceiling, counts))]
    if how in {"subject", "passive"}:
        heads += [t for t in beside_verb(doc[harm.token]) if t not in heads and _elsewhere(t, counts)]
    if how == "object":
        heads += [w for t in beside_verb(doc[harm.token]) if t.i > index for w in (t, *joined(t, ceiling, counts)) if w not in heads]
        # "killing him, a guard and two clerks": the parser gives the verb two objects
        more = [t for t in doc[harm.token].rights if t.dep_ == "dobj" and t.i > index and doc[index].pos_ == "PRON" and t not in heads]
        heads += [w for t in more if doc[t.left_edge.i - 1].text == "," for w in (t, *joined(t, ceiling, counts))]
        heads += [t for t in behind_the_hit(doc[harm.token]) if t not in heads]
    if how == "event":
        heads += [t for t in beside_noun(doc[harm.token]) if t.i > index and t not in heads]
        listed = enumerated(parsed, index, counts)
        heads = [doc[index], *listed] if len(listed) >= len(heads) else heads
    phrases: list[Phrase] = []
    for head in heads:
        if head.i != index and (head.lemma_.lower() in lang.words("clauses", "en.clause.harm_nouns") or head.lower_ in {"kia", "wia", "mia"}):
            continue  # "held for kidnapping children, extortion and murder"; "3 WIA, 1 MIA"
        beyond = ceiling is not None and head.i > ceiling
        behind = harm.last + 1 if head.i > harm.last and own else harm.token + 1  # "taken with 20 others to hospital": within the words of harm
        phrase = read_phrase(
            parsed, head.i, counts, floor=behind if beyond else floor, ceiling=None if beyond else ceiling
        )
        if phrase is None:
            if head.i == index:
                return
            continue
        if _acceptable(parsed, harm, phrase, how) and not (harm.token < head.i != index and _told_behind(doc, phrase)):
            phrases.append(phrase)
        elif head.i == index:
            return
    roll = rolled(parsed, harm.token, harm.last, how, phrases, counts) if phrases else None
    if roll is not None and any(speaks(doc[p.head]) or doc[p.head].lemma_.lower() in FIGURES for p in roll[1:]):
        roll = None
    groups = merge(parsed, phrases) if roll is None else [[p] for p in roll]
    broken_down = breaks_down(parsed, groups)
    for n, group in enumerate(groups):
        made = _without_harm(make_mention(parsed, harm, group, how, mood), harm, group[0].last)
        made = _own_words(doc, harm, groups, n, made)
        yield replace(made, part=True) if n and (broken_down or listed_within(doc, groups[0][0], group[0])) else made


def _beyond(doc: Any, harm: HarmMention, patient: Patient) -> tuple[bool, int]:
    """Whether all words of harm are the verb's own, and the token at which the victim's may begin.

    "Shot dead union leader Torres": the second word of the harm is none of the
    victim's. In "admitted nine wounded men" it is, and the number before it counts them.
    """
    index = patient.token
    own = not harm.token < harm.last < index or not (doc[harm.last].dep_ == "amod" and doc[harm.last].head.i == index)
    if index <= harm.token or patient.how == "attribute":
        return own, 0
    return own, (harm.last if own and harm.last < index else harm.token) + 1


def _without_harm(made: TollMention, harm: HarmMention, last: int) -> TollMention:
    """ "Treated nine badly wounded men": the words of harm are none of the victims'."""
    if made.words is None or not harm.token < harm.last < last:
        return made
    within = made.parsed.offsets(harm.token, harm.token)[1] <= made.words.start < made.parsed.offsets(harm.last, harm.last)[1]
    if not within:
        return made
    return replace(made, words=made.parsed.span(harm.last + 1, last))


def _own_words(doc: Any, harm: HarmMention, groups: list[list[Phrase]], n: int, made: TollMention) -> TollMention:
    """ "The minister and two deputies were killed": the quote of one is not that of all."""
    group = groups[n]
    if n and group[0].first > harm.last:
        made = replace(made, first=group[0].first)
    if n + 1 < len(groups) and group[-1].last < groups[n + 1][0].first < harm.token and _stands_alone(doc, group):
        made = replace(made, last=group[-1].last)
    return made


def _stands_alone(doc: Any, group: list[Phrase]) -> bool:
    """ "The minister", "a couple", "her sisters": some without a number, who are nobody else's other name."""
    lead = group[0]
    own = any(t.tag_ == "PRP$" for t in doc[lead.first : lead.head])
    return lead.count is None and (not lead.plural or lead.sort == "group" or own)


def _told_behind(doc: Any, phrase: Phrase) -> bool:
    """ "Eleven dead and over one hundred wounded": the word right behind a number alone says what befell them."""
    following = doc[phrase.last + 1].lower_ if phrase.last + 1 < len(doc) else ""
    return phrase.sort == "number" and following in lang.words("clauses", "en.clause.number_then")


def _elsewhere(token: Token, counts: tuple[CountMention, ...]) -> bool:
    """ "Two died at the scene and four others in hospital": counted people with a place of their own, and no verb."""
    counted = any(c.first <= token.i <= c.last or token.left_edge.i <= c.first < token.i for c in counts)
    following = next((t for t in token.doc[token.i + 1 : token.i + 3] if t.lower_ not in {"more", "other", "others", "people"}), None)
    return counted and following is not None and following.lower_ in {"at", "in", "on", "en", "later", "inside", "outside", "near"}


def _befalls_nobody(verb: Token, harm: HarmMention, token: Token) -> bool:
    """Is nobody harmed by what the words say of whoever they name?"""
    if harm.harm == "killed" and token.lower_ in {"i", "me", "myself", "you", "yourself"}:
        return True  # "I died", "they killed me": whoever says so did not
    if harm.rule == "en.toll.casualties.hit" and token.lower_ in {"one", "nobody", "anyone", "anybody"}:
        return True  # "the shots hit no one"
    if token.tag_ == "PRP$" and harm.rule == "en.toll.missing.state":
        return True  # "waited for her missing car"
    if token.lower_ == "any" or neither(token) or (harm.rule == "en.toll.displaced.phrase" and only_goes_out(verb, token)) or (harm.rule == "en.toll.casualties.object" and only_at(verb)):
        return True
    if token.lower_ == "one" and any(c.dep_ == "amod" for c in token.lefts) and harm.harm == "captured":
        return True  # "the arsenal is the largest one seized"
    if harm.rule == "en.toll.captured.remain" and any(t.lower_ == "god" for t in token.doc[harm.token : harm.last]):
        return True  # "I am in God's hands"
    return token.lemma_.lower() in lang.words("clauses", "en.clause.remains") and harm.patient != "state"  # "picked up five bodies", "found a body hanging"


def _acceptable(parsed: Parsed, harm: HarmMention, phrase: Phrase, how: str) -> bool:
    token = parsed.doc[phrase.head]
    if _befalls_nobody(parsed.doc[harm.token], harm, token) or (harm.harm == "captured" and phrase.sort == "nobody"):
        # "nobody has been arrested" claims nothing (annotation guide, ruling 17)
        return False
    if phrase.sort in {"thing", "place"} or of_money(parsed, phrase) or any(
        t.lower_ in {"every", "each", "any"} for t in parsed.doc[phrase.first : phrase.head]
    ):
        return False
    if harm.rule == "en.toll.displaced.fled" and not _from_a_place(parsed.doc[harm.token], phrase):
        return False
    if is_figure(token, phrase) or _is_sought(harm, phrase, token) or (how == "elliptical" and parsed.doc[harm.token].lemma_ == "lose"):
        return False  # "officers who left and lost all influence"
    if harm.harm == "displaced" and how == "attribute" and (phrase.count is None or phrase.low == 1):
        return False
    if any(t.lower_ == "how" for t in parsed.doc[max(0, phrase.first - 1) : phrase.head]):
        return False
    if how == "owner":
        # "Sunday's shooting", "his shooting": of a day, or of whoever shot
        whose = harm.rule != "en.toll.casualties.event" and token.lower_.rstrip("s") not in {"tonight", "weekend", "week", "month", "year", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
        return whose and (phrase.named or (phrase.count is not None and phrase.sort in {"person", "number"}))
    if harm.rule == "en.toll.killed.of_the_killer":
        return how == "event" and (phrase.named or phrase.count is not None)  # "killers of the people": nobody in particular
    if harm.strict and phrase.sort in {"unknown", "name"}:
        return is_nationals(token, phrase.count) or (phrase.sort == "name" and harm.rule in _PERSON_ONLY and _likely(parsed, harm, phrase))
    if phrase.sort == "number" and how == "order" and harm.strict:
        return harm.rule != "en.toll.killed.object.person"
    if phrase.sort == "name" and token.tag_ == "NNP" and how == "subject" and harm.strict:
        return False
    if how == "elliptical" and harm.harm == "captured" and phrase.count is None:
        return False  # "the soldiers have seized": who did it
    if phrase.sort != "unknown":
        return True
    # A noun that no list knows is a person only where it is counted, and never for what things can be, too ("two airlines are dead").
    return (
        phrase.count is not None and phrase.count.rule != "en.number.single" and harm.patient in {"object", "subject"}
    )


def _likely(parsed: Parsed, harm: HarmMention, phrase: Phrase) -> bool:
    """Is the name that of a person, by what is said of it?"""
    return _in_custody(parsed, harm) or _looks_like_person(parsed, phrase, parsed.doc[harm.token])


def _is_sought(harm: HarmMention, phrase: Phrase, token: Token) -> bool:
    """ "The whereabouts of the gunman are unknown": he is no victim, and nobody is counted."""
    wanted = any(t.lower_ in {"wanted", "fugitive", "sought"} for t in token.lefts)
    return harm.rule == "en.toll.missing.whereabouts" and (phrase.count is None or wanted or token.lemma_.lower() in lang.words("clauses", "en.clause.sought"))


_CROWD = 20  # a handful who "fled Kosti" may be those who attacked it


def _from_a_place(verb: Token, phrase: Phrase) -> bool:
    """ "Some 600,000 people fled El Fasher": a crowd, from a place that has a name."""
    whence = [c for c in verb.rights if c.dep_ == "dobj"]
    whence += [g for c in verb.rights if c.lower_ == "from" for g in c.rights if g.dep_ == "pobj"]
    return (phrase.low or 0) >= _CROWD and any(t.pos_ == "PROPN" for t in whence)


_PERSON_ONLY = frozenset(
    {
        "en.toll.captured.object",
        "en.toll.casualties.object",
        "en.toll.casualties.event",
        "en.toll.casualties.hit",
        "en.toll.killed.object.person",
        "en.toll.captured.event",
        "en.toll.captured.held",
        "en.toll.captured.phrase",
        "en.toll.missing.subject",
        "en.toll.missing.state",
    }
)


@functools.cache
def _hits() -> frozenset[str]:
    rule = lang.rule("harm", "en.toll.casualties.object")
    return frozenset({*rule["fatal"], *rule["injured_in"], *rule["weapons"]})


def _hit_a_body(verb: Token) -> bool:
    """ "Rivas was fatally shot", "shot in the leg", "shot with a rifle": no film is."""
    told = {g.lemma_.lower() for c in verb.children for g in (c, *(c.children if c.dep_ == "prep" else ()))}
    return verb.lemma_ in {"shoot", "hit"} and any(c.dep_ == "auxpass" for c in verb.children) and bool(told & _hits())


def _in_custody(parsed: Parsed, harm: HarmMention) -> bool:
    """ "Took Morris into custody": nobody does so to a town."""
    return parsed.doc[harm.last].lower_ in lang.words("clauses", "en.clause.into_custody")


def _looks_like_person(parsed: Parsed, phrase: Phrase, word: Token) -> bool:
    """A name with a title, an age, a description, or two words of a name and no word of a place before it."""
    doc, head = parsed.doc, parsed.doc[phrase.head]
    lefts = [t.lower_ for t in doc[phrase.first : phrase.head]]
    if any(is_person_word(w.rstrip(".")) for w in lefts):
        return True
    appositions = [c for c in head.rights if c.dep_ == "appos"]
    if any(is_person_word(c.lemma_.lower()) or c.pos_ == "NUM" for c in appositions):
        return True
    verb = head.head
    strong = bool({verb.lemma_, word.lemma_} & lang.words("clauses", "en.clause.done_to_persons")) or _hit_a_body(verb)
    if "the" in lefts or head.tag_ != "NNP":
        return False
    name = [t for t in doc[phrase.first : phrase.head + 1] if t.pos_ == "PROPN"]
    # "Lucia and Maria Romero were captured": the name beside has two words
    beside = [doc[c.left_edge.i : c.i + 1].text for c in head.rights if c.dep_ == "conj" and c.tag_ == "NNP" and c.left_edge.tag_ == "NNP"]
    names = [doc[name[0].i : name[-1].i + 1].text] if len(name) > 1 else beside if is_given(head.lower_) else []
    return strong or any(" " in n and is_personal_name(n) for n in names)
