"""How the figures of one article stand to each other.

"A bomb killed six. Four of them were policemen. Another two died in hospital"
holds three figures and eight dead. Whether a figure restates, divides or adds
to an earlier one decides every toll, so each decision is one named rule, made
from the words around the figure, the victims and the counts, in text order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal

from tollbook.model import TollClaim
from tollbook.reconcile.codebook import vague
from tollbook.reconcile.interval import can_be_part, compatible, total
from tollbook.reconcile.origin import OWN
from tollbook.reconcile.seen import Seen, ages, core, cue, narrower, noun, same_people, tells_apart
from tollbook.reconcile.slot import Layout, Slot, Step

Relation = Literal["new", "same", "part", "covers"]


def _apart(a: Seen, b: Seen) -> bool:
    """Do the two sentences place the harm in two places that do not hold each other?"""
    one, two = a.claim.where, b.claim.where
    if one is None or two is None or a.sentence == b.sentence or one.start == two.start:
        return False
    if a.voice not in (b.voice, OWN) and (a.kin or a.names) and b.interval.low > 1:
        return False  # a mourner's home or prayer says nothing of where the dead of the report died
    near = abs(one.start - a.claim.quote.start) < 200 and abs(two.start - b.claim.quote.start) < 200
    names = {one.name or one.text} & {two.name or two.text, *two.path} or {two.name or two.text} & set(one.path)
    return near and not names and {one.level, two.level} <= {"town", "district", "region"} and one.level == two.level


def _place_linked(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    """Follow the links that the extractor set."""
    if not c.claim.repeats and c.claim.part_of is None:
        return None
    held = {s.claim.id: slot for slot in slots for s in (*slot.witnesses, *slot.parts)}
    main = {s.claim.id for slot in slots for s in slot.witnesses}
    for target in c.claim.repeats:
        if target in held:
            return ("same" if target in main else "part"), held[target], "relate.stated.repeats"
    if c.claim.part_of in held:
        return "part", held[c.claim.part_of], "relate.stated.part"
    return None


def _whole_for(c: Seen, slots: list[Slot]) -> Slot | None:
    fits = [s for s in slots if can_be_part(c.interval, s.largest) and s.largest.low >= c.interval.low]
    people = [s for s in fits if same_people(c, s.first)]
    chosen = people or fits
    return max(chosen, key=lambda s: (s.first.sentence == c.sentence, s.largest.low), default=None)


def _equal(c: Seen, slot: Slot) -> bool:
    return (c.claim.count.low, c.claim.count.high) in slot.sizes


def _place_definite(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    """Take "the two men", "him", "the suspects" for people already spoken of.

    Within one sentence a definite description may add ("two guards and the
    driver"), so there only words that can but point back are taken so: "them",
    "both", and an act without its victims ("in an assassination").
    """
    if not (c.definite or c.nameless):
        return None
    pointing = c.nameless or (c.claim.count.text or "").lower().split()[:1] in (["both"], ["all"])
    numbered = vague(c.claim.count) is None and c.interval.low > 1
    known = [
        s for s in slots
        if same_people(c, s.first) and (pointing or (numbered and _equal(c, s)) or all(w.sentence != c.sentence for w in s.witnesses))
    ]
    if not known:
        return None
    equal = [s for s in known if _equal(c, s)]
    if equal:
        return "same", max(equal, key=lambda s: (len(s.first.heads & c.heads), s.more == c.more)), "relate.definite"
    alike = [s for s in known if s.first.heads & c.heads] or known
    whole = max(alike, key=lambda s: s.largest.low)
    if numbered and compatible(c.interval, whole.largest) and c.interval.low >= whole.largest.low:
        return "same", whole, "relate.definite"
    if c.nameless or c.claim.count.text is None or can_be_part(c.interval, whole.largest):
        return "part", whole, "relate.definite.part"
    return None


_NEAR = 2
# So many are hardly two groups of the same size.
_MANY = 5


def _last_spoken_of(c: Seen, slots: list[Slot]) -> tuple[Seen | None, Slot | None]:
    """The figure of the same harm just before, and the set it belongs to."""
    before = [(s, slot) for slot in slots for s in (*slot.witnesses, *slot.parts) if _at(s.claim) < _at(c.claim)]
    return max(before, key=lambda pair: _at(pair[0].claim), default=(None, None))


def _place_more(c: Seen, slots: list[Slot], before: TollClaim | None) -> tuple[Relation, Slot | None, str] | None:
    """Add "others" to the people last spoken of, but only where those suffered the same harm."""
    equal = [
        s for s in slots
        if _equal(c, s) and same_people(c, s.first) and s.first.sentence != c.sentence and (c.voice != s.first.voice or c.anyone or core(c) & core(s.first))
    ]
    if not (c.more or (c.also and not equal)) or (before is not None and before.harm != c.claim.harm):
        return None
    if before is not None and before.scope == "part" and c.anyone and c.interval.high == 1 and before.count.high == 1:
        whole = _whole_for(c, slots)
        if whole is not None and whole.largest.low > 1 and not compatible(whole.largest, c.interval):
            return "part", whole, "relate.more.of"  # "one of the victims was hit in the foot; another victim …"
    last, holder = _last_spoken_of(c, slots)
    if last is not None and holder is not None and same_people(c, holder.first):
        beside = [p.interval for p in holder.parts if p.sentence in (c.sentence, last.sentence)]
        fits = can_be_part(total([c.interval, *beside]), holder.largest)
        far = min(c.sentence - w.sentence for w in holder.witnesses) > _NEAR and last.sentence >= 0 and c.voice != holder.first.voice
        if fits and (far or last in holder.parts):
            return "part", holder, "relate.more.of"
    if not c.more and (last is None or c.voice != last.voice or c.sentence - last.sentence > _NEAR or (holder is not None and _is_total(c, holder) and (c.kin or c.names))):
        return None
    again = next((s for s in slots if s.more and _equal(c, s) and s.first.sentence != c.sentence), None)
    if again is None and vague(c.claim.count):
        # "Hadi and several fighters died. … killing Hadi and several other gunmen": the same man, and the same others
        again = next((s for s in slots if _equal(c, s) and vague(s.first.claim.count) and any(_joined(w, s.first) for t in slots for w in t.witnesses)), None)
    if again is not None and same_people(c, again.first):
        return "same", again, "relate.more.again"
    return "new", None, "relate.more"


def _is_total(c: Seen, holder: Slot) -> bool:
    """Is it the figure of all, of which the text goes on to tell one by one?"""
    return holder.first.anyone or (holder.first.claim.count.text is not None and c.sentence - holder.first.sentence > _NEAR)


def _place_of(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    if not c.of:
        return None
    if c.claim.harm == "killed" and cue("wounded", f"{c.claim.quote.text} {c.claim.count.text or ''}") and all(s.first.sentence < c.sentence and not s.first.headline for s in slots):
        return "new", None, "relate.of.wounded"
    whole = _whole_for(c, slots)
    if whole is None:
        return None
    if _equal(c, whole) and whole.first.sentence != c.sentence:
        return "same", whole, "relate.of.all"
    return "part", whole, "relate.of"


def _beside(c: Seen, slot: Slot) -> bool:
    """Does the sentence itself set the claim beside those people ("the leader and an aide")?"""
    if c.interval.exact and c.interval.low >= _MANY and _equal(c, slot) and (c.anyone or slot.first.anyone):
        return False  # a heading run into its text says the same twice
    if slot.first.sentence == c.sentence and not slot.first.nameless and any(w.voice == c.voice for w in slot.witnesses):
        return True
    mine = [w for w in slot.witnesses if w.sentence == c.sentence and w.voice == c.voice and not w.nameless]
    if any(_joined(w, c) for w in mine):
        return True
    return vague(c.claim.count) is None and any((w.claim.count.low, w.claim.count.high) == (c.claim.count.low, c.claim.count.high) for w in mine)


# "and", with a space on either side.
_AND = 5


def _joined(one: Seen, c: Seen) -> bool:
    """ "Hadi and several fighters": one person told by name, and right behind "and" the others who suffered the same."""
    victims, at = one.claim.victims, c.claim.count.start
    if victims is None or victims.end is None or at is None or one.interval.high != 1 or one.claim.count.text is not None:
        return False
    return c.interval.low > 1 and 0 < at - victims.end <= _AND


def _place_beside_part(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    """A group named in one breath with a part of an earlier figure is a part of it, too, if both fit in."""
    if c.anyone and not c.more:
        return None
    for whole in slots:
        near = [p for p in whole.parts if (p.sentence, p.voice) == (c.sentence, c.voice) and _at(p.claim) < _at(c.claim) and vague(p.claim.count) is None]
        if near and whole.first.sentence != c.sentence and can_be_part(total([c.interval, *(p.interval for p in near)]), whole.largest):
            return "part", whole, "relate.part.beside"
    return None


def _adds_up(c: Seen, alike: list[Slot]) -> bool:
    """Is it the exact sum of what one earlier sentence told ("he and three others were hit", then "four teens")?"""
    held = {s.first.sentence for s in alike}
    return len(alike) > 1 and len(held) == 1 and c.sentence not in held and not c.more and total(s.largest for s in alike) == c.interval


def _covered(c: Seen, other: list[Slot], alike: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    """A figure that takes in a headline's, a person's told of first, or several groups'."""
    heads = [s for s in other if not c.headline and all(w.headline for w in s.witnesses) and c.interval.low > s.largest.low and not c.more]
    if heads and _cover(c, heads):
        return "covers", heads[0], "relate.headline"
    listed = [s for s in other if (s.first.names or (s.first.kin and c.anyone and s.largest.high == 1)) and not c.names and (c.anyone or c.voice != s.first.voice) and c.interval.low > s.largest.low and not c.more]
    if listed and _cover(c, listed):
        return "covers", listed[0], "relate.larger.named"
    return ("covers", alike[0], "relate.sum") if _adds_up(c, alike) else None


def _far(c: Seen, slot: Slot) -> bool:
    """Has the text gone on to tell of single people after it gave the figure of all?"""
    return slot.first.anyone and c.sentence - slot.first.sentence > _NEAR and slot.first.sentence >= 0


def _contests(c: Seen, slot: Slot) -> bool:
    """Does another voice give another size of the same set, rather than speak of somebody in it?"""
    if any(w.voice == c.voice for w in slot.witnesses) or (tells_apart(c, slot.first) and not c.anyone) or c.names:
        return False
    if c.interval.high == 1 and slot.largest.low > 1 and not (c.anyone and (c.claim.count.text or "").lower() in {"one", "1"}):
        return False
    mine, theirs = c.claim.victims, slot.first.claim.victims
    of_a_kind = mine is None or theirs is None or bool(set(mine.classes) & set(theirs.classes)) or noun(c) == noun(slot.first)
    return c.anyone or of_a_kind


def _in_range(c: Seen, slot: Slot) -> bool:
    """Has somebody stated two bounds between which the figure lies ("up to 27", then 24 by another)?"""
    stated = [w.interval for w in slot.witnesses if w.interval.high is not None and w.interval.high > w.interval.low]
    return c.interval.low > 1 and c.interval.exact and any(c.interval.low in i for i in stated)


def _at_most(c: Seen, slot: Slot) -> bool:
    """ "Up to 50 may have died; 20 bodies were recovered": a bound and, in one breath, how many of them are known."""
    bound = slot.first.interval
    plain = c.anyone and slot.first.anyone and not c.more and not slot.first.more
    return plain and bound.low == 1 and bound.high is not None and bound.high > 1 and c.interval.exact and 1 < c.interval.low <= bound.high


def _place_of_age(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str] | None:
    """One person of an age that the text has told of: the nine-year-old is the 9-year-old boy."""
    if c.more or c.interval.high != 1 or not (years := ages(c.claim)):
        return None
    same = (s for s in slots if s.largest.high == 1 and s.first.sentence != c.sentence and years & ages(s.first.claim))
    return next((("same", s, "relate.equal.age") for s in same), None)


def _place_alike(c: Seen, slots: list[Slot]) -> tuple[Relation, Slot | None, str]:
    """No word tells: the victims, the counts and the sentences decide."""
    alike = [s for s in slots if same_people(c, s.first) and not all(_apart(c, w) for w in s.witnesses)]
    if vague(c.claim.count) and c.anyone and len(alike) > 1 and total(s.largest for s in alike).low >= c.interval.low:
        return "part", alike[0], "relate.echo"
    other = [s for s in alike if (not _beside(c, s) or _at_most(c, s)) and not (c.kin and c.voice == s.first.voice and s.largest.high == 1 and noun(c) != noun(s.first))]
    said = [s for s in slots if c.voice != s.first.voice and c.voice != OWN and _equal(c, s) and s.first.sentence != c.sentence and not c.kin]
    if said and vague(c.claim.count) is None and not other:
        return "same", said[0], "relate.equal.said"
    equal = [s for s in other if _equal(c, s)]
    if equal:
        return "same", max(equal, key=lambda s: len(s.first.heads & c.heads)), "relate.equal"
    for slot in other:
        if compatible(c.interval, slot.largest) or _in_range(c, slot):
            if (tells_apart(c, slot.first) or c.definite) and c.interval.low < slot.largest.low:
                return "part", slot, "relate.narrower"
            return "same", slot, "relate.compatible"
    if len(other) > 1 and all(c.interval.low > s.largest.low and not narrower(c, s.first) for s in other):
        return "covers", other[0], "relate.larger"
    if (covered := _covered(c, other, alike)) is not None:
        return covered
    rival = next((s for s in other if _contests(c, s)), None)
    if rival is not None:
        return "same", rival, "relate.rival"
    larger = [s for s in other if (not c.more or _far(c, s)) and can_be_part(c.interval, s.largest)]
    if larger:
        return "part", max(larger, key=lambda s: s.largest.low), "relate.smaller"
    older = [s for s in other if s.largest.low > 1 and not narrower(s.first, c) and not s.first.names and not c.more]
    if len(older) == len(other) == 1:
        return "same", older[0], "relate.revised"
    inside = [s for s in _cover(c, other) if not c.more and (c.anyone or s.first.heads & c.heads) and not (s.first.anyone and s.first.heads and vague(c.claim.count))]
    if inside:
        return "covers", inside[0], "relate.larger"
    wider = [s for s in alike if s.first.sentence != c.sentence and s.largest.low > c.interval.low and (not c.more or _far(c, s))]
    if wider:
        return "part", max(wider, key=lambda s: s.largest.low), "relate.smaller"
    return "new", None, "relate.disjoint"


def _place(c: Seen, slots: list[Slot], before: TollClaim | None) -> tuple[Relation, Slot | None, str]:
    if (linked := _place_linked(c, slots)) is not None:
        return linked
    if c.claim.scope == "part":
        whole = _whole_for(c, slots) or (slots[0] if slots and (vague(c.claim.count) or c.names) else None)
        return ("part", whole, "relate.stated.part") if whole else ("new", None, "relate.part.alone")
    if not slots:
        return "new", None, "relate.first"
    if c.all and len(slots) > 1 and len(_cover(c, slots)) == len(slots):
        return "covers", slots[0], "relate.all"
    for found in (_place_definite(c, slots), _place_of(c, slots), _place_beside_part(c, slots), _place_more(c, slots, before), _place_of_age(c, slots)):
        if found is not None:
            return found
    return _place_alike(c, slots)


def _cover(c: Seen, slots: list[Slot]) -> list[Slot]:
    """The slots that a later total takes in: as many as its figure allows, in text order."""
    taken: list[Slot] = []
    for slot in slots:
        sum_ = total(s.largest for s in (*taken, slot))
        if (same_people(c, slot.first) or c.all) and (c.interval.high is None or sum_.low <= c.interval.high):
            taken.append(slot)
    return taken


def _absorb(c: Seen, whole: Slot, slots: list[Slot]) -> list[Slot]:
    """Someone told of before who now turns out to be part of a figure ("four, including the commander") goes into it."""
    if c.sentence != whole.first.sentence or not c.interval.exact:
        return slots
    known = [
        s for s in slots
        if s is not whole and s.first.sentence != c.sentence and s.largest == c.interval and noun(s.first) == noun(c) is not None
    ]
    whole.parts.extend(w for s in known[:1] for w in (*s.witnesses, *s.parts))
    return [s for s in slots if s not in known[:1]]


def arrange(seen: Iterable[Seen], every: Sequence[TollClaim] = ()) -> Layout:
    """Arrange the claims of one harm in one article into sets of victims.

    Args:
        seen: Claims of one harm, none superseded.
        every: All toll claims of the article: whom "others" are other than
            depends on the figure just before, of whatever harm.

    Returns:
        Disjoint sets of victims (their sizes add up), each with its witnesses
        and parts; and the steps that led there.
    """
    ordered = sorted(seen, key=lambda s: (s.claim.quote.start if s.claim.count.start is None else s.claim.count.start, s.claim.id))
    late = {s.claim.id for s in ordered if s.claim.scope == "part"}
    for s in ordered:
        if s.claim.repeats and set(s.claim.repeats) <= late:
            late.add(s.claim.id)
    ordered.sort(key=lambda s: s.claim.id in late)
    line = sorted((o for o in every if o.scope in ("incident", "part")), key=_at)
    marks = [_at(o) for o in line]
    slots: list[Slot] = []
    steps: list[Step] = []
    for c in ordered:
        at = bisect_left(marks, _at(c.claim))
        before = line[at - 1] if at else None
        relation, slot, rule = _place(c, slots, before)
        steps.append(Step(c.claim.id, relation, slot.first.claim.id if slot else None, rule))
        if relation == "same" and slot is not None:
            slot.hear(c)
        elif relation == "part" and slot is not None:
            slots = _absorb(c, slot, slots)
            slot.parts.append(c)
        elif relation == "covers":
            taken = _cover(c, slots)
            slots = [s for s in slots if s not in taken]
            slots.append(Slot([c], [s for t in taken for s in (*t.witnesses, *t.parts)], c.more, taken))
        else:
            slots.append(Slot([c], [], c.more))
    return Layout(tuple(_without_breakdowns(slots, steps)), tuple(steps))


def _without_breakdowns(slots: list[Slot], steps: list[Step]) -> list[Slot]:
    """Groups of one sentence that add up to a figure of it divide that figure ("four people, two men and two boys")."""
    for whole in slots:
        size = whole.largest
        inner = [s for s in slots if s is not whole and s.first.sentence == whole.first.sentence and s.largest.exact and s.first.voice == whole.first.voice]
        if len(inner) > 1 and not whole.more and all(_at(whole.first.claim) < _at(s.first.claim) for s in inner) and total(s.largest for s in inner).low == size.low:
            steps.extend(Step(s.first.claim.id, "part", whole.first.claim.id, "relate.breakdown") for s in inner)
            whole.parts.extend(w for s in inner for w in (*s.witnesses, *s.parts))
            return [s for s in slots if s not in inner]
    return slots


def _at(claim: TollClaim) -> tuple[int, str]:
    return (claim.quote.start if claim.count.start is None else claim.count.start, claim.id)
