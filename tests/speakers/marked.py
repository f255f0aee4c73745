"""Texts with marks → statements: ``{content}`` and ``[mention=speaker]``, the first content belongs to the first mention.

``[=speaker]`` is a statement without mention; ``-`` is a speaker declined, ``?`` one that stays unnamed.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from onrecord.model import Attribution, Span, Speaker, Statement
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Options
from onrecord.speakers.resolve import resolve

_MARK = re.compile(r"\{(?P<content>[^}]*)\}|\[(?P<mention>[^]=]*)=(?P<speaker>[^]]*)\]")


def parse(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]], list[str]]:
    """The plain text, ranges of contents and mentions, speakers expected."""
    text, at = "", 0
    contents, mentions, speakers = [], [], []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        words = match["content"] if match["content"] is not None else match["mention"]
        (contents if match["content"] is not None else mentions).append((len(text), len(text) + len(words)))
        if match["speaker"] is not None:
            speakers.append(match["speaker"])
        text, at = text + words, match.end()
    return text + marked[at:], contents, mentions, speakers


def resolved(marked: str) -> tuple[list[str], list[str], list[tuple[Attribution, Speaker | None]]]:
    """Speakers as named and as expected, in the order of the text, and the rows behind them."""
    text, contents, mentions, speakers = parse(marked)
    document, posts = read_source(Source("test.txt", text.encode()), Options(language="en"))
    assert document.text == text
    rows = []
    for number, (content, mention, _) in enumerate(zip_longest(contents, mentions, speakers)):
        said = Span(*content, text[slice(*content)])
        named = Span(*mention, text[slice(*mention)]) if mention[0] < mention[1] else None
        kind = "direct" if said.text[:1] in '“"' else "indirect"
        rows.append(Statement(f"s{number}", kind, (said,), None, named, "neutral", None, None, 1.0))  # type: ignore[arg-type]
    found = resolve(document, posts, rows, {})
    by_id = {row.id: row for row in found.speakers}
    whole = [(row, by_id.get(row.speaker or "")) for row in found.attributions]
    shown = ["-" if who is None else "?" if who.anonymous else str(who.name) for _, who in whole]
    return shown, speakers, whole
