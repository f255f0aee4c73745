"""The command line as a user meets it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """By Ines Halloran • 14 March 2023

Harbour tunnel opens in May

The mayor, Petra Lindqvist, said: “We have paid enough.”

One resident wrote: “I wouldn’t bet 20 euros on it.”

I would not bet 30 euros on it. — Kalle B. (@kalle_bygg) March 13, 2023
"""

Onrecord = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A plain environment; byte code is kept for the session, since a user's is kept too."""
    dropped = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8", "PYTHONIOENCODING"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    cache = os.environ.get("PYTHONPYCACHEPREFIX") or str(tmp_path_factory.mktemp("bytecode"))
    return kept | {"PYTHONPYCACHEPREFIX": cache, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


@pytest.fixture
def onrecord(environment: dict[str, str], tmp_path: Path) -> Onrecord:
    """Run ``onrecord`` in an empty folder that holds ``article.txt``."""
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")

    def run(*arguments: str, env: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        if "input" not in more:
            streams["stdin"] = subprocess.DEVNULL
        command = [sys.executable, "-m", "onrecord", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment | (env or {}), timeout=60, **(streams | more))

    return run
