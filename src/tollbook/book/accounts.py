"""Accounts and tokens as rows: what is kept of a password is its argon2 hash, of a token its SHA-256.

A token is 256 random bits, so a fast hash of it gives nothing away; a password
is not (OWASP, Password Storage Cheat Sheet).
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from tollbook.book import tables as t
from tollbook.book.records import Account, Token


def seal(password: str) -> str:
    """A mark of a password's hash: another password, another mark."""
    return hashlib.sha256(password.encode()).hexdigest()[:16]


def read_accounts(connection: Connection, name: str | None = None) -> list[Account]:
    """All accounts, or the one of that name, by name."""
    c = t.account.c
    asked = select(t.account).order_by(c.name)
    rows = connection.execute(asked if name is None else asked.where(c.name == name)).mappings()
    return [_account(row) for row in rows]


def _account(row: RowMapping) -> Account:
    return Account(name=row["name"], role=row["role"], created=row["created"], disabled=row["disabled"], seal=seal(row["password"]))


def read_password(connection: Connection, name: str) -> str | None:
    """The hash of an account's password; `None` where there is no such account."""
    found: str | None = connection.execute(select(t.account.c.password).where(t.account.c.name == name)).scalar()
    return found


def put_account(connection: Connection, recorded: str, name: str, **values: Any) -> None:
    """Make an account, or change the role, password or standing of one that there is."""
    c = t.account.c
    if connection.execute(select(c.seq).where(c.name == name)).first() is None:
        connection.execute(insert(t.account).values(name=name, created=recorded, **values))
    else:
        connection.execute(update(t.account).where(c.name == name).values(**values))


def read_tokens(connection: Connection, *, account: str | None = None, hashed: str | None = None, ident: str | None = None) -> list[Token]:
    """Tokens: of an account, of a secret's hash, of an id; the oldest first."""
    c = t.access_token.c
    given = ((c.account, account), (c.hash, hashed), (c.id, ident))
    asked = select(t.access_token).where(*(column == value for column, value in given if value is not None)).order_by(c.seq)
    return [
        Token(id=row["id"], account=row["account"], role=row["role"], label=row["label"], created=row["created"], disabled=row["disabled"])
        for row in connection.execute(asked).mappings()
    ]


def put_token(connection: Connection, token: Token, hashed: str) -> None:
    """Keep a new token under its secret's hash."""
    values = {"id": token.id, "account": token.account, "role": token.role, "label": token.label, "created": token.created}
    connection.execute(insert(t.access_token).values(hash=hashed, **values))


def disable_tokens(connection: Connection, recorded: str, *, account: str | None = None, ident: str | None = None) -> int:
    """Let tokens open nothing any more; how many did until now."""
    c = t.access_token.c
    which = c.account == account if account is not None else c.id == ident
    done = connection.execute(update(t.access_token).where(which, c.disabled.is_(None)).values(disabled=recorded))
    return done.rowcount
