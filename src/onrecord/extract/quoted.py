"""A quotation and what stands around it → whether somebody speaks in it, or it only marks a word, a title or a nickname."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.cues import is_auxiliary, words
from onrecord.text.quotes import looks_like_nickname, looks_like_title
from onrecord.text.quotes_types import Quoted
from onrecord.text.segment import Token, tokens

_SPEECH_WORDS = 5


def marks_only(text: str, quoted: Quoted, english: bool = True) -> bool:
    """A nickname or a title: no words of anybody, whatever reports them.

    Capitals say less in other languages (every noun of German has one): there one that opens its sentence, or follows a
    colon, a comma or a dash, is speech.
    """
    if not english and text[: quoted.start].rstrip()[-1:] in ("", *".:!?,—–"):
        return False
    return looks_like_nickname(text, quoted) or looks_like_title(text, quoted)


def speaks(text: str, quoted: Quoted, row: Sequence[Token], index: int, english: bool = True) -> bool:
    """Whether a quotation that no cue reports is speech: a sentence of its own, or enough words that say something.

    :param row: the tokens of the sentence; ``row[index]`` is the quotation.
    """
    if marks_only(text, quoted, english):
        return False
    inner = tokens(text, quoted.inner_start, quoted.inner_stop)
    plain = [token for token in inner if token.is_word]
    if not plain:
        return False
    alone = all(token.quoted >= 0 or not token.is_word for token in row)
    ended = text[: quoted.inner_stop].rstrip()[-1:] in ".?!…,"
    if alone:
        return plain[0].is_capital or len(plain) >= _SPEECH_WORDS
    if not english and not ended and _among_words(row, index):
        return False
    followed = not english and index + 1 < len(row) and row[index + 1].text in (",", "—", "–")
    if index == 0 and (ended or followed) and plain[0].is_capital:
        return True
    return len(plain) >= _SPEECH_WORDS and (_says_something(plain, english) or ended)


def _among_words(row: Sequence[Token], index: int) -> bool:
    """Whether words stand right before and right behind a quotation, which then is a term or a title in its clause."""
    return 0 < index < len(row) - 1 and row[index - 1].is_word and row[index + 1].is_word


def _says_something(plain: Sequence[Token], english: bool) -> bool:
    """Some function word beside lower-case ones: titles in capitals and bare terms have none."""
    lower = sum(not token.is_capital for token in plain)
    if not english:
        return lower * 2 > len(plain)
    function = words("pronouns") | words("conjunctions") | words("subordinators")
    return lower * 2 > len(plain) and any(is_auxiliary(token) or token.lower in function for token in plain)
