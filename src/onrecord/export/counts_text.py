"""Counts over a record → tables for a terminal: speakers, outlets, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from onrecord.export.canvas import GLUE, Canvas, fitted
from onrecord.export.safe import line
from onrecord.export.words import counted

Row = Mapping[str, Any]
_LEAST_NAME = 20
_WHO = {"anonymous": "anonymous speakers", "unknown": "speaker not found"}
NET = (
    "share: of all words in statements. net: a statement that near-copies of an article share, or that one agency spread, "
    "counts once. said: with a neutral cue; claimed: with doubt, denial or hearsay."
)
OWN = (
    "own: less what came by an agency or stood in an earlier document. quoted: share of the articles’ words that lie in "
    "statements. claimed: with doubt, denial or hearsay."
)


def speakers(rows: Sequence[Row], *, width: int, colour: bool, encoding: str) -> str:
    """Table of speakers, most net statements first."""
    if not rows:
        return "No statement fits.\n"
    table = _Grid(
        "speaker", ("statements", "net", "documents", "share", "quoted", "said", "claimed"), width, colour, encoding
    )
    for row in rows:
        count = row["statements"]
        table.add(
            _speaker(row), f"{count:,}", f"{row['net_statements']:,}", f"{row['documents']:,}", _share(row["share"]),
            _part(row["direct"] + row["mixed"] + row["post"], count), _part(row["neutral"], count), _part(_claimed(row), count),
        )  # fmt: skip
    return table.text(NET)


def outlets(rows: Sequence[Row], *, width: int, colour: bool, encoding: str) -> str:
    """Table of outlets, most statements of their own first."""
    if not rows:
        return "No document fits.\n"
    heads = ("documents", "statements", "own", "quoted", "named", "anonymous", "claimed")
    table = _Grid("outlet", heads, width, colour, encoding)
    for row in rows:
        count = row["statements"]
        table.add(
            Text(line(row["outlet"])) if row["outlet"] else Text("outlet unknown", "italic"), f"{row['documents']:,}",
            f"{count:,}", f"{row['net_statements']:,}", _part(min(row["words"], row["text_words"]), row["text_words"]),
            _part(row["named"], count), _part(row["anonymous"], count), _part(_claimed(row), count),
        )  # fmt: skip
    return table.text(OWN)


def failures(rows: Sequence[Row], *, width: int, colour: bool, encoding: str) -> str:
    """How many documents could not be read for which reason, then each of them."""
    canvas = Canvas(width, colour=colour, encoding=encoding)
    if not rows:
        canvas.put("Every document could be read.")
        return canvas.text()
    counts = Counter(str(row["reason"]) for row in rows)
    for reason, count in counts.most_common():
        canvas.put(Text(f"{count:8,}  {reason}", "bold"))
    for reason, _ in counts.most_common():
        canvas.gap()
        canvas.put(Text(reason, "bold"))
        for row in (row for row in rows if row["reason"] == reason):
            canvas.put(
                Text(line(row["uri"])).append(f" ({line(row['detail'])})" if row["detail"] else "", "dim"), "  ", "    "
            )
    canvas.gap()
    canvas.put(
        Text(f"{counted(len(rows), 'document')} could not be read. onrecord add --retry tries them again.", "dim")
    )
    return canvas.text()


class _Grid:
    """A table whose first column takes the room that the figures leave; where that is little, the last figures go."""

    def __init__(self, first: str, heads: Sequence[str], width: int, colour: bool, encoding: str) -> None:
        self._canvas = Canvas(width, colour=colour, encoding=encoding)
        self._heads: tuple[Text | str, ...] = (Text(first), *heads)
        self._rows: list[tuple[Text | str, ...]] = []

    def add(self, first: Text, *figures: str) -> None:
        """Add a row."""
        self._rows.append((Text(fitted(first.plain, self._canvas.encoding), first.style), *figures))

    def text(self, note: str) -> str:
        """The table and what its heads mean."""
        widths = [max(len(row[place]) for row in (self._heads, *self._rows)) for place in range(1, len(self._heads))]
        longest = max(cell_len(str(row[0])) for row in (self._heads, *self._rows))
        while len(widths) > 1 and self._canvas.width - sum(widths) - 2 * len(widths) < min(_LEAST_NAME, longest):
            widths.pop()
        room = self._canvas.width - sum(widths) - 2 * len(widths)
        for row in (self._heads, *self._rows):
            self._canvas.put(self._line(row, min(room, longest), widths, "bold" if row is self._heads else ""))
        self._canvas.gap()
        self._canvas.put(Text(note, "dim"))
        return self._canvas.text()

    def _line(self, row: Sequence[Text | str], room: int, widths: Sequence[int], style: str) -> Text:
        first = row[0] if isinstance(row[0], Text) else Text(row[0])
        first = Text(first.plain.replace(" ", GLUE), first.style or style)
        first.truncate(room, overflow="ellipsis", pad=True)
        first = Text(first.plain.replace(" ", GLUE), first.style)
        for figure, width in zip(row[1:], widths, strict=False):
            first.append(GLUE * 2 + str(figure).rjust(width).replace(" ", GLUE), style)
        return first


def _speaker(row: Row) -> Text:
    if row["who"] != "named":
        return Text(_WHO[row["who"]], "italic")
    return Text(line(row["name"])).append(f", {line(row['role'])}" if row["role"] else "")


def _claimed(row: Row) -> int:
    return int(row["doubt"] + row["denial"] + row["hearsay"])


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _part(count: int, whole: int) -> str:
    return f"{count / whole:.0%}" if whole else "–"
