"""What is said, as a clause of the sentence, wherever it stands: before, behind or around the words of saying."""

from __future__ import annotations

from typing import Any

from tollbook.extract.speech_cues import cues
from tollbook.extract.speech_parts import AUXILIARY, FINITE, child, subtree

_QUOTES = {'"', "'"}
# "Police said two had died, though the governor insisted on three": who writes sets the two against each other, not the police.
_CONTRASTS = {"while", "whilst", "whereas", "though", "although"}
_CIRCUMSTANCE = {"advcl", "prep", "npadvmod", "csubj"}


def _opening(verb: Any, subj: Any | None) -> int:
    """The first token of the words of saying: of subject, auxiliaries and what stands right before the subject."""
    start: int = min(verb.i, subj.left_edge.i if subj is not None else verb.i)
    for own in sorted(verb.children, key=lambda t: -t.i):
        if own.i < start and (own.dep_ in AUXILIARY or (own.dep_ in {"npadvmod", "advmod", "cc"} and own.right_edge.i == start - 1)):
            start = own.left_edge.i
    return start


def _before(verb: Any, subj: Any | None, doc: Any, *, closing: bool = False) -> set[int]:
    """All that stands before ", police said": the words before the comma that opens the clause of saying."""
    start = _opening(verb, subj)
    at = start - 1
    while at >= 0 and doc[at].text in _QUOTES:
        at -= 1
    if at < 2 or doc[at].text not in {",", "-", "--", "–", "—", "?", "!", '"'}:
        return set()
    # What stands before the comma may be a circumstance of saying, not what is said: "As nothing is known, X assumed …".
    # "Fighting between X and the army has killed nine, Y says": to the parser the fighting goes with the saying, and has killed.
    if not closing and any(c.i < at and c.dep_ in _CIRCUMSTANCE and not any(g.dep_ == "conj" and child(g, "nsubj", "nsubjpass") is not None for g in c.children) for c in verb.children):
        return set()
    return set(range(at))


def main_clause(verb: Any) -> set[int]:
    """The clause that "as X said" hangs on, without it."""
    head = verb.head
    return subtree(head) - subtree(verb)


def _closes(verb: Any, subj: Any | None, doc: Any) -> bool:
    """Does nothing but time, place and manner follow the clause of saying?"""
    end = max(verb.i, max(subtree(subj)) if subj is not None else verb.i)
    rest = [t for t in doc[end + 1 :] if not t.is_punct]
    return not any(t.pos_ == "VERB" and t.dep_ not in {"relcl", "acl", "pcomp", "xcomp", "advcl"} for t in rest)


def said(verb: Any, subj: Any | None, *, says: bool = True) -> set[int]:
    """What is said, as a clause, wherever it stands.

    Where the tree hangs it elsewhere, it is all that stands before ", police
    said"; for wishes and judgements (`says` false) only the tree counts.
    """
    doc = verb.doc
    own = subtree(subj) - subtree(verb) if subj is not None else set()
    complement = next((c for c in verb.children if c.dep_ == "ccomp" and c.i not in own and not _other_clause(c, verb)), None)
    if complement is not None and says and _ends_all(verb, complement, subj):
        return _before(verb, subj, doc, closing=True)
    return _told(verb, subj, complement, own, says)


def _told(verb: Any, subj: Any | None, complement: Any | None, own: set[int], says: bool) -> set[int]:
    doc, head = verb.doc, verb.head
    if complement is not None and complement.i < verb.i and verb.dep_ == "ccomp" and head.i < complement.i and subj is not None and child(head, "nsubj") is not None:
        # "Investigators say the four were outside, KTV's Ed Moss reported.": he reports all of it.
        return _before(verb, subj, doc, closing=True)
    if complement is not None:
        content = subtree(complement)
        for other in verb.children:
            if other.dep_ == "ccomp" and other.i != complement.i and not _other_clause(other, verb):
                content |= subtree(other)
        content -= _others(content, complement, doc) | _next_saying(verb, complement)
        part = child(verb, "dobj")
        if part is not None and verb.i < part.i < complement.i and (verb.lemma_.lower(), "object") in cues().verbs and child(complement, "mark") is None:
            content |= subtree(part)
        if subj is not None and subj.i in content:
            content -= own
        if not says and complement.i < verb.i:
            return set()
        return content | _goes_on(verb, complement)
    if not says:
        return set()
    if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.i > verb.head.i and subj is not None and _before_comma(verb, subj, doc) and all(c.is_punct for c in verb.rights)):
        if verb.dep_ == "ccomp":
            return _before(verb, subj, doc)
        return main_clause(verb) | (_before(verb, subj, doc, closing=True) if _between_commas(verb, subj) else set())
    if any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children) and verb.dep_ in {"advcl", "prep"}:
        return main_clause(verb)
    if child(verb, "dobj") is not None:
        return set()
    if subj is not None and verb.dep_ in {"ROOT", "conj", "ccomp", "dep", "advcl"} and _closes(verb, subj, doc):
        return _before(verb, subj, doc)
    return set()


def _ends_all(verb: Any, complement: Any, subj: Any | None) -> bool:
    """ "Nine died, and six were hurt, police said.": whoever closes the sentence says both, though the tree joins him to the second."""
    doc, first = verb.doc, verb.head
    if verb.dep_ != "conj" or not first.i < complement.i < verb.i or subj is None or not _before_comma(verb, subj, doc):
        return False
    if any(not t.is_punct for t in doc[verb.i + 1 :]) or any(t.text == ";" for t in doc[: verb.i]):
        return False
    joined = any(c.dep_ == "cc" and c.lower_ == "and" and c.i < complement.i for c in first.children)
    told = any((t.lemma_.lower(), "clause") in cues().verbs or t.lower_ == "according" for t in doc[: complement.i] if t.pos_ in {"VERB", "ADP", "ADV"})
    return joined and not told and child(first, "nsubj", "nsubjpass") is not None


def _between_commas(verb: Any, subj: Any | None) -> bool:
    """ "Nine died, a doctor said, 20 were hurt": what stands on both sides is said, where a clause of its own stands before."""
    doc = verb.doc
    if subj is None or verb.i + 1 >= len(doc) or doc[verb.i + 1].text != "," or not _before_comma(verb, subj, doc):
        return False
    return any(t.tag_ in FINITE for t in doc[: _opening(verb, subj)]) and not any(t.text in {";", ":"} for t in doc[: verb.i])


_CONNECTS = frozenset({"that", "whether", "if", "how"})


def _other_clause(complement: Any, verb: Any) -> bool:
    """ "Nine died; police said that …" is a sentence of its own, ", police said, *hours after* a minister resigned" a circumstance."""
    if complement.i < verb.i:
        return any(t.text == ";" for t in verb.doc[complement.i : verb.i])
    mark = child(complement, "mark")
    return mark is not None and mark.lower_ not in _CONNECTS and verb.i > 1 and verb.nbor().text == "," and any(t.pos_ == "VERB" for t in verb.doc[: verb.i - 1])


def figures_too(verb: Any) -> set[int]:
    """ "Reported 19 dead *and 45 wounded*": the parser takes the second figure for a clause of its own."""
    added: set[int] = set()
    for other in verb.children:
        held = child(other, "nsubj", "nsubjpass") if other.dep_ == "conj" and other.tag_ in {"VBN", "VBD"} else None
        if held is not None and held.tag_ == "CD" and held.left_edge.i > verb.i and held.left_edge.nbor(-1).lower_ in {"and", ","}:
            added |= subtree(other)
    return added


def breakdown(verb: Any, after: int) -> set[int]:
    """ "Recorded 96 deaths in September, *among them 31 children*": what parts the figure, behind the token `after`."""
    added: set[int] = set()
    for other in verb.rights:
        if other.left_edge.i <= after:
            continue
        opens = other.left_edge.lower_ in {"among", "including"} or (
            other.left_edge.lower_ == "with" and any(t.like_num for t in other.subtree) and any(t.lower_ in cues().words["harmed"] for t in other.subtree)
        )
        if opens or (added and other.dep_ in {"dobj", "appos", "pobj", "attr", "npadvmod"}):
            added |= subtree(other)
        elif added and not other.is_punct:
            break
    return added


def _others(content: set[int], complement: Any, doc: Any) -> set[int]:
    """What stands in the clause but is said by somebody else: ", while Y reported nine", ", KTV's Ed Moss reported."."""
    dropped: set[int] = set()
    for i in sorted(content):
        token = doc[i]
        frames = {frame for frame in ("clause", "object") if (rule := cues().verbs.get((token.lemma_.lower(), frame))) is not None and rule.says}
        subj = child(token, "nsubj")
        if not frames or subj is None or subj.pos_ == "PRON":
            continue
        turned = token.i != complement.i and (
            (token.dep_ == "advcl" and any(c.lower_ in _CONTRASTS for c in token.children))
            or any(t.text == ";" for t in doc[complement.i : token.i])
            or (token.dep_ == "conj" and token.head.i < token.i and any(c.lower_ == "but" for c in token.head.children if c.dep_ == "cc" and c.i < token.i))
        )
        closing = "clause" in frames and token.dep_ in {"ccomp", "parataxis", "conj", "dep"} and _before_comma(token, subj, doc) and all(c.is_punct for c in token.rights) and token.i >= len(doc) - 3
        if turned or closing:
            dropped |= subtree(token)
            if closing:
                # The clause that the parser hung below the closing words is still the first speaker's.
                dropped -= set(range(_opening(token, subj)))
    return dropped


def _next_saying(verb: Any, complement: Any) -> set[int]:
    """ "Said he would go *and warned of floods*", ", *adding that* …": what the speaker did next is not what he said."""
    if complement.i < verb.i:
        return set()
    dropped: set[int] = set()
    for other in complement.subtree:
        saying = cues().verbs.get((other.lemma_.lower(), "clause"))
        if saying is None or not saying.says or other.i == complement.i:
            continue
        if _turns_away(verb, other):
            dropped |= subtree(other)
    return dropped


def _turns_away(verb: Any, other: Any) -> bool:
    """Is the second verb the speaker's next deed, or another speaker's: "and warned of", ", adding that", "and three others said"?"""
    own = child(other, "nsubj", "mark")
    if other.dep_ == "advcl" and other.tag_ == "VBG" and own is None:
        return bool(other.left_edge.i > 0 and other.left_edge.nbor(-1).text == ",")
    if other.dep_ != "conj":
        return False
    if own is None:
        return other.tag_ in {"VBD", "VBG"} and _same_form(verb, other)
    return bool(other.tag_ == verb.tag_ == "VBD" and own.dep_ == "nsubj" and own.pos_ in {"NOUN", "PROPN", "NUM"})


def _same_form(verb: Any, other: Any) -> bool:
    """ "Said … and warned", "did say … and warned", "saying … and warning"."""
    return bool(other.tag_ == verb.tag_ or (verb.tag_ == "VB" and other.tag_ == "VBD" and any(c.lower_ == "did" for c in verb.children)))


def _goes_on(verb: Any, complement: Any) -> set[int]:
    """ "Four died, police said, and six were hurt", "a raid began, police said, leaving six dead": what follows is said, too."""
    if complement.i > verb.i:
        return set()
    added: set[int] = set()
    for other in verb.rights:
        outcome = other.dep_ == "advcl" and other.tag_ == "VBG" and child(other, "nsubj", "mark") is None and other.left_edge.nbor(-1).text == ","
        if outcome and not any(frame in cues().verbs for frame in ((other.lemma_.lower(), "clause"), (other.lemma_.lower(), "object"))):
            added |= subtree(other)
    for other in verb.children:
        if other.dep_ == "conj" and child(other, "nsubj", "nsubjpass") is not None and (other.lemma_.lower(), "clause") not in cues().verbs:
            if not any(c.lower_ in {"but", "while"} for c in verb.children if c.dep_ == "cc"):
                added |= subtree(other)
    return added


def _before_comma(verb: Any, subj: Any, doc: Any) -> bool:
    start = _opening(verb, subj)
    return start > 1 and doc[start - 1].text == ","


def inverted(verb: Any) -> tuple[Any | None, set[int]]:
    """ "…, reported the Daily Times": the parser takes the speaker for the object, the verb for a second one."""
    doc = verb.doc
    if verb.tag_ not in FINITE or verb.lemma_.lower() == "tell" or child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return None, set()
    speaker = child(verb, "dobj", "attr", "oprd", "npadvmod", "dep")
    if speaker is None or speaker.i < verb.i or doc[verb.i - 1].text not in {",", '"', "'"}:
        return None, set()
    if speaker.tag_ not in {"NNP", "NNPS", "NN", "NNS"} or min(subtree(speaker)) != verb.i + 1:
        return None, set()
    if max(subtree(speaker)) < len(doc) - 4 and speaker.tag_ in {"NN", "NNS"}:
        return None, set()
    return speaker, _before(verb, None, doc)


def astray(verb: Any, *, asks: bool = False) -> set[int]:
    """ "Tweeted in the early hours that …", "asked her if …": the clause that the parser hung on the words between.

    Args:
        verb: A word of saying without a clause of its own.
        asks: Whether "if" and "whether" open what is said, too.
    """
    opening = {"that", "whether", "if", "how"} if asks else {"that"}
    for token in verb.doc[verb.i + 1 :]:
        if token.is_punct and token.text not in {",", '"', "-"}:
            return set()
        clause = token.head
        if token.lower_ not in opening or token.dep_ not in {"mark", "advmod"} or clause.left_edge.i < verb.i or child(clause, "nsubj", "nsubjpass", "expl", "csubj") is None:
            continue
        over = clause.head
        while over.i != over.head.i and over.i != verb.i and over.pos_ not in {"VERB", "AUX"}:
            over = over.head
        noun = (clause.head.lemma_.lower(), "clause") in cues().nouns and clause.dep_ == "acl"
        return set(range(token.i, clause.right_edge.i + 1)) if over.i == verb.i and not noun else set()
    return set()
