"""From the tolls of single sentences to the toll claims of an article.

Here a mention becomes a claim with an id, a scope and its place among the
others: what repeats what, what is part of what, what replaced what, what is
compared with what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from tollbook import lang
from tollbook.extract.actor import find_actors
from tollbook.extract.antecedent import antecedent
from tollbook.extract.claim import find_toll_mentions
from tollbook.extract.confidence import confidence
from tollbook.extract.figure_moved import moved_figures
from tollbook.extract.gapped import gapped_tolls
from tollbook.extract.general import is_general
from tollbook.extract.links import Draft, repeated, replaced_by, whole_of
from tollbook.extract.method import find_method
from tollbook.extract.named import identified_later
from tollbook.extract.number import find_counts
from tollbook.extract.outcome import with_outcomes
from tollbook.extract.part_later import parts_of_earlier
from tollbook.extract.perpetrator import Perpetrators, perpetrators
from tollbook.extract.pointed import told_number
from tollbook.extract.scope import patterns
from tollbook.extract.scopes import scopes
from tollbook.extract.share import in_shares
from tollbook.extract.told_again import told_again
from tollbook.extract.toll import TollMention
from tollbook.extract.victim import describe
from tollbook.extract.victim_same import with_roles
from tollbook.extract.violence import is_violence
from tollbook.ids import content_id
from tollbook.model import ActorMention, Article, Count, Link, Span, Stance, TimeMention, TollClaim, Victims
from tollbook.text.parse import Parsed
from tollbook.text.sentences import Sentence
from tollbook.text.spans import latest

# Of a quote's offsets: who says it, whether whoever reports it hedges, whether they deny it.
Witness = Callable[[int, int], tuple[tuple[Link, ...], bool, bool]]


def find_mentions(parsed: Sequence[Parsed], sentences: Sequence[Sentence]) -> list[TollMention]:
    """The toll mentions of an article that speak of violence and add something."""
    found: list[TollMention] = []
    for at, one in enumerate(parsed):
        here = _of_whom(list(in_shares(find_toll_mentions(one))), found)
        here = [*here, *gapped_tolls(one, [*found[-1:], *here], find_counts(one))]
        for former, moved in moved_figures(one, [*found[-3:], *here], find_counts(one)):
            found = [replace(m, former=True) if m is former else m for m in found]
            here = [*(replace(m, former=True) if m is former else m for m in here), moved]
        if not here and found and one.sentence.index - found[-1].parsed.sentence.index <= 3:
            found += identified_later(one, found[-1], find_counts(one))
        for stated in here:
            mention = told_number(stated, found, parsed[max(0, at - 1) : at + 1])
            if is_violence(mention, sentences) and not _is_rate(mention) and not _only_refers_back(mention, found):
                found.append(mention)
        if found and one.sentence.index - found[-1].parsed.sentence.index <= 2:
            found += parts_of_earlier(one, found, find_counts(one))
    return with_outcomes([m for m in found if not _died_there(m, sentences)])


def _is_rate(mention: TollMention) -> bool:
    """ "For every soldier who died, 18 gunmen were killed": so many of one to so many of another, and nobody in particular."""
    base, quote = mention.parsed.sentence, mention.quote
    start, end = quote.start - base.start, quote.end - base.start
    before, inside = base.text[max(0, start - 160) : start], base.text[start : end + 40]
    return bool(patterns("rate").search(inside) or patterns("ratio").search(before.rsplit(";")[-1] + inside))


def _of_whom(here: Sequence[TollMention], before: Sequence[TollMention]) -> Sequence[TollMention]:
    """ "Among the victims is a nurse", where the dead were counted just before: she is one of them."""
    last = next((m for m in reversed(before) if m.harm in {"killed", "injured", "casualties"} and not m.part), None)
    if last is None or last.harm != "killed":
        return here
    return tuple(
        replace(m, harm="killed")
        if m.rule == "en.toll.part.among" and m.harm == "casualties" and m.parsed.doc[m.trigger].lemma_ == "victim"
        else m
        for m in here
    )


def _died_there(mention: TollMention, sentences: Sequence[Sentence]) -> bool:
    """Was somebody only found wounded, or taken to hospital, to die? Then the death is the claim."""
    quote = mention.quote
    word = mention.parsed.doc[mention.trigger]
    if mention.harm == "injured" and mention.how == "participle" and word.dep_ == "acl" and word.head.dep_ == "nsubj" and word.head.head.lemma_ in {"die", "succumb"}:
        return True  # "a woman injured in a blast in May died on Friday"
    found_wounded = mention.rule == "en.toll.injured.event" and mention.how == "participle" and mention.count.high == 1
    had_wounds = mention.count.high == 1 and word.lemma_ in lang.words("clauses", "en.clause.had_wounds")
    if mention.harm != "injured" or not (found_wounded or had_wounds or "hospital" in quote.text.lower()):
        return False
    base = mention.parsed.sentence
    if found_wounded:
        near = " ".join(s.text for s in sentences[base.index + 1 : base.index + 4])
        return bool(lang.pattern("toll_phrases", "en.told.died").search(base.text) or lang.pattern("toll_phrases", "en.told.died").search(near) or re.search(r"\b(?:dead|deceased)\b", base.text))
    following = sentences[base.index + 1].text if base.index + 1 < len(sentences) else ""
    return bool(lang.pattern("toll_phrases", "en.told.died").search(base.text[quote.end - base.start :]) or lang.pattern("toll_phrases", "en.told.died_next").match(following))


def _only_refers_back(mention: TollMention, before: Sequence[TollMention]) -> bool:
    """ "The victims", "his death": a mention back that gives no count adds no claim (annotation guide, rule 2)."""
    if mention.harm == "captured" and mention.count.high == 0:
        return True  # "nobody has been arrested" (ruling 17)
    if is_general(mention):
        return True
    if mention.rule == "en.toll.captured.surrender" and mention.phrase is not None and mention.phrase.plural and mention.phrase.count is None:
        return True  # "terrorists who have surrendered": no arrest is told, nor of how many
    if not mention.bare or mention.part:
        return False
    same = any(m.harm == mention.harm for m in before)
    phrase = mention.phrase
    if mention.rule == "en.toll.injured.treated" and phrase is not None and phrase.definite and not phrase.named:
        return same  # "the wounded policeman was taken to hospital"
    if mention.how in {"owner", "attribute"} and phrase is not None and phrase.named:
        return same
    if mention.how == "owner":
        return True
    if mention.how == "count":
        return same or phrase is None or phrase.definite  # "there were deaths and injuries", where nothing was told of them before
    if mention.how == "attribute":
        return True
    if phrase is None:
        return False
    if phrase.sort == "pronoun":
        return phrase.plural or (same and not _told_in_full(mention))
    return phrase.plural and phrase.definite and same


def _told_in_full(mention: TollMention) -> bool:
    """ "He was shot in the head and died": told in a main clause with what happened, not "after he died"."""
    token = mention.parsed.doc[mention.trigger]
    main = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
    return main and mention.harm == "killed" and mention.how in {"passive", "subject"} and any(c.dep_ == "prep" for c in token.rights)


def stance_of(mention: TollMention, *, hedged: bool = False, denied: bool = False) -> Stance:
    """The stance of the harm: that of the sentence, and of who reports it."""
    if mention.mood == "denied" or denied:
        return "denied"
    return "hedged" if mention.mood == "hedged" or hedged else "asserted"


def toll_id(article: str, quote: Span, harm: str, count_start: int | None, chain: tuple[Link, ...]) -> str:
    """The id of a toll claim: article, quote, harm, count words and speaker, never the rule."""
    speaker = chain[0].speaker if chain else None
    return content_id(article, quote.start, quote.end, quote.text, harm, count_start, speaker)


# How many tolls back those are looked for whom a number alone counts.
_EARLIER = 40


def _victims(mention: TollMention, article: Article, before: Sequence[TollMention]) -> Victims | None:
    # "twelve of the 19 wounded": a number names nobody
    words = mention.words if mention.words is not None and any(c.isalpha() for c in mention.words.text) else None
    whom = antecedent(mention, before)
    words = whom.words if whom is not None else words
    sentence = mention.parsed.sentence
    until = mention.quote.end - sentence.start
    until += next((m.start() for m in lang.pattern("toll_phrases", "en.told.clause").finditer(sentence.text[until:])), len(sentence.text))
    role, classes, nationality, side = describe(words.text if words else None, sentence.text, article.text, until=until)
    if whom is not None and whom.group is not None and role != "combatant":
        # "29 rebels, fifteen of them women": they are what the others are
        among, _, _, theirs = describe(whom.group.text, sentence.text, article.text, until=until)
        role, side = (among, theirs) if among != "unknown" else (role, side)
    if mention.harm == "displaced" and role == "unknown" and (words is None or words.text.lower().endswith(("people", "persons", "individuals"))):
        role, classes = "civilian", ("displaced",)  # an army that moves is not displaced
    if words is None:
        return Victims(role=role, classes=classes, nationality=nationality, side=side) if role != "unknown" else None
    return Victims(
        text=words.text,
        start=words.start,
        end=words.end,
        role=role,
        classes=classes,
        nationality=nationality,
        side=side,
    )


@latest
def _actors(parsed: Parsed) -> tuple[ActorMention, ...]:
    """Most sentences that give one figure give several."""
    return find_actors(parsed)


def _who_did_it(mention: TollMention) -> Perpetrators:
    found, whom = perpetrators(mention.parsed, mention.trigger, _actors(mention.parsed)), mention.words
    if whom is None or not any(m.start < whom.end and whom.start < m.end for m in found.by):
        return found
    if any("self" in t.lower_ or "selves" in t.lower_ for t in mention.parsed.doc):
        return found
    # "Springfield man shot twice": a headline's victim is its subject
    by = tuple(m for m in found.by if not (m.start < whom.end and whom.start < m.end))
    return replace(found, by=by) if by else Perpetrators()


def assemble(
    article: Article,
    mentions: Sequence[TollMention],
    witness: Witness,
    *,
    times: Sequence[TimeMention] = (),
    sentences: Sequence[Sentence] = (),
) -> tuple[TollClaim, ...]:
    """Make claims of the toll mentions of one article.

    Args:
        article: The article they stand in.
        mentions: In text order.
        witness: Says who gives a quote, and in which stance.
        times: The article's times, which tell other events and sums apart.
        sentences: All sentences of the article.

    Returns:
        The claims in text order; references among them are ids.
    """
    asked = [witness(m.quote.start, m.quote.end) for m in mentions]
    again = told_again(mentions, [chain[0].speaker if chain else None for chain, _, _ in asked], article.text)
    mentions = [m for i, m in enumerate(mentions) if i not in again]
    asked = [a for i, a in enumerate(asked) if i not in again]
    origins = [chain[0].speaker if chain else None for chain, _, _ in asked]
    found = scopes(mentions, origins=origins, times=times, sentences=sentences, text=article.text)
    drafts = [Draft(mention=m, scope=s, chain=a[0]) for m, s, a in zip(mentions, found, asked, strict=True)]
    ids = [
        toll_id(article.id, d.mention.quote, d.mention.harm, d.mention.count.start, d.chain) for d in drafts
    ]
    made: list[TollClaim] = []
    for i, (draft, (_, hedged, denied)) in enumerate(zip(drafts, asked, strict=True)):
        m = draft.mention
        who = _who_did_it(m)
        made.append(
            TollClaim(
                id=ids[i],
                rule=m.rule,
                reading_confidence=0.0,
                quote=m.quote,
                attribution=draft.chain,
                stance=stance_of(m, hedged=hedged, denied=denied),
                harm=m.harm,
                count=_count(m, drafts[:i], ids),
                victims=_victims(m, article, mentions[max(0, i - _EARLIER) : i]),
                scope=draft.scope,
                repeats=repeated(i, drafts, ids),
                part_of=whole_of(i, drafts, ids),
                moved_to=replaced_by(i, drafts, ids),
                transition=m.transition,
                by=who.by,
                by_certainty=who.by_certainty,
                by_stance=who.by_stance,
                method=find_method(m.parsed, m.trigger),
            )
        )
    return tuple(msgspec.structs.replace(claim, reading_confidence=confidence(claim)) for claim in with_roles(made))


def _count(mention: TollMention, before: Sequence[Draft], ids: Sequence[str]) -> Count:
    count = mention.count
    if not (mention.comparative or (count.low is None and count.high is None)):
        return count
    compared = tuple(
        ids[i]
        for i, d in enumerate(before)
        if d.mention.harm in {"killed", "casualties", mention.harm} and d.scope == "incident"
    )
    return Count(
        approx=count.approx, word=count.word, text=count.text, start=count.start, end=count.end, compared_with=compared
    )
