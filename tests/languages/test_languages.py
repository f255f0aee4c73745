"""Each language's table of cases (one a line, marked as in tests/typography): the statements found are those marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.typography import cases
from tests.typography.cases import Expected

from onrecord.lexicon import languages
from onrecord.model import Reading
from onrecord.pipeline import read_bytes
from onrecord.settings import Options

FOLDER = Path(__file__).parent
TABLES = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
ROWS = [(code, line[2:]) for code, page in TABLES.items() for line in page.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(("code", "marked"), ROWS, ids=lambda value: value[:60])
def test_statements(code: str, marked: str) -> None:
    (case,) = cases.parse(f"### case\nlanguage: {code}\n\n> {marked}\n", code)
    reading = read_bytes(case.text.encode(), f"{code}.txt", Options(model="fast", language=code))
    assert isinstance(reading, Reading)
    found = [_expected(n, row) for n, row in enumerate(reading.statements, 1)]
    message = f"\n\nexpected: {marked}\nfound:    {cases.mark_up(case.text, found)}\n"
    assert sorted(map(_key, found), key=repr) == sorted(map(_key, case.statements), key=repr), message


def test_every_language_with_a_file_has_a_table() -> None:
    assert languages() == TABLES.keys()


@pytest.mark.parametrize("code", TABLES)
def test_a_table_has_thirty_cases(code: str) -> None:
    assert len(re.findall("^- ", TABLES[code], re.MULTILINE)) >= 30


def _expected(number: int, row) -> Expected:
    content = tuple((span.start, span.stop) for span in row.content)
    cue, mention = ((span.start, span.stop) if span else None for span in (row.cue, row.mention))
    return Expected(number, row.kind, content, cue, mention)


def _key(one: Expected) -> tuple[object, ...]:
    return one.content, one.kind, one.cue, one.mention
