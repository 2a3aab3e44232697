"""Whatever is named is read, or refused in one clear line."""

from __future__ import annotations

import codecs
import contextlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import TollbookError
from tollbook.model import Failure
from tollbook.readers.records import article_of, read_json, read_json_lines
from tollbook.readers.sources import Settings, open_sources, resolve
from tollbook.reading import derive_id
from tollbook.text.decode import decode
from tollbook.text.published import check_published, require_published

SENTENCE = "“At least 30” soldiers — señor Núñez said — were killed."


def opened(*arguments, **settings):
    return list(open_sources([resolve(str(argument)) for argument in arguments], Settings(**settings)))


# ---- encodings


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE.encode(), SENTENCE),
        (codecs.BOM_UTF8 + SENTENCE.encode(), SENTENCE),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), SENTENCE),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), SENTENCE),
        (SENTENCE.encode("utf-16-le"), SENTENCE),
        (SENTENCE.encode("utf-16-be"), SENTENCE),
        (SENTENCE.encode("cp1252"), SENTENCE),
        ("Señor Núñez".encode("latin-1"), "Señor Núñez"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        (b"", ""),
    ],
)
def test_encodings(data, expected):
    assert decode(data).text == expected


def test_broken_bytes_are_replaced_and_noted():
    found = decode("Núñez, Peña y Ibáñez: ".encode() + b"\xff 22 dead")
    assert found.text == "Núñez, Peña y Ibáñez: \ufffd 22 dead"
    assert found.notes == ("1 place is not valid UTF-8 and stands as \ufffd.",)


def test_another_encoding_is_noted():
    assert decode(b"caf\xe9").notes == ("The text is not UTF-8; it was read as Windows-1252.",)


def test_declared_encoding_is_believed_unless_it_is_wrong():
    cyrillic = "Погибли десять человек"
    assert decode(cyrillic.encode("cp1251"), declared="windows-1251").text == cyrillic
    assert decode(cyrillic.encode(), declared="windows-1251").text == cyrillic
    for name in ("no-such-thing", "hex", "rot13", "undefined", "\x00"):
        assert decode(b"caf\xe9", declared=name).text == "café"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "docx"),
        (b"PK\x03\x04....readme.txt", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "image"),
        (b"three\x00 died", "NUL"),
    ],
)
def test_no_text_is_named_with_advice(data, word):
    with pytest.raises(TollbookError) as caught:
        decode(data)
    assert word in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(TollbookError):
        assert isinstance(decode(data).text, str)


# ---- dates


@pytest.mark.parametrize(
    ("given_", "kept", "noted"),
    [
        ("2020-02-27", "2020-02-27", False),
        ("2020-02-27T18:30:00Z", "2020-02-27T18:30:00Z", False),
        ("2020-02-27 18:30+03:00", "2020-02-27T18:30+03:00", False),
        ("2020-02-27T18:30:00", "2020-02-27", True),
        ("2020-02-30", None, True),
        ("27 Feb 2020", None, True),
        ("20200227", None, True),
        ("", None, False),
        (None, None, False),
    ],
)
def test_publication_dates(given_, kept, noted):
    value, note = check_published(given_)
    assert value == kept
    assert (note is not None) == noted


def test_a_date_the_user_typed_must_be_one():
    with pytest.raises(TollbookError, match="2020-02-27"):
        require_published("yesterday")


# ---- JSON Lines


def lines(*rows, name="a.jsonl", **rest):
    data = b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    return list(read_json_lines(io.BytesIO(data), name=name, **rest))


def test_other_keys_are_left_aside_and_fields_kept():
    (item,) = lines(
        {"id": "a", "text": "x", "gold": {"killed": 1}, "published": "2020-01-01", "outlet": "Dawn", "title": None}
    )
    assert (item.article.id, item.article.outlet, item.article.published, item.article.title) == (
        "a",
        "Dawn",
        "2020-01-01",
        None,
    )


def test_missing_id_comes_from_the_content():
    one, again, other = lines({"text": "x"}, {"text": "x", "id": ""}, {"text": "x", "outlet": "Dawn"})
    assert one.article.id == again.article.id == derive_id("x")
    assert other.article.id != one.article.id


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "b"}, "no “text”"),
        ({"id": "b", "text": 5}, "“text” must be a text, not a number"),
        ({"id": "b", "text": None}, "not null"),
        ({"id": 7, "text": "x"}, "“id” must be a text or null, not a number"),
        ({"id": "b", "text": "x", "title": ["t"]}, "“title” must be a text or null, not a list"),
        ([1], "expected an object"),
        (b'"just words"', "expected an object"),
        (b'{"text": "x"', "not valid JSON"),
        (b'{"text": NaN}', "not valid JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_a_wrong_line_names_file_and_line_and_the_rest_goes_on(row, words):
    first, wrong, last = lines({"text": "one"}, row, {"text": "three"})
    assert isinstance(wrong, Failure)
    assert wrong.error.startswith("a.jsonl, line 2: ")
    assert words in wrong.error
    assert "\n" not in wrong.error
    assert (first.article.text, last.article.text) == ("one", "three")


def test_the_id_of_a_wrong_line_is_kept_where_it_can_be():
    assert lines({"id": "b", "text": 5})[0].article == "b"


def test_bom_empty_lines_and_windows_line_ends():
    found = list(read_json_lines(io.BytesIO(codecs.BOM_UTF8 + b'{"text":"a"}\r\n\r\n  \r\n{"text":"b"}'), name="f"))
    assert [item.article.text for item in found] == ["a", "b"]
    assert found[1].where == "f, line 4"


def test_utf16_lines():
    data = codecs.BOM_UTF16_LE + '{"text":"señor"}\n{"text":"b"}\n'.encode("utf-16-le")
    assert [item.article.text for item in read_json_lines(io.BytesIO(data), name="f")] == ["señor", "b"]


def test_lone_surrogates_are_replaced_one_for_one():
    (item,) = lines(b'{"text": "a\\ud83d 22 dead"}')
    assert item.article.text == "a\ufffd 22 dead"
    assert item.notes
    item.article.text.encode()


def test_a_line_too_long_is_an_error_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr("tollbook.readers.records.MAX_LINE", 100)
    long, after = lines(b'{"text": "' + b"x" * 5000 + b'"}', {"text": "after"})
    assert "longer than" in long.error
    assert after.article.text == "after"


def test_a_json_document_given_as_lines_is_explained_once():
    found = lines(b"[", b'{"text": "a"},', b'{"text": "b"}', b"]")
    assert len(found) == 1
    assert "without" in found[0].error or "leave out --jsonl" in found[0].error


def test_json_files():
    assert [i.article.text for i in read_json(b'[{"text":"a"},{"text":"b"}]', name="f")] == ["a", "b"]
    assert [i.article.text for i in read_json(b'{"articles":[{"text":"a"}]}', name="f")] == ["a"]
    assert [i.article.text for i in read_json(b'{"text":"a"}', name="f")] == ["a"]
    assert isinstance(next(iter(read_json(b"[1", name="f"))), Failure)


def test_a_date_that_is_none_is_noted_not_fatal():
    (item,) = lines({"text": "x", "published": "Thu, 27 Feb 2020"})
    assert item.article.published is None
    assert "not an ISO 8601 date" in item.notes[0]


def test_published_fills_only_gaps():
    one, two = lines({"text": "x", "published": "2020-01-01"}, {"text": "y"}, published="2021-01-01")
    assert (one.article.published, two.article.published) == ("2020-01-01", "2021-01-01")


# ---- files, folders


def test_folder_is_read_sorted_and_below(tmp_path):
    (tmp_path / "b").mkdir()
    for name, text in {
        "b/z.txt": "z",
        "a.md": "a",
        "c.txt": "c",
        ".hidden.txt": "h",
        "x.csv": "x",
        "n.jsonl": '{"text":"n"}',
    }.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert [item.article.text for item in opened(tmp_path)] == ["a", "c", "n", "z"]
    assert [item.article.text for item in opened(tmp_path, jsonl=True)] == ["n"]


def test_empty_folder_says_so(tmp_path):
    (item,) = opened(tmp_path)
    assert "holds no file" in item.error


def test_crlf_offsets_are_into_the_text_as_decoded(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Headline\r\n\r\n22 died.\r\n")
    (item,) = opened(tmp_path / "a.txt")
    assert item.article.text.index("22") == 12


def test_near_names_are_suggested(tmp_path):
    (tmp_path / "report.txt").write_text("x")
    with pytest.raises(TollbookError, match=r"Did you mean .*report\.txt\?"):
        resolve(str(tmp_path / "repotr.txt"))


@pytest.mark.parametrize("argument", ["nosuchfile", "file:///etc/hosts", "ftp://a/b", "", "a\x00b", "x" * 5000])
def test_what_is_nothing_is_refused_in_one_line(argument):
    with pytest.raises(TollbookError) as caught:
        resolve(argument)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_white_space_makes_a_text_even_beside_a_file_of_that_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my report.txt").write_text("x")
    source = resolve("my report.txt")
    assert source.kind == "text"
    assert "was read as a text" in source.notes[0]


def test_duplicate_ids_are_noted(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id":"a","text":"x"}\n{"id":"a","text":"y"}\n')
    first, second = opened(tmp_path / "a.jsonl")
    assert not first.notes
    assert "same id" in second.notes[0]


def test_five_megabytes(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing happened in the town. " * 175_000)
    (item,) = opened(tmp_path / "a.txt")
    assert len(item.article.text) > 5_000_000


def test_json_lines_taken_for_a_text_are_pointed_out(tmp_path):
    (tmp_path / "a.dat").write_text('{"text": "x y"}\n')
    (item,) = opened(tmp_path / "a.dat")
    assert "--jsonl" in item.notes[0]


def test_what_an_article_has_no_field_for_is_kept_and_not_read():
    article, notes = article_of({"id": "a", "text": "Three died.", "tags": ["x", "é"], "desk": None})
    assert json.loads(article.other or "") == {"tags": ["x", "é"], "desk": None}
    assert notes == ()
    assert article_of({"text": "Three died."})[0].other is None
