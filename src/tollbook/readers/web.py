"""Fetching one page, only because the user gave its address.

A tool that fetches addresses can be made to knock on doors inside the network it
runs in. So only http and https are spoken, every address a name resolves to must
be a public one (redirects included, and it is that very address that is called),
and a page may take neither for ever nor all of the memory.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from tollbook.errors import TollbookError
from tollbook.model import Record

MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 30.0
_CONNECT_SECONDS = 10.0


class Page(Record, frozen=True, kw_only=True):
    """What came back: bytes, the address that finally answered, the encoding in the header."""

    data: bytes
    url: str
    charset: str | None = None


def _allowed(host: str, port: int, *, local: bool) -> list[tuple[int, str]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses: list[tuple[int, str]] = [(family, str(target[0])) for family, _, _, _, target in found]
    if local:
        return addresses
    for _, address in addresses:
        ip = ipaddress.ip_address(address.split("%")[0])
        mapped = getattr(ip, "ipv4_mapped", None) or ip
        if not mapped.is_global or mapped.is_multicast:
            raise TollbookError(
                f"{host} is an address inside this network ({address}), which is not fetched.",
                hint="Use --allow-local if you mean it.",
            )
    return addresses


def _connector(*, local: bool) -> Any:
    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        host, port = address
        problem: OSError | None = None
        for family, ip in _allowed(host, port, local=local):
            plug = socket.socket(family, socket.SOCK_STREAM)
            plug.settimeout(_CONNECT_SECONDS)
            try:
                plug.connect((ip, port))
            except OSError as error:
                plug.close()
                problem = error
            else:
                return plug
        raise problem or OSError(f"no address for {host}")

    return connect


def _opener(*, local: bool) -> urllib.request.OpenerDirector:
    connect = _connector(local=local)

    class Plain(http.client.HTTPConnection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._create_connection = connect

    class Secure(http.client.HTTPSConnection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._create_connection = connect

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    opener = urllib.request.OpenerDirector()
    for handler in (
        PlainHandler, SecureHandler, urllib.request.HTTPRedirectHandler, urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler, urllib.request.UnknownHandler,
    ):  # fmt: skip
        opener.add_handler(handler())
    opener.addheaders = [
        ("User-Agent", "tollbook"),
        ("Accept", "text/html, text/plain;q=0.9"),
        ("Accept-Encoding", "identity"),
    ]
    return opener


def _body(answer: Any, url: str) -> bytes:
    """Read the body in pieces, watching size and clock."""
    until = time.monotonic() + MAX_SECONDS
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(65_536):
        size += len(piece)
        if size > MAX_BYTES:
            raise TollbookError(f"{url} is larger than {MAX_BYTES // 2**20} MB.", hint="Save it and read the file.")
        if time.monotonic() > until:
            raise TollbookError(
                f"{url} took longer than {MAX_SECONDS:.0f} seconds.", hint="Try again, or save it and read the file."
            )
        pieces.append(piece)
    return b"".join(pieces)


def fetch(url: str, *, local: bool = False) -> Page:
    """Fetch one page.

    Args:
        url: An http or https address.
        local: Whether addresses of this machine and its network may be called.

    Raises:
        TollbookError: Another scheme, an inner address, no network, no such page,
            too large, too slow.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise TollbookError(f"{url} can't be fetched: only http and https addresses are.")
    try:
        with _opener(local=local).open(url, timeout=_CONNECT_SECONDS) as answer:
            return Page(data=_body(answer, url), url=answer.geturl(), charset=answer.headers.get_content_charset())
    except urllib.error.HTTPError as error:
        raise TollbookError(
            f"{url} answered {error.code} {error.reason}.", hint="Save the page and read the file."
        ) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TollbookError):
            raise error.reason from error
        raise TollbookError(f"{url} can't be reached ({_reason(error.reason)}).", hint="Are you online?") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise TollbookError(f"{url} can't be reached ({_reason(error)}).", hint="Are you online?") from error


def _reason(problem: object) -> str:
    if isinstance(problem, socket.gaierror):
        return "its name is not known"
    if isinstance(problem, TimeoutError):
        return "no answer in time"
    return str(problem).strip().rstrip(".") or type(problem).__name__
