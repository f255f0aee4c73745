"""Feeds: RSS, RDF and Atom, as well formed as real ones are, and hostile ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from onrecord.errors import UnreadableError
from onrecord.settings import Limits, Options
from tests.readers.corpora.helpers import PAGE, articles, document, failures, found, reading

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>The Westmere Echo</title><link>https://news.example/</link><language>en-gb</language>
<item><media:title>A picture</media:title><title>Pier stays open &amp; free</title><link>https://news.example/pier</link>
  <dc:creator><![CDATA[Ann Reed]]></dc:creator><pubDate>Fri, 01 Mar 2024 06:07:08 +0100</pubDate>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>The council met on Monday.</p><p>“We will not give it&nbsp;up,” said Jane Dorn, the mayor
  of Westmere.</p><img src="a.png">]]></content:encoded></item>
<item><title>Two</title><guid isPermaLink="true">https://news.example/two</guid><author>tom@news.example (Tom Oak)</author>
  <description>&lt;p&gt;Caf&amp;eacute; owners said &amp;quot;no&amp;quot; – é.&lt;/p&gt;</description></item>
<item><title>Three</title><link>/three</link></item>
<item><title>Four</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Das Echo</title>
<link rel="self" href="https://echo.example/feed"/><link href="https://echo.example/"/>
<entry><title type="html">Der &lt;b&gt;Pier&lt;/b&gt; bleibt</title><link rel="alternate" href="pier"/><id>tag:1</id>
<author><name>Eva Linde</name></author><published>2024-03-01T06:00:00Z</published><updated>2024-03-05T06:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>„Er bleibt“, sagte <b>Jan Dorn</b> am Montag.</p></div></content>
</entry><entry><title>Zwei</title><id>https://echo.example/zwei</id><summary type="text">Kein &lt;b&gt;fett&lt;/b&gt; hier.</summary>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Echo</title><link>https://e.example</link></channel>
<item rdf:about="1"><title>Uno</title><link>https://e.example/1</link><description>Parole brevi.</description>
<dc:date>2024-03-01</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_rss(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "feed").write_bytes(RSS.format(encoding=encoding).encode(encoding))
    some = found(tmp_path / "feed")
    one, two, three = articles(some)
    read = document(one)
    assert (read.title, read.outlet, read.authors, read.url, read.language, read.published) == (
        "Pier stays open & free", "The Westmere Echo", ("Ann Reed",), "https://news.example/pier", "en-gb",
        "2024-03-01T06:07:08+01:00",
    )  # fmt: skip
    assert "“We will not give it up,” said Jane Dorn" in read.text
    assert "Short" not in read.text
    assert [one.content[0].text for one in reading(one).statements if one.kind == "direct"] == [
        "“We will not give it up,”"
    ]
    assert (document(two).text, two.url, two.authors.names) == (
        'Café owners said "no" – é.',
        "https://news.example/two",
        ("Tom Oak",),
    )
    assert (three.html, three.url) == (None, "https://news.example/three")
    assert failures(some) == [(f"{tmp_path}/feed:[3]", "row", "the item has neither text nor a link")]


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM, "utf-8")
    one, two = articles(found(tmp_path / "feed.xml"))
    read = document(one)
    assert (read.title, read.outlet, read.url, read.published, read.language) == (
        "Der Pier bleibt", "Das Echo", "https://echo.example/pier", "2024-03-01T06:00+00:00", "de",
    )  # fmt: skip
    assert read.text == "„Er bleibt“, sagte Jan Dorn am Montag."
    assert (document(two).text, two.url) == ("Kein <b>fett</b> hier.", "https://echo.example/zwei")


def test_rdf(tmp_path: Path) -> None:
    (tmp_path / "feed.rdf").write_text(RDF)
    (one,) = articles(found(tmp_path / "feed.rdf"))
    assert (document(one).text, one.outlet, one.published) == ("Parole brevi.", "Echo", "2024-03-01")


def test_broken_markup_is_forgiven(tmp_path: Path) -> None:
    text = (
        RSS.format(encoding="utf-8")
        .replace("Short.", "Fish & chips < 5&nbsp;pounds</b>")
        .replace("</channel></rss>", "")
    )
    (tmp_path / "feed").write_text(text)
    assert len(articles(found(tmp_path / "feed"))) == 3


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    lines = [
        '<!ENTITY a "ha ha ha ha ha ">',
        *(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)),
    ]
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(lines)} <!ENTITY f2 SYSTEM "file:///etc/passwd">]>'
    (tmp_path / "feed").write_text(
        bomb + "<rss><channel><item><description>x &j; &f2; y</description></item></channel></rss>"
    )
    began = time.monotonic()
    (one,) = articles(found(tmp_path / "feed"))
    assert time.monotonic() - began < 2
    text = document(one).text
    assert "ha ha" not in text
    assert "root:" not in text
    assert len(text) < 40


@pytest.mark.parametrize("start", ["<!-- a -->" * 400, "<!DOCTYPE [" * 400, "<?a ?>" * 400, "<!-- " * 400])
def test_prologs_made_to_take_long_do_not(start: str, tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(start + "x" * 20_000)
    began = time.monotonic()
    assert not articles(found(tmp_path / "feed"))
    assert time.monotonic() - began < 2


def test_a_feed_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(RSS.format(encoding="utf-8"))
    assert [one[1] for one in failures(found(tmp_path / "feed", limits=Limits(max_bytes=500)))] == ["too-large"]


def test_reading_goes_on_behind_any_item(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(RSS.format(encoding="utf-8"))
    whole = found(tmp_path / "feed")
    assert [found(tmp_path / "feed", one.position) for one in whole] == [whole[n + 1 :] for n in range(4)]


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/three" else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_links_are_followed_only_when_asked(site: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = site
    (tmp_path / "feed").write_text(RSS.format(encoding="utf-8").replace("https://news.example/", f"{address}/"))
    one, two, three = articles(found(tmp_path / "feed"))
    document(one)
    with pytest.raises(UnreadableError, match="--follow-links") as caught:
        document(three)
    assert caught.value.reason == "row"
    assert asked == []
    read = document(three, Options(model="fast", follow=True))
    assert read.text == "The pier stays open, said the mayor of Westmere on Monday."
    assert (read.title, read.uri) == ("Three", f"{address}/three")
    with pytest.raises(UnreadableError) as missing:
        document(two, Options(model="fast", follow=True))
    assert missing.value.reason == "not-found"
    assert asked == ["/three", "/two"]
