"""URLs over a real connection: what comes back, and what each bad server is called."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Thread

import pytest
from bad_server import PAGE, serve

from onrecord.errors import UnreadableError
from onrecord.readers.decode import decode
from onrecord.readers.source import load
from onrecord.settings import USER_AGENT, Limits

LIMITS = Limits(max_bytes=1_000_000, fetch_seconds=1.0, max_redirects=5)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = serve()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_page_comes_with_what_the_server_declares(site: str) -> None:
    source = load(f"{site}/ok", LIMITS)
    assert source.data.decode() == PAGE
    assert (source.uri, source.media_type, source.charset) == (f"{site}/ok", "text/html", "utf-8")


def test_nothing_declared_is_nothing_known(site: str) -> None:
    source = load(f"{site}/path", LIMITS)
    assert (source.media_type, source.charset) == (None, None)


def test_the_agent_says_who_it_is(site: str) -> None:
    assert load(f"{site}/agent", LIMITS).data.decode() == USER_AGENT


def test_a_redirect_is_followed_and_its_end_is_kept(site: str) -> None:
    source = load(f"{site}/moved", LIMITS)
    assert (source.uri, source.final_url) == (f"{site}/moved", f"{site}/ok?from=moved")


def test_the_body_of_a_redirect_is_not_read(site: str) -> None:
    assert load(f"{site}/moved-and-big", LIMITS).data.decode() == PAGE


def test_gzip_of_the_server_is_undone(site: str) -> None:
    assert decode(load(f"{site}/packed", LIMITS), LIMITS).text == PAGE


def test_latin_means_windows(site: str) -> None:
    assert decode(load(f"{site}/latin", LIMITS), LIMITS).text == "Der Minister sagte: „Für uns“"


def test_a_lie_about_the_charset_is_seen_through(site: str) -> None:
    assert decode(load(f"{site}/lie", LIMITS), LIMITS).text == "Он сказал: «Мы идём»"


def test_letters_outside_ascii_are_quoted(site: str) -> None:
    assert load(f"{site}/path?q=Bär und Käse", LIMITS).data == b"/path?q=B%C3%A4r%20und%20K%C3%A4se"
    assert load(f"{site}/path?q=B%C3%A4r", LIMITS).data == b"/path?q=B%C3%A4r"


@pytest.mark.parametrize(
    ("page", "reason", "detail"),
    [
        ("missing", "not-found", "404"),
        ("gone", "not-found", "410"),
        ("broken", "http", "503"),
        ("moved-nowhere", "http", "302"),
        ("nothing", "empty", ""),
        ("hang", "timeout", "1 s"),
        ("drip", "timeout", "1 s"),
        ("drip-headers", "timeout", "1 s"),
        ("loop", "redirects", "over 5"),
        ("slow-loop", "timeout", "1 s"),
        ("moved-to-file", "unsupported-url", "file"),
        ("huge", "too-large", "over 1000000 bytes"),
        ("huge-declared", "too-large", "over 1000000 bytes"),
        ("short", "truncated", "the connection ended early"),
        ("brotli", "http", "content encoding br"),
    ],
)
def test_bad_servers(site: str, page: str, reason: str, detail: str) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        load(f"{site}/{page}", LIMITS if page != "slow-loop" else Limits(fetch_seconds=1.0, max_redirects=50))
    assert (caught.value.uri, caught.value.reason, caught.value.detail) == (f"{site}/{page}", reason, detail)
    assert time.monotonic() - start < 2.5


def test_what_speaks_no_http(site: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(f"{site}/gibberish", LIMITS)
    assert caught.value.reason == "network"


def test_nobody_listens() -> None:
    with pytest.raises(UnreadableError) as caught:
        load("http://127.0.0.1:9/", LIMITS)
    assert caught.value.reason == "network"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "http://",
        "http:///path",
        "http://[::1",
        "http://host:99999/",
        "http://host:port/",
        "http://user:secret@127.0.0.1/",
        "http://exa mple.org/",
        "http://a\r\nHost: b/",
        "http://" + "ä" * 70 + ".org/",
    ],
)
def test_urls_that_are_not_fetched(url: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(url, LIMITS)
    assert caught.value.reason == "unsupported-url"
