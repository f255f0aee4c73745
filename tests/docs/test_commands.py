"""Every console block of the documentation: its commands run, in order, and print what the page says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "packaging"))

import doc_commands
from doc_commands import Command, agrees


@pytest.mark.slow
@pytest.mark.parametrize("page", doc_commands.pages(), ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    environment = doc_commands.workplace(tmp_path)
    for command in doc_commands.commands(page.read_text("utf-8")):
        printed = doc_commands.run(command, tmp_path, environment)
        assert agrees(command, printed), f"$ {command.text}\n{printed}"


@pytest.mark.parametrize(
    ("said", "printed", "same"),
    [
        ("one", "one", True), ("one", "two", False), ("took … s", "took 3.1 s", True), ("a\n…\nz", "a\nb\nc\nz", True),
        ("a\n…\nz", "a\nz", True), ("a\n…", "a\nb", True), ("a\n…", "a", True), ("a\n…", "b", False), ("", "", True), ("", "x", False),
    ],
)  # fmt: skip
def test_dots_stand_for_anything(said: str, printed: str, same: bool) -> None:
    assert agrees(Command("echo", said), printed) is same


def test_a_block_gives_its_commands() -> None:
    page = "Text\n\n```console\n$ one \\\n  two\nout\n$ three\n```\n\n```\n$ not this\n```\n"
    assert list(doc_commands.commands(page)) == [Command("one \\\n  two", "out"), Command("three", "")]
