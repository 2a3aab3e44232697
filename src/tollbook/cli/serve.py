"""`tollbook serve`: the desk, in a browser."""

from __future__ import annotations

import click

from tollbook.cli.options import book_option


@click.command(name="serve", short_help="Open the desk.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; any but this machine itself needs --team.")
@click.option("--port", default=8423, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@book_option
def command(*, host: str, port: int, address: str | None) -> None:
    """Open the desk on a book: pages for people who read all day, and their twins for programs.

    It listens to this machine alone and asks for no password.

    \b
    Examples:
      tollbook serve
      tollbook serve --book week.db --port 9000
    """
    import uvicorn

    from tollbook.book import open_book
    from tollbook.web.app import create_app

    with open_book(address) as book:
        click.echo(f"The desk on {book.address}: http://{host}:{port}/ (Ctrl-C ends it)", err=True)
        uvicorn.run(create_app(book), host=host, port=port, log_level="warning")
