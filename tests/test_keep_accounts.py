"""Accounts: a password opens, nothing else does; a token never does more than its account; nothing of them leaves the book."""

from __future__ import annotations

import sqlite3

import pytest
from click.testing import CliRunner

from made_books import Clock
from tollbook.book import open_book
from tollbook.cli import main
from tollbook.errors import TollbookError
from tollbook.keep.accounts import (
    add_account,
    add_token,
    change_account,
    disable_account,
    disable_token,
    may,
    sign_in,
    standing_account,
    token_account,
)
from tollbook.ledger import ROLES, VERBS

PASSWORD = "four words are easy"


@pytest.fixture
def book(address):
    with open_book(address, now=Clock()) as made:
        yield made


def test_a_password_opens_its_own_account_and_no_other(book):
    add_account(book, "Ada", "review", PASSWORD)
    assert sign_in(book, "Ada", PASSWORD).role == "review"
    assert sign_in(book, "Ada", PASSWORD + "x") is None
    assert sign_in(book, "Ada", "") is None
    assert sign_in(book, "Bo", PASSWORD) is None
    assert sign_in(book, "ada", PASSWORD) is None


def test_a_disabled_account_opens_nothing_nor_do_its_tokens(book):
    made = add_account(book, "Ada", "review", PASSWORD)
    _, secret = add_token(book, "Ada")
    assert token_account(book, secret).name == "Ada"
    assert standing_account(book, "Ada", made.seal) is not None
    disable_account(book, "Ada")
    assert sign_in(book, "Ada", PASSWORD) is None
    assert token_account(book, secret) is None
    assert standing_account(book, "Ada", made.seal) is None
    with pytest.raises(TollbookError, match="disabled"):
        add_token(book, "Ada")


def test_another_password_ends_what_was_signed_in_before(book):
    made = add_account(book, "Ada", "read", PASSWORD)
    change_account(book, "Ada", password="another one of four words")
    assert standing_account(book, "Ada", made.seal) is None
    assert sign_in(book, "Ada", PASSWORD) is None
    assert sign_in(book, "Ada", "another one of four words") is not None


def test_a_name_is_never_given_twice(book):
    add_account(book, "Ada", "read", PASSWORD)
    for name in ("Ada", "ADA"):
        with pytest.raises(TollbookError, match="already"):
            add_account(book, name, "read", PASSWORD)
    disable_account(book, "Ada")
    with pytest.raises(TollbookError, match="already"):
        add_account(book, "Ada", "read", PASSWORD)


@pytest.mark.parametrize("name", ["", " Ada", "Ada\n", "A" * 65, "<b>Ada</b>", "Ada\x00", "a/b", "=1+1", "Ada\u202e"])
def test_names_that_could_hurt_or_deceive_are_refused(book, name):
    with pytest.raises(TollbookError):
        add_account(book, name, "read", PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_passwords_too_short_or_too_long_are_refused(book, password):
    with pytest.raises(TollbookError, match="characters"):
        add_account(book, "Ada", "read", password)


def test_a_token_never_does_more_than_its_account(book):
    add_account(book, "Ada", "review", PASSWORD)
    with pytest.raises(TollbookError, match="cannot have admin"):
        add_token(book, "Ada", role="admin")
    _, lesser = add_token(book, "Ada", role="read")
    made, whole = add_token(book, "Ada")
    assert (token_account(book, lesser).role, token_account(book, whole).role) == ("read", "review")
    change_account(book, "Ada", role="code")
    assert (token_account(book, lesser).role, token_account(book, whole).role) == ("read", "code")
    disable_token(book, made.id)
    assert token_account(book, whole) is None
    assert token_account(book, lesser) is not None
    assert token_account(book, "tollbook_nothing") is None


def test_neither_password_nor_secret_lies_in_the_file(tmp_path):
    path = tmp_path / "b.db"
    with open_book(path) as book:
        add_account(book, "Ada", "review", PASSWORD)
        _, secret = add_token(book, "Ada")
    held = path.read_bytes()
    assert PASSWORD.encode() not in held
    assert secret.encode() not in held
    assert sqlite3.connect(path).execute("SELECT password FROM account").fetchone()[0].startswith("$argon2id$")


def test_accounts_are_no_moment_of_the_book(book):
    add_account(book, "Ada", "review", PASSWORD)
    assert book.last_moment() is None
    assert book.moved() == []


ALLOWED = {
    "read": set(),
    "code": {"accept", "reject", "unsure", "correct", "add", "undo"},
    "review": set(VERBS),
    "admin": set(VERBS),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide_what(role):
    assert {v for v in VERBS if may(role, v)} == ALLOWED[role]
    assert may(role, "undo", own=False) == (role in ("review", "admin"))


# ---- the command line
def run(*args, **how):
    return CliRunner().invoke(main, [str(a) for a in args], **how)


def test_accounts_from_the_command_line(empty_book, tmp_path):
    path = tmp_path / "b.db"
    path.write_bytes(empty_book.read_bytes())
    where = ("--book", path)
    assert run("accounts", "add", "Ada", "--role", "review", *where, input=PASSWORD + "\n").exit_code == 0
    made = run("accounts", "token", "Ada", "--role", "read", "--label", "nightly", *where)
    assert made.exit_code == 0
    secret = made.stdout.strip()
    with open_book(path) as book:
        assert token_account(book, secret).role == "read"
    listed = run("accounts", "list", "--json", *where).stdout
    assert '"nightly"' in listed
    assert secret not in listed
    assert "argon2" not in listed
    assert run("accounts", "disable", "Ada", *where).exit_code == 0
    assert "disabled" in run("accounts", "list", *where).stdout
    assert run("accounts", "change", "Nobody", "--role", "read", *where).exit_code == 2


def test_a_password_is_no_argument(empty_book, tmp_path):
    path = tmp_path / "b.db"
    path.write_bytes(empty_book.read_bytes())
    assert run("accounts", "add", "Ada", "--role", "read", "--password", PASSWORD, "--book", path, input="\n").exit_code == 2
    assert run("accounts", "add", "Ada", PASSWORD, "--role", "read", "--book", path, input="\n").exit_code == 2


def test_exports_say_nothing_of_accounts(empty_book, tmp_path):
    path = tmp_path / "b.db"
    path.write_bytes(empty_book.read_bytes())
    with open_book(path) as book:
        add_account(book, "Zebulon", "review", PASSWORD)
    for what in ("incidents", "claims", "articles", "decisions"):
        done = run("export", what, "--format", "jsonl", "--book", path)
        assert done.exit_code == 0, done.output
        assert "Zebulon" not in done.output
        assert "argon2" not in done.output
