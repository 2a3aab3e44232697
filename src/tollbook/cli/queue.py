"""`tollbook queue`: what is worth a person's next look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tollbook.cli.options import book_option, json_option

if TYPE_CHECKING:
    from tollbook.keep.queue import ClaimItem, DisputeItem, PairItem, Waiting


@click.command(name="queue", short_help="List what waits for a decision.")
@click.argument("kind", type=click.Choice(("claims", "pairs", "disagreements")), default="claims")
@click.option("--round", "round_name", metavar="ROUND", help="The claims, or the disagreements, of a blind round.")
@click.option("--by", metavar="NAME", help="Who asks: what this person has decided is left out.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@book_option
@json_option
def command(*, kind: str, round_name: str | None, by: str | None, limit: int, address: str | None, as_json: bool) -> None:
    """List what waits for a decision, what would move figures most first.

    \b
    claims         is this claim right?  tollbook decide accept|reject|unsure|correct CLAIM
    pairs          the same incident?    tollbook decide same|different TELLING TELLING
    disagreements  two people differ     tollbook decide … settles=1

    In a blind round every coder gets the same sample of claims, drawn by chance,
    and decides with --blind ROUND; the disagreements of a round come with
    Krippendorff's alpha.

    \b
    Examples:
      tollbook queue
      tollbook queue pairs --limit 5
      tollbook queue claims --round spring-1 --by Ada --json
      tollbook queue disagreements --round spring-1
    """
    import msgspec

    from tollbook.book import open_book
    from tollbook.keep.queue import waiting

    with open_book(address, create=False) as book:
        found = waiting(book, kind, round_name=round_name, by=by, limit=limit)
    click.echo(msgspec.json.format(msgspec.json.encode(found)).decode() if as_json else table(found))


def table(found: Waiting) -> str:
    """A queue for a terminal: each item on two or three lines, its ids first, so that they can be copied into a decision."""
    lines = [line for item in found.claims for line in _claim(item)]
    lines += [line for pair in found.pairs for line in _pair(pair)]
    lines += [line for dispute in found.disagreements for line in _dispute(dispute)]
    if not lines:
        lines = ["Nothing waits."]
    a = found.agreement
    if a is not None:
        alpha = "alpha not known" if a.alpha is None else f"alpha {a.alpha:.3f}"
        lines += [f"Round {a.round}: {a.equal} of {a.units} claims with two coders or more are decided alike; {alpha} (Krippendorff, nominal)."]
    return "\n".join(lines)


def _claim(item: ClaimItem) -> list[str]:
    from tollbook.exporters.wording import visible

    c = item.claim.count
    low = "?" if c.low is None else str(c.low)
    ends = low if c.low == c.high else f"{low}+" if c.high is None else f"{low}–{c.high}"
    return [
        f"{item.claim.id}  {item.claim.harm} {ends}  {visible(item.outlet or 'outlet unknown')}, {item.reported[:10]}  {item.incident or ''}".rstrip(),
        f"    “{visible(item.claim.quote.text)}”",
        *([f"    {visible('; '.join(item.because))}"] if item.because else []),
    ]


def _pair(item: PairItem) -> list[str]:
    from tollbook.exporters.wording import visible

    sides = [f"    {visible(s.telling.id)}  {visible(s.title)}, {s.reported[:10]}  {s.incident or ''}".rstrip() for s in (item.a, item.b)]
    parts = ", ".join(f"{p.words} {p.weight:+.1f}" for p in item.score.parts)
    return [f"{'together' if item.together else 'apart'} at {item.score.total:+.1f}", *sides, f"    {parts}"]


def _dispute(item: DisputeItem) -> list[str]:
    from tollbook.exporters.wording import visible

    said = [f"    {visible(d.by)}: {d.verb}, {visible(d.why)}" for d in item.opinions]
    return [f"{item.claim.id}  {visible(item.outlet or 'outlet unknown')}, {item.reported[:10]}", f"    “{visible(item.claim.quote.text)}”", *said]
