"""Who may work on a book with others: passwords, tokens, and what each role may do.

Alone, on one's own machine, a name is enough. As soon as others reach the desk
every decision must be signed by somebody who proved who they are. Passwords are
kept as argon2id hashes (RFC 9106, with the library's defaults), tokens as
hashes too, and neither ever leaves with an export.
"""

from __future__ import annotations

import functools
import hashlib
import re
import secrets
import threading
from typing import TYPE_CHECKING

import msgspec

from tollbook.book import Account, Book, Token
from tollbook.errors import TollbookError
from tollbook.ledger import ROLES, Role, Verb

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # NIST SP 800-63B-4, 3.1.1.2, asks for 15 where a password stands alone and 8 with a second factor; a desk of few people, rate-limited
LONGEST = 1000
MARK = "tollbook_"  # so that a token that leaks into a text or a repository can be recognised
_NAME = re.compile(r"[^\W_](?:[\w .'-]{0,62}[\w.])?")
# Each check takes 64 MiB of memory on purpose: a crowd of them must not take all of it.
_CHECKS = threading.BoundedSemaphore(4)

CODING: frozenset[Verb] = frozenset(("accept", "reject", "unsure", "correct", "add"))


def may(role: Role, verb: Verb, *, own: bool = True) -> bool:
    """Whether a role may take a decision.

    `read` decides nothing; `code` decides of claims and takes back its own
    decisions; `review` and `admin` also decide of incidents and articles, and
    take back anybody's.

    Args:
        role: Of the account, or of its token.
        verb: The decision.
        own: For undo: whether the decision to be taken back is the account's own.

    Example:
        >>> may("read", "accept"), may("code", "accept"), may("code", "grade"), may("code", "undo", own=False)
        (False, True, False, False)
    """
    if role == "read":
        return False
    if role == "code":
        return verb in CODING or (verb == "undo" and own)
    return True


def role_of(text: str) -> Role:
    """One of the roles.

    Raises:
        TollbookError: It is none.
    """
    for role in ROLES:
        if role == text:
            return role
    raise TollbookError(f"{text[:40]!r} is no role.", hint="One of " + ", ".join(ROLES) + ".")


def add_account(book: Book, name: str, role: str, password: str) -> Account:
    """Make an account.

    Args:
        book: The book.
        name: As it will sign decisions; kept for ever.
        role: read, code, review or admin.
        password: At least twelve characters.

    Raises:
        TollbookError: The name is taken or none, the role is none, the password too short.
    """
    if not _NAME.fullmatch(name):
        raise TollbookError(f"{name[:70]!r} can be no account's name.", hint="Up to 64 letters, digits, spaces, dots, hyphens or apostrophes.")
    chosen, hashed = role_of(role), _hashed(password)
    with book.write() as w:
        if any(a.name.casefold() == name.casefold() for a in w.accounts()):
            raise TollbookError(f"There is an account {name} already.", hint="`tollbook accounts list` shows all; a name is never given twice.")
        w.put_account(name, role=chosen, password=hashed)
        return w.accounts(name)[0]


def change_account(book: Book, name: str, *, role: str | None = None, password: str | None = None) -> Account:
    """Give an account another role or password; sign-ins made under the old password are over.

    Raises:
        TollbookError: There is no such account, the role is none, the password too short.
    """
    values: dict[str, str | None] = {}
    if role is not None:
        values["role"] = role_of(role)
    if password is not None:
        values["password"] = _hashed(password)
    with book.write() as w:
        account_named(w.accounts(name), name)
        if values:
            w.put_account(name, **values)
        return w.accounts(name)[0]


def disable_account(book: Book, name: str) -> Account:
    """Let an account and its tokens do nothing any more; its decisions stand.

    Raises:
        TollbookError: There is no such account.
    """
    with book.write() as w:
        account_named(w.accounts(name), name)
        w.put_account(name, disabled=w.recorded)
        w.disable_tokens(account=name)
        return w.accounts(name)[0]


def account_named(found: list[Account], name: str) -> Account:
    """The one account that was found.

    Raises:
        TollbookError: None was.
    """
    if not found:
        raise TollbookError(f"There is no account {name[:70]}.", hint="`tollbook accounts list` shows all.")
    return found[0]


def sign_in(book: Book, name: str, password: str) -> Account | None:
    """The account of that name and password; `None` where either is wrong or it is disabled.

    It takes as long where there is no such account, so that nobody learns
    which names there are.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    hashed = book.password(name)
    with _CHECKS:
        try:
            _hasher().verify(hashed or _nobody(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
    account = next(iter(book.accounts(name)), None) if hashed else None
    return account if account is not None and account.disabled is None else None


def standing_account(book: Book, name: str, seal: str) -> Account | None:
    """The account behind a sign-in; `None` where it was disabled or has another password since."""
    account = next(iter(book.accounts(name)), None)
    return account if account is not None and account.disabled is None and secrets.compare_digest(account.seal, seal) else None


def add_token(book: Book, name: str, *, role: str | None = None, label: str = "") -> tuple[Token, str]:
    """Make a token for a program that works for an account.

    Args:
        book: The book.
        name: The account.
        role: What it may do; `None` takes the account's own role. More than the account may is never granted.
        label: What it is for.

    Returns:
        The token and its secret, which is kept nowhere.

    Raises:
        TollbookError: There is no such account, it is disabled, or the role is none or above it.
    """
    secret = MARK + secrets.token_urlsafe(32)
    with book.write() as w:
        account = account_named(w.accounts(name), name)
        if account.disabled is not None:
            raise TollbookError(f"The account {name} is disabled.", hint="Make another account.")
        chosen = role_of(role) if role is not None else account.role
        if ROLES.index(chosen) > ROLES.index(account.role):
            raise TollbookError(f"{name} has the role {account.role}: a token cannot have {chosen}.", hint="Give it the same role or a lesser one.")
        token = Token(id=f"T-{secrets.token_hex(4)}", account=name, role=chosen, label=label, created=w.recorded)
        w.put_token(token, _digest(secret))
    return token, secret


def disable_token(book: Book, ident: str) -> None:
    """Let a token open nothing any more.

    Raises:
        TollbookError: There is no such token.
    """
    with book.write() as w:
        if not w.tokens(ident=ident):
            raise TollbookError(f"There is no token {ident[:40]}.", hint="`tollbook accounts list` shows them with their ids.")
        w.disable_tokens(ident=ident)


def token_account(book: Book, secret: str) -> Account | None:
    """The account a token works for, with what the token may do; `None` where it opens nothing."""
    found = book.tokens(hashed=_digest(secret))
    if not found or found[0].disabled is not None:
        return None
    account = next(iter(book.accounts(found[0].account)), None)
    if account is None or account.disabled is not None:
        return None
    # an account that was given a lesser role since takes its tokens along
    return msgspec.structs.replace(account, role=min(account.role, found[0].role, key=ROLES.index))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise TollbookError(f"The password has {len(password)} characters.", hint=f"Give {SHORTEST} to {LONGEST}: a few words are easy to remember.")
    with _CHECKS:
        return _hasher().hash(password)


@functools.cache
def _hasher() -> PasswordHasher:
    """The library is loaded only where passwords are."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@functools.cache
def _nobody() -> str:
    """A hash that no password is checked against in earnest, made with the same cost."""
    return _hasher().hash(secrets.token_urlsafe(32))
