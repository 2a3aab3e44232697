"""`tollbook serve`: the desk, in a browser."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click

from tollbook.cli.options import book_option
from tollbook.errors import TollbookError


@click.command(name="serve", short_help="Open the desk.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; any but this machine itself needs --team.")
@click.option("--port", default=8423, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--team", is_flag=True, help="Ask everybody for their account; see tollbook accounts.")
@click.option("--https", is_flag=True, help="Browsers reach it by https, through a proxy in front: cookies are sent by nothing else.")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A certificate: the desk itself speaks https. Needs --key.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The certificate's key.")
@book_option
def command(*, host: str, port: int, team: bool, https: bool, cert: Path | None, key: Path | None, address: str | None) -> None:
    """Open the desk on a book: pages for people who read all day, and the same for programs under /api/v1.

    It listens to this machine alone and asks for no password. With --team it
    may listen to others, and everybody signs in; what they decide is signed
    with their account's name.

    \b
    Examples:
      tollbook serve
      tollbook serve --book week.db --port 9000
      tollbook serve --team --host 0.0.0.0 --cert desk.pem --key desk.key
    """
    import uvicorn

    from tollbook.api.app import create_app
    from tollbook.book import open_book
    from tollbook.web.door import LOCAL

    if not team and not is_local(host):
        raise TollbookError(f"{host} can be reached by others, and without accounts everybody could decide.", hint="Add --team, or leave --host out.")
    if (cert is None) != (key is None):
        raise click.UsageError("--cert and --key go together.")
    with open_book(address) as book:
        if team and not any(a.disabled is None for a in book.accounts()):
            raise TollbookError("There is no account yet, so nobody could sign in.", hint="tollbook accounts add NAME --role admin")
        shown = f"[{host}]" if ":" in host else host
        app = create_app(book, team=team, secure=https or cert is not None, hosts=None if team else LOCAL | {shown})
        click.echo(f"The desk on {book.address}: http{'s' if cert else ''}://{shown}:{port}/ (Ctrl-C ends it)", err=True)
        tls = {"ssl_certfile": str(cert), "ssl_keyfile": str(key)} if cert else {}
        # a browser that listens for changes would hold the end up for ever
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=2, **tls)  # type: ignore[arg-type]


def is_local(host: str) -> bool:
    """Whether only this machine itself reaches a host name or address.

    Example:
        >>> is_local("127.0.0.1"), is_local("localhost"), is_local("::1"), is_local("0.0.0.0"), is_local("desk.example")
        (True, True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
