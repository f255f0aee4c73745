"""What surrounds the package: man pages, reference, container, action, wheel."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

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
