"""The statements of one document → which of them say the same: copy of a post, repeat, paraphrase. Rather too few.

Works by shared words of statements that have one speaker; verdicts and what a difference means are left to ``compare``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from onrecord.model import VERDICTS, Relation, Span, Statement
from onrecord.text.words import fold
from onrecord.verify.compare import compare
from onrecord.verify.senses import senses
from onrecord.verify.units import Side, build
from onrecord.verify.wordlists import DEFAULT, Language, guess, spelling
from onrecord.verify.wordlists import language as words_of

_COPY = 0.8
_PARAPHRASE = 0.65
"""Share of the shorter statement's content words that the fuller one must have."""
_LEAST = 3
"""Content words that a paraphrase must share."""
_STEM = 5
_POSTINGS = 32
_CANDIDATES = 6
_SAMPLED = 20
"""Statements from which the language is told."""
_COMPARED = frozenset(("direct", "mixed", "indirect", "headline", "post"))
_QUOTED, _REPORTED = ("direct", "mixed"), ("indirect", "headline")
_GLIMPSED, _ALIKE = 2, 0.5
"""Words that a look must find in common before two statements are compared, and their share where nearly all must agree."""
_WORD = re.compile(r"[^\W\d_]+")


class _Said:
    """A statement as it is compared; most never are, so that its words are only looked at until they are asked for."""

    def __init__(self, statement: Statement, speaker: str | None, own: Language) -> None:
        self.statement, self.speaker, self._own = statement, speaker, own
        same = spelling(own.code).same
        keys = {fold(word) for word in set(_WORD.findall(_text(statement.content)))} - own.stop
        self.glimpse = {same.get(key, key)[:_STEM] for key in keys}

    @cached_property
    def side(self) -> Side:
        """Its units."""
        return build(self.statement.content, self._own.code)

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the content words."""
        keys = (unit.key for unit in self.side.units if unit.key not in self._own.stop and unit.key.isalnum())
        return frozenset(key[:_STEM] for key in keys)


def relate(
    statements: Sequence[Statement], speaker_of: Mapping[str, str | None], language: str | None = None
) -> tuple[Relation, ...]:
    """Pairs of statements that say the same, the fuller or nearer one first; each statement has at most one such pair.

    ``copy``: prose that has the words of a post. ``repeat``: equal words of one speaker. ``paraphrase``: an indirect
    statement or a headline that shares most of its content words with a direct statement of the same speaker, and no
    number or negation that the other has not. Linear but for a few candidates a statement.

    :param language: BCP 47, of the document; told from the statements if not given.
    """
    code = (language or guess(" ".join(_text(s.content) for s in statements[:_SAMPLED])) or DEFAULT)[:2]
    said = [_Said(s, speaker_of.get(s.id), words_of(code)) for s in _comparable(statements, speaker_of)]
    places: dict[str, list[int]] = {}
    for at, row in enumerate(said):
        for word in row.glimpse:
            places.setdefault(word, []).append(at)
    return tuple(_relations(said, places))


def _comparable(statements: Sequence[Statement], speaker_of: Mapping[str, str | None]) -> Iterator[Statement]:
    """Statements with a possible partner: another one of their speaker, or a post to the quotations."""
    rows = [s for s in statements if s.kind in _COMPARED and s.content]
    posts = any(s.kind == "post" for s in rows)
    spoken = Counter(speaker_of.get(s.id) for s in rows if s.kind != "post")
    for one in rows:
        speaker = speaker_of.get(one.id)
        alone = one.kind == "post" or speaker is None or spoken[speaker] < 2
        if not alone or (posts and one.kind in ("post", *_QUOTED)):
            yield one


def _relations(said: Sequence[_Said], places: Mapping[str, list[int]]) -> Iterator[Relation]:
    for at, row in enumerate(said):
        shared = Counter[int]()
        for word in row.glimpse:
            for other in places[word][:_POSTINGS]:
                if other != at and _may_relate(said[other], row):
                    shared[other] += 1
        likely = sorted((-count, other) for other, count in shared.items() if _resembles(said[other], row, count))
        found = (_relation(said[other], row, other < at) for _, other in likely[:_CANDIDATES])
        best = max(filter(None, found), key=lambda relation: relation.score, default=None)
        if best:
            yield best


def _may_relate(first: _Said, second: _Said) -> bool:
    """Whether their kinds and speakers allow a relation."""
    kinds = first.statement.kind, second.statement.kind
    if "post" in kinds:
        return kinds[0] == "post" and kinds[1] in _QUOTED
    return first.speaker is not None and first.speaker == second.speaker


def _resembles(first: _Said, second: _Said, shared: int) -> bool:
    """Whether enough words are in common for a closer look: hardly fewer than a paraphrase needs, or most of all words."""
    if first.statement.kind in _QUOTED and second.statement.kind in _REPORTED and shared >= _GLIMPSED:
        return True
    least = len(second.glimpse) if first.statement.kind == "post" else max(len(first.glimpse), len(second.glimpse))
    return shared >= _ALIKE * least


def _relation(first: _Said, second: _Said, earlier: bool) -> Relation | None:
    """How ``second`` follows from ``first``, if it does; ``earlier`` says that ``first`` stands before it."""
    kinds = first.statement.kind, second.statement.kind
    if _nested(first.statement, second.statement):
        return None
    if kinds[0] == "post":
        return _copy(first, second)
    if [unit.key for unit in first.side.units] == [unit.key for unit in second.side.units]:
        return _pair("repeat", first, second, 1.0, "the same words of the same speaker") if earlier else None
    if kinds[0] in _QUOTED and kinds[1] in _REPORTED:
        return _paraphrase(first, second)
    return None


def _copy(post: _Said, prose: _Said) -> Relation | None:
    found = compare(prose.statement.content, _text(post.statement.content))
    faithful = VERDICTS.index(found.verdict) <= VERDICTS.index("reworded")
    if found.share < _COPY or found.rare < _LEAST or not faithful or prose.statement.within:
        return None
    return _pair("copy", post, prose, found.score, "has the words of the post")


def _paraphrase(direct: _Said, indirect: _Said) -> Relation | None:
    common = direct.words & indirect.words
    share = len(common) / max(1, min(len(indirect.words), len(direct.words)))
    if len(common) < _LEAST or share < _PARAPHRASE or not _agree(direct.side, indirect.side):
        return None
    return _pair(
        "paraphrase", direct, indirect, round(share, 3), "shares its words: " + ", ".join(_shown(indirect, common))
    )


def _agree(direct: Side, indirect: Side) -> bool:
    """Whether the indirect statement has no number, and no other negations, than the direct one."""
    ours, theirs = (senses(side, 0, len(side.units)) for side in (indirect, direct))
    numbers = {value for what, value in ours if what == "number"} <= {
        value for what, value in theirs if what == "number"
    }
    denials = [sum(n for (what, _), n in bag.items() if what == "negation") for bag in (ours, theirs)]
    return numbers and (denials[0] > 0) == (denials[1] > 0)


def _shown(row: _Said, stems: frozenset[str]) -> list[str]:
    """The shared words as this statement prints them."""
    return list(dict.fromkeys(unit.text for unit in row.side.units if unit.key[:_STEM] in stems))[:8]


def _nested(first: Statement, second: Statement) -> bool:
    return first.within == second.id or second.within == first.id


def _text(content: Sequence[Span]) -> str:
    return " ".join(piece.text for piece in content)


def _pair(
    kind: Literal["paraphrase", "copy", "repeat"], first: _Said, second: _Said, score: float, reason: str
) -> Relation:
    return Relation(kind, (first.statement.id, second.statement.id), score, reason)
