"""Text → the words, numbers, marks, emoji and links in it, with offsets and a key by which words compare as equal.

What words mean (a number's value, a contraction, a name) is left to ``verify``; where they align, to ``text.align``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

TokenKind = Literal["word", "number", "symbol", "mark", "ellipsis", "emoji", "link", "stage"]
"""``stage`` (a stage direction such as "[laughter]") is never made here: it takes a list of words to see one."""

APOSTROPHES = "'’‘ʼ＇`´′"
QUOTES = frozenset("\"“”„‟«»‹›＂「」『』〝〞〟'’‘‚‛′″`´")
STOPS = frozenset(".,،。、，．")
"""The last comma or full stop of a quotation, which is the printer's and not the speaker's."""

_SINGLES = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer: written without spaces
    r"\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\u00ad\u200c\u2060"
)
_JOINERS = _MARKS + r"\u0900-\u0dff"
"""What stands within a word: marks above letters, and the scripts of India, whose vowel signs are half of the word."""
_LETTER = rf"(?:[^\W\d_{_SINGLES}]|[{_JOINERS}])"
_PICTURE = r"(?:pic\.(?:twitter|x)\.com/)"
_EMOJI = (
    r"(?:[\U0001F1E6-\U0001F1FF]{2}"
    r"|[0-9#*]\ufe0f?\u20e3"
    r"|[\u203c\u2049\u2122\u2139\u231a-\u23ff\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    r"\u3030\u303d\u3297\u3299\U0001F000-\U0001FAFF]"
    r"[\ufe0e\ufe0f\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*"
    r"(?:\u200d[\u2600-\u27bf\U0001F300-\U0001FAFF][\ufe0e\ufe0f\U0001F3FB-\U0001F3FF]*)*)"
)
_TOKEN = re.compile(
    rf"""
    (?P<link>(?:https?://|www\.)(?:(?!{_PICTURE})[^\s<>"“”«»])+
        |(?:{_PICTURE}|\b(?:t\.co|bit\.ly|youtu\.be|(?:twitter|x|facebook|instagram|youtube)\.com)/)[^\s<>"“”«»]+)
    |(?P<emoji>{_EMOJI})
    |(?P<ellipsis>[\[(]\s*(?:…|\.{{3,}}|\.(?:\s\.){{2,}})\s*[\])]|…+|\.{{3,}}|\.(?:[ \u00a0]\.){{2,}}|⋯+)
    |(?P<number>(?:(?<![^\s(\[$€£¥“"])[-−–](?=\d))?
        (?>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)
          |\d{{1,3}}(?:[\u00a0\u2009\u202f\x20]\d{{3}})+(?![\d.,]*\d)
          |\d+(?:[.,'’]\d+)*(?:/\d+)*)(?:(?:st|nd|rd|th|s|ST|ND|RD|TH|S)(?![^\W_]))?
        |[½¼¾⅓⅔⅛])
    |(?P<filled>\[\w{{1,20}}\](?:[^\W\d_]|['’](?=\w))+|[^\W\d_]+\[\w{{1,20}}\]\w*)
    |(?P<acronym>(?<![^\W_])(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?)
    |(?P<tag>(?<=[@#＠＃])(?:(?!{_PICTURE})\w)+(?:[{APOSTROPHES}]s\b)?)
    |(?P<single>[{_SINGLES}][{_JOINERS}]*)
    |(?P<word>(?:(?!{_PICTURE}){_LETTER})(?:(?!{_PICTURE})(?:{_LETTER}|\d|[{APOSTROPHES}](?=[^\W\d_{_SINGLES}])))*)
    |(?P<ending>(?<=\])[{APOSTROPHES}](?:s|re|ve|ll|d|m)\b)
    |(?P<symbol>[%‰$€£¥₽₴₹₺₩₪°&±×÷≥≤]|[<>~≈](?=\s?[$€£]?\d)|\+(?=\d))
    |(?P<skip>[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+)
    |(?P<mark>-{{2,}}|[!?]+|\.\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: dict[str, TokenKind] = {"filled": "word", "acronym": "word", "ending": "word", "tag": "word", "single": "word"}
_STRIPPED = re.compile(rf"[{_MARKS}\u200d]")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


class Token(Struct, frozen=True):
    """A word, number, mark, emoji or link; ``text`` stands at ``start:stop`` (code points) of what was read."""

    kind: TokenKind
    start: int
    stop: int
    text: str


def tokens(text: str, start: int = 0, stop: int | None = None) -> Iterator[Token]:
    """Everything in ``text[start:stop]`` but white space and invisible characters, in order.

    Scripts written without spaces give one word a character; ``30min`` gives a number and a word; an address of a
    picture that runs into the word before it (``#windowspic.twitter.com/x``) is cut off; letters that an editor added
    in brackets (``allow[s]``, ``[W]e``) stay with their word. Linear in the length.
    """
    for match in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        group = match.lastgroup or "mark"
        if group != "skip":
            kind = _KINDS.get(group, group)
            yield Token(kind, match.start(), match.end(), match.group())  # type: ignore[arg-type]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Key under which two spellings of a word are found: case, accents on Latin letters, apostrophes and width undone.

    >>> fold("Erdoğan’s"), fold("U.S."), fold("STRASSE") == fold("Straße")
    ("erdogan's", 'u.s.', True)
    """
    word = word.replace("[", "").replace("]", "")
    if word.isascii():
        return word.lower().replace("`", "'")
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_ONE_APOSTROPHE).replace("ё", "е")
    if any("a" <= letter <= "z" for letter in unicodedata.normalize("NFD", plain)):
        plain = unicodedata.normalize("NFD", plain)
    return _STRIPPED.sub("", plain).replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d")


def is_single(word: str) -> bool:
    """Whether ``word`` is one character of a script that is written without spaces."""
    return bool(_SINGLE.match(word))


_SINGLE = re.compile(rf"[{_SINGLES}]")
