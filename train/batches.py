"""Encoded articles with their gold → batches of windows; a window is whole blocks as far as they fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from msgspec import Struct
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.model.encode import Encoded, encode
from onrecord.extract.model.links import GAPS, gaps, ranks
from onrecord.extract.model.windows import cut, inputs
from onrecord.text.quotes import pair_quotes
from train.gold import articles, lines
from train.net import LinkRow
from train.tags import Run, Tagged, closed, opened, tagged

_UNSEEN = 0.12
"""Share of runs that links do not get to see in training: about what the tags miss."""


class Example(Struct, frozen=True):
    """An article as the network reads it."""

    words: Encoded
    gold: Tagged


class Batch(Struct, frozen=True):
    """Windows side by side, padded."""

    pieces: Tensor
    features: Tensor
    heads: Tensor
    mask: Tensor | None
    lengths: Tensor
    tags: Tensor
    links: list[LinkRow]


def examples(data: Path, split: str, tokenizer: Tokenizer) -> list[Example]:
    """All articles of a split, read once."""
    rows = []
    for article in articles(data, split):
        blocks = lines(article.text)
        words = encode(article.text, blocks, pair_quotes(article.text, blocks), tokenizer)
        rows.append(Example(words, tagged(article, words)))
    return rows


def epoch(rows: list[Example], room: int, per_batch: int, random: np.random.Generator) -> Iterator[Batch]:
    """One pass: windows from random starting points, batches of like length (``per_batch`` pieces each), shuffled."""
    windows = [
        (example, a, b)
        for example in rows
        if len(example.words)
        for a, b in cut(example.words, room, int(random.integers(room // 4, room)))
    ]
    sizes = np.array([e.words.first[b] - e.words.first[a] for e, a, b in windows]) + random.uniform(0, 16, len(windows))
    order = np.argsort(sizes)
    groups, group, longest = [], [], 0
    for i in order:
        longest = max(longest, int(sizes[i]))
        if group and longest * (len(group) + 1) > per_batch:
            groups.append(group)
            group, longest = [], int(sizes[i])
        group.append(windows[i])
    groups.append(group)
    for i in random.permutation(len(groups)):
        yield batch(groups[i], random)


def batch(rows: list[tuple[Example, int, int]], random: np.random.Generator | None = None) -> Batch:
    """Windows as tensors; with ``random``, a share of the runs to link to is left out, for the links to learn to decline."""
    parts = [inputs(example.words, a, b) for example, a, b in rows]
    lengths = torch.tensor([b - a for _, a, b in rows])
    tags = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
    links: list[LinkRow] = []
    for i, (example, a, b) in enumerate(rows):
        tags[i, : b - a] = torch.from_numpy(_closed(example.gold.tags[a:b]))
        links.extend(_links(i, example, a, b, random))
    mask = _padded([np.ones(len(part.pieces), np.bool_) for part in parts])[:, None, None, :]
    return Batch(
        _padded([part.pieces for part in parts]).long(),
        _padded([part.features for part in parts]).long(),
        _padded([part.heads for part in parts]).long(),
        None if bool(mask.all()) else mask,
        lengths,
        tags,
        links,
    )


def _padded(rows: list[np.ndarray]) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True)


def _closed(tags: np.ndarray) -> np.ndarray:
    """Tags of a window that cuts a run: what is left of the run begins and ends with the window."""
    tags = tags.copy()
    tags[0] = opened(tags[0])
    tags[-1] = closed(tags[-1])
    return tags


def _links(row: int, example: Example, a: int, b: int, random: np.random.Generator | None) -> Iterator[LinkRow]:
    cues, mentions, contents = [], [], []
    mention_of: list[Run | None] = []
    cue_of: dict[Run, Run] = {}
    for cue, mention, parts in example.gold.links:
        here = a <= cue[0] and cue[1] <= b
        if here:
            cues.append((cue[0] - a, cue[1] - a))
        if mention and a <= mention[0] and mention[1] <= b:
            run = (mention[0] - a, mention[1] - a)
            mentions.append(run)
        else:
            run = None
        if here:
            mention_of.append(run)
        for start, stop in parts:
            start, stop = max(start, a), min(stop, b)
            if start < stop:
                contents.append((start - a, stop - a))
                if here:
                    cue_of[start - a, stop - a] = cues[-1]
    cues_sorted, mentions, contents = sorted(set(cues)), sorted(set(mentions)), sorted(set(contents))
    block = example.words.block[a:b]
    mentions, cues_sorted = _some(mentions, random), _some(cues_sorted, random)
    if cues and mentions:
        target = [1 + mentions.index(m) if m in mentions else 0 for m in mention_of]
        yield _row(row, 0, cues, mentions, block, target)
    if contents and cues_sorted:
        target = [1 + cues_sorted.index(cue_of[run]) if cue_of.get(run) in cues_sorted else 0 for run in contents]
        yield _row(row, 1, contents, cues_sorted, block, target)


def _some(runs: list[Run], random: np.random.Generator | None) -> list[Run]:
    """At run time some cues and mentions are not found; what belongs to them must not go to others."""
    return runs if random is None else [run for run in runs if random.random() >= _UNSEEN]


def _row(row: int, kind: int, seekers: list[Run], sought: list[Run], block: np.ndarray, target: list[int]) -> LinkRow:
    ends = [torch.tensor([[run[0] for run in runs], [run[1] - 1 for run in runs]]) for runs in (seekers, sought)]
    biases = np.stack([ranks(seekers, sought, block), np.searchsorted(GAPS, gaps(seekers, sought), "left")])
    return row, kind, ends[0], ends[1], torch.from_numpy(biases), torch.tensor(target)
