"""Quotations printed as paragraphs of their own, with a line behind that only names somebody → whose they are.

So pages print set-off quotations: the words, then ``Paul Renner, managing director``. Lines with a dash before the name
are known to the readers of sentences; that the words are a statement at all is ``statements``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Block
from onrecord.text.names import listed
from onrecord.text.quotes_types import Quoted

Range = tuple[int, int]
_LONGEST = 14
"""Words of a line that names somebody at most."""
_NAMES = 6
_PART = re.compile(r"[^\W\d_]\.|[^\W\d_][\w'’.-]*[\w]")
_ENDS = (".", "!", "?", ":", ";", ",", "…")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")


def signed_lines(text: str, blocks: Sequence[Block], quoted: Sequence[Quoted]) -> Iterator[tuple[int, Range]]:
    """Index of a quotation that is a paragraph, and where the line behind it names who speaks.

    Where such lines stand before the quotations (name, words, name, words) they sign nothing.

    :param blocks: all blocks of the document, in order.
    """
    alone = {(q.parts[0][0], q.parts[-1][1]): at for at, q in enumerate(quoted) if q.depth == 0 and q.closed}
    unused = False
    for at, block in enumerate(blocks):
        index = _quotation(text, block, alone)
        behind = blocks[at + 1] if index is not None and at + 1 < len(blocks) else None
        name = _name(text, behind) if behind is not None and behind.kind == "paragraph" else None
        if index is not None and name and not unused:
            yield index, name
        signs = at > 0 and _quotation(text, blocks[at - 1], alone) is not None
        unused = _name(text, block) is not None and not (signs and not unused)


def _quotation(text: str, block: Block, alone: dict[Range, int]) -> int | None:
    """The quotation that is all of a paragraph."""
    stripped = text[block.start : block.stop]
    start = block.start + len(stripped) - len(stripped.lstrip())
    return alone.get((start, block.start + len(stripped.rstrip()))) if block.kind == "paragraph" else None


def _name(text: str, block: Block) -> Range | None:
    """The name that a line opens with, if the line is nothing but a name and what its bearer is."""
    line = text[block.start : block.stop].strip()
    if block.kind in ("post", "signature") or not line or len(line.split()) > _LONGEST:
        return None
    if line.endswith(_ENDS) and not _INITIAL.search(line):
        return None
    name, comma, rest = line.partition(",")
    parts = name.split()
    words = [part for part in parts if part.lower() not in listed("signing_particles")]
    if not (
        len(words) >= 2 and len(parts) <= _NAMES and all(_PART.fullmatch(word) and word[0].isupper() for word in words)
    ):
        return None
    first = next((w.lower() for w in words if w.lower().rstrip(".") not in listed("titles")), "")
    given = first in listed("given_male") or first in listed("given_female")
    if not (given if not comma else rest.strip()[:1].islower() or given):
        return None
    start = text.index(line, block.start)
    return start, start + len(line)
