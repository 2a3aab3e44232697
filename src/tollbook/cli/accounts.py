"""`tollbook accounts`: who may work on the book through a desk that others can reach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tollbook.cli.options import book_option, json_option
from tollbook.ledger import ROLES

if TYPE_CHECKING:
    from tollbook.book import Book


@click.group(name="accounts", short_help="People, roles and tokens for `serve --team`.")
def command() -> None:
    """Make and list the accounts of a desk that several people use (`tollbook serve --team`).

    read looks; code decides of claims; review also decides of incidents,
    articles and published figures, and takes back anybody's decision; admin
    also sees the accounts. Passwords are typed, or read from the first line of
    standard input; never given as an argument, where others could read them.

    \b
    Examples:
      tollbook accounts add Ada --role review
      tollbook accounts list
      tollbook accounts token Ada --role read --label "nightly export"
    """


def _password() -> str:
    """Typed twice at a terminal; else the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


@command.command(name="add", short_help="Make an account.")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What it may do.")
@book_option
def add(*, name: str, role: str, address: str | None) -> None:
    """Make an account. Its name signs decisions, and is never given to anybody else.

    \b
    Example:
      tollbook accounts add Ada --role review
    """
    from tollbook.keep.accounts import add_account

    with _opened(address) as book:
        made = add_account(book, name, role, _password())
    click.echo(f"{made.name} may {made.role}.")


@command.command(name="change", short_help="Another role or password.")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="Another role.")
@click.option("--password", "renew", is_flag=True, help="Another password, typed or read from standard input.")
@book_option
def change(*, name: str, role: str | None, renew: bool, address: str | None) -> None:
    """Give an account another role or password; with a new password every sign-in is over.

    \b
    Example:
      tollbook accounts change Ada --role admin
    """
    from tollbook.keep.accounts import change_account

    if role is None and not renew:
        raise click.UsageError("Say what to change: --role or --password.")
    with _opened(address) as book:
        made = change_account(book, name, role=role, password=_password() if renew else None)
    click.echo(f"{made.name} may {made.role}.")


@command.command(name="disable", short_help="Let an account, or a token, do nothing more.")
@click.argument("name")
@book_option
def disable(*, name: str, address: str | None) -> None:
    """Disable an account with all its tokens, or one token by its id (T-…). Its decisions stand.

    \b
    Examples:
      tollbook accounts disable Ada
      tollbook accounts disable T-1f2e3d4c
    """
    from tollbook.keep.accounts import disable_account, disable_token

    with _opened(address) as book:
        if name.startswith("T-"):
            disable_token(book, name)
        else:
            disable_account(book, name)
    click.echo(f"{name} opens nothing any more.")


@command.command(name="token", short_help="Make a token for a program.")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="What it may do; the account's own role, or a lesser one.")
@click.option("--label", default="", help="What it is for.")
@book_option
def token(*, name: str, role: str | None, label: str, address: str | None) -> None:
    """Make a token with which a program works for an account. It is printed once and kept nowhere.

    \b
    Example:
      tollbook accounts token Ada --role read --label "nightly export"
    """
    from tollbook.keep.accounts import add_token

    with _opened(address) as book:
        made, secret = add_token(book, name, role=role, label=label)
    click.echo(secret)
    click.echo(f"{made.id} may {made.role} for {made.account}. This is the only time it is shown.", err=True)


@command.command(name="list", short_help="All accounts and tokens.")
@json_option
@book_option
def every(*, as_json: bool, address: str | None) -> None:
    """List accounts and tokens, without their secrets.

    \b
    Example:
      tollbook accounts list --json
    """
    import msgspec

    with _opened(address) as book:
        accounts, tokens = book.accounts(), book.tokens()
    if as_json:
        rows = [
            {"name": a.name, "role": a.role, "created": a.created, "disabled": a.disabled, "tokens": [t for t in tokens if t.account == a.name]}
            for a in accounts
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
        return
    for account in accounts:
        click.echo(f"{account.name}  {account.role}{_over(account.disabled)}")
        for held in tokens:
            if held.account == account.name:
                click.echo(f"  {held.id}  {held.role}  {held.label}{_over(held.disabled)}".rstrip())


def _over(disabled: str | None) -> str:
    return f"  disabled {disabled[:10]}" if disabled else ""


def _opened(address: str | None) -> Book:
    from tollbook.book import open_book

    return open_book(address, create=False)
