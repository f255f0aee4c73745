from __future__ import annotations

from pathlib import Path

from onrecord.model import Span


def cases(name: str) -> list[str]:
    """Lines of a table, without its comments and headings."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "=="))]


def fields(case: str) -> list[str]:
    return [field.strip().replace("¶", "\n") for field in case.split(" | ")]


def pieces(printed: str, at: int = 7) -> tuple[Span, ...]:
    """Spans of the parts of ``printed``, in a document in which the cue takes nine characters."""
    spans = []
    for part in printed.split(" || "):
        spans.append(Span(at, at + len(part), part))
        at += len(part) + 9
    return tuple(spans)
