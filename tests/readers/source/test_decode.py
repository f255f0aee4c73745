"""Bytes to text: packing, encodings declared, wrong or missing, what is HTML, and what is no text at all."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.readers.decode import decode
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Limits

LIMITS = Limits(max_bytes=100_000)
GERMAN = "Der Außenminister erklärte am Mittwoch, man müsse „über alles“ verhandeln – auch in Köln."
FRENCH = "Le ministre a déclaré mercredi que « les négociations étaient déjà engagées » à l’Élysée, où il reçoit."
POLISH = "Rzecznik rządu powiedział w środę, że „negocjacje są możliwe”, jeśli druga strona wycofa wojska. Źródła."
RUSSIAN = "Официальный представитель министерства заявила в среду, что страна «готова к переговорам» с учётом реалий."
GREEK = "Ο υπουργός δήλωσε την Τετάρτη ότι «η χώρα είναι έτοιμη για διαπραγματεύσεις»."
TURKISH = "Bakan çarşamba günü yaptığı açıklamada “ülkenin müzakerelere hazır olduğunu” söyledi."
JAPANESE = "報道官は水曜日、「現在の状況を考慮し、交渉の用意がある」と述べた。"
CHINESE = "发言人周三表示，考虑到目前的现实情况，俄罗斯联邦已准备好与乌克兰进行谈判。"
KOREAN = "대변인은 수요일에 현재 전개되고 있는 현실을 고려하여 협상할 준비가 되어 있다고 말했다."


def read(data: bytes, uri: str = "a.txt", media_type: str | None = None, charset: str | None = None) -> Decoded:
    return decode(Source(uri, data, media_type, charset), LIMITS)


def refusal(data: bytes, limits: Limits = LIMITS) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        decode(Source("a.txt", data), limits)
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8", "utf-16-le", "utf-16-be"])
def test_unicode_with_or_without_a_mark(encoding: str) -> None:
    assert read(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (POLISH, "cp1250"), (POLISH, "iso8859-2"), (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"), (GREEK, "cp1253"), (TURKISH, "cp1254"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"), (KOREAN, "cp949"),
    ],
)  # fmt: skip
def test_old_encodings_that_nothing_declares(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert read(data).text == data.decode(encoding)


@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        (GERMAN, "ISO-8859-1", "cp1252"),  # what Latin-1 means on the web
        (GERMAN, "latin1", "cp1252"),
        (CHINESE, "gb2312", "gb18030"),
        (JAPANESE, "Shift_JIS", "cp932"),
        (JAPANESE, "iso-2022-jp", "iso2022_jp"),
        (TURKISH, "iso-8859-9", "cp1254"),
        (RUSSIAN, "windows-1251", "cp1251"),
        (POLISH, "iso-8859-2", "iso8859-2"),
        (GERMAN, " UTF-8 ", "utf-8"),
    ],
)
def test_what_http_declares(text: str, label: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert read(data, charset=label).text == data.decode(encoding)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_what_the_page_declares(head: str) -> None:
    text = f"{head}<p>{RUSSIAN}</p>"
    assert read(text.encode("cp1251"), "a.html").text == text


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "windows-1251", "shift_jis", "gb2312", "utf-7", "base64", "nonsense", ""]
)
def test_a_wrong_declaration_is_seen_through(label: str) -> None:
    assert read(RUSSIAN.encode(), charset=label).text == RUSSIAN


def test_declared_utf8_but_not() -> None:
    assert read(RUSSIAN.encode("cp1251"), charset="utf-8").text == RUSSIAN


def test_two_bytes_of_chinese_that_look_like_utf8() -> None:
    assert read("联通".encode("gbk"), charset="gbk").text == "联通"


def test_a_few_bad_bytes_in_good_utf8() -> None:
    data = GERMAN.encode() + b" \xff\x93 " + GERMAN.encode()
    assert read(data).text == f"{GERMAN} \ufffd\ufffd {GERMAN}"


def test_cut_within_a_character() -> None:
    assert read((GERMAN + " ä").encode()[:-1]).text == GERMAN + " \ufffd"


def test_nul_bytes_in_text_are_no_reason_to_refuse_it() -> None:
    assert read(b"He said\0 so, and\0 left.").text == "He said\0 so, and\0 left."


def test_gzip_and_gzip_in_gzip_and_several_members() -> None:
    packed = gzip.compress(GERMAN.encode())
    assert read(packed).text == GERMAN
    assert read(gzip.compress(packed)).text == GERMAN
    assert read(gzip.compress(b"He said ") + gzip.compress(b"so.") + b"\0\0\0").text == "He said so."


def test_damaged_gzip() -> None:
    packed = gzip.compress(bytes(range(32, 127)) * 50)
    assert refusal(packed[:-12])[0] == "truncated"
    assert refusal(packed[:40])[0] == "truncated"
    assert refusal(packed[:10])[0] == "truncated"
    assert refusal(packed[:30] + b"xxxx" + packed[34:])[0] == "truncated"
    assert refusal(b"\x1f\x8b")[0] == "truncated"


def test_a_gzip_bomb_is_not_unpacked_beyond_the_limit() -> None:
    assert refusal(gzip.compress(b"a" * 5_000_000)) == ("too-large", "over 100000 bytes")
    assert refusal(gzip.compress(gzip.compress(b"a" * 5_000_000))) == ("too-large", "over 100000 bytes")
    nested = b"x"
    for _ in range(6):
        nested = gzip.compress(nested)
    assert refusal(nested) == ("binary", "gzip")


def test_too_large_as_it_is() -> None:
    assert refusal(b"a" * 100_001) == ("too-large", "over 100000 bytes")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b\xa0\n".encode(), b"\xff\xfe\n\0"])
def test_nothing_in_it(data: bytes) -> None:
    assert refusal(data) == ("empty", "")


def test_pdf_packed_or_not() -> None:
    pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
    assert refusal(pdf) == ("pdf", "PDF")
    assert refusal(b"\n" + pdf) == ("pdf", "PDF")
    assert refusal(gzip.compress(pdf)) == ("pdf", "PDF")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04\x14\0", "ZIP archive or office file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old office file"),
        (b"{\\rtf1\\ansi He said", "RTF"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 9, "program"),
        (b"a" * 257 + b"ustar\0", "tar archive"),
        (b"\0" * 500, "unknown format"),
        (bytes(range(256)) * 20, "unknown format"),
    ],
)
def test_other_formats_are_named(data: bytes, name: str) -> None:
    assert refusal(data) == ("binary", name)


@pytest.mark.parametrize(
    ("text", "uri", "media_type"),
    [
        ("<!DOCTYPE html><p>x", "-", None),
        ("\n<!-- x -->\n<html><p>x", "-", None),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "page", None),
        ("<html><p>x</p></html>", "a.txt", "text/plain"),
        ("<p>He said so.</p><p>She did not.</p>", "-", None),
        ("<div class=a><article><h1>Talks</h1><p>One.</p></article></div>", "https://example.org/a", None),
        ("He said so.", "a.html", None),
        ("He said so.", "a.HTM.gz", None),
        ("He said so.", "https://example.org/a.html?x=1", None),
        ("He said so.", "https://example.org/a", "text/html"),
        ("He said so.", "https://example.org/a", "application/xhtml+xml"),
    ],
)
def test_html(text: str, uri: str, media_type: str | None) -> None:
    assert read(text.encode(), uri, media_type).is_html


@pytest.mark.parametrize(
    ("text", "uri", "media_type"),
    [
        ("He said so.", "-", None),
        ("He said so.", "a.txt", None),
        ("The tag <b> makes text bold, and </b> ends it.", "-", None),
        ("The tags <p> and </p>, <div> and </div> are old. " + "They are much used. " * 60, "-", None),
        ("<p>He said so.</p><p>She did not.</p>", "a.txt", None),
        ("<p>He said so.</p><p>She did not.</p>", "https://example.org/raw", "text/plain"),
        ("<3 this, he wrote. x < y > z", "-", None),
        ("<minister> We are ready.\n<reporter> For what?", "-", None),
    ],
)
def test_plain(text: str, uri: str, media_type: str | None) -> None:
    assert not read(text.encode(), uri, media_type).is_html


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "gbk", "iso-2022-jp", "x", "utf-16"]))
def test_any_bytes_are_decoded_or_refused(data: bytes, charset: str | None) -> None:
    with contextlib.suppress(UnreadableError):
        assert decode(Source("-", data, None, charset), LIMITS).text.strip()


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.startswith(("%PDF", "{\\rtf", "RIFF", "ID3", "BZh", "OggS", "GIF8", "PAR1", "wOF")) or text[4:8] == "ftyp":
        return
    assert read(text.encode(), charset="utf-8").text == text.removeprefix("\ufeff")


def test_every_second_byte_nul_is_no_text_by_itself() -> None:
    assert refusal(b"\x00\x01\x02\x03" * 100)[0] == "binary"
