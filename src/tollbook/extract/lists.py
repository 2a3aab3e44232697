"""Who belongs to one list of victims, and which of them are counted together.

"Two policemen, three insurgents and a civilian" are three groups; "Karim and
his driver" is one claim of two people; "four people, two men and two women" a
total and what it breaks down into (annotation guide, rulings 9 and 10).
"""

from __future__ import annotations

from typing import Any

from tollbook import lang
from tollbook.extract.number import CountMention, number_value
from tollbook.extract.patient_tree import told_next
from tollbook.extract.people import is_kin, is_person_word, is_personal_name
from tollbook.extract.phrase import Phrase
from tollbook.extract.same_person import counted_behind, in_all, names_of, others_by_the_verb, same_person, some_of_them
from tollbook.text.parse import Parsed

Token = Any  # a spaCy token


def breaks_down(parsed: Parsed, groups: list[list[Phrase]]) -> bool:
    """ "Four people, two men and two women": the listing breaks the total down (annotation guide, ruling 9)."""
    if len(groups) < 2:
        return False
    lead, rest = groups[0][0], [g[0] for g in groups[1:]]
    between = parsed.doc[lead.last + 1].text if lead.last + 1 < len(parsed.doc) else ""
    told = sum(p.low or 0 for p in rest)
    if lead.low is not None and lead.plural and told <= lead.low and any(t.text == ":" for t in parsed.doc[lead.last + 1 : rest[0].first]):
        return True  # "seven workers of a company: four from Chad, three from Mali"
    if between in {"-", "–", "—", "("} and lead.count is not None and lead.low is not None and lead.low > 1 and told <= lead.low:
        return True  # "his two sons - a boy of nine and an infant": a dash opens no list of others
    if lead.low is None or between not in {",", "-", ":", "("} or parsed.doc[lead.head].lemma_.lower() not in lang.words("clauses", "en.clause.wholes"):
        return False
    # "two men, 20 and 21, and a girl": no girl is one of two men
    of_one_sex = parsed.doc[lead.head].lemma_.lower() in {"man", "woman"}
    if of_one_sex and any(parsed.doc[p.head].lemma_.lower() in _OTHER_SEX[parsed.doc[lead.head].lemma_.lower()] for p in rest):
        return False  # "three men, a woman and two girls" are six
    return lead.low > 1 and (told == lead.low or (told < lead.low and not of_one_sex))


_OTHER_SEX = {"man": frozenset({"woman", "girl", "wife", "mother", "daughter", "child"}), "woman": frozenset({"man", "boy", "husband", "father", "son", "child"})}


def listed_within(doc: Any, whole: Phrase, last: Phrase) -> bool:
    """ "23 members including seven women, ten children, and an infant were killed": the infant ends the list, and is no second subject."""
    between = doc[whole.last + 1 : last.first]
    at = next((t.i for t in between if t.lower_ == "including"), None)
    if at is None or doc[at - 1].text == "," or between[-1].lower_ != "and":
        return False
    return any(t.text == "," for t in doc[at : last.first - 2]) and not any(t.pos_ in {"VERB", "AUX"} for t in doc[at + 1 : last.first])


def beside_verb(token: Token) -> list[Token]:
    """Groups that the parser hung on the verb: "killed Karim, a teacher, and three of his guards"."""
    found: list[Token] = []
    verb = token
    for _ in range(2):
        for child in verb.rights:
            if (
                child.dep_ in {"conj", "appos"}
                and child.i > token.i
                and child.pos_ in {"NUM", "NOUN", "PROPN"}
                and not any(c.dep_ in {"nsubj", "acl", "cop"} for c in child.children)
            ):
                before = token.doc[child.left_edge.i - 1].lower_ if child.left_edge.i else ""
                if before in {"and", ","}:
                    found.append(child)
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return found


def alongside(token: Token, counts: tuple[CountMention, ...]) -> list[Token]:
    """ "Was killed alongside his wife": those named after the verb share the harm."""
    found: list[Token] = []
    for child in token.rights:
        if child.dep_ != "prep":
            continue
        following = child.nbor().lower_ if child.i + 1 < len(token.doc) else ""
        if (
            child.lower_ == "alongside"
            or (child.lower_ in {"along", "together"} and following == "with")
            or (child.lower_ == "with" and child.nbor(-1).lower_ in {"along", "together"})
        ):
            inner = next((t for t in child.subtree if t.dep_ == "pobj"), None)
            if inner is not None and not fared_otherwise(inner):
                found += [inner, *joined(inner, None, counts)]
    found += [t for t in (*_along_with(token), *_as_were(token)) if t not in found]
    return found


def _along_with(verb: Token) -> list[Token]:
    """ "Was killed by gunmen along with a clerk", "killed Omar, a member of a party, along with two others": hung on a noun before it."""
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + 30, len(doc) - 2)):
        if doc[i].lower_ not in {"along", "together"} or doc[i + 1].lower_ != "with" or doc[i].head == verb:
            continue
        over = [a for a in doc[i].ancestors if a.i >= verb.i]
        if verb not in over or any(a.dep_ in {"relcl", "acl", "advcl", "ccomp", "conj"} for a in over[: over.index(verb)]):
            return []
        return [t for t in doc[i + 1].rights if t.dep_ == "pobj" and not fared_otherwise(t)][:1]
    return []


def fared_otherwise(token: Token) -> bool:
    """ "Three died along with eight more who were hurt": of those after "along with" another harm is told."""
    beside = token.doc[token.i + 1 : token.i + 2].text.lower() in lang.words("clauses", "en.clause.hurt")  # "along with ten others wounded"
    return beside or any(c.dep_ in {"acl", "relcl"} and c.lemma_ in lang.words("clauses", "en.clause.hurt_not_dead") for c in token.rights)


def _as_were(token: Token) -> list[Token]:
    """ "Twelve cadets were hurt, as were some pupils": who shares the harm."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 25, len(doc) - 2)):
        if doc[i].text in {";", "."}:
            break
        if doc[i].lower_ == "as" and doc[i + 1].lower_ in {"was", "were"}:
            return [c for c in doc[i + 1].rights if c.dep_ in {"nsubj", "attr", "nsubjpass"}][:1]
    return []


def joined(token: Token, ceiling: int | None, counts: tuple[CountMention, ...]) -> list[Token]:
    """Nouns joined to a noun by "and" or commas, those of the same list only."""
    found: list[Token] = []
    queue = [token]
    names: set[int] = set()
    while queue:
        node = queue.pop(0)
        names |= names_of(node)
        for child in node.rights:
            if child.dep_ in {"conj", "appos"} and (ceiling is None or child.i < ceiling):
                if (
                    child.dep_ == "appos"
                    and child.pos_ != "NUM"
                    and not any(c.dep_ == "nummod" for c in child.children)
                    and not _opens_a_list(child)
                    and not _more_kin(node, child)
                    and not _listed_on(node, child)
                    and not others_by_the_verb(node, child)
                ):
                    continue
                if child.dep_ == "appos" and (node.lower_ in {"one", "another"} or _is_one_of(node, child) or _sums_up(node, child)):
                    continue
                if child.i in names:
                    queue.append(child)  # "a German, Hans Roth, and a Dane": the tree joins the Dane to the name
                    continue
                if (own := counted_behind(child)) is not None:
                    found.append(own)
                    continue
                if (known := in_all(node)) is not None and known == child:
                    continue
                if speaks(child) or same_person(child) or _done_to(child, node) or told_next(child, token) or some_of_them(child.doc, child.left_edge.i, child.i):
                    continue
                counted = any(c.first <= child.i <= c.last for c in counts)
                # "a mother and her newborn": to the tagger an adjective
                kin = child.tag_ == "JJ" and any(c.dep_ == "poss" for c in child.lefts) and is_person_word(child.lower_)
                if (child.pos_ in {"NOUN", "PROPN", "PRON"} and child.text != ".") or counted or kin:  # the stop of "Sr."
                    found.append(child)
                    queue.append(child)
    found += [t for t in (*_own_kin(token), *_second_subject(token), *_in_their_places(token)) if t not in found and (ceiling is None or t.i < ceiling)]
    return found[:12]


def _is_one_of(name: Token, child: Token) -> bool:
    """ "The death of Omar Hadi, one of the commanders": who the name is, and nobody else."""
    whose = [g for c in child.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj"]
    own = any(c.lower_ in _OWN for g in whose for c in g.lefts)
    return name.pos_ == "PROPN" and child.lower_ == "one" and bool(whose) and not own and not any(c.dep_ == "conj" for c in child.rights)


def _sums_up(name: Token, child: Token) -> bool:
    """ "Omar Haddad and Karim Amin, two smugglers": as many as were named, and nobody else."""
    named = [name]
    while named[-1].dep_ == "conj" and named[-1].head.pos_ == "PROPN":
        named.append(named[-1].head)
    named += [c for c in named[-1].rights if c.dep_ == "conj" and c.pos_ == "PROPN" and c not in named and c.i < child.i]
    number = next((c for c in child.lefts if c.dep_ == "nummod"), None)
    return number is not None and name.pos_ == "PROPN" and not any(c.dep_ == "conj" for c in child.rights) and len(named) > 1 and _value(number) == len(named)


def _second_subject(token: Token) -> list[Token]:
    """Other subjects of one verb, where the parser joins none to another.

    "Four soldiers serving with the force and some 20 gunmen died", "a judge,
    his wife and two sons were killed".
    """
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return []
    found: list[Token] = []
    for other in token.head.lefts:
        before = token.doc[other.left_edge.i - 1].text.lower() if other.left_edge.i else ""
        counted = before == "and" and any(n.dep_ == "nummod" for n in other.lefts)
        kin = before == "," and any(n.dep_ == "poss" and n.lower_ in _OWN for n in other.lefts)
        # "a driver, cook and a guard were killed"
        bare = before == "," and other.tag_ == token.tag_ == "NN" and any(c.dep_ == "conj" for c in other.rights)
        bare = bare and is_person_word(other.lemma_.lower()) and any(c.lower_ in {"were", "are"} for c in token.head.lefts)
        if other.dep_ in {"nsubj", "nsubjpass"} and other.i > token.i and (counted or kin or bare):
            found += [other, *(c for c in other.rights if c.dep_ == "conj" and _newly_told(c))]
    if any(n.dep_ == "poss" and n.lower_ in _OWN for n in token.lefts):
        # "A teacher, his son and his brother died": the parser takes the teacher for a measure
        aside = [o for o in token.head.lefts if o.dep_ == "npadvmod" and is_person_word(o.lemma_.lower()) and o.right_edge.i + 1 < token.left_edge.i]
        found += [o for o in aside if token.doc[o.right_edge.i + 1].text == ","]
    return found


def _in_their_places(name: Token) -> list[Token]:
    """ "Omar Haddad in Mosul and Karim Amin in Basra": the parser joins the second man to the first town, or to the deed."""
    doc = name.doc
    where = name.i + 1
    if name.tag_ != "NNP" or where + 1 >= len(doc) or doc[where].lower_ not in _IN:
        return []
    town = next((c for c in doc[where].rights if c.dep_ == "pobj" and c.tag_ == "NNP"), None)
    joined = next((t for t in doc[where : where + 8] if t.lower_ == "and"), None)
    if town is None or joined is None or joined.i != town.i + 1:
        return []
    other = next((t for t in doc[joined.i + 1 : joined.i + 6] if t.tag_ != "NNP"), None)
    if other is None or other.lower_ not in _IN or other.i - joined.i < 3:
        return []
    words = doc[joined.i + 1 : other.i]
    return [words[-1]] if is_personal_name(words.text) else []


_IN = frozenset({"in", "at", "near"})


def _more_kin(node: Token, child: Token) -> bool:
    """ "His wife, son and daughter": the parser takes the son for another word for the wife."""
    own = any(c.dep_ == "poss" for c in node.lefts) and is_kin(node.lemma_.lower())
    bare = is_kin(child.lemma_.lower()) and not any(c.dep_ in {"det", "poss"} for c in child.lefts)
    return own and bare and any(c.dep_ == "conj" and is_kin(c.lemma_.lower()) for c in (*child.rights, *node.rights))


def _opens_a_list(token: Token) -> bool:
    """ "A teacher, his son, and his brother": the parser takes the son for another word for the teacher."""
    return any(c.dep_ == "poss" and c.lower_ in _OWN for c in token.lefts) and any(
        (c.dep_ == "conj" and _newly_told(c)) or c.lower_ in {"himself", "herself"} for c in token.rights
    )


def _listed_on(node: Token, child: Token) -> bool:
    """ "Three soldiers, a translator and a boy were killed": the parser takes the rest of the list for who the soldiers are.

    Behind "two brothers, a teacher and a farmer," stands a comma, or as many as were told.
    """
    if any(c.lower_ in {"a", "an"} for c in child.lefts) and child.doc[child.left_edge.i - 1].text == ",":
        if any(c.dep_ == "conj" and c.i < child.i for c in node.rights) and any(c.dep_ == "conj" for c in child.rights):
            return True  # "Omar Haddad, as well as a clerk, a mayor, and two teachers"
    number = next((c for c in node.lefts if c.dep_ == "nummod"), None)
    if number is None or child.pos_ != "NOUN" or not any(c.lower_ in {"a", "an"} for c in child.lefts):
        return False
    items = [child]
    while (following := next((c for c in items[-1].rights if c.dep_ == "conj"), None)) is not None:
        items.append(following)
    told, each = _value(number), [next((_value(c) for c in t.lefts if c.dep_ in {"nummod", "det"}), 0) for t in items]
    if node.lemma_.lower() in lang.words("clauses", "en.clause.wholes") and all(each) and sum(each) == told and len(items) > 1:
        return True  # "three people, a man and two women": a breakdown, see `breaks_down`
    end = items[-1].right_edge.i + 1
    behind = child.doc[end].text if end < len(child.doc) else "."
    return len(items) > 1 and all(each) and behind != "," and told not in {0, len(items)}


def _value(word: Token) -> int:
    """The number that a word or a figure says, 1 for "a", 0 where it says none that is small and plain."""
    if word.lower_ in {"a", "an"}:
        return 1
    plain = word.text.isascii() and (word.text.isalpha() or (word.text.isdigit() and len(word.text) < 4))
    return (number_value(word.lower_) or 0) if plain else 0


def _done_to(child: Token, node: Token) -> bool:
    """ "Took the lives of four and injured fifty": the parser joins the fifty to the four, though a verb of their own stands before them."""
    before = child.doc[child.left_edge.i - 1] if child.left_edge.i else child
    return before.tag_ in {"VBN", "VBD"} and before.dep_ == "conj" and before.head.i == node.i


def speaks(token: Token) -> bool:
    """Is who stands behind the comma the one who tells it: "killing a dozen people, residents and the relief team told X"?"""
    last, doc = token, token.doc
    while (following := next((c for c in last.rights if c.dep_ == "conj"), None)) is not None:
        last = following
    after = last.right_edge.i + 1
    return after < len(doc) and doc[after].lemma_ in lang.words("clauses", "en.clause.then_said") and doc[after].tag_ == "VBD" and doc[token.left_edge.i - 1].text == ","


def beside_noun(noun: Token) -> list[Token]:
    """ "The bodies of a guard and his wife", "the deaths of a judge and two clerks": the parser joins them to the bodies, or the deaths."""
    return [
        c for c in noun.rights
        if c.dep_ == "conj" and ((c.pos_ in {"NOUN", "PROPN"} and is_person_word(c.lemma_.lower()) and _newly_told(c)) or _one_of(c))
    ]


def _one_of(token: Token) -> bool:
    """ "And one of his guards"."""
    whose = [g for c in token.rights if c.lower_ == "of" for g in c.rights if g.dep_ == "pobj" and g.tag_ == "NNS"]
    return token.lower_ == "one" and any(is_person_word(g.lemma_.lower()) for g in whose)


def behind_the_hit(verb: Token) -> list[Token]:
    """ "Ambushed a car killing a member of a unit and two children": the parser joins the children to the car."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or is_person_word(verb.head.lemma_.lower()):
        return []
    return [c for c in verb.head.rights if c.dep_ == "conj" and c.i > verb.i and is_person_word(c.lemma_.lower()) and _newly_told(c)]


def _newly_told(token: Token) -> bool:
    """Somebody told of for the first time, by whose he is, by a number or as one more: "his son", "two clerks", "another man"."""
    if any((c.dep_ == "poss" and c.lower_ in _OWN) or c.dep_ == "nummod" for c in token.lefts):
        return True
    return any(c.dep_ == "det" and c.lower_ in {"a", "an", "another", "some", "several"} for c in token.lefts)


_OWN = frozenset({"his", "her", "their"})


def _own_kin(token: Token) -> list[Token]:
    """People whom the parser joins to a place or a thing of the description before them.

    "The manager of a plant and his son", "a builder who worked at a base and
    his brother", "a member of a unit and two children"; and "a clerk who served
    the old mayor and another man", for nobody is told of as one more of those
    served.
    """
    found: list[Token] = []
    for child in token.subtree:
        if child.i <= token.i or child.dep_ != "conj" or child.pos_ != "NOUN" or not is_person_word(child.lemma_.lower()):
            continue
        described = child.head.dep_ in {"relcl", "acl"} and child.head.head == token
        thing = child.head.pos_ in {"NOUN", "PROPN"} and not is_person_word(child.head.lemma_.lower()) and child.head.dep_ == "pobj"
        own = any(c.dep_ == "poss" and c.lower_ in _OWN for c in child.lefts)
        another = any(c.lower_ == "another" for c in child.lefts)
        near = child.head.head.head == token
        counted = near and _newly_told(child)
        if (described and (own or another)) or (thing and (own or counted)) or (child.head.dep_ == "pobj" and (another or (own and near))):
            found.append(child)
    return found


def merge(parsed: Parsed, phrases: list[Phrase]) -> list[list[Phrase]]:
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


def _bare_single(phrase: Phrase) -> bool:
    """One person told without a number: "his wife and son"."""
    return phrase.count is None and is_single(phrase) and phrase.sort in {"person", "name", "pronoun"}


def is_single(phrase: Phrase) -> bool:
    """Is the phrase one person?"""
    return (phrase.low, phrase.high) == (1, 1)


def _goes_with(parsed: Parsed, group: list[Phrase], phrase: Phrase) -> bool:
    own = phrase.count is not None
    listing = [*group, phrase]
    if own and parsed.doc[max(0, phrase.first - 3) : phrase.first].text.lower() == "as well as":
        return False  # set apart: "Omar Haddad, as well as a chief of police"
    if all(is_single(p) for p in listing) and 2 * sum(p.named for p in listing) >= len(listing):
        return True
    if all(_bare_single(p) for p in listing):
        return True
    shared = group[-1].count is not None and group[-1].count.rule == "en.number.single" and parsed.doc[group[-1].count.head].lower_ in {"a", "an"}
    if shared and not own and not phrase.named and len(group) == 1 and all(is_single(p) for p in listing) and phrase.first == phrase.head and phrase.sort == "person":
        return True  # "a husband and wife": one article for both
    if group[0].sort == "pronoun" and all(is_single(p) for p in listing):
        return True  # "killing him, a guard and another man": three, of whom one was told of before
    if not own and phrase.named and all(p.named and p.count is None for p in group):
        return True
    kin = {t.lower_ for t in parsed.doc[phrase.first : phrase.head]} & {"his", "her", "their"}
    if kin and is_single(phrase) and not own and all(is_single(p) for p in group):
        return True
    # "ten men and women", "dozens of soldiers and policemen": one number for both
    return (
        not own
        and not phrase.named
        and phrase.plural
        and any(p.count is not None for p in group)
        and not kin
        and group[-1].plural
        and not phrase.definite
    )
