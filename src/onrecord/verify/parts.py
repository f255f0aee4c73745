"""A statement's content → the spans whose words are the speaker's: all of a direct one, what a mixed one quotes.

Finding content and pairing quote marks are left to ``extract`` and ``text.quotes``.
"""

from __future__ import annotations

from bisect import bisect_left

from onrecord.model import Document, Span, Statement
from onrecord.text.quotes import pair_quotes
from onrecord.text.spans import overlap, span


def quoted_parts(statement: Statement, document: Document) -> tuple[Span, ...]:
    """Spans of ``document.text`` that hold words in quote marks; all content of a direct statement.

    A mixed statement in which no marks pair gives all its content too: better compared as a whole than not at all.
    """
    if statement.kind != "mixed":
        return statement.content
    ranges = [(piece.start, piece.stop) for piece in statement.content]
    found = [quoted for quoted in pair_quotes(document.text, ranges, document.language) if quoted.depth == 0]
    return tuple(span(document.text, quoted.start, quoted.stop) for quoted in found) or statement.content


def inside_post(statement: Statement, document: Document) -> str | None:
    """Id of the post in whose block the statement's words stand, if they stand in one."""
    start, stop = statement.content[0].start, statement.content[-1].stop
    for at in range(bisect_left(document.blocks, stop, key=lambda block: block.start) - 1, -1, -1):
        block = document.blocks[at]
        if block.stop <= start:
            return None
        if block.kind == "post" and overlap((start, stop), (block.start, block.stop)):
            return block.post
    return None


def in_quote_marks(text: str, start: int, stop: int, language: str | None) -> bool:
    """Whether ``text[start:stop]`` lies in a quotation, as the words of somebody whom the author of ``text`` quotes."""
    pairs = pair_quotes(text, [(0, len(text))], language)
    return any(pair.start <= start and stop <= pair.stop and not _is_all(pair.start, pair.stop, text) for pair in pairs)


def _is_all(start: int, stop: int, text: str) -> bool:
    """Whether quote marks stand around the whole text, as a style and not to quote."""
    return start == 0 and stop >= len(text.rstrip())
