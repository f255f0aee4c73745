"""Readings → one self-contained HTML report: no script, no network, readable without hovering and without colour.

Words of a document reach the page only through Jinja's autoescaping, after ``safe.visible``; the page's policy allows
nothing but its own style sheet. What each part looks like is left to the templates.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.export import words
from onrecord.export.changes import Run, original_side, printed_side
from onrecord.export.facts import Entry, Facts, author_of, identified, name_of, named_here, roles_of, signed, who
from onrecord.export.marks import Mark, Paragraph, Piece, paragraphs
from onrecord.export.safe import visible
from onrecord.model import Post, Reading
from onrecord.settings import VERSION

if TYPE_CHECKING:
    from jinja2 import Environment

SLOTS = 24
"""Statements of one paragraph that light up their note when pointed at; the style sheet has a rule for each."""
_WEB = re.compile(r"https?://\w[\w.-]*(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST_ORIGINAL = 4_000


class Node(Struct):
    """Words, or a marked stretch with nodes inside; ``first`` where a statement's words begin."""

    text: str = ""
    mark: Mark | None = None
    entry: Entry | None = None
    first: bool = False
    inside: list[Node] = []


class Row(Struct):
    """A paragraph, or a post with its signature, and the entries whose words begin in it."""

    post: Post | None
    parts: list[tuple[Paragraph, list[Node]]]
    entries: list[Entry]
    slots: dict[str, int]


class Comparison(Struct):
    """Printed words beside the original's."""

    entry: Entry
    printed: list[Run]
    original: list[Run]


class Page(Struct):
    """One reading, as the template wants it; ``key`` begins all its anchors."""

    key: str
    reading: Reading
    facts: Facts
    rows: list[Row]
    comparisons: list[Comparison]
    kinds: dict[str, int]
    verdicts: dict[str, int]


def render(readings: Sequence[Reading]) -> str:
    """Write the report of one or more readings."""
    css = style()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return environment().get_template("report.html").render(shown(readings), css=markup(css), style_hash=digest)


def shown(readings: Sequence[Reading]) -> dict[str, Any]:
    """What the template shows of readings, its style apart."""
    pages = [_page(f"d{place}-", reading) for place, reading in enumerate(readings, 1)]
    return {"pages": pages, "version": VERSION, "words": words}


def style(slots: int = SLOTS) -> str:
    """The style sheet of reports."""
    return environment().get_template("report.css").render(slots=slots)


@cache
def environment() -> Environment:
    """The templates, every string that they print made visible and escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("onrecord.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    shown = (
        author_of,
        identified,
        name_of,
        named_here,
        roles_of,
        signed,
        who,
        web_address,
        language_tag,
        words.day,
        words.counted,
    )
    environment.globals |= {function.__name__: function for function in shown}
    return environment


def web_address(url: str | None) -> str | None:
    """The URL if it may be a link: http or https with a plain host; anything else would be a trap in an ``href``."""
    return url if url and visible(url) == url and _WEB.fullmatch(url) else None


def language_tag(tag: str | None) -> str | None:
    """The tag if it has the form of one."""
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", tag) else None


def markup(trusted: str) -> Any:
    """Text of ours that is to stand in a page as it is."""
    from markupsafe import Markup

    return Markup(trusted)


def _finalized(value: object) -> object:
    """Make every string that a template prints visible, unless a template made it."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _page(key: str, reading: Reading) -> Page:
    facts = Facts(reading)
    kinds = Counter[str](row.kind for row in reading.statements)
    verdicts = Counter[str](row.verdict for row in reading.verdicts if row.verdict != "no-original")
    return Page(
        key=key,
        reading=reading,
        facts=facts,
        rows=list(_rows(facts)),
        comparisons=list(_comparisons(facts)),
        kinds={kind: kinds[kind] for kind in words.KINDS if kinds[kind]},
        verdicts={name: verdicts[name] for name in words.VERDICTS if verdicts[name]},
    )


def _rows(facts: Facts) -> Iterator[Row]:
    started: set[str] = set()
    for post, group in groupby(_lone(paragraphs(facts.reading)), key=lambda pair: pair[0]):
        parts = [part for _, part in group]
        start, stop = parts[0].start, parts[-1].stop
        entries = facts.beginning(start, stop)
        nodes = [(part, _nodes(part.pieces, facts, started)) for part in parts]
        slots = {entry.statement.id: place for place, entry in enumerate(entries[:SLOTS], 1)}
        yield Row(facts.posts.get(post), nodes, entries, slots)


def _lone(parts: Iterable[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """Give paragraphs a key by which only the parts of one post stay together."""
    for place, part in enumerate(parts):
        yield part.post or f"{place}", part


def _nodes(pieces: Iterable[Piece], facts: Facts, started: set[str]) -> list[Node]:
    """Turn pieces into nested nodes; a mark that crosses another is closed and opened again."""
    top = Node(inside=[])
    open_nodes = [top]
    for piece in pieces:
        marks = [mark for mark in piece.marks if mark.statement in facts.by_id]
        shared = 0
        while shared < min(len(marks), len(open_nodes) - 1) and open_nodes[shared + 1].mark == marks[shared]:
            shared += 1
        del open_nodes[shared + 1 :]
        for mark in marks[shared:]:
            first = mark.role == "content" and mark.statement not in started
            started.update([mark.statement] if first else [])
            node = Node(mark=mark, entry=facts.by_id[mark.statement], first=first, inside=[])
            open_nodes[-1].inside.append(node)
            open_nodes.append(node)
        open_nodes[-1].inside.append(Node(text=piece.text))
    return top.inside


def _comparisons(facts: Facts) -> Iterator[Comparison]:
    for entry in facts.entries:
        verdict, original = entry.verdict, entry.original
        if verdict and original and original.text:
            printed = printed_side(entry.statement, verdict.edits, facts.reading.document.text)
            posted = original_side(verdict.edits, original.text[:_LONGEST_ORIGINAL])
            if len(original.text) > _LONGEST_ORIGINAL:
                posted.append(Run(" …", aside=True))
            yield Comparison(entry, printed, posted)
