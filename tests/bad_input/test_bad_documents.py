"""Documents that no reader can or should read, from the bytes to the document: what each is called, and that it is quick."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from onrecord.errors import UnreadableError
from onrecord.model import Document, Post
from onrecord.readers.read import read_source
from onrecord.readers.source import load
from onrecord.readers.types import Source
from onrecord.settings import Options

OPTIONS = Options()
SENTENCE = "The crews of the ferries said on Monday that they would not sail before the end of the talks. "
ARTICLE = (
    f"<html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{f'<p>{SENTENCE * 3}</p>' * 5}</article>"
)


def read(data: bytes, uri: str = "a.txt") -> tuple[Document, tuple[Post, ...]]:
    return read_source(Source(uri, data), OPTIONS)


def refusal(data: bytes, uri: str = "a.txt") -> str:
    start = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        read(data, uri)
    assert time.process_time() - start < 5
    assert caught.value.uri == uri
    return caught.value.reason


def check(document: Document, posts: tuple[Post, ...]) -> None:
    stop = 0
    for block in document.blocks:
        assert stop <= block.start <= block.stop <= len(document.text)
        stop = block.stop
    for post in posts:
        assert post.span is None or document.text[post.span.start : post.span.stop] == post.span.text


@pytest.mark.parametrize("uri", ["a.txt", "a.html", "-"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.4\n%\xe2\xe3", "pdf"),
        (b"PK\x03\x04" + b"\0" * 60, "binary"),
        (b"\0" * 10_000, "binary"),
        (bytes(range(256)) * 40, "binary"),
        (gzip.compress(SENTENCE.encode() * 99)[:-20], "truncated"),
        (gzip.compress(b"\0" * 30_000_000), "too-large"),
        (b"x" * 20_000_001, "too-large"),
    ],
)
def test_refused_whatever_it_is_called(data: bytes, reason: str, uri: str) -> None:
    assert refusal(data, uri) == reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<!doctype html><title>Ferries</title>",
        "<html><body><script>var a = 'He said so.'</script></body></html>",
        "<html>",
    ],
)
def test_a_page_without_an_article(page: str) -> None:
    assert refusal(page.encode(), "a.html") == "no-article"


@pytest.mark.parametrize("tag", ["div", "b", "p", "span", "blockquote", "table", "font", "li", "x-y"])
@pytest.mark.parametrize("around", [False, True])
def test_a_hundred_thousand_nested_tags(tag: str, around: bool) -> None:
    nested = f"<{tag}>" * 100_000 + "He said so." + (f"</{tag}>" * 100_000 if around else "")
    data = ARTICLE.replace("</article>", nested).encode()
    start = time.process_time()
    try:
        check(*read(data, "a.html"))
    except UnreadableError as error:
        assert error.reason in ("too-deep", "no-article")  # noqa: PT017
    assert time.process_time() - start < 10


def test_fifty_megabytes_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableError) as caught:
        load(str(path), OPTIONS.limits)
    assert caught.value.reason == "too-large"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "a ", "He said “yes” (@a) May 3, 2021. ", "\r\n", "x\n", "—", "🇷🇺", "A/AP ", "1999 ", "<p "]
)
def test_as_much_of_one_thing_as_the_limit_allows(unit: str) -> None:
    data = ("He said so. " + unit * (19_000_000 // len(unit.encode()))).encode()
    start = time.process_time()
    check(*read(data))
    assert time.process_time() - start < 60


def test_a_long_line_is_read_in_linear_time() -> None:
    start = time.process_time()
    document, posts = read((SENTENCE * 20_000).encode())
    check(document, posts)
    assert len(document.blocks) == 1
    assert time.process_time() - start < 5


@pytest.mark.parametrize("uri", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    "junk", [b"\0", b"\0\0\x01\x1b", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe\xfd", b"\x80"]
)
def test_junk_between_words_is_replaced(junk: bytes, uri: str) -> None:
    text = ARTICLE if uri == "a.html" else SENTENCE * 9
    data = text.encode().replace(b" talks", b" ta" + junk + b"lks", 2)
    document, posts = read(data, uri)
    check(document, posts)
    assert "before the end of the" in document.text
    assert "\0" not in document.text
    document.text.encode()  # no lone surrogate is left


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "koi8-r"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "shift_jis", "iso-8859-1", "utf-7", "nothing", ""])
def test_a_wrong_charset_is_no_reason_to_give_up(encoding: str, declared: str) -> None:
    page = ARTICLE.replace("<head>", f'<head><meta charset="{declared}">')
    document, _ = read_source(Source("a.html", page.encode(encoding), "text/html", declared or None), OPTIONS)
    assert "they would not sail before the end" in document.text


def test_hostile_markup_stays_text_in_a_plain_text() -> None:
    text = "He said “<script>alert(1)</script>” and <img src=x onerror=alert(1)> left."
    assert read(text.encode())[0].text == text
