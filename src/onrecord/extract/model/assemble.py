"""What the network says of a text's words → statements as ranges: tags to runs, runs linked to their cue, each scored."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from onrecord.extract.model.decode import Floats, Moves, best, runs
from onrecord.extract.model.encode import Encoded
from onrecord.extract.model.labels import tag_of
from onrecord.extract.model.links import Linker, likeliest, settled, shared_out
from onrecord.extract.model.signed import Signed

Range = tuple[int, int]
_SURE = 1e3
"""More than any sum of scores that a run or two could win."""


class Found(Struct, frozen=True):
    """A statement as half-open ranges of code points; ``score`` is the calibrated chance that all of it is right."""

    cue: Range | None
    mention: Range | None
    content: tuple[Range, ...]
    score: float


class Decoder(Struct, frozen=True):
    """The learnt numbers that stand outside the network."""

    moves: Moves
    mention_of: Linker
    cue_of: Linker
    calibration: tuple[float, float]
    """Slope and offset of a logistic curve over the log probability of what a statement rests on."""

    def statements(self, words: Encoded, scores: Floats, vectors: Floats, sure: Sequence[Signed] = ()) -> list[Found]:
        """Statements in the order of their cues, those without a cue last.

        :param scores: (words, tags). :param vectors: (words, 4 · LINK). :param sure: what is there whatever the scores.
        """
        scores = _fixed(scores, sure)
        found = runs(best(scores, self.moves))
        cues, mentions, contents = found["cue"], found["mention"], found["content"]
        doubts = _Doubts(scores)
        parts: dict[int | None, list[tuple[Range, float]]] = {}
        weights = self.cue_of.weigh(contents, cues, vectors, words.block)
        owners = shared_out(settled(weights, contents, cues, [(row.content, row.cue) for row in sure]))
        for run, (at, log) in zip(contents, owners, strict=True):
            parts.setdefault(at, []).append((run, log + doubts.of("content", run)))
        rows = []
        weights = self.mention_of.weigh(cues, mentions, vectors, words.block)
        weights = settled(weights, cues, mentions, [(row.cue, row.mention) for row in sure])
        for i, (at, log) in enumerate(likeliest(weights)):
            if i not in parts:
                continue
            mention = None if at is None else mentions[at]
            doubt = log + doubts.of("cue", cues[i]) + sum(log for _, log in parts[i])
            doubt += doubts.of("mention", mention) if mention else 0
            rows.append(_found(words, cues[i], mention, [run for run, _ in parts[i]], self._score(doubt)))
        return rows + [_found(words, None, None, [run], self._score(log)) for run, log in parts.get(None, [])]

    def _score(self, doubt: float) -> float:
        slope, offset = self.calibration
        return 1 / (1 + math.exp(-max(-50.0, slope * doubt + offset)))


def _fixed(scores: Floats, sure: Sequence[Signed]) -> Floats:
    """Scores that leave no choice where something is sure."""
    scores = scores.copy() if sure else scores
    for row in sure:
        for role, (start, stop) in (("content", row.content), ("cue", row.cue), ("mention", row.mention)):
            for i in range(start, stop):
                scores[i, tag_of(role, i == start, i == stop - 1)] += _SURE
    return scores


class _Doubts:
    """Log probabilities of the tags at the borders of runs, by the words' own scores."""

    def __init__(self, scores: Floats) -> None:
        top = scores.max(1, keepdims=True) if len(scores) else scores
        self._logs = scores - top - np.log(np.exp(scores - top).sum(1, keepdims=True))

    def of(self, role: str, run: Range) -> float:
        """Sum over the first and the last word of a run."""
        start, last = run[0], run[1] - 1
        if start == last:
            return float(self._logs[start, tag_of(role, True, True)])
        return float(self._logs[start, tag_of(role, True, False)] + self._logs[last, tag_of(role, False, True)])


def _found(words: Encoded, cue: Range | None, mention: Range | None, content: list[Range], score: float) -> Found:
    def range_(run: Range) -> Range:
        return int(words.start[run[0]]), int(words.stop[run[1] - 1])

    return Found(
        range_(cue) if cue else None,
        range_(mention) if mention else None,
        tuple(range_(run) for run in content),
        score,
    )
