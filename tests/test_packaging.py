"""What surrounds the package: man pages, reference, container, action, wheel."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.words import EXTRAS
from onrecord.record.add import add

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "packaging"))


def test_man_pages_are_those_of_the_commands(tmp_path: Path) -> None:
    import man

    man.write(tmp_path / "man")
    assert _texts(tmp_path / "man") == _texts(man.FOLDER), "run: python packaging/man.py"


def test_reference_pages_are_those_of_the_code(tmp_path: Path) -> None:
    import reference

    reference.write(tmp_path)
    for page in ("commands.md", "tables.md"):
        kept = (reference.FOLDER / page).read_text("utf-8")
        assert (tmp_path / page).read_text("utf-8") == kept, "run: python packaging/reference.py"


def test_the_container_file_passes_its_linter() -> None:
    done = subprocess.run([_tool("hadolint"), str(ROOT / "Containerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
def test_the_action_is_one() -> None:
    command = [_tool("check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_the_action_checks_drafts(tmp_path: Path) -> None:
    script = re.search(r"run: \|\n((?: {8}.*\n?)+)", (ROOT / "action.yml").read_text("utf-8"))
    assert script
    shutil.copytree(ROOT / "examples" / "check", tmp_path / "work")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DRAFTS": "draft.md", "AGAINST": "notes", "FAIL_ON": "", "ACCEPT": "", "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }  # fmt: skip
    lines = "\n".join(line[8:] for line in script[1].splitlines())
    done = subprocess.run(["bash", "-e", "-c", lines], cwd=tmp_path / "work", env=environment, check=False)
    assert done.returncode == 1
    assert "misattributed" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "onrecord.html").read_text("utf-8").startswith("<!doctype html>")
    assert '"version":"2.1.0"' in (tmp_path / "onrecord.sarif").read_text("utf-8").replace(" ", "")


@pytest.mark.slow
def test_the_wheel_is_reproducible_and_reads_the_sample_in_an_empty_place(tmp_path: Path) -> None:
    first, second = (_wheel(tmp_path / name) for name in ("one", "two"))
    assert _digest(first) == _digest(second)
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([bin_folder / "python", "-m", "pip", "install", "--quiet", str(first)], check=True)
    done = subprocess.run(
        [bin_folder / "onrecord", "read", str(ROOT / "examples" / "kherson.txt")],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Maria Zakharova → TASS → this article" in done.stdout
    assert (tmp_path / "venv" / "share" / "man" / "man1" / "onrecord-read.1").exists()


_LACKING = """
import sys
from onrecord.cli.main import run
sys.modules[sys.argv[1]] = None  # what importing it then raises is what it raises where it is not installed
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize(
    ("package", "arguments", "extra"),
    [
        ("uvicorn", ["serve", "--port", "0"], "web"),
        ("mcp", ["mcp"], "mcp"),
        pytest.param("numba", ["trails", "-r", "rec"], "trail", marks=pytest.mark.slow),
    ],
)
def test_a_missing_extra_is_named_before_anything_is_promised(
    package: str, arguments: list[str], extra: str, tmp_path: Path
) -> None:
    articles = ROOT / "examples" / "trail" / "articles.jsonl"
    if "rec" in arguments:
        add([str(articles)], tmp_path / "rec", workers=1)
    command = [sys.executable, "-c", _LACKING, package, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    told = done.stderr.splitlines()[-1]
    assert (done.returncode, done.stdout) == (4, "")
    assert told == (
        f"onrecord: this needs the extra “{extra}” (no {package} is here). "
        f'Install it: python -m pip install "onrecord[{extra}]"'
    )
    assert "serving" not in done.stderr


def test_loops_are_compiled_where_nothing_can_be_kept() -> None:
    pytest.importorskip("numba")
    from onrecord.trail.compiled import compiled

    nowhere: dict[str, Any] = {}
    exec("def more(number):\n    return number + 1", nowhere)  # no file, so no place beside it
    assert compiled(nowhere["more"])(41) == 42


def test_every_package_of_an_extra_names_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for package, extra in EXTRAS.items():
        assert any(re.match(rf"{package}\b", wish) for wish in declared[extra]), package
    offered = {re.split(r"\W", wish)[0] for extra in ("trail", "web", "mcp", "spark") for wish in declared[extra]}
    assert offered - {"onrecord"} == set(EXTRAS)


def test_the_matrix_finds_only_pythons_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import matrix

    (tmp_path / "python3.97").symlink_to(sys.executable)
    (tmp_path / "python3.98").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "python3.98").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    found = dict(matrix.interpreters(["3.97", "3.98", "3.99"]))
    assert found == {"3.97": str(tmp_path / "python3.97"), "3.98": None, "3.99": None}


@pytest.mark.slow
def test_the_documentation_builds_strictly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "index.html").read_text("utf-8")
    assert not re.search(r'(?:src|href)="https?://(?!github\.com)[^"]*\.(?:js|css|woff2?)"', page), (
        "assets from a network"
    )


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def _tool(name: str) -> str:
    """A tool of the development environment."""
    return str(Path(sys.executable).parent / name)


def _wheel(folder: Path) -> Path:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, env=environment, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
