"""Sentences for people → stderr, as they are or one JSON object a line (``--log-format json``)."""

from __future__ import annotations

from typing import Literal

import click

Form = Literal["text", "json"]
Level = Literal["info", "warning", "error"]

_form: Form = "text"


def write_as(form: Form) -> None:
    """Choose the form for the rest of this process."""
    global _form
    _form = form


def plain() -> bool:
    """Whether stderr is for people: progress may be shown."""
    return _form == "text"


def say(sentence: str, level: Level = "warning", speaker: str = "onrecord: ") -> None:
    """Write one sentence; in JSON with ``time`` (ISO 8601, UTC), ``level`` and ``message``."""
    if _form == "text":
        click.echo(f"{speaker}{sentence}", err=True)
        return
    import json
    from datetime import UTC, datetime

    row = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "message": sentence}
    click.echo(json.dumps(row, ensure_ascii=False), err=True)
