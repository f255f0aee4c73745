"""Pages of the documentation → their console blocks, run; ``--write`` puts what they printed into the pages.

A block is fenced as ``console``; its commands stand behind ``$``, what they print below. ``…`` stands for any text, on a line of its
own for any lines. Each page runs in a folder of its own that holds what lies in ``examples/``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^(?P<indent> *)```console\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SECONDS = 300
_LINES = r"(?:.*\n)*?"


class Command(NamedTuple):
    """A command of a page with what is said to be printed."""

    text: str
    printed: str


def pages() -> list[Path]:
    """README and every page that has console blocks."""
    listed = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in listed if _BLOCK.search(page.read_text("utf-8"))]


def commands(page: str) -> Iterator[Command]:
    """The commands of a page in their order."""
    for block in _BLOCK.finditer(page):
        yield from _commands(re.sub(rf"^{block['indent']}", "", block["body"], flags=re.MULTILINE))


def _commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        count = next((k + 1 for k, line in enumerate(lines) if not line.endswith("\\")), len(lines))
        yield Command("\n".join(lines[:count]), "\n".join(lines[count:]).rstrip())


def workplace(folder: Path) -> dict[str, str]:
    """Put the examples into a folder; the environment for commands in it."""
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    home = folder / ".home"
    home.mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {"PATH": path, "HOME": str(home), "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def run(command: Command, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints, both streams together."""
    done = subprocess.run(
        ["bash", "-c", command.text],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).rstrip()


def agrees(command: Command, printed: str) -> bool:
    """Whether what was printed is what the page says."""
    *lines, last = command.printed.split("\n")
    pattern = "".join(_LINES if line.strip() == "…" else _inline(line) + "\n" for line in lines)
    if last.strip() == "…":
        pattern = pattern.removesuffix("\n") + r"(?:\n[\s\S]*)?"
    else:
        pattern += _inline(last)
    return re.fullmatch(pattern, printed) is not None


def _inline(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split("…"))


def written(page: str, folder: Path) -> str:
    """The page with what its commands print; a command whose output agrees keeps what the page says."""
    environment = workplace(folder)

    def block(match: re.Match[str]) -> str:
        body = re.sub(rf"^{match['indent']}", "", match["body"], flags=re.MULTILINE)
        rows: list[str] = []
        for command in _commands(body):
            printed = run(command, folder, environment)
            shown = command.printed if command.printed and agrees(command, printed) else printed
            rows += [f"$ {command.text}", *([shown] if shown else [])]
        text = "\n".join(["```console", *rows, "```"])
        return "\n".join(match["indent"] + line if line else line for line in text.split("\n"))

    return _BLOCK.sub(block, page)


def main() -> None:
    """Run every page, or those named; with ``--write`` keep what was printed."""
    parser = argparse.ArgumentParser(description="Run the commands of the documentation.")
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for page in options.pages or pages():
        with tempfile.TemporaryDirectory() as folder:
            text = page.read_text("utf-8")
            found = written(text, Path(folder))
        if found != text:
            print(f"{page}: {'written anew' if options.write else 'differs'}")
            if options.write:
                page.write_text(found, "utf-8")


if __name__ == "__main__":
    main()
