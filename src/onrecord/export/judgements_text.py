"""Judgements of people → what a terminal shows: what was said, of which words, by whom, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from onrecord.export.canvas import Canvas
from onrecord.export.safe import line
from onrecord.export.words import day
from onrecord.record.judgements import Judgement

_LONGEST = 300


def render(rows: Sequence[Judgement], *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """Write a list of judgements."""
    canvas = Canvas(width, colour=colour, encoding=encoding)
    for row in rows:
        who = f" {line(row.about.name)}" if row.about.name else ""
        canvas.put(Text.assemble((row.name + who, "bold"), f" · {line(row.by)} · {day(row.at)}"))
        for place, words in enumerate(row.words):
            id = row.about.statements[place] if place < len(row.about.statements) else row.about.document or ""
            shown = line(words)[:_LONGEST] + (" …" if len(words) > _LONGEST else "")
            canvas.put(Text.assemble(shown, (f"  {id}", "dim")), "  ")
        if row.reason:
            canvas.put(line(row.reason), "  because ")
        canvas.put(Text(row.id, "dim"), "  ")
        canvas.gap()
    if not rows:
        canvas.put("Nothing has been judged yet.")
    return canvas.text()
