"""Statements while they are being collected → rows with ids; drafts may still grow, rows may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.extract.said import said_on
from onrecord.ids import statement_id
from onrecord.model import Document, Span, Stance, Statement, StatementKind
from onrecord.text.spans import span

Range = tuple[int, int]


class Draft:
    """A statement in the making: offsets into the document's text, and the draft that it stands within."""

    def __init__(
        self, content: Iterable[Range], cue: Range | None, mention: Range | None, stance: Stance, score: float,
        within: Draft | None, kind: StatementKind,
    ) -> None:  # fmt: skip
        self.content = merged(content)
        self.cue, self.mention, self.stance, self.score = cue, mention, stance, score
        self.within, self.kind = within, kind
        self.post: str | None = None
        self.quotations: set[int] = set()
        """Quotations, by index, that were ever its own."""
        self.sentence: Range | None = None
        """Where the day may be printed on which it was said."""

    @property
    def depth(self) -> int:
        """How many statements this one stands in."""
        return 0 if self.within is None else self.within.depth + 1

    def extend(self, parts: Iterable[Range]) -> None:
        """Take further content in."""
        self.content = merged([*self.content, *parts])


def merged(parts: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order; overlapping ones are one."""
    rows: list[Range] = []
    for start, stop in sorted(set(parts)):
        if start >= stop:
            continue
        if rows and start < rows[-1][1]:
            rows[-1] = (rows[-1][0], max(rows[-1][1], stop))
        else:
            rows.append((start, stop))
    return tuple(rows)


def to_rows(document: Document, drafts: Sequence[Draft], posted: dict[str, str | None]) -> tuple[Statement, ...]:
    """Statements in order of their content, outer before inner; equal ones are one row.

    :param posted: the day of each post by its id.
    """
    ids: dict[int, str] = {}
    rows: dict[str, Statement] = {}
    for draft in sorted(drafts, key=lambda d: (d.depth, d.content)):
        row = _row(document, draft, ids, posted)
        ids[id(draft)] = row.id
        rows.setdefault(row.id, row)
    return tuple(sorted(rows.values(), key=lambda r: (r.content[0].start, -r.content[-1].stop, r.within or "", r.id)))


def _row(document: Document, draft: Draft, ids: dict[int, str], posted: dict[str, str | None]) -> Statement:
    spans = [*draft.content, draft.cue or (-1, -1), draft.mention or (-1, -1)]
    return Statement(
        id=statement_id(document.id, draft.kind, spans),
        kind=draft.kind,
        content=tuple(span(document.text, *one) for one in draft.content),
        cue=_span(document.text, draft.cue),
        mention=_span(document.text, draft.mention),
        stance=draft.stance,
        said=posted.get(draft.post) if draft.post else _said(document, draft),
        within=ids.get(id(draft.within)) if draft.within is not None else None,
        score=draft.score,
        post=draft.post,
    )


def _span(text: str, where: Range | None) -> Span | None:
    return span(text, *where) if where else None


def _said(document: Document, draft: Draft) -> str | None:
    if draft.cue is None or draft.mention is None or draft.sentence is None:
        return None
    around = " | ".join(document.text[a:b] for a, b in _gaps(draft.sentence, draft.content))
    return said_on(around, document.text[slice(*draft.cue)], document.published)


def _gaps(whole: Range, parts: Sequence[Range]) -> Iterable[Range]:
    at = whole[0]
    for start, stop in parts:
        if start > at:
            yield at, min(start, whole[1])
        at = max(at, stop)
    if at < whole[1]:
        yield at, whole[1]
