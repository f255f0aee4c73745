"""The reports for programs and pipelines: parsed as those who read them do, and words that try to break out of them."""

import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.checking import FAIL_ON
from onrecord.export import check_junit, check_markdown, check_sarif, check_text
from onrecord.export.check_facts import Sheet, summary
from onrecord.export.check_jsonl import to_json
from onrecord.export.jsonl import to_object
from onrecord.model import VERDICTS

from .check_fixture import ACCEPTED, CHECKING
from .fixture import TEXT
from .test_check_html import evil_sheet

SHEET = Sheet(CHECKING, accepted=ACCEPTED)


def test_outcomes() -> None:
    told = {row.entry.statement.id: row.outcome for row in SHEET.quotations}
    assert told == {
        "lanes": "passed", "paid": "failed", "hole": "accepted", "bet": "failed", "desk": "passed", "comment": "open",
    }  # fmt: skip
    assert summary(SHEET) == "6 quotations: 2 failed, 1 accepted, 1 without an original, 2 passed"
    assert {row.outcome for row in Sheet(CHECKING, fail_on=()).quotations} == {"passed", "open"}
    everything = Sheet(CHECKING, fail_on=VERDICTS)
    assert {row.outcome for row in everything.quotations} == {"failed"}


def test_places_are_those_of_the_file() -> None:
    for row in SHEET.quotations:
        line, column = SHEET.place(row.start) or (0, 0)
        assert TEXT.split("\n")[line - 1][column - 1 :].startswith(row.words[:10])
    nowhere = Sheet(replace(CHECKING, breaks=None))
    assert nowhere.place(3) is None


def test_places_of_a_page_go_through_its_map() -> None:
    source = "<p>\nThey said:\n“We pay”"
    origin = replace(CHECKING.reading.document.origin, map=((0, 4, 10), (11, 15, 8)))  # type: ignore[type-var]
    document = replace(CHECKING.reading.document, text="They said: “We pay”", origin=origin)
    reading = replace(CHECKING.reading, document=document, statements=(), verdicts=())
    breaks = tuple(found.start() for found in re.finditer("\n", source))
    sheet = Sheet(replace(CHECKING, reading=reading, breaks=breaks))
    assert sheet.place(0) == (2, 1)
    assert sheet.place(11) == (3, 1)
    assert sheet.place(12) == (3, 2)


def test_jsonl_is_the_reading_with_what_the_check_adds() -> None:
    shown = json.loads(to_json(SHEET))
    plain = json.loads(json.dumps(to_object(CHECKING.reading)))
    assert {name: shown[name] for name in plain} == plain
    assert shown["searched"] == 2
    assert shown["left_out"] == ["notes/old-draft.txt"]
    assert shown["unread"] == [{"uri": "notes/scan.pdf", "reason": "scanned", "detail": "3 pages without text"}]
    assert [row["id"] for row in shown["originals"]] == ["post-x-1635", "post-x-1636", "notes/council.txt"]
    assert "text" not in shown["originals"][0]
    hole = shown["checked"][2]
    assert hole["accepted"] == {"by": "Ines <b>H</b>", "at": "2023-03-15T09:30:00Z", "reason": "heard it | on tape"}
    assert [row["outcome"] for row in shown["checked"]] == [row.outcome for row in SHEET.quotations]


def test_junit_counts_what_it_holds() -> None:
    root = ElementTree.fromstring(check_junit.render([SHEET, SHEET]))
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == ["news/harbour.html", "news/harbour.html", "originals"]
    for holder in (root, *root):
        assert holder.get("tests") == str(len(holder.findall(".//testcase")))
        assert holder.get("failures") == str(len(holder.findall(".//failure")))
        assert holder.get("errors") == str(len(holder.findall(".//error")))
        assert holder.get("skipped") == str(len(holder.findall(".//skipped")))
    failure = root[0].find("testcase[2]/failure")
    assert failure is not None
    assert failure.get("type") == "misattributed"
    assert "original: REYES: The contractor" in (failure.text or "")
    assert "accepted by Ines <b>H</b>" in (root[0].findtext("testcase[3]/system-out") or "")


def test_sarif_says_where_and_what() -> None:
    log = json.loads(check_sarif.render([SHEET]))
    [run] = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(VERDICTS)
    assert [result["ruleId"] for result in run["results"]] == ["misattributed", "not-found", "meaning", "no-original"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["kind"] == "fail" or result["level"] == "none"  # § 3.27.9
    paid = run["results"][0]
    region = paid["locations"][0]["physicalLocation"]["region"]
    rows = TEXT.split("\n")
    assert region["startLine"] == region["endLine"]
    printed = rows[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
    assert printed == "“We have paid enough,” said Lindqvist, “and we will not pay twice.”"
    assert "suppressions" in run["results"][1]
    assert "suppressions" not in paid
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "notes/scan.pdf" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("drafts/my draft.md", "drafts/my%20draft.md"),
        ("/tmp/a#b.md", "file:///tmp/a%23b.md"),
        ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&d=e"),
    ],
)
def test_sarif_names_drafts_by_uri(name: str, uri: str) -> None:
    reading = replace(CHECKING.reading, document=replace(CHECKING.reading.document, uri=name))
    log = json.loads(check_sarif.render([Sheet(replace(CHECKING, reading=reading))]))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_standard_input_has_no_file() -> None:
    reading = replace(CHECKING.reading, document=replace(CHECKING.reading.document, uri="-"))
    log = json.loads(check_sarif.render([Sheet(replace(CHECKING, reading=reading))]))
    assert "physicalLocation" not in log["runs"][0]["results"][0]["locations"][0]


def test_markdown_has_a_row_for_what_does_not_pass() -> None:
    shown = check_markdown.render([SHEET])
    assert shown.startswith("### ❌ onrecord check: 2 of 6 quotations fail\n")
    rows = [line for line in shown.splitlines() if re.match(r"\| \d", line)]
    assert [row.split(" | ")[1].strip("*").split(",")[0] for row in rows] == [
        "misattributed", "not-found", "meaning", "no-original",
    ]  # fmt: skip
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert shown.count("<details>") == shown.count("</details>") == 2
    assert "bet <ins>20</ins> euros" in shown
    assert "bet <del>30</del> euros" in shown
    assert "None" not in check_markdown.render([Sheet(CHECKING, fail_on=())])
    assert check_markdown.render([Sheet(CHECKING, fail_on=())]).startswith(
        "### ✅ onrecord check: none of 6 quotations"
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<img src=x>", r"\<img src=x\>"),
        ("[x](javascript:1)", r"\[x\](javascript:1)"),
        ("ask @kalle about #12", "ask @\u2060kalle about \\#\u206012"),
        ("https://x.example", "https://\u2060x.example"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("two\n\nlines", "two lines"),
        ("well-known, e.g. 3.5%", "well-known, e.g. 3.5%"),
    ],
)
def test_markdown_escapes_words(words: str, shown: str) -> None:
    assert check_markdown.escaped(words) == shown


@given(st.text())
def test_markdown_words_stay_on_their_line_and_open_no_tag(words: str) -> None:
    shown = check_markdown.escaped(words)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>|`*\[\]]", re.sub(r"\\.", "", shown))


def test_hostile_words_break_no_format() -> None:
    sheet = evil_sheet()
    ElementTree.fromstring(check_junit.render([sheet]).encode("utf-8"))
    json.loads(check_sarif.render([sheet]).encode("utf-8"))
    json.loads(to_json(sheet))
    shown = check_markdown.render([replace_fail(sheet)])
    assert not re.search(r"(?<!\\)<(?!/?(?:ins|del|details|summary)>)", shown)
    plain = check_text.render(replace_fail(sheet))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800-\udfff]", plain)


def replace_fail(sheet: Sheet) -> Sheet:
    """The same draft with nothing accepted."""
    return Sheet(sheet.checking, FAIL_ON)


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_text_fits_the_terminal(width: int) -> None:
    shown = check_text.render(SHEET, width=width)
    assert max(len(line) for line in shown.splitlines()) <= width


def test_text_tells_each_quotation() -> None:
    shown = check_text.render(SHEET, width=100)
    entries: dict[str, Any] = dict(re.findall(r"^ *([\d.]+)  [=≠?] (\S+) ", shown, re.MULTILINE))
    assert entries == {
        "1": "verbatim", "2": "misattributed", "3": "not-found", "4": "meaning", "5": "typographic", "5.1": "no-original",
    }  # fmt: skip
    assert "[-five-]" in shown
    assert "[-30-]{+20+}" in shown
    assert "notes/council.txt, line 3 · ADEYEMI" in shown
    assert "accepted by Ines <b>H</b> on 15 Mar 2023: heard it | on tape" in shown
    assert "checked by onrecord against 2 originals (1 more could not be read)" in shown
    assert check_text.closing([SHEET]) == "2 of 6 quotations fail: 1 misattributed, 1 meaning."
    assert check_text.closing([Sheet(CHECKING, fail_on=())]) == "None of 6 quotations fails."


def test_text_in_ascii() -> None:
    check_text.render(SHEET, encoding="ascii").encode("ascii")
