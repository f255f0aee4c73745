import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from onrecord.export.html import render, web_address
from onrecord.model import Block, Conflict, Document, Edit, Original, Post, Reading, Speaker, Statement, Verdict
from onrecord.text.spans import span

from .fixture import READING

REPORT = render([READING])
VOID = {"meta", "br", "hr", "img", "input", "link"}
EVIL = (
    '</style><script>alert(1)</script><img src=x onerror=alert(1)>" \' onmouseover=alert(1) x="{{ 7 * 7 }}'
    "<iframe src=//evil.example></iframe> \u202eesrever\u202c \x00\x1b[2J \ud800 </title></textarea>--><!-- "
)


class Tags(HTMLParser):
    """Checks that every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def evil_reading() -> Reading:
    text = f"{EVIL}\n\n{EVIL}"
    whole = span(text, 0, len(EVIL))
    document = Document(
        EVIL, EVIL, EVIL, EVIL, (EVIL,), EVIL, EVIL, text, url="javascript:alert(1)", agency=EVIL, agency_sign=EVIL,
        blocks=(Block("heading", 0, len(EVIL)), Block("post", len(EVIL) + 2, len(text), EVIL)),
    )  # fmt: skip
    posts = tuple(Post(EVIL + n, "x", EVIL, EVIL, EVIL, "javascript:alert(1)", EVIL, None) for n in ("", "2"))
    statement = Statement(EVIL, "direct", (whole,), whole, whole, "doubt", EVIL, EVIL, 0.5)
    edit = Edit("replace", span(text, 3, 9), span(EVIL, 3, 9), "word")
    verdict = Verdict(EVIL, Original("post", EVIL, None), "reworded", 0.5, (edit,), EVIL, EVIL)
    speaker = Speaker(EVIL, EVIL, (EVIL,), (EVIL,), (EVIL,), False, (whole,))
    conflict = Conflict(EVIL, (EVIL,), (EVIL,), EVIL)
    return Reading(document, posts, (statement,), (speaker,), (), (), (verdict,), (), (conflict,))


def test_every_element_is_closed_in_order() -> None:
    for html in (REPORT, render([READING, READING]), render([evil_reading()])):
        tags = Tags(html)
        assert tags.faults == []
        assert tags.open == []


def test_anchors_are_unique_and_lead_somewhere() -> None:
    page = LexborHTMLParser(render([READING, READING]))
    names = Counter(node.attributes["id"] for node in page.css("[id]"))
    assert [name for name, count in names.items() if count > 1] == []
    links = [node.attributes["href"] or "" for node in page.css("a[href^='#']")]
    assert len(links) > 100
    assert {link[1:] for link in links} <= set(names)
    described = {node.attributes["aria-describedby"] for node in page.css("[aria-describedby]")}
    assert described
    assert described <= set(names)


def test_statements_and_their_notes_lead_to_each_other() -> None:
    page = LexborHTMLParser(REPORT)
    for number in ("1", "4", "4.1", "12"):
        assert page.css_first(f"mark[id='d1-t{number}'] > a[href='#d1-n{number}']") is not None
        assert page.css_first(f"li[id='d1-n{number}'] .head a[href='#d1-t{number}']") is not None


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = LexborHTMLParser(REPORT)
    assert page.css("script, link, img, iframe, object, embed, base, form, input, video, audio, svg") == []
    for node in page.css("*"):
        assert not {name for name in node.attributes if name.startswith("on") or name in ("src", "srcset", "style")}
    for node in page.css("[href]"):
        assert (node.attributes["href"] or "").startswith(("#", "https://"))
    style = page.css_first("style").text()
    assert "url(" not in style
    assert "@import" not in style


def test_policy_allows_this_style_sheet_and_no_other() -> None:
    page = LexborHTMLParser(REPORT)
    policy = page.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    style = re.search(r"<style>(.*?)</style>", REPORT, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize("count", [1, 3])
def test_headings_go_down_one_step_at_a_time(count: int) -> None:
    levels = [int(tag) for tag in re.findall(r"<h([1-6])", render([READING] * count))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_article_is_whole_and_in_its_language() -> None:
    page = LexborHTMLParser(REPORT)
    assert page.css_first("html").attributes["lang"] == "en"
    for number in page.css(".said .no"):
        number.decompose()
    shown = [node.text().strip() for node in page.css(".said p, .said h3")]
    assert shown == READING.document.text.split("\n\n")
    assert all(node.attributes["lang"] == "en" for node in page.css(".said"))


def test_notes_say_who_through_whom_and_why() -> None:
    page = LexborHTMLParser(REPORT)
    note = " ".join(page.css_first("li[id='d1-n4']").text().split())
    for words in ("Tomas Reyes", "direct", "city spokesman", "Tomas Reyes → NORDA → this article", "conflict 1",
                  "named in full (by rules, score 0.95)", "“citing”"):  # fmt: skip
        assert words in note
    declined = " ".join(page.css_first("li[id='d1-n11']").text().split())
    assert "nobody named" in declined
    assert "doubt (claimed, alleged)" in declined


def test_printed_words_stand_beside_the_post() -> None:
    page = LexborHTMLParser(REPORT)
    printed, posted = page.css("[id='d1-v7'] blockquote")
    assert [node.text() for node in printed.css("ins")] == [".", "wouldn’t", "20"]
    assert [node.text() for node in posted.css("del")] == ["five", "🙄", "would not", "30", "https://t.co/q7Rz"]
    assert printed.text() == "“They have promised May for years. I wouldn’t bet 20 euros on it.”"


def test_several_readings_make_one_report_with_contents() -> None:
    other = msgspec.structs.replace(READING, document=msgspec.structs.replace(READING.document, title="Second"))
    page = LexborHTMLParser(render([READING, other]))
    contents = page.css("nav .toc a")
    assert [node.text() for node in contents] == [READING.document.title, "Second"]
    assert [node.attributes["href"] for node in contents] == ["#d1-doc", "#d2-doc"]
    assert [node.text() for node in page.css("article > header h2")] == [READING.document.title, "Second"]


def test_hostile_documents_stay_text() -> None:
    html = render([evil_reading()])
    page = LexborHTMLParser(html)
    assert page.css("script, img, iframe, textarea") == []
    assert len(page.css("style")) == 1
    for node in page.css("*"):
        assert not {name for name in node.attributes if name.startswith("on") or name == "x"}
    assert [link for link in (node.attributes["href"] or "" for node in page.css("a[href]")) if link[0] != "#"] == []
    assert "{{ 7 * 7 }}" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert "<U+202E>esrever" in page.body.text()
    assert len(page.css("[lang]")) == len(page.css("html, figcaption[lang]"))
    html.encode("utf-8")


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://x.com/a/status/1", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/A", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/a", False),
        ("https://", False),
        ("https://[", False),
        ("https://bank.example@evil.example/", False),
        ("https://a.example:8080/b?c=1#d", True),
        ("https://münchen.example/ä", True),
        ("https://a\u202eb.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, is_link: bool) -> None:
    assert (web_address(url) is not None) == is_link


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_is_at_least_that_of_wcag_aa(scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", REPORT, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    kinds = ["direct", "mixed", "indirect", "post", "headline"]
    inks = ["ink", "quiet", "link", "kept", "changed", *kinds]
    pairs = [(ink, ground) for ink in inks for ground in ("page", "card")]
    pairs += [(ink, f"{kind}-bg") for kind in kinds for ink in ("ink", "quiet", "link", kind)]
    pairs += [("ins", "ins-bg"), ("del", "del-bg")]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


def test_every_kind_has_its_own_line_besides_its_colour() -> None:
    style = re.search(r"<style>(.*?)</style>", REPORT, re.DOTALL)
    assert style is not None
    edges = {kind: re.search(rf"mark\.st\.{kind} \{{ (.*?); \}}", style[1]) for kind in
             ("direct", "mixed", "indirect", "post", "headline")}  # fmt: skip
    assert len({found[1] for found in edges.values() if found}) == 5
