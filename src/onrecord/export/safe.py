"""Text of a stranger → text that can be shown: control characters and direction overrides become visible names.

An escape sequence in a document could otherwise recolour a terminal, and an override turn the order of words around.
Escaping for HTML is left to the templates; marks that keep joined letters and emoji together stay.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff"  # line separators, annotations, lone surrogates
    "\ufdd0-\ufdef\ufffe\uffff]"  # noncharacters, one of which the terminal view uses itself
)
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_SPACES = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


def visible(text: str) -> str:
    """Replace what is not printable by a picture (``␛``) or a name (``<U+202E>``); vertical white space by ``\\n``."""
    return _UNSAFE.sub(lambda found: _shown(ord(found[0])), text.replace("\r\n", "\n"))


def line(text: str) -> str:
    """Make ``text`` visible on one line: every run of white space is one space."""
    return " ".join(visible(text).split())


def _shown(code: int) -> str:
    return _SPACES.get(code) or _PICTURES.get(code) or f"<U+{code:04X}>"
