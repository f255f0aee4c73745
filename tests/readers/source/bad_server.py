"""A web server on this machine that behaves as badly as the web does."""

from __future__ import annotations

import contextlib
import gzip
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "<html><body><p>The minister said: “We will go.”</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/").replace("-", "_")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"page_{name}", self.page_missing)()

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_ok(self) -> None:
        self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def page_agent(self) -> None:
        self.answer(self.headers["User-Agent"].encode(), Content_Type="text/plain")

    def page_path(self) -> None:
        self.answer(self.path.encode())

    def page_latin(self) -> None:
        self.answer("Der Minister sagte: „Für uns“".encode("cp1252"), Content_Type="text/plain; charset=ISO-8859-1")

    def page_lie(self) -> None:
        self.answer("Он сказал: «Мы идём»".encode(), Content_Type="text/plain; charset=iso-8859-1")

    def page_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def page_brotli(self) -> None:
        self.answer(b"\x0b\x02\x80hello\x03", Content_Type="text/html", Content_Encoding="br")

    def page_missing(self) -> None:
        self.answer(b"<p>nothing here</p>", 404)

    def page_gone(self) -> None:
        self.answer(b"gone", 410)

    def page_broken(self) -> None:
        self.answer(b"oops", 503)

    def page_nothing(self) -> None:
        self.answer(b"")

    def page_hang(self) -> None:
        time.sleep(3)

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def page_drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for number in range(60):
            self.wfile.write(b"X-%d: y\r\n" % number)
            self.wfile.flush()
            time.sleep(0.05)

    def page_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def page_slow_loop(self) -> None:
        time.sleep(0.2)
        self.answer(b"", 302, Location="/slow-loop")

    def page_moved(self) -> None:
        self.answer(b"", 301, Location="ok?from=moved")

    def page_moved_to_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def page_moved_nowhere(self) -> None:
        self.answer(b"", 302)

    def page_moved_and_big(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/ok")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x" * 100_000)

    def page_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x" * 100_000)

    def page_huge_declared(self) -> None:
        self.answer(b"x", Content_Length="99999999999")

    def page_short(self) -> None:
        self.answer(b"<p>half of it", Content_Length="5000")

    def page_gibberish(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


def serve() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    return server
