"""Who says what in one sentence, read from its tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.extract.speech_cues import Cue, cues
from tollbook.text.parse import Parsed

SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_AUX = {"aux", "auxpass", "neg", "prt"}
_QUOTES = {'"', "'"}
_CIRCUMSTANCE = {"advcl", "prep", "npadvmod", "csubj"}
_FINITE = {"VBD", "VBZ", "VBP"}
_SPEAKS_FOR = frozenset("release publish issue give provide post share present offer cite unveil have".split())
_SHOWN = frozenset("show depict include feature contain list".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A word of saying with its parts, as tokens of one sentence.

    `source` is the head of the speaker's phrase, `None` where nobody is named;
    `content` holds what is said; `media` the heads of those it was told to;
    `origins` of those whom the speaker quotes. `hedge` is set where the
    construction itself keeps a distance ("it was reported that"). `loose`: the
    verb only hangs on another ("the man *criticising* the mayor left").
    """

    cue: tuple[int, ...]
    source: Any | None
    content: tuple[int, ...]
    rule: Cue
    frame: str
    media: tuple[Any, ...] = ()
    origins: tuple[Any, ...] = ()
    hedge: bool = False
    loose: bool = False


def _subtree(token: Any) -> set[int]:
    return {t.i for t in token.subtree}


def _child(token: Any, *deps: str) -> Any | None:
    return next((c for c in token.children if c.dep_ in deps), None)


def subject(verb: Any) -> tuple[Any | None, bool]:
    """Who does what the verb says, and whether the verb is passive.

    A verb without a subject of its own has that of the verb it hangs on ("said
    two died, adding that …"); a participle behind a noun has the noun.
    """
    seen = 0
    own = verb
    passive = _child(verb, "auxpass", "nsubjpass") is not None or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and _child(verb, "aux") is None)
    if passive:
        agent = _child(verb, "agent")
        return (_child(agent, "pobj") if agent is not None else None), True
    while seen < 6:
        seen += 1
        found = _child(own, "nsubj")
        if found is not None:
            return found, False
        if own is verb and (near := _neighbour(verb)) is not None:
            return near, False
        held = _child(own, "nsubjpass")
        if held is not None and own is not verb and not (own.dep_ == "ccomp" and (own.head.lemma_.lower(), "clause") in cues().verbs):
            return held, False
        if own.dep_ == "acl":
            return (own.head if own.head.pos_ in {"NOUN", "PROPN", "PRON"} else None), False
        if own.dep_ == "relcl" or own.dep_ == "ROOT" or own.head.i == own.i:
            return None, False
        if own.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep"} and own.head.pos_ in {"VERB", "AUX"}:
            own = own.head
        elif own.dep_ in {"pcomp"} and own.head.dep_ == "prep" and own.head.head.pos_ in {"VERB", "AUX"}:
            own = own.head.head
        else:
            return None, False
    return None, False


def _neighbour(verb: Any) -> Any | None:
    """The name right before a finite verb that the parser gave to something else ("At 1:15 pm Rafa News reported that")."""
    if verb.i == 0 or verb.tag_ not in _FINITE or _child(verb, "expl", "csubj") is not None or verb.dep_ in {"conj", "relcl"}:
        return None
    before = verb.nbor(-1)
    while before.i > 0 and before.dep_ in {"advmod", "aux"} and before.head.i == verb.i:
        before = before.nbor(-1)
    if before.tag_ in {"NNP", "NNPS"} and before.dep_ == "pobj" and before.head.head.i == verb.i and before.left_edge.i < before.i:
        return before
    return None


def _cue_tokens(verb: Any) -> tuple[int, ...]:
    return tuple(sorted({verb.i, *(c.i for c in verb.children if c.dep_ in _AUX)}))


def _before(verb: Any, subj: Any | None, doc: Any) -> set[int]:
    """All that stands before ", police said": the words before the comma that opens the clause of saying."""
    start = min(verb.i, min(_subtree(subj)) if subj is not None and subj.i < verb.i else verb.i)
    for child in verb.children:
        if child.dep_ in _AUX and child.i < start:
            start = child.i
    at = start - 1
    while at >= 0 and doc[at].text in _QUOTES:
        at -= 1
    if at < 2 or doc[at].text not in {",", "-", "--", "–", "—", "?", "!", '"'}:
        return set()
    # What stands before the comma may be a circumstance of saying, not what is said: "As nothing is known, X assumed …".
    for child in verb.children:
        if child.i < at and child.dep_ in _CIRCUMSTANCE and (child.dep_ != "npadvmod" or child.ent_type_):
            return set()
    return set(range(at))


def _main_clause(verb: Any) -> set[int]:
    head = verb.head
    return _subtree(head) - _subtree(verb)


def _closes(verb: Any, subj: Any | None, doc: Any) -> bool:
    """Does nothing but time, place and manner follow the clause of saying?"""
    end = max(verb.i, max(_subtree(subj)) if subj is not None else verb.i)
    rest = [t for t in doc[end + 1 :] if not t.is_punct]
    return not any(t.pos_ == "VERB" and t.dep_ not in {"relcl", "acl", "pcomp", "xcomp", "advcl"} for t in rest)


def _clause(verb: Any, subj: Any | None, doc: Any, *, says: bool = True) -> set[int]:
    """What is said, as a clause, wherever it stands."""
    own = _subtree(subj) if subj is not None else set()
    complement = next((c for c in verb.children if c.dep_ == "ccomp" and c.i not in own), None)
    if complement is not None:
        content = _subtree(complement)
        for other in verb.children:
            if other.dep_ == "ccomp" and other.i != complement.i:
                content |= _subtree(other)
        content -= _others(content, complement, doc)
        part = _child(verb, "dobj")
        if part is not None and verb.i < part.i < complement.i and (verb.lemma_.lower(), "object") in cues().verbs and _child(complement, "mark") is None:
            content |= _subtree(part)
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
        return _main_clause(verb)
    if any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children) and verb.dep_ in {"advcl", "prep"}:
        return _main_clause(verb)
    if subj is not None and verb.dep_ in {"ROOT", "conj", "ccomp", "dep", "advcl"} and _closes(verb, subj, doc):
        return _before(verb, subj, doc)
    return set()


def _others(content: set[int], complement: Any, doc: Any) -> set[int]:
    """What stands in the clause but is said by somebody else: ", while Y reported nine", ", KTV's Ed Moss reported."."""
    dropped: set[int] = set()
    for i in sorted(content):
        token = doc[i]
        if (token.lemma_.lower(), "clause") not in cues().verbs or token.i == complement.i or not cues().verbs[token.lemma_.lower(), "clause"].says:
            continue
        subj = _child(token, "nsubj")
        if subj is None or subj.pos_ == "PRON":
            continue
        turned = token.dep_ == "advcl" and any(c.lower_ in {"while", "whilst", "whereas"} for c in token.children)
        closing = token.dep_ in {"ccomp", "parataxis", "conj", "dep"} and _before_comma(token, subj, doc) and all(c.is_punct for c in token.rights) and token.i >= len(doc) - 3
        if turned or closing:
            dropped |= _subtree(token)
            if closing:
                # The clause that the parser hung below the closing words is still the first speaker's.
                dropped -= {k for k in _subtree(token) if k < subj.left_edge.i}
    return dropped


def _goes_on(verb: Any, complement: Any) -> set[int]:
    """ "Four died, police said, and six were hurt": what follows "and" is said, too."""
    if complement.i > verb.i:
        return set()
    added: set[int] = set()
    for other in verb.children:
        if other.dep_ == "conj" and _child(other, "nsubj", "nsubjpass") is not None and (other.lemma_.lower(), "clause") not in cues().verbs:
            if not any(c.lower_ in {"but", "while"} for c in verb.children if c.dep_ == "cc"):
                added |= _subtree(other)
    return added


def _before_comma(verb: Any, subj: Any, doc: Any) -> bool:
    start = min(min(_subtree(subj)), verb.i)
    return start > 1 and doc[start - 1].text == ","


def _inverted(verb: Any, doc: Any) -> tuple[Any | None, set[int]]:
    """ "…, reported the Daily Times": the parser takes the speaker for the object, the verb for a second one."""
    if verb.tag_ not in _FINITE or verb.lemma_.lower() == "tell" or _child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return None, set()
    speaker = _child(verb, "dobj", "attr", "oprd", "npadvmod", "dep")
    if speaker is None or speaker.i < verb.i or doc[verb.i - 1].text not in {",", '"', "'"}:
        return None, set()
    if speaker.tag_ not in {"NNP", "NNPS", "NN", "NNS"} or min(_subtree(speaker)) != verb.i + 1:
        return None, set()
    if max(_subtree(speaker)) < len(doc) - 4 and speaker.tag_ in {"NN", "NNS"}:
        return None, set()
    return speaker, _before(verb, None, doc)


def _media(verb: Any) -> tuple[Any, ...]:
    """To whom it was told, and where it was written: "told NTV", "wrote on Facebook", "said in an interview with Efe"."""
    held = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i] if verb.lemma_.lower() in {"tell", "inform"} else []
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "on", "via", "to", "with", "through"}:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    held.append(noun)
                    held += [p for w in noun.children if w.dep_ == "prep" and w.lower_ in {"with", "to"} for p in w.children if p.dep_ == "pobj"]
    return tuple(held)


def _origins(verb: Any) -> tuple[Any, ...]:
    """Those whom the speaker quotes: "the paper reported, citing officials"."""
    return tuple(
        noun
        for part in verb.children
        if part.dep_ in {"advcl", "prep", "conj", "xcomp"} and part.lemma_.lower() in {"quote", "cite"} and part.tag_ == "VBG"
        for noun in part.children
        if noun.dep_ == "dobj"
    )


def _told(verb: Any) -> tuple[Any, set[int]] | None:
    """ "The paper quoted X as saying that …": X is the speaker, the paper the medium."""
    quoted = _child(verb, "dobj", "nsubjpass")
    as_ = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if as_ is None and quoted is not None:
        as_ = next((c for c in quoted.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    said = _child(as_, "pcomp") if as_ is not None else None
    if quoted is None or said is None or as_ is None:
        return None
    return quoted, _subtree(said)


def _spoken(source: Any | None) -> bool:
    return source is None or source.lower_ not in cues().never


def verbs(parsed: Parsed) -> Iterator[Found]:
    """Yield every verb of saying, wishing or judging with its parts."""
    doc = parsed.doc
    table = cues().verbs
    for verb in doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"} or not any((lemma, f) in table for f in _FRAMES):
            continue
        if verb.pos_ in {"NOUN", "PROPN"} and not (verb.dep_ in {"ROOT", "conj"} and _child(verb, "nsubj") is not None):
            continue
        yield from _frames(verb, lemma, doc)


_PREPOSITIONS = ("on", "about", "of", "for", "to", "with", "against", "at", "over", "in", "from", "as", "by", "into", "after", "upon", "around", "between", "behind", "out", "up", "toward", "towards")
_FRAMES = ("clause", "to", "object", "shown", "quote", "origin", "put", "raised", "passive to", *(f"~{p}" for p in _PREPOSITIONS))


def _happened(verb: Any) -> bool:
    """Was it said at all: not "to report two deaths", not "would report"?"""
    return not any(c.dep_ == "aux" and (c.tag_ in {"TO", "MD"}) for c in verb.children) or verb.dep_ == "xcomp"


def _loose(verb: Any) -> bool:
    return verb.dep_ in {"acl", "pcomp", "xcomp", "relcl", "csubj", "amod", "advcl"} or any(c.dep_ == "aux" and c.lower_ in {"can", "could", "to", "would"} for c in verb.children)


def _light(noun: Any) -> bool:
    """ "voiced doubts about": the noun carries the attribution, not the verb."""
    return noun.pos_ == "NOUN" and any((noun.lemma_.lower(), frame) in cues().nouns for frame, _ in _parts(noun))


def _bare(part: Any) -> set[int]:
    """A phrase without the clauses that only tell more about its words ("Cruz, who had taken heat")."""
    held = _subtree(part)
    for token in part.subtree:
        if token.dep_ in {"relcl", "advcl", "acl"} and token.left_edge.i > 0 and token.doc[token.left_edge.i - 1].text in {",", "-", "--", "–", "—"} and token.i > part.i:
            held -= set(range(token.left_edge.i, token.right_edge.i + 1))
    return held


def _with_it(verb: Any, part: Any) -> set[int]:
    """The rest of a judgement: "mocked Rubio *for having lost*", "called him *a liar*"."""
    added: set[int] = set()
    for other in verb.children:
        if other.i > part.i and (other.dep_ in {"oprd"} or (other.dep_ == "prep" and other.lower_ in {"for", "as", "with"})):
            added |= _subtree(other)
        elif other.dep_ in {"xcomp", "advcl"} and other.left_edge.tag_ == "TO" and other.left_edge.i == part.right_edge.i + 1:
            added |= _subtree(other)
        elif part.dep_ == "xcomp" and other.dep_ in {"prep", "dobj"} and other.lower_ not in {"for"} and verb.i < other.i < part.i and verb.lemma_.lower() in {"call", "ask", "urge", "want", "tell"}:
            added |= _subtree(other) - ({other.i} if other.dep_ == "prep" else set())
    return added


def _frames(verb: Any, lemma: str, doc: Any) -> Iterator[Found]:
    table = cues().verbs
    source, passive = subject(verb)
    cue = _cue_tokens(verb)
    media, origins = _media(verb), _origins(verb)
    if rule := table.get((lemma, "passive to" if passive else "raised")):
        part = _child(verb, "xcomp", "oprd", "acomp", "advcl")
        held = _child(verb, "nsubjpass", "nsubj")
        if part is not None and held is not None and part.i > verb.i:
            yield Found(cue, source if passive else None, tuple(sorted(_subtree(held) | _subtree(part))), rule, "raised", hedge=True)
            return
    if (lemma, "origin") in table and (told := _told(verb)) is not None:
        outer = (source,) if source is not None else ()
        yield Found(cue, told[0], tuple(sorted(told[1])), table[lemma, "origin"], "quoted", outer)
        return
    if passive:
        yield from _passive(verb, lemma, source, cue)
        return
    if (rule := table.get((lemma, "put"))) and any(c.lower_ == "at" and c.dep_ == "prep" for c in verb.children):
        part = _child(verb, "dobj")
        at = next(c for c in verb.children if c.lower_ == "at" and c.dep_ == "prep")
        if part is not None and source is not None:
            more = [c for c in verb.children if c.dep_ == "conj" and (n := _child(c, "nsubj", "nsubjpass")) is not None and n.tag_ == "CD"]
            content = _subtree(part) | _subtree(at) | {i for c in more for i in _subtree(c)}
            yield Found(cue, source, tuple(sorted(content)), rule, "put", media, origins)
        return
    if rule := table.get((lemma, "clause")):
        inverted, content = _inverted(verb, doc) if rule.says else (None, set())
        if inverted is not None and content:
            yield Found(cue, inverted, tuple(sorted(content - set(cue))), rule, "inverted", media, origins)
            return
        content = _clause(verb, source, doc, says=rule.says)
        if content and _spoken(source):
            yield Found(cue, source, tuple(sorted(content - set(cue))), rule, "clause", media, origins)
            return
    for frame, dep in (("to", "xcomp"), ("object", "dobj"), ("shown", "dobj")):
        part = _child(verb, dep)
        if frame == "shown" and (source is None or source.lemma_.lower() not in cues().statements):
            continue
        if (rule := table.get((lemma, frame))) and part is not None and part.i > verb.i and _spoken(source) and (not rule.says or _happened(verb)):
            if frame != "to" and _light(part):
                return
            content = _bare(part) if frame != "to" else _subtree(part)
            yield Found(cue, source, tuple(sorted(content | _with_it(verb, part))), rule, frame, media, origins, loose=_loose(verb))
            return
    about = next((c for c in verb.children if c.i == verb.i + 1 and c.lower_ == "about" and c.dep_ == "advmod"), None)
    if about is None and (part := _child(verb, "dobj")) is not None and part.left_edge.i == verb.i + 1 and part.left_edge.lower_ == "about":
        about = part.left_edge
    if about is not None and (rule := table.get((lemma, "~about"))) and (part := _child(verb, "dobj")) is not None:
        yield Found((*cue, about.i), source, tuple(sorted(_subtree(part) - {about.i})), rule, "about", media, origins)
        return
    for prep in verb.children:
        if prep.dep_ in {"prep", "agent"} and prep.i > verb.i and (rule := table.get((lemma, "~" + prep.lower_))) and _spoken(source):
            content = _bare(prep) - {prep.i}
            if content:
                yield Found((*cue, prep.i), source, tuple(sorted(content)), rule, prep.lower_, media, origins, loose=_loose(verb))
                return
    if rule := table.get((lemma, "quote")):
        yield Found(cue, source, (), rule, "quote", media, origins)


def _passive(verb: Any, lemma: str, source: Any | None, cue: tuple[int, ...]) -> Iterator[Found]:
    """ "It was reported that nine died", "nine deaths were reported by X", "as reported by X"."""
    table = cues().verbs
    rule = table.get((lemma, "clause")) or table.get((lemma, "object"))
    if rule is None or lemma in {"tell", "find", "identify", "name", "quote", "cite", "add", "share", "post", "describe", "list", "publish", "show", "record", "rule", "read", "continue", "establish", "inform", "determine", "provide", "document"} and source is None:
        return
    complement = _child(verb, "ccomp")
    if complement is not None:
        yield Found(cue, source, tuple(sorted(_subtree(complement))), rule, "passive", hedge=source is None)
        return
    if any(c.lower_ == "as" for c in verb.children) and verb.dep_ in {"advcl", "prep"}:
        yield Found(cue, source, tuple(sorted(_main_clause(verb))), rule, "passive")
        return
    subj = _child(verb, "nsubjpass")
    if subj is not None and source is not None and (lemma, "object") in table:
        yield Found(cue, source, tuple(sorted(_subtree(subj))), rule, "passive")


def according(parsed: Parsed) -> Iterator[Found]:
    """ "According to X": X is the source, the clause around it what is said."""
    doc = parsed.doc
    rule = Cue("en.speaker.according", says=True, hedge=False, denies=False)
    for token in doc[:-1]:
        if token.lower_ != "according" or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        noun = next((c for t in (to, token) for c in t.children if c.dep_ == "pobj"), None)
        if noun is None:
            continue
        held = set(range(token.i, max(_subtree(noun)) + 1))
        head = token.head
        content = _subtree(head) - held if head.i != token.i else set(range(len(doc))) - held
        if len(content) < 3 or head.pos_ not in {"VERB", "AUX"}:
            content = set(range(len(doc))) - held
        last = max(held) >= len(doc) - 2
        while head.head.i != head.i and (
            (head.dep_ in {"advcl", "acl", "relcl", "xcomp"} and token.i == 0)
            or (head.dep_ in {"conj", "advcl", "relcl"} and last and not _turns(head))
        ):
            head = head.head
            content = _subtree(head) - held
        yield Found((token.i, to.i), noun, tuple(sorted(content)), rule, "according")


def _turns(verb: Any) -> bool:
    """Does "while" or "but" set this clause off from the one before, so that the speaker is of this one only?"""
    words = {c.lower_ for c in verb.children if c.dep_ in {"mark", "cc", "advmod"}} | {c.lower_ for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i}
    return bool(words & {"while", "whilst", "but", "although", "though", "whereas", "however"})


def nouns(parsed: Parsed) -> Iterator[Found]:
    """ "The mayor's claim that nine died", "a Ministry list of 70 victims", "has plans to leave"."""
    table = cues().nouns
    for noun in parsed.doc:
        if noun.pos_ != "NOUN":
            continue
        lemma = noun.lemma_.lower()
        if (rule := table.get((lemma, "of"))) is not None and (listed := _listed(noun)) is not None:
            yield Found((noun.i,), listed[0], tuple(sorted(listed[1])), rule, "list")
            continue
        for frame, part in _parts(noun):
            if (rule := table.get((lemma, frame))) is not None:
                who, cue = _holder(noun)
                yield Found(cue, who, tuple(sorted(part)), rule, "noun", hedge=who is None)
                break


def adjectives(parsed: Parsed) -> Iterator[Found]:
    """ "He is convinced that", "she was critical of": judgements in the form of an adjective."""
    table = cues().adjectives
    for word in parsed.doc:
        if word.dep_ != "acomp":
            continue
        for frame, part in _parts(word):
            if (rule := table.get((word.lower_, frame))) is not None:
                source, _ = subject(word.head)
                yield Found((word.head.i, word.i), source, tuple(sorted(part)), rule, "adjective")
                break


def _parts(word: Any) -> Iterator[tuple[str, set[int]]]:
    """What a noun or an adjective takes behind it, by construction."""
    for child in word.children:
        if child.i < word.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in child.children):
            yield "clause", _subtree(child)
        elif child.dep_ in {"ccomp"}:
            yield "clause", _subtree(child)
        elif child.dep_ in {"acl", "xcomp", "advcl"} and any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children):
            yield "to", _subtree(child)
        elif child.dep_ == "prep":
            content = _subtree(child) - {child.i}
            if content:
                yield "~" + child.lower_, content


def _holder(noun: Any) -> tuple[Any | None, tuple[int, ...]]:
    """Whose claim, plan or fear it is: the possessor, "by X", or who "made", "has", "voiced" it."""
    who = _child(noun, "poss")
    if who is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "among"}), None)
        who = _child(by, "pobj") if by is not None else None
    if who is None and noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in {"VERB", "AUX"}:
        return subject(noun.head)[0], (*_cue_tokens(noun.head), noun.i)
    return who, (noun.i,)


def _listed(noun: Any) -> tuple[Any, set[int]] | None:
    """ "The Ministry of Health list of 70 victims": the body before the noun, and what the noun is of."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    who = next((c for c in noun.children if c.dep_ in {"poss", "compound", "nmod"} and c.tag_ in {"NNP", "NNPS", "NNS", "NN"}), None)
    if of is None or who is None:
        return None
    return who, {noun.i} | _subtree(of)
