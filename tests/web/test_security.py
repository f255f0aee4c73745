"""What strangers may try: other names, other sites, other people’s words, private addresses, missing tokens."""

from __future__ import annotations

import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from onrecord.errors import UnreadableError
from onrecord.readers import fetch as fetching
from onrecord.readers.fetch import fetch, is_public
from onrecord.settings import Limits
from onrecord.web.guard import HEADERS
from onrecord.web.serving import Serving
from tests.web.conftest import TOKEN, Browser, browsing

PUBLIC = Limits(public_only=True, fetch_seconds=5)


# Who asks --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8040", "localhost.evil.example", "127.0.0.1.nip.io", ""]
)
def test_another_name_is_refused(bare: Browser, host: str) -> None:
    answer = bare.get("/read", headers={"host": host})
    assert answer.status_code == 421
    assert "_csrf_token" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8040", "127.0.0.1:99", "[::1]:8040", "LOCALHOST"])
def test_this_machine_is_let_in_under_its_names(bare: Browser, host: str) -> None:
    assert bare.get("/read", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/read", "/api/read", "/check"])
def test_another_sites_page_changes_nothing(bare: Browser, path: str, headers: dict[str, str]) -> None:
    token = TOKEN.search(bare.get("/read").text)
    assert token
    answer = bare.client.post(path, data={"_csrf_token": token[1], "text": "x"}, headers=headers)
    assert answer.status_code == 403


def test_a_form_without_its_token_is_refused(bare: Browser) -> None:
    bare.get("/read")
    for data in ({"text": "x"}, {"text": "x", "_csrf_token": "0" * 128}):
        answer = bare.client.post("/read", data=data)
        assert answer.status_code == 403
        assert "reload the page" in answer.text


def test_forms_and_judgements_cannot_be_sent_as_simple_requests(own: Browser) -> None:
    answer = own.client.post(
        "/api/statements/s0/judgements",
        content="{}",
        headers={"content-type": "text/plain", "origin": "http://evil.example"},
    )
    assert answer.status_code == 403


def test_a_token_is_needed_shown_once_and_kept() -> None:
    serving = Serving(processes=0, hosts=(), token="a-long-token", port=8040)
    with browsing(serving, raise_server_exceptions=True) as client:
        for path in ("/read", "/", "/api/openapi.json", "/read?token=wrong", "/nowhere"):
            assert client.get(path).status_code == 401, path
        assert client.get("/health").status_code == 200
        assert client.get("/api/openapi.json", headers={"authorization": "Bearer a-long-token"}).status_code == 200
        assert client.get("/api/openapi.json", headers={"authorization": "Bearer a-long-tokem"}).status_code == 401
        answer = client.get("/read?x=1&token=a-long-token", follow_redirects=False)
        assert answer.headers["location"] == "/read?x=1"
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert client.get("/read").status_code == 200


def test_the_way_in_leads_to_no_other_server() -> None:
    with browsing(Serving(processes=0, hosts=(), token="a-long-token")) as client:
        answer = client.get("//evil.example/?token=a-long-token", follow_redirects=False)
        assert answer.status_code in (303, 404)
        assert not answer.headers.get("location", "/x").startswith("//")


def test_every_answer_bears_the_headers(bare: Browser) -> None:
    style = re.findall(r'href="(/static/[^"]+css)"', bare.get("/read").text)[0]
    for path in ("/read", "/nowhere", "/api/nowhere", "/health", style, "/read/never-was"):
        answer = bare.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name.lower()] == value, path


# What is in the words --------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)",
    "</title><script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "<style>*{display:none}</style>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\u202e\u2066x\x1b[31m",
    "'onmouseover='alert(1)", "<!--", "]]>", "<iframe srcdoc='<script>alert(1)</script>'>", "\ud800",
]  # fmt: skip
ALLOWED_SCRIPT = re.compile(r'<script src="/static/[\w.-]+\.js" defer></script>')


def harmless(page: str) -> None:
    """No element, attribute or address of a stranger’s."""
    left = ALLOWED_SCRIPT.sub("", page)
    assert not re.search(r"<(?:script|img|iframe|base|object|embed|style)\b", left)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', left))
    assert not re.search(r"<meta[^>]*http-equiv", left)
    assert not re.search(r'(?:href|src|action)="(?!/|#|\?|https?://)', left)
    assert " style=" not in re.sub(r'"[^"]*"', '""', left)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(bare: Browser, words: str) -> None:
    text = f"{words} headline\n\n“We {words} will stay here for the winter,” said Jane {words} Dorn, the mayor.\n\n" * 3
    answer = bare.send("/read", "/read", {"text": text.encode("utf-8", "replace").decode()})
    assert answer.status_code in (200, 422)
    harmless(answer.text)
    checked = bare.send(
        "/check",
        "/check",
        {
            "text": text.encode("utf-8", "replace").decode(),
            "original": f"DORN: We {words} stay".encode("utf-8", "replace").decode(),
        },
    )
    harmless(checked.text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_pages_are_read_as_text(bare: Browser, words: str) -> None:
    page = f"""<html><head><title>{words}</title><link rel=canonical href="javascript:alert(1)"></head><body><article>
    <h1>{words}</h1><p>“We will stay here for the whole winter {words},” said Jane Dorn, the mayor of Westmere.</p>
    <script>alert(1)</script>{"<p>The council debated for hours and hours, and nobody listened.</p>" * 6}</article></body></html>"""
    answer = bare.send(
        "/read",
        "/read",
        {},
        files={
            "file": (
                f"{words[:20]}.html".encode("utf-8", "replace").decode(),
                page.encode("utf-8", "replace"),
                "text/html",
            )
        },
    )
    assert answer.status_code in (200, 422)
    harmless(answer.text)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/overview", "/search", "/search?q=script", "/speakers", "/outlets", "/trails",
                                  "/speaker?name=%3Cimg+src%3Dx+onerror%3Dalert(2)%3E",
                                  "/outlet?name=%3Ci%3EOdd%3C/i%3E+Outlet"])  # fmt: skip
def test_hostile_words_on_record_stay_words(site: Browser, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200
    harmless(answer.text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_parameters_stay_words(bare: Browser, words: str) -> None:
    answer = bare.client.get("/read/" + quote(words.encode("utf-8", "replace"), safe=""))
    assert answer.status_code in (404, 405)
    harmless(answer.text)


# What is fetched -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "198.18.0.1", "192.0.2.1", "240.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://0x7f000001/", "http://2130706433/", "http://127.1/",
     "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/"],
)  # fmt: skip
def test_private_hosts_are_refused(bare: Browser, url: str) -> None:
    answer = bare.client.post("/api/read", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["reason"] in ("private", "network"), "network: this system does not know such a name"
    assert "169.254.169.254:" not in answer.json()["message"]


class _Redirecting(BaseHTTPRequestHandler):
    """A server that leads to a private address, or answers with a page."""

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.7/secret")
            self.end_headers()
            return
        body = b"<html><body><p>Secret</p></body></html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Any:
    """A real server on this machine, for a moment taken for a public one by the name ``news.example``."""
    server = HTTPServer(("127.0.0.1", 0), _Redirecting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def _resolving(answers: list[str], port: int) -> Any:
    """A resolver that gives another address each time it is asked, as the one of an attacker does."""
    asked: list[str] = []

    def resolve(host: str, _port: int, *_: Any, **__: Any) -> Any:
        asked.append(host)
        address = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve, asked


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, elsewhere: int) -> None:
    """The first address is let through as if it were public; the one that it redirects to is looked at as well."""
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableError) as caught:
        fetch(f"http://127.0.0.1:{elsewhere}/away", PUBLIC)
    assert caught.value.reason == "private"
    assert "10.0.0.7" in caught.value.detail


def test_what_is_connected_to_is_what_was_looked_at(monkeypatch: pytest.MonkeyPatch, elsewhere: int) -> None:
    """A name that resolves to a public address when it is looked at and to a private one afterwards (DNS rebinding)."""
    resolve, asked = _resolving(["192.0.2.55", "127.0.0.1"], elsewhere)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    connected: list[str] = []
    monkeypatch.setattr(fetching, "is_public", lambda address: connected.append(address) or address == "192.0.2.55")
    monkeypatch.setattr(socket.socket, "connect", lambda _, place: (_ for _ in ()).throw(OSError(f"to {place[0]}")))
    with pytest.raises(UnreadableError) as caught:
        fetch("http://rebinding.example/", PUBLIC)
    assert asked == ["rebinding.example"], "the name is asked for once"
    assert connected == ["192.0.2.55"]
    assert "to 192.0.2.55" in caught.value.detail


def test_proxies_of_the_environment_are_left_out(monkeypatch: pytest.MonkeyPatch, elsewhere: int) -> None:
    """A proxy would ask for the name itself, and reach what it may."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{elsewhere}")
    with pytest.raises(UnreadableError) as caught:
        fetch("http://10.0.0.7/", PUBLIC)
    assert caught.value.reason == "private"
    assert fetch("http://10.0.0.7/", Limits(fetch_seconds=5)).data.startswith(b"<html>"), "the command line uses them"


# What is written -------------------------------------------------------------------------------------------------------


def test_judgements_want_the_form(own: Browser, tmp_path: Path) -> None:
    answer = own.client.post("/statement/s0/judgements", data={"kind": "statement", "answer": "no", "by": "X"})
    assert answer.status_code == 403
    assert not (tmp_path / "rec" / "judgements").exists()
