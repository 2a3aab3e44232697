"""Verbs of saying, wishing and judging in one sentence, read from its tree.

Every construction is one small reader, tried in the order of `_READERS`: the
first that fits a verb says what is attributed to whom.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tollbook import lang
from tollbook.extract.speech_clause import astray, breakdown, figures_too, inverted, main_clause, said
from tollbook.extract.speech_closing import closing_speaker
from tollbook.extract.speech_cues import Cue, cues
from tollbook.extract.speech_moved import judged, shared
from tollbook.extract.speech_noun import parts
from tollbook.extract.speech_parts import FINITE, Found, bare, child, cue_tokens, subject, subtree
from tollbook.extract.speech_source import role_of
from tollbook.text.parse import Parsed

_PREPOSITIONS = (
    "on", "about", "of", "for", "to", "with", "against", "at", "over", "in", "from", "as", "by", "into", "upon", "between",
)  # fmt: skip
_FRAMES = ("clause", "to", "object", "shown", "quote", "origin", "put", "moved", "raised", "passive to", *(f"~{p}" for p in _PREPOSITIONS))
_HANGING = {"acl", "pcomp", "xcomp", "relcl", "csubj", "amod", "advcl"}


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb with what every reader asks for."""

    token: Any
    lemma: str
    source: Any | None
    passive: bool
    cue: tuple[int, ...]
    media: tuple[Any, ...]
    origins: tuple[Any, ...]

    def rule(self, frame: str) -> Cue | None:
        return cues().verbs.get((self.lemma, frame))

    def found(self, rule: Cue, frame: str, content: set[int], *, source: Any | None, hedge: bool = False) -> tuple[Found, ...]:
        held = tuple(sorted(content - set(self.cue)))
        return (Found(self.cue, source, held, rule, frame, self.media, self.origins, hedge, _loose(self.token)),)


_Read = Callable[[_Verb], "tuple[Found, ...] | None"]


def verbs(parsed: Parsed) -> Iterator[Found]:
    """Yield every verb of saying, wishing or judging with its parts."""
    table = cues().verbs
    for token in parsed.doc:
        lemma = token.lemma_.lower()
        if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"} or not any((lemma, f) in table for f in _FRAMES):
            continue
        if token.text.istitle() and token.i and _in_a_name(token):
            continue  # "Mawlawi Sayed Amam": to the lemmatizer he said
        # A headline's verb is often taken for a noun; then only its subject tells.
        if token.pos_ in {"NOUN", "PROPN"} and not (token.dep_ in {"ROOT", "conj"} and child(token, "nsubj") is not None):
            continue
        source, passive = subject(token)
        if lemma == "admit" and source is not None and source.like_num:
            continue  # "eleven admitted": patients
        if _supposed(token):
            continue
        verb = _Verb(token, lemma, source, passive, cue_tokens(token), _media(token), _origins(token))
        yield from next((found for read in _READERS if (found := read(verb)) is not None), ())


def _supposed(verb: Any) -> bool:
    """ "Gunmen *suspected to be* bandits have killed nine": a participle, which the parser takes for the verb."""
    after = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    return verb.tag_ in {"VBD", "VBN"} and after == ["to", "be"] and child(verb, "ccomp") is not None and child(verb, "auxpass", "aux") is None


def _in_a_name(token: Any) -> bool:
    """Does the word, with a capital, stand between names or titles that have one, too?"""
    following = token.doc[token.i + 1 : token.i + 2].text
    return bool(token.nbor(-1).text.istitle() and following.istitle() and token.nbor(-1).pos_ == "PROPN")


def _media(verb: Any) -> tuple[Any, ...]:
    """To whom it was told, and where it was written: "told NTV", "wrote on Facebook", "said in an interview with Efe"."""
    told = verb.lemma_.lower() in cues().words["told"]
    held = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i] if told else []
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "on", "via", "to", "with", "through", "over", "by"}:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    inner = [w for w in noun.children if w.dep_ == "prep" and w.lower_ in {"with", "to"}]
                    held += [noun, *(p for w in inner for p in w.children if p.dep_ == "pobj"), *_posted(noun)]
    return tuple(held)


def _posted(noun: Any) -> list[Any]:
    """ "In a post on Facebook", "in a statement published on Telegram": where it was written."""
    preps = [w for w in noun.subtree if w.dep_ == "prep" and w.lower_ in {"on", "via"}]
    return [p for w in preps for p in w.children if p.dep_ == "pobj" and p.lower_ in cues().platforms]


def _origins(verb: Any) -> tuple[Any, ...]:
    """Those whom the speaker quotes: "the paper reported, citing officials"."""
    own = child(verb, "nsubj")
    return tuple(
        noun
        for part in (*verb.children, *(() if own is None else (c for c in own.children if c.dep_ == "acl")))
        if part.dep_ in {"advcl", "prep", "conj", "xcomp", "acl"} and part.tag_ == "VBG" and (part.lemma_.lower(), "origin") in cues().verbs
        for noun in part.children
        if noun.dep_ == "dobj"
    )


def _speaks(source: Any | None) -> bool:
    """Is this somebody who can speak: not "no one", not the blast?"""
    if source is None:
        return True
    return source.lower_ not in cues().never and not any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in source.children)


def _happened(verb: Any) -> bool:
    """Was it said at all: not "to report two deaths", not "would report"?"""
    return not any(c.dep_ == "aux" and c.tag_ in {"TO", "MD"} for c in verb.children) or verb.dep_ == "xcomp"


def _loose(verb: Any) -> bool:
    return verb.dep_ in _HANGING or any(c.dep_ == "aux" and c.lower_ in {"can", "could", "to", "would"} for c in verb.children)


def _tells(verb: _Verb, part: Any) -> bool:
    """ "Provided the names of the dead" tells, "provided a bus" does not."""
    words = cues().words
    if verb.lemma == "admit" and verb.source is not None and role_of(" ".join(t.text for t in verb.source.subtree)) == "medical":
        return False  # a hospital that admits nine wounded takes them in
    if verb.lemma in lang.words("said", "en.said.gives"):
        figure = any(t.like_num for t in part.subtree) and any(t.lower_ in words["harmed"] for t in part.subtree)
        return (figure or (verb.lemma == "give" and part.lemma_.lower() in words["given"])) and not any(c.lower_ == "no" for c in part.children)
    return verb.lemma not in words["hands over"] or part.lemma_.lower() in words["handed over"] or any(t.like_num or t.text == '"' for t in part.subtree)


def _raised(verb: _Verb) -> tuple[Found, ...] | None:
    """ "The talks seem to stall", "she is expected to resign": what is said is the subject with the infinitive."""
    rule = verb.rule("passive to" if verb.passive else "raised")
    part = child(verb.token, "xcomp", "oprd", "acomp", "advcl")
    held = child(verb.token, "nsubjpass", "nsubj")
    if rule is None or part is None or held is None or part.i < verb.token.i:
        return None
    return verb.found(rule, "raised", subtree(held) | subtree(part), source=verb.source if verb.passive else None, hedge=True)


def _quoted(verb: _Verb) -> tuple[Found, ...] | None:
    """ "The paper quoted X as saying that …": X is the speaker, the paper the medium."""
    rule = verb.rule("origin")
    quoted = child(verb.token, "dobj", "nsubjpass")
    if rule is None or quoted is None:
        return None
    as_ = next((c for t in (verb.token, quoted) for c in t.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    saying = child(as_, "pcomp") if as_ is not None else None
    if saying is None:
        return None
    outer = (verb.source,) if verb.source is not None else ()
    inner = next((c for c in saying.children if c.dep_ in {"ccomp", "dobj"}), saying)
    return (Found(verb.cue, quoted, tuple(sorted(subtree(inner))), rule, "quoted", outer),)


def _passive(verb: _Verb) -> tuple[Found, ...] | None:
    """ "It was reported that nine died", "nine deaths were reported by X", "as reported by X"."""
    if not verb.passive:
        return None
    if (rule := verb.rule("object")) is not None and not rule.says and (content := judged(verb.token)):
        return verb.found(rule, "judged", content, source=verb.source)
    rule = verb.rule("clause") or verb.rule("object")
    if rule is None or (verb.source is None and verb.lemma in cues().words["not without agent"]):
        return ()
    complement = child(verb.token, "ccomp")
    if complement is not None and complement.i > verb.token.i:
        return verb.found(rule, "passive", subtree(complement), source=verb.source, hedge=verb.source is None)
    if any(c.lower_ == "as" for c in verb.token.children) and verb.token.dep_ in {"advcl", "prep"}:
        return verb.found(rule, "passive", main_clause(verb.token), source=verb.source)
    subj = child(verb.token, "nsubjpass")
    if subj is not None and verb.source is not None and verb.rule("object") is not None:
        return verb.found(rule, "passive", subtree(subj), source=verb.source)
    return ()


def _put(verb: _Verb) -> tuple[Found, ...] | None:
    """ "The ministry put the toll at nine dead and six injured", "revised the toll down to 24"."""
    moves = verb.rule("put") is None
    rule = verb.rule("moved" if moves else "put")
    part = child(verb.token, "dobj")
    if rule is None or part is None or verb.source is None or not _happened(verb.token):
        return None
    if moves and not ((verb.token.tag_ in FINITE or verb.token.tag_ == "VBN") and (verb.source.tag_ == "PRP" or role_of(" ".join(t.text for t in verb.source.subtree)) != "unknown")):
        return None
    to = "to" if moves else "at"
    held = (verb.token, *verb.token.rights, *part.subtree)  # "put the number of *men killed at* nine"
    at = next((c for o in held for c in o.children if c.lower_ == to and c.dep_ == "prep" and c.i > part.i), None)
    if at is None or (moves and part.lemma_.lower() not in cues().words["handed over"]):
        return None
    content = set(range(part.left_edge.i, at.right_edge.i + 1)) | breakdown(verb.token, at.i) | _put_too(at) | figures_too(verb.token)
    return verb.found(rule, "put", content, source=verb.source)


def _put_too(at: Any) -> set[int]:
    """ "Put the dead at 32 and the injured at 63": the second figure is put by the same."""
    doc = at.doc
    for i in range(at.right_edge.i + 1, len(doc) - 2):
        if doc[i].text in {";", "."} or doc[i].tag_ in FINITE:
            break
        if doc[i].lower_ == "at" and doc[i + 1].like_num and any(t.lower_ in cues().words["harmed"] for t in doc[max(at.i, i - 3) : i]):
            return set(range(at.right_edge.i + 1, max(doc[i].right_edge.i, i + 1) + 1))
    return set()


def _closing(verb: _Verb) -> tuple[Found, ...] | None:
    """ "Nine died on Thursday, the governor told reporters", where the tree does not see who told."""
    rule = verb.rule("clause")
    if rule is None or not rule.says:
        return None
    speaker, content = closing_speaker(verb.token)
    return verb.found(rule, "clause", content, source=speaker) if speaker is not None and content else None


def _clause(verb: _Verb) -> tuple[Found, ...] | None:
    rule = verb.rule("clause")
    if rule is None:
        return None
    if rule.says:
        speaker, content = inverted(verb.token)
        if speaker is not None and content:
            return verb.found(rule, "inverted", content, source=speaker)
    content = said(verb.token, verb.source, says=rule.says) or astray(verb.token, asks=verb.lemma in cues().words["asks"])
    if content and _speaks(verb.source):
        behind = max(content) > verb.token.i  # "nine died, the commission found" is a finding without "that"
        if behind and verb.lemma in cues().words["needs that"] and not any(t.dep_ == "mark" and t.lower_ == "that" for t in verb.token.subtree if t.head.head.i == verb.token.i):
            rule = replace(rule, says=False)
        return verb.found(rule, "clause", content, source=verb.source)
    return None


def _embedded(verb: _Verb) -> tuple[Found, ...] | None:
    """ "The man who *police say* shot two clerks": a second subject stands right before the word of saying."""
    rule = verb.rule("clause")
    held = [c for c in verb.token.lefts if c.dep_ in {"nsubj", "dobj"}]
    part = child(verb.token, "ccomp", "xcomp")
    if rule is None or not rule.says or verb.token.dep_ != "relcl" or len(held) < 2 or held[0].tag_ not in {"WP", "WDT"} or part is None:
        return None
    return verb.found(rule, "clause", subtree(part), source=held[-1]) if part.tag_ in FINITE | {"VBN", "MD"} and part.i > verb.token.i else None


def _called(verb: _Verb) -> tuple[Found, ...] | None:
    """ "Called the delay “a scandal”": what is named and what it is called, however the tree parts them."""
    rule = verb.rule("object")
    if rule is None or verb.passive or verb.lemma not in cues().words["names"] or not _speaks(verb.source):
        return None
    held = [c for c in verb.token.children if c.i > verb.token.i and c.dep_ in {"dobj", "oprd", "ccomp", "attr", "acomp"}]
    if not held or any(c.dep_ == "prep" and c.i < held[0].i for c in verb.token.rights):
        return None
    content = set(range(held[0].left_edge.i, held[-1].right_edge.i + 1))
    return verb.found(rule, "object", content & {i for c in held for i in bare(c, judged=not rule.says)} | _between(held), source=verb.source)


def _between(held: list[Any]) -> set[int]:
    return {i for a, b in itertools.pairwise(held) for i in range(a.right_edge.i, b.left_edge.i)}


def _object(verb: _Verb) -> tuple[Found, ...] | None:
    """ "Confirmed two deaths", "refused to pay", and of pictures "showed two dead"."""
    for frame, dep in (("to", "xcomp"), ("shown", "dobj"), ("object", "dobj")):
        rule, part = verb.rule(frame), child(verb.token, dep)
        if part is None and frame == "object" and rule is not None and rule.says:
            part = _tally(verb.token)
        if rule is None or part is None or part.i < verb.token.i or not _speaks(verb.source):
            continue
        if frame == "shown" and (verb.source is None or verb.source.lemma_.lower() not in cues().statements):
            continue
        if rule.says and verb.lemma == "claim" and part.lemma_.lower() in cues().words["not told"]:
            return ()
        if rule.says and not (_happened(verb.token) and _tells(verb, part)):
            continue
        if frame != "to" and _light(part):
            return ()
        content = (subtree(part) | _next_wish(verb.token, part) if frame == "to" else bare(part, judged=not rule.says)) | _with_it(verb.token, part)
        if rule.says:
            content |= breakdown(verb.token, part.i) | figures_too(verb.token)
        return verb.found(rule, frame, content, source=verb.source)
    return None


def _next_wish(verb: Any, part: Any) -> set[int]:
    """ "Wants to mend the dam and *build a school*": the parser hangs the second infinitive on the wanting."""
    found: set[int] = set()
    for other in verb.conjuncts:
        if verb.tag_ in FINITE and other.tag_ == "VB" and other.i > part.i and child(other, "nsubj", "aux") is None:
            found |= subtree(other)
    return found


def _tally(verb: Any) -> Any | None:
    """ "Counted 57 dead": the parser takes the dead for an adverb."""
    return next((c for c in verb.rights if c.left_edge.i == verb.i + 1 and c.lower_ in lang.words("said", "en.said.tally") and c.left_edge.like_num), None)


def _reduced(verb: _Verb) -> tuple[Found, ...] | None:
    """ "Turkey says 33 soldiers killed": a headline's clause has no auxiliary, and looks like an object."""
    rule, part = verb.rule("clause"), child(verb.token, "dobj")
    if rule is None or not rule.says or part is None or part.i < verb.token.i or verb.lemma not in lang.words("said", "en.said.reduced"):
        return None
    if verb.source is None or not any(t.like_num for t in part.lefts) or not _speaks(verb.source):
        return None
    done = any(c.dep_ in {"acl", "amod", "oprd"} and (c.tag_ == "VBN" or c.lower_ == "dead") and c.i > part.i for c in (*part.rights, *verb.token.rights))
    return verb.found(rule, "clause", subtree(part), source=verb.source) if done else None


def _preposition(verb: _Verb) -> tuple[Found, ...] | None:
    """ "Called for talks", "wrote about two dead"; "about" before a number the parser takes for an adverb."""
    for prep in verb.token.children:
        rule = verb.rule("~" + prep.lower_)
        if rule is not None and prep.dep_ in {"prep", "agent"} and prep.i > verb.token.i and _speaks(verb.source):
            content = bare(prep, judged=not rule.says) - {prep.i}
            if rule.says:
                again = [c for c in verb.token.subtree if c.dep_ in {"conj", "prep"} and c.lower_ == prep.lower_ and c.i > prep.right_edge.i and c.nbor(-1).lower_ == "and"]
                content |= figures_too(verb.token) | {i for c in again for i in range(prep.right_edge.i + 1, c.right_edge.i + 1)}
            if content:
                if verb.token.tag_ == "VBG" and child(verb.token, "aux") is not None:
                    rule = replace(rule, says=False)  # "he was referring to the man who …" is how the article explains it
                return verb.found(rule, prep.lower_, content, source=verb.source)
    rule = verb.rule("~for")
    for part in verb.token.rights:
        mark = child(part, "mark")
        if rule is not None and part.dep_ in {"advcl", "xcomp", "ccomp"} and mark is not None and mark.lower_ == "for" and mark.i < part.i and _speaks(verb.source):
            return verb.found(rule, "for", subtree(part) - {mark.i}, source=verb.source)
    rule, part = verb.rule("~about"), child(verb.token, "dobj")
    if rule is not None and part is not None and verb.token.i + 1 < len(verb.token.doc) and verb.token.nbor(1).lower_ == "about":
        return verb.found(rule, "about", subtree(part) - {verb.token.i + 1}, source=verb.source)
    return None


def _beside(verb: _Verb) -> tuple[Found, ...] | None:
    """Nothing in the tree: a quotation may stand beside the verb."""
    rule = verb.rule("quote")
    return verb.found(rule, "quote", set(), source=verb.source) if rule is not None else None


def _moved(verb: _Verb) -> tuple[Found, ...] | None:
    """ "A view shared by most farmers", "the lesson they intended"."""
    rule = verb.rule("object")
    # "up from 64 announced by the government", "a toll of 41 deaths given by the police"
    figure = verb.token.dep_ == "acl" and (verb.token.head.pos_ == "NUM" or child(verb.token.head, "nummod") is not None)
    if rule is None or (rule.says and not figure) or not _speaks(verb.source):
        return None
    content = shared(verb.token, agent=verb.source is not None)
    toll = verb.token.head.head.head if figure and verb.token.head.dep_ == "pobj" else None
    if content and toll is not None and toll.lemma_.lower() in cues().words["handed over"] and toll.i < verb.token.i:
        content |= set(range(toll.left_edge.i, verb.token.i))  # "an earlier toll of 110 given by the network"
    return verb.found(rule, "moved", content, source=verb.source) if content else None


_READERS: tuple[_Read, ...] = (_closing, _raised, _quoted, _moved, _passive, _put, _called, _embedded, _clause, _reduced, _object, _preposition, _beside)


def _light(noun: Any) -> bool:
    """ "voiced doubts about": the noun carries the attribution, not the verb."""
    return noun.pos_ == "NOUN" and any((noun.lemma_.lower(), frame) in cues().nouns for frame, _ in parts(noun))


def _with_it(verb: Any, part: Any) -> set[int]:
    """The rest of a judgement: "mocked Rubio *for having lost*", "called him *a liar*", "called *on X* to resign"."""
    added: set[int] = set()
    for other in verb.children:
        behind = other.dep_ == "oprd" or (other.dep_ == "prep" and other.lower_ in {"for", "as", "with"}) or (other.lower_ in {"of", "to"} and verb.lemma_.lower() in cues().words["of whom"])
        purpose = other.dep_ in {"xcomp", "advcl"} and other.left_edge.tag_ == "TO" and other.left_edge.i == part.right_edge.i + 1
        if (behind and other.i > part.i) or purpose:
            added |= subtree(other)
        elif part.dep_ == "xcomp" and other.dep_ in {"prep", "dobj"} and verb.i < other.i < part.i and verb.lemma_.lower() in cues().words["asks of"]:
            added |= subtree(other) - ({other.i} if other.dep_ == "prep" else set())
    return added
