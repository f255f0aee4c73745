import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from onrecord.acceptance import Accepted
from onrecord.checking import Checking
from onrecord.export.check_facts import Sheet
from onrecord.export.check_html import render
from onrecord.model import Failure, OriginalText

from .check_fixture import ACCEPTED, CHECKING
from .test_html import EVIL, Tags, evil_reading

SHEET = Sheet(CHECKING, accepted=ACCEPTED)
REPORT = render([SHEET])


def evil_sheet() -> Sheet:
    original = OriginalText("post", EVIL, EVIL, EVIL, speaker=EVIL, published=EVIL)
    reading = evil_reading()
    reading = replace(reading, statements=tuple(replace(row, within=None) for row in reading.statements))
    checking = Checking(reading, (original,), 1, (Failure(EVIL, "io", EVIL),), (EVIL,))
    [row] = Sheet(checking).quotations
    return Sheet(checking, accepted={row.id: Accepted(row.key, EVIL, EVIL, EVIL, EVIL, EVIL)})


def test_every_element_is_closed_in_order() -> None:
    for html in (REPORT, render([SHEET, SHEET]), render([evil_sheet()])):
        tags = Tags(html)
        assert tags.faults == []
        assert tags.open == []


def test_anchors_are_unique_and_lead_somewhere() -> None:
    page = LexborHTMLParser(render([SHEET, SHEET]))
    names = Counter(node.attributes["id"] for node in page.css("[id]"))
    assert [name for name, count in names.items() if count > 1] == []
    links = {(node.attributes["href"] or "")[1:] for node in page.css("a[href^='#']")}
    assert len(links) > 20
    assert links <= set(names)


def test_words_of_strangers_make_no_markup() -> None:
    page = LexborHTMLParser(render([evil_sheet()]))
    assert len(page.css("script")) == 1
    assert page.css("img, iframe, [onerror], [onmouseover]") == []
    assert "\x1b" not in page.html
    assert "\u202e" not in page.html
    assert "49" not in (page.css_first("title").text() or "")


def test_only_the_pages_own_style_and_script_are_allowed() -> None:
    page = LexborHTMLParser(REPORT)
    policy = page.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    for name in ("style", "script"):
        text = re.search(rf"<{name}>(.*?)</{name}>", REPORT, re.DOTALL)
        assert text
        assert f"{name}-src 'sha256-{b64encode(sha256(text[1].encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert page.css("[style], [onclick], link, [src]") == []


def test_draft_and_original_stand_side_by_side() -> None:
    page = LexborHTMLParser(REPORT)
    row = next(row for row in page.css(".row") if row.css_first("#d1-q2"))
    assert [mark.text() for mark in row.css(".said mark.q.failed")] == [
        "2“We have paid enough,”", "“and we will not pay twice.”",
    ]  # fmt: skip
    card = row.css_first("#d1-q2")
    assert "misattributed" in card.css_first(".head").text()
    assert "notes/council.txt, line 3 · ADEYEMI" in card.css_first("figcaption").text()
    assert [node.text() for node in card.css("blockquote del")] == [", let me be clear,"]
    assert "We have paid enough" in card.css_first("blockquote").text()


def test_changes_are_marked_on_both_sides() -> None:
    page = LexborHTMLParser(REPORT)
    row = next(row for row in page.css(".row") if row.css_first("#d1-q4"))
    assert [node.text() for node in row.css(".said ins")] == [".", "wouldn’t", "20"]
    assert [node.text() for node in row.css("blockquote del")] == ["five", "🙄", "would not", "30", "https://t.co/q7Rz"]


def test_every_verdict_has_its_filter_and_every_card_one() -> None:
    page = LexborHTMLParser(REPORT)
    filters = {node.attributes["id"] or "" for node in page.css("input[type=checkbox]")}
    cards = page.css(".card")
    assert len(cards) == 6
    assert {f"f-{card.attributes['data-verdict']}" for card in cards} == filters
    for card in cards:
        assert f"v-{card.attributes['data-verdict']}" in (card.attributes["class"] or "").split()
        assert f"body:has(#f-{card.attributes['data-verdict']}:not(:checked)) .card.v-" in REPORT


def test_what_was_accepted_unread_or_left_out_is_told() -> None:
    page = LexborHTMLParser(REPORT)
    assert "Accepted by Ines <b>H</b> on 15 Mar 2023: heard it | on tape" in page.css_first("#d1-q3").text()
    assert "--accept" not in page.css_first("#d1-q3").text()
    assert "notes/scan.pdf: scanned (3 pages without text)" in page.css_first(".notice").text()
    assert "notes/old-draft.txt holds a draft or a report on one" in page.css_first("header").text()


def test_no_quotations_no_cards() -> None:
    empty = replace(CHECKING, reading=replace(CHECKING.reading, verdicts=()))
    page = LexborHTMLParser(render([Sheet(empty)]))
    assert page.css(".card, mark") == []
    assert "0 quotations" in page.css_first("header").text()
