"""A built wheel → a fresh environment for each Python on PATH and each extra, in which what the extra is for is tried.

``python packaging/matrix.py dist/onrecord-*.whl`` (or ``make matrix``) prints a row for each environment, with its size, and ends
with 1 if anything failed. ``--pythons`` and ``--extras`` choose. Needs uv, which keeps what it downloads for the next environment.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_SECONDS = 1_200
_GREETING = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "matrix", "version": "1"}},
}  # fmt: skip
_ON_SPARK = """
import pyarrow as pa, onrecord
words = "the harbour will stay open all through the winter and every ferry will run"
table = pa.table({"id": ["a", "b"], "text": [words, words], "document": ["1", "2"], "outlet": ["x", "y"],
                  "published": ["2024-03-01", "2024-03-02"]})
here, there = (onrecord.trails(table, engine=engine) for engine in ("duckdb", "spark"))
assert here.equals(there) and here.num_rows == 2
print("the same rows on Spark")
"""


class FailedError(Exception):
    """What was tried did not do what it should; says which and what it printed."""


class Place(NamedTuple):
    """An environment and an empty folder with the examples."""

    bin: Path
    folder: Path

    def run(self, *arguments: str, code: int = 0, says: str = "", said: str | None = None) -> None:
        """Run a program of the environment; it must end with this code and print these words.

        :raises FailedError: it did not.
        """
        done = subprocess.run(
            [self.bin / arguments[0], *arguments[1:]], cwd=self.folder, env=self.environment(), input=said or "",
            capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode != code or says not in done.stdout + done.stderr:
            told = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
            raise FailedError(f"{' '.join(arguments)}: exit code {done.returncode}, {says!r} wanted\n{told}")

    def environment(self) -> dict[str, str]:
        """A user's variables, less what leads to other environments."""
        dropped = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        return kept | {"PATH": f"{self.bin}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUTF8": "1"}


def base(place: Place) -> None:
    """The sample, a draft, a corpus."""
    place.run("onrecord", "read", "kherson.txt", says="Maria Zakharova → TASS → this article")
    place.run("onrecord", "check", "check/draft.md", "--against", "check/notes", code=1, says="misattributed")
    place.run("onrecord", "add", "trail/articles.jsonl", "-r", "news", says="came into news")
    place.run("onrecord", "find", "quay", "-r", "news")


def lacking(place: Place) -> None:
    """Each extra that is not there is named."""
    place.run("onrecord", "add", "trail/articles.jsonl", "-r", "news")
    for command, extra in (("trails", "trail"), ("serve", "web"), ("mcp", "mcp")):
        place.run("onrecord", command, "-r", "news", code=4, says=f"onrecord[{extra}]")


def trail(place: Place) -> None:
    """Statements followed over the examples."""
    place.run("onrecord", "add", "trail/articles.jsonl", "-r", "news")
    place.run("onrecord", "trails", "-r", "news", says="trail")


def web(place: Place) -> None:
    """A page asked of the server."""
    server = subprocess.Popen(
        [place.bin / "onrecord", "serve", "--port", "0", "--no-open"], cwd=place.folder, env=place.environment(),
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stderr
        told = server.stderr.readline()
        address = re.search(r"http://\S+", told)
        if not address:
            raise FailedError(f"serve: {told}{server.stderr.read()}")
        with urlopen(address[0], timeout=60) as answer:
            page = answer.read().decode()
        if "onrecord" not in page:
            raise FailedError(f"serve: {page[:500]}")
    finally:
        server.terminate()
        server.wait(60)


def mcp(place: Place) -> None:
    """An assistant's greeting answered."""
    place.run("onrecord", "mcp", said=json.dumps(_GREETING) + "\n", says='"serverInfo"')


def spark(place: Place) -> None:
    """The same trails on Spark; without Java, that Java is missing."""
    if shutil.which("java"):
        place.run("python", "-c", _ON_SPARK, says="the same rows on Spark")


def train(place: Place) -> None:
    """What the training's modules import."""
    place.run("python", "-c", "import torch, safetensors, onnx")


EXTRAS: dict[str, tuple[Callable[[Place], None], ...]] = {
    "base": (base, lacking), "trail": (trail,), "web": (web,), "mcp": (mcp,), "spark": (trail, spark), "all": (trail, web, mcp),
    "train": (train,),
}  # fmt: skip


def interpreters(wanted: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each version with its program, if there is one that works."""
    for version in wanted:
        found = shutil.which(f"python{version}")
        works = found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0
        yield version, found if works else None


def tried(python: str, extra: str, wheel: Path) -> str:
    """Install into a fresh environment and try what the extra is for; says how large it is.

    :raises FailedError: something went wrong.
    """
    with tempfile.TemporaryDirectory() as scratch:
        environment, folder = Path(scratch, "environment"), Path(scratch, "work")
        shutil.copytree(ROOT / "examples", folder)
        wish = str(wheel) if extra == "base" else f"{wheel}[{extra}]"
        _uv("venv", "--python", python, str(environment))
        place = Place(environment / ("Scripts" if os.name == "nt" else "bin"), folder)
        _uv("pip", "install", "--python", str(environment), wish)
        size = sum(file.lstat().st_size for file in environment.rglob("*") if not file.is_symlink())
        for check in (base, *EXTRAS[extra]) if extra != "base" else EXTRAS[extra]:
            shutil.rmtree(folder / "news", ignore_errors=True)
            check(place)
    return f"{size / 1e6:,.0f} MB"


def _uv(*arguments: str) -> None:
    beside = Path(sys.executable).parent / "uv"
    program = str(beside) if beside.exists() else shutil.which("uv")
    if program is None:
        raise FailedError("uv is missing: python -m pip install uv")
    done = subprocess.run([program, "--quiet", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise FailedError(f"uv {' '.join(arguments)}\n{done.stderr}")


def main() -> int:
    """Try every environment and print a row for each."""
    parser = argparse.ArgumentParser(description="Install a wheel with each Python and each extra, and try it.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--pythons", nargs="+", default=list(PYTHONS), metavar="VERSION")
    usual = [name for name in EXTRAS if name != "train"]
    parser.add_argument(
        "--extras", nargs="+", default=usual, choices=list(EXTRAS), help="the default leaves out train: 2 GB"
    )
    options = parser.parse_args()
    here = list(interpreters(options.pythons))
    failed = not any(python for _, python in here)
    for version, python in here:
        for extra in options.extras if python else ("–",):
            try:
                told = tried(python, extra, options.wheel.resolve()) if python else "this Python is not here"
            except (FailedError, subprocess.TimeoutExpired) as error:
                told, failed = f"FAILED: {error}", True
            print(f"{version:6} {extra:6} {told}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
