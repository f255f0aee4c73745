"""Tokens around a cue → the noun phrase that names the speaker; no parser, closed classes only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.extract.cues import english, is_adverb, is_auxiliary, words
from onrecord.extract.times import is_adverbial, is_time
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_LONGEST_PHRASE = 45
_INDEFINITE = frozenset(
    ["someone", "somebody", "everyone", "those", "many", "some", "others", "one", "anyone", "nobody"]
)
_LONGEST_APPOSITION = 30


def _plain_noun(token: Token) -> bool:
    """A word that no closed class claims, and no time word."""
    return (
        token.is_word
        and token.lower not in _closed()
        and not is_auxiliary(token)
        and not is_time(token)
        and not (is_adverb(token) and not token.is_capital)
    )


@cache
def _closed() -> frozenset[str]:
    closed = words("determiners") | words("prepositions") | words("conjunctions") | words("subordinators")
    return closed | words("subject_pronouns")


def _verbal(row: Row, j: int) -> bool:
    """A lower-case word that is some verb's finite form here: what stands left of it is another clause."""
    token = row[j]
    entries = english().get(token.lower, ())
    if token.is_capital or not entries or any(e.form == "ing" or (e.form == "base") for e in entries):
        return False
    return j == 0 or not (row[j - 1].lower in words("determiners") or row[j - 1].lower.endswith("'s"))


def before(row: Row, stop: int, lo: int) -> Range | None:
    """The subject that ends right before ``row[stop]``, its apposition between commas, dashes or brackets included."""
    last = stop - 1
    if last < lo:
        return None
    if row[last].text in ",—–)":
        return _with_apposition(row, stop, lo)
    return simple_before(row, stop, lo)


def _with_apposition(row: Row, stop: int, lo: int) -> Range | None:
    closing = row[stop - 1].text
    opening = {",": ",", ")": "("}.get(closing, closing)
    for k in range(stop - 2, max(lo, stop - _LONGEST_APPOSITION) - 1, -1):
        if row[k].quoted >= 0 or row[k].text in ";:":
            return None
        if row[k].text != opening or k == lo:
            continue
        head = simple_before(row, k, lo)
        if head is None or not _can_head(row, head):
            continue
        inside = row[k + 1]
        if closing == ")":
            return head[0], stop
        return (head[0], k) if _incidental(inside) else (head[0], stop)
    return None


def _can_head(row: Row, phrase: Range) -> bool:
    first = row[phrase[0]]
    if phrase[0] > 0 and row[phrase[0] - 1].lower in words("prepositions"):
        return False
    return first.is_capital or first.lower in words("determiners") or first.lower in words("pronouns")


def _incidental(token: Token) -> bool:
    """What opens an aside that does not identify: who, which, -ing, a preposition, an adverb."""
    word = token.lower
    return (
        word in ("who", "which", "whose", "where", "when", "speaking", "citing", "in", "on", "at", "during", "after")
        or word in words("subordinators")
        or (word.endswith("ing") and not token.is_capital)
        or is_adverb(token)
    )


def simple_before(row: Row, stop: int, lo: int) -> Range | None:
    """The noun phrase ending right before ``row[stop]``, without appositions."""
    j = stop - 1
    if j < lo or not row[j].is_word:
        return None
    if row[j].lower in words("subject_pronouns"):
        return j, stop
    floor = max(lo, stop - _LONGEST_PHRASE)
    while j >= floor and _continues_left(row, j, stop, floor):
        if row[j].lower in words("determiners") and not _hangs_on(row, j, floor):
            j -= 1
            break
        j -= 1
    start = _tidied(row, j + 1, stop)
    return (start, stop) if start < stop else None


def _continues_left(row: Row, j: int, stop: int, floor: int) -> bool:
    token = row[j]
    if token.quoted >= 0:
        return floor < j < stop - 1 and row[j - 1].is_capital and row[j + 1].is_capital
    if token.text in "&'’.":
        return j > floor and row[j - 1].is_word
    if not token.is_word or is_time(token):
        return False
    word = token.lower
    if word in words("determiners"):
        return True
    if word in _INDEFINITE:
        return j + 1 < stop and row[j + 1].lower in words("noun_prepositions")
    if word in words("noun_prepositions"):
        return _hangs_on(row, j + 1, floor)
    if word in ("and", "or"):
        return _joins(row, j, stop, floor)
    return _plain_noun(token) and not _verbal(row, j)


def _hangs_on(row: Row, j: int, floor: int) -> bool:
    """Whether what starts at ``j`` hangs on a noun by a preposition ("the head | of the committee")."""
    if j - 2 < floor or row[j - 1].lower not in words("noun_prepositions"):
        return False
    noun = row[j - 2]
    if noun.lower in _INDEFINITE:
        return True
    if noun.lower in words("occasions") and not noun.is_capital:
        return False
    return _plain_noun(noun) and not _verbal(row, j - 2)


def _joins(row: Row, j: int, stop: int, floor: int) -> bool:
    """Whether "and" joins two names or two nouns, not two clauses."""
    if j <= floor or j + 1 >= stop or not row[j - 1].is_word:
        return False
    left, right = row[j - 1], row[j + 1]
    if left.is_capital and right.is_capital:
        return not is_time(left)
    if right.lower in words("subject_pronouns") or not _plain_noun(left):
        return False
    if right.lower in words("determiners"):
        return _stands_alone(row, j, floor)
    return not right.is_capital and not left.is_capital and right.lower not in words("determiners") - {"other"}


def _stands_alone(row: Row, j: int, floor: int) -> bool:
    """Whether what stands left of "and" is a noun phrase from border to border ("the coroner | and two firefighters")."""
    left = simple_before(row, j, floor)
    if left is None or (row[left[0]].lower not in words("determiners") and not row[left[0]].is_capital):
        return False
    return left[0] == floor or row[left[0] - 1].quoted >= 0 or row[left[0] - 1].text in ",;:"


def _tidied(row: Row, start: int, stop: int) -> int:
    """Drop what came along from an adverbial before: "(In) a statement Smith", "(This) week Trump"."""
    while start < stop and (
        row[start].text in "&'’." or row[start].lower in ("and", "or", "both") or is_adverb(row[start])
    ):
        start += 1
    name = next((k for k in range(start, stop) if row[k].is_capital and not _opens(row, k)), stop)
    for k in range(name - 1, start - 1, -1):
        word = row[k].lower
        if word in words("prepositions"):
            break
        if (
            name < stop
            and word in words("occasions") | words("time_words")
            and (k + 1 == name or word in words("time_words"))
        ):
            return k + 1
    joined = any(row[k].lower in words("prepositions") for k in range(start, name))
    bounded = start == 0 or not row[start - 1].is_word
    if name < stop and start < name and row[start].lower not in words("determiners") and not joined and not bounded:
        return _role_start(row, start, name)
    return start


def _opens(row: Row, k: int) -> bool:
    return k == 0 or (row[k].lower in words("determiners"))


def _role_start(row: Row, start: int, name: int) -> int:
    """Lower-case words before a name stay only from a role on ("campaign manager Robby Mook"), with what modifies it."""
    if row[name - 1].lower in words("role_nouns") or "-" in row[name - 1].text:
        return start
    return start if row[start].is_capital else name


def after(row: Row, start: int, hi: int) -> Range | None:
    """The noun phrase that starts at ``row[start]``, with an apposition after a comma ("said Bo Li, the mayor of X")."""
    if start >= hi or not (row[start].is_word or row[start].quoted >= 0):
        return None
    possessive = row[start].lower == "her" and start + 1 < hi and _plain_noun(row[start + 1])
    if row[start].lower in words("subject_pronouns") | {"him", "her", "them", "me", "us"} and not possessive:
        return start, start + 1
    stop = _phrase_stop(row, start, hi)
    if stop == start:
        return None
    return start, _apposition_stop(row, stop, hi)


def _phrase_stop(row: Row, start: int, hi: int) -> int:
    j = start
    while j < min(hi, start + _LONGEST_PHRASE) and _continues_right(row, start, j, hi):
        j += 1
    while j > start and (
        row[j - 1].lower in words("prepositions") | {"and", "or", "the", "a"} or row[j - 1].text in "&'’."
    ):
        j -= 1
    return j


def _continues_right(row: Row, start: int, j: int, hi: int) -> bool:
    token = row[j]
    if token.quoted >= 0:
        return start < j < hi - 1 and row[j - 1].is_capital and row[j + 1].is_capital
    if token.text in ("&", "'", "’"):
        return start < j < hi - 1 and row[j + 1].is_word
    if token.text == "(":
        return start < j and row[j - 1].is_capital and any(t.text == ")" for t in row[j + 2 : min(hi, j + 5)])
    if token.text == ")" or (token.text == "." and j + 1 < hi and row[j + 1].text == ")"):
        return any(t.text == "(" for t in row[max(start, j - 4) : j])
    if not token.is_word or is_time(token) or _opens_aside(row, j, hi):
        return False
    if is_adverb(token) and j > start and (row[j - 1].lower in words("determiners") or row[j - 1].lower.endswith("'s")):
        return True  # "X's recently named chair"
    if token.is_capital and j > start and token.lower in words("subject_pronouns"):
        return True  # "The We Company": a pronoun as a part of a name
    if token.lower in words("determiners") and not (token.is_capital and j > start):
        return j == start or row[j - 1].lower in words("prepositions") | words("determiners") | {"and", "or"}
    if token.lower == "to" and not (j + 1 < hi and (row[j + 1].is_capital or row[j + 1].lower in words("determiners"))):
        return False
    if token.lower in words("noun_prepositions") - {"who"}:
        return start < j < hi - 1 and not is_adverbial(row, j, hi)
    if token.lower in ("and", "or"):
        return _joins(row, j, hi, start)
    return _plain_noun(token) and not _after_name(row, start, j)


def _opens_aside(row: Row, j: int, hi: int) -> bool:
    """ "NAME Indeed, they …": a capitalised adverb with its comma opens the next sentence."""
    return (is_adverb(row[j]) and j + 1 < hi and row[j + 1].text == ",") or row[j].lower in ("indeed", "however")


def _after_name(row: Row, start: int, j: int) -> bool:
    """A lower-case word right after a full name is no part of the phrase, unless the name was a possessive.

    "said Montclair State University political scientist Brigid Harrison": small words lead on to a role and its name.
    """
    if row[j].is_capital or j == start or not row[j - 1].is_capital:
        return False
    if row[j - 1].lower.endswith(("'s", "s'")) or row[j].lower in words("role_nouns"):
        return False
    name = next((k for k in range(j + 1, min(len(row), j + 5)) if row[k].is_capital or not _plain_noun(row[k])), None)
    if name is None or not (row[name].is_capital and row[name].is_word):
        return True
    return name != j + 1 and row[name - 1].lower not in words("role_nouns")


def _apposition_stop(row: Row, stop: int, hi: int) -> int:
    """Where ", 61, the mayor of X" after a name ends: at the comma that closes it or the end of the row."""
    if stop + 1 >= hi or row[stop].text != ",":
        return stop
    first = row[stop + 1]
    if row[stop - 1].lower in words("role_nouns") and first.is_capital and first.is_word:
        return _phrase_stop(row, stop + 1, hi)  # "said the mayor, Jane Dorn"
    if not row[stop - 1].is_capital and not row[stop - 1].text.isdigit():
        return stop
    if first.text.isdigit() and len(first.text) < 4:
        return _apposition_stop(row, stop + 2, hi)
    end = _aside_stop(row, stop + 1, hi)
    if end > stop + 1 and (_opens_apposition(first) or _names_role(row, stop + 1, end)):
        return end
    return stop


def _aside_stop(row: Row, at: int, hi: int) -> int:
    """End of an aside that starts at ``row[at]``; ``at`` itself if a clause starts there instead."""
    for k in range(at, min(hi, at + _LONGEST_APPOSITION)):
        if row[k].text in ",;—–:":
            return k
        if (
            row[k].quoted >= 0
            or is_auxiliary(row[k])
            or row[k].lower in ("who", "which", "that", "when", "as", "while")
        ):
            return at
        timed = row[k].lower in words("prepositions") and is_adverbial(row, k, hi)
        if is_time(row[k]) or row[k].lower in ("yesterday", "during", "after") or timed:
            return k if k > at + 1 else at
    return hi if hi - at < _LONGEST_APPOSITION else at


def _opens_apposition(token: Token) -> bool:
    if token.lower in {"a", "an", "the", "his", "her", "their", "its", "one"} or token.lower.endswith("'s"):
        return True
    return (_plain_noun(token) and not token.is_capital and not token.lower.endswith(("ing", "ed"))) or (
        token.text.isupper() and len(token.text) > 1
    )


def _names_role(row: Row, start: int, stop: int) -> bool:
    """ "CrowdTangle chief executive": a role noun in small letters after a body's name."""
    return row[start].is_capital and any(
        token.lower in words("role_nouns") and not token.is_capital for token in row[start:stop]
    )
