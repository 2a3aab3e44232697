"""`tollbook decide`: what a person decides, with who and why."""

from __future__ import annotations

import click

from tollbook.cli.options import book_option, json_option
from tollbook.errors import TollbookError
from tollbook.ledger import VERBS, Verb

_TAIL = {"grade": ("grade",), "toll": ("harm",)}


@click.command(name="decide", short_help="Decide about claims and incidents.")
@click.argument("verb", type=click.Choice(VERBS))
@click.argument("about", nargs=-1, metavar="[ID]... [FIELD=VALUE]...")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--why", required=True, metavar="TEXT", help="Why; it stands beside the decision for ever.")
@click.option("--low", metavar="N", help="Of a figure; unknown takes it away.")
@click.option("--best", metavar="N", help="Of a published toll.")
@click.option("--high", metavar="N", help="Of a figure; open leaves the end open.")
@click.option("--at", metavar="TIME", help="retract: from when the article no longer stood; default now.")
@click.option("--blind", metavar="ROUND", help="A round of coders who do not see each other's decisions.")
@book_option
@json_option
def command(
    *,
    verb: Verb,
    about: tuple[str, ...],
    by: str,
    why: str,
    low: str | None,
    best: str | None,
    high: str | None,
    at: str | None,
    blind: str | None,
    address: str | None,
    as_json: bool,
) -> None:
    """Decide, for good but never beyond undoing.

    \b
    accept|reject|unsure CLAIM
    correct CLAIM FIELD=VALUE…    fields: harm low high count victims role classes side
                                  speaker via stance scope method when where quote
    add ARTICLE quote=… harm=… low=… high=…
                                  a claim that the reader missed
    add text=… outlet=… published=… harm=… low=…
                                  from a post, a video, an interview
    same|different ID ID…         incidents, articles, or tellings (ARTICLE#NUMBER)
    grade INCIDENT GRADE          confirmed fair weak contested discounted
    toll INCIDENT HARM --low --best --high
                                  a published figure above the machine's
    retract ARTICLE [--at TIME]   it was withdrawn; its claims stop counting
    undo DECISION                 undoing an undoing brings it back

    \b
    Examples:
      tollbook decide reject 3f2a --by Ada --why "the figure is of another day"
      tollbook decide correct 3f2a low=7 high=7 --by Ada --why "misread"
      tollbook decide same TB-7K3Q9AA TB-2M4N8BB --by Ada --why "one strike, two villages"
      tollbook decide toll TB-7K3Q9AA killed --low 33 --best 34 --by Ada --why "obituaries"
    """
    import msgspec

    from tollbook.book import open_book
    from tollbook.keep.deciding import Request, decide

    ids, values = split(verb, about)
    values |= {k: v for k, v in (("low", low), ("best", best), ("high", high), ("at", at)) if v is not None}
    with open_book(address, create=False) as book:
        done = decide(book, Request(verb=verb, by=by, why=why, about=ids, values=values, blind=blind))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(done)).decode())
        return
    touched = f" Made again: {', '.join(done.incidents)}." if done.incidents else ""
    click.echo(f"{done.decision.id} kept: {verb} by {done.decision.by}.{touched} To take it back: tollbook decide undo {done.decision.id}")


def split(verb: str, about: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Ids and FIELD=VALUE apart; the last word of grade and toll is what they set.

    Raises:
        TollbookError: A field is given twice, or grade and toll lack their word.

    Example:
        >>> split("correct", ("3f2a", "low=7"))
        (('3f2a',), {'low': '7'})
        >>> split("grade", ("TB-1", "fair"))
        (('TB-1',), {'grade': 'fair'})
    """
    ids: list[str] = []
    values: dict[str, str] = {}
    for word in about:
        name, equals, value = word.partition("=")
        if equals and name.replace("_", "").isalpha() and name.islower():
            if name in values:
                raise TollbookError(f"{name} is given twice.", hint="Give it once.")
            values[name] = value
        else:
            ids.append(word)
    for name in _TAIL.get(verb, ()):
        if len(ids) < 2:
            raise TollbookError(f"{verb} takes an incident and a {name}.", hint="See: tollbook decide --help")
        values[name] = ids.pop()
    return tuple(ids), values
