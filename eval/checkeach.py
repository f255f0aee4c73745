"""Sentences of the material, every word of each changed in turn → changes that the comparison lets through.

``python -m eval.checkeach [--sentences 150] [--seed 1] [--show]``. Knows no class of change and no list of words but a few
fillers: each word is left out, put twice, swapped with the next, replaced by a word drawn from the material, its figures
changed, "not" put before it, set in brackets with another word in its place. What each must at least be called follows
from the change alone. A second method beside ``check_mutations``, which changes what its lists know.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from eval.check_material import Sentence, originals, sentences
from onrecord.model import VERDICTS, OriginalText, Span, VerdictName
from onrecord.verify.compare import compare

_SPOKEN = frozenset(("uh", "um", "er", "well", "so", "and", "like", "actually", "you", "know", "i", "mean", "look", "right",
                     "okay", "ok", "yeah", "oh", "kind", "of", "sort"))  # fmt: skip
"""What speech may lose and be called cleaned, besides words said twice."""
_DENIAL = r"not|never|no|nobody|nothing|neither|nor|without|cannot|hardly|\w+n't"
_TOKEN = re.compile(r"\S+")
_LONGEST = 32


class Try(NamedTuple):
    """Printed words, how they were made, and the mildest verdict that is right for them."""

    how: str
    printed: str
    least: VerdictName
    word: str


def tries(sentence: Sentence, pool: list[str], random: Random) -> Iterator[Try]:
    """Every change of every word, edges included where a change there shows."""
    words = [match[0] for match in _TOKEN.finditer(sentence.text)]
    for at, word in enumerate(words):
        plain = _plain(word)
        if not plain or word in "—–-":
            continue
        inner = 0 < at < len(words) - 1
        if inner and not (at == 1 and plain == _plain(words[0])):
            spoken = plain in _SPOKEN or plain in (_plain(words[at - 1]), _plain(words[at + 1]))
            yield Try("left out", _set(words, at, []), "cleaned" if spoken else "cut", word)
        if inner and re.fullmatch(_DENIAL, plain):
            yield Try("hidden", _set(words, at, ["…"]), "meaning", word)
        if at and plain not in _SPOKEN:
            yield Try("put twice", _set(words, at, [word, word]), "cut", word)
        if (
            inner
            and plain != _plain(words[at + 1])
            and words[at + 1] not in "—–-"
            and not re.search(r"\d", word + words[at + 1])
        ):
            yield Try("swapped", " ".join([*words[:at], _bare(words[at + 1]), word, *words[at + 2 :]]), "cut", word)
        other = random.choice(pool)
        if other.lower() != plain:
            yield Try("replaced", _set(words, at, [_like(word, other)]), "reworded", word)
            yield Try("bracketed", _set(words, at, [f"[{other}]"]), "bracketed", word)
        if any(letter.isdigit() for letter in word):
            yield Try("figure", _set(words, at, [_other_figure(word, random)]), "meaning", word)
        if at:
            yield Try("denied", _set(words, at, ["not", word]), "meaning", word)


def _plain(word: str) -> str:
    return re.sub(r"[^\w']|'$", "", word).lower()


def _bare(word: str) -> str:
    """A word without the marks behind it, which would end a sentence before the next."""
    return word.rstrip(".,;:?!")


def _set(words: list[str], at: int, others: list[str]) -> str:
    return " ".join([*words[:at], *others, *words[at + 1 :]])


def _like(word: str, other: str) -> str:
    """``other`` with the marks and the capital of ``word``."""
    marks = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
    first, last = (marks[1], marks[3]) if marks else ("", "")
    return first + (other.capitalize() if word.strip("“‘'\"")[:1].isupper() else other) + last


def _other_figure(word: str, random: Random) -> str:
    """One digit another one, the first no zero."""
    at = random.choice([m.start() for m in re.finditer(r"\d", word)])
    return word[:at] + random.choice([d for d in "123456789" if d != word[at]]) + word[at + 1 :]


class Result(NamedTuple):
    """A try that came out milder than it may."""

    tried: Try
    verdict: VerdictName
    reason: str


def passing(rows: list[OriginalText], chosen: list[Sentence], seed: int) -> tuple[Counter[str], list[Result]]:
    """How many tries of each kind there were, and those that were let through."""
    random = Random(seed)
    pool = sorted({_plain(m[0]) for row in rows for m in _TOKEN.finditer(row.text)} - {""})
    counts, through = Counter[str](), list[Result]()
    for sentence in chosen:
        row = rows[sentence.at]
        turn = row.turns[sentence.turn]
        for tried in tries(sentence, pool, random):
            counts[tried.how] += 1
            found = compare(
                [Span(0, len(tried.printed), tried.printed)], row.text, (turn.start, turn.stop), language="en"
            )
            if VERDICTS.index(found.verdict) < VERDICTS.index(tried.least):
                through.append(Result(tried, found.verdict, found.reason))
    return counts, through


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.checkeach", description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list what was let through")
    given = parser.parse_args()
    rows = originals()
    fitting = [s for s in sentences(rows) if 5 <= len(s.text.split()) <= _LONGEST]
    chosen = Random(given.seed).sample(fitting, min(given.sentences, len(fitting)))
    counts, through = passing(rows, chosen, given.seed)
    milder = Counter(result.tried.how for result in through)
    for how, count in counts.items():
        print(f"{how:10} {count:6} tried {milder[how]:4} let through")
    for result in through if given.show else ():
        print(f"[{result.tried.how} {result.tried.word}] {result.tried.printed}\n   {result.verdict}: {result.reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
