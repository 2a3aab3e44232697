"""What each rule of relating and folding says, in a sentence for a person.

The ids stand in every trace; a reader of a toll must not have to read the
program to learn what they mean.
"""

from __future__ import annotations

from tollbook.reconcile.codebook import Codebook, Rule

_HERE = "Tollbook design, section 6"
_SAYS: dict[str, str] = {
    "relate.first": "the first figure that the article gives for this harm",
    "relate.stated.repeats": "the article's own words repeat an earlier figure of it",
    "relate.stated.part": "the article's own words make it a part of another figure",
    "relate.definite": "its words point back at people already counted (“the two men”, “both”)",
    "relate.definite.part": "its words point back at some of the people already counted",
    "relate.more": "“another”, “other”: people besides those counted just before",
    "relate.more.of": "“another”, “other”: the next of a figure that is told one by one",
    "relate.more.again": "“another”, “other”: the people so counted before",
    "relate.of": "“of them”, “including”: some of those already counted",
    "relate.of.all": "“of them”, with the count of them all",
    "relate.of.wounded": "they were wounded when the dead were counted, and have died since",
    "relate.part.beside": "named in one breath with a part of an earlier figure",
    "relate.headline": "the body gives a greater figure, which takes in the headline's",
    "relate.larger.named": "a later figure takes in the people named first",
    "relate.sum": "exactly as many as one sentence told of before, group by group",
    "relate.larger": "a later, greater figure takes in the groups told of before",
    "relate.all": "“in all”: the sum of what was told before",
    "relate.echo": "a word for all the people counted one by one before",
    "relate.equal": "the same count of people who may be the same",
    "relate.equal.age": "one person of the same age, told of before",
    "relate.equal.said": "the same count, from another speaker",
    "relate.compatible": "its interval and an earlier one of the same people overlap",
    "relate.narrower": "it tells more closely who some of those already counted were",
    "relate.rival": "another speaker gives another count of the same people",
    "relate.smaller": "a smaller count of such people, told after the whole",
    "relate.revised": "a count of the same people, given anew",
    "relate.transition": "the person has died: counted among the killed, and not among the injured any more",
    "relate.disjoint": "people who cannot be those counted before",
    "relate.part.alone": "called a part, of a whole that the article does not give",
    "relate.breakdown": "groups of one sentence that add up to its figure",
    "fold.account": "what this origin now says, and what is settled against the other origins",
    "fold.again": "its origin had given this number before: printed again, it counts once",
    "fold.later": "the same origin has given another number since",
    "fold.general": "the same origin gives the whole toll elsewhere",
    "fold.partial": "it counts some of the victims only: another origin's whole toll is greater",
    "fold.nonumber": "it states no number: shown beside the figures, it changes none",
    "fold.part": "a part of a figure that is counted already: never added",
    "person.rejected": "a person struck it out",
    "person.toll": "a person published this figure; the machine's stays beside it",
}
_DEFAULTS = {
    "stance": "claims that are denied, or not asserted firmly enough, do not count",
    "scope": "figures for a period, or of another event, are no toll of this incident",
    "victims": "the codebook does not count these victims",
    "left_out": "the codebook leaves out victims of this class",
    "superseded": "the article itself calls this the former figure",
    "attackers": "the attackers' own dead are left out",
}


def reason(rule: str, codebook: Codebook) -> Rule:
    """A rule by the id that a trace gives, with what it says and where it is published.

    The most exact rule that the codebook's file states comes first:
    `ucdp.stance.denied`, then `ucdp.stance`, then our own words for it.

    Example:
        >>> from tollbook.reconcile.codebook import load_codebook
        >>> reason("fold.later", load_codebook("house")).says
        'the same origin has given another number since'
    """
    if rule in _SAYS:
        return Rule(id=rule, take="", says=_SAYS[rule], source=_HERE, ours=True)
    name = rule.removeprefix(f"{codebook.name}.")
    stated = codebook.rule(name) or codebook.rule(name.split(".")[0])
    if stated is not None:
        return stated
    says = _DEFAULTS.get(name.split(".")[0], name)
    return Rule(id=rule, take="", says=says, source=_HERE, ours=True)
