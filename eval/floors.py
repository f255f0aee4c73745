"""Figures of an evaluation and the floors that they must not sink below, kept in ``eval/floors.json``.

A row holds the figures and the SHA-256 of the data that they were measured on, so that a floor never judges other data.
Shared by all evaluations; what is measured is theirs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
_SLACK = 1e-6
"""What rounding a kept figure to six places may add to it."""


def digest_of(files: Iterable[Path]) -> str:
    """SHA-256 over the files' names and contents, in the order of their names."""
    hashed = sha256()
    for file in sorted(files):
        data = file.read_bytes()
        hashed.update(f"{file.name}:{len(data)};".encode())
        hashed.update(data)
    return hashed.hexdigest()


def check(name: str, figures: Mapping[str, float], data: str, raise_them: bool = False, file: Path = FLOORS) -> int:
    """Print the figures beside their floors; with ``raise_them`` keep those that are higher as the new floors.

    :param data: the digest of what was measured; floors for other data are shown, not enforced.
    :return: exit code: 1 if a figure is below its floor.
    """
    rows = json.loads(file.read_text("utf-8")) if file.exists() else {}
    row = rows.get(name, {"data": data, "figures": {}})
    same = row["data"] == data
    sunk = [figure for figure, value in figures.items() if same and value < row["figures"].get(figure, value) - _SLACK]
    for figure, value in figures.items():
        floor = row["figures"].get(figure)
        note = (
            ""
            if floor is None
            else f"   floor {floor:.4f}{'  BELOW' if figure in sunk else '' if same else '  (other data)'}"
        )
        print(f"{name}.{figure:24} {value:.4f}{note}")
    if raise_them and not sunk:
        kept = row["figures"] if same else {}
        raised = {figure: max(round(value, 6), kept.get(figure, 0)) for figure, value in figures.items()}
        rows[name] = {"data": data, "figures": {**kept, **raised}}
        file.write_text(json.dumps(rows, indent=2, sort_keys=True) + "\n", "utf-8")
    if sunk:
        print(f"{name}: below the floor: {', '.join(sunk)}", file=sys.stderr)
    return int(bool(sunk))
