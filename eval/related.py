"""Proposals of ``onrecord trail`` (“perhaps the same, in other words”) → how many retellings they find, and how often they are wrong.

``python -m eval.related [--data DIR]``: made retellings (``tests/trail/retold.txt``), each against every other statement of the
same made speaker; with ``--data``, statements of real articles (PolNeAR, train) whose source is printed in the same words in
the same article: these are nearly all different statements, so what is proposed there is listed to be looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from onrecord.trail.meaning import likeness, meanings
from onrecord.trail.related import PROPOSED, compare, differ, numbers_of

_MADE = Path(__file__).parent.parent / "tests" / "trail" / "retold.txt"
_SHORTEST = 8
_PRONOUNS = ("he", "she", "they", "it", "i", "we")


def groups_of(text: str) -> Iterator[list[tuple[str, str]]]:
    """Blocks of a file of retellings."""
    for block in text.split("\n\n"):
        rows = [line.split(" | ") for line in block.splitlines() if " | " in line and not line.startswith("#")]
        if rows:
            yield [(row[0], row[1]) for row in rows]


def scores(texts: list[str]) -> dict[tuple[int, int], float]:
    """Score of each pair of one speaker's texts, each ahead of its next best by as much as it is."""
    read = meanings(texts)
    whole = {(a, b): likeness(read[a], read[b]).whole for a, b in combinations(range(len(texts)), 2)}
    found = {}
    for (a, b), own in whole.items():
        beside = [value for pair, value in whole.items() if pair != (a, b) and {a, b} & {*pair}]
        differs = differ(numbers_of(texts[a]), numbers_of(texts[b]))
        found[a, b] = compare(read[a], read[b], differs, own - max([0.0, *beside])).score
    return found


def made() -> tuple[int, int, int, int]:
    """Found of how many retellings; wrong of how many other pairs."""
    found = wrong = pairs = others = 0
    for group in groups_of(_MADE.read_text("utf-8")):
        texts = [text for row in group for text in row]
        for (a, b), score in scores(texts).items():
            same = a // 2 == b // 2
            pairs, others = pairs + same, others + (not same)
            found, wrong = found + (same and score >= PROPOSED), wrong + (not same and score >= PROPOSED)
    return found, pairs, wrong, others


def articles(folder: Path) -> Iterator[list[str]]:
    """Contents of one source of one article."""
    done = set()
    for file in sorted((folder / "attributions").glob("*.ann")):
        name = file.stem.rsplit("_", 1)[0]
        if name in done:
            continue
        done.add(name)
        by: dict[str, list[str]] = {}
        for source, content in _attributions(file.read_text("utf-8")):
            if len(content.split()) >= _SHORTEST and source not in _PRONOUNS:
                by.setdefault(source, []).append(content)
        yield from (contents for contents in by.values() if len(contents) > 1)


def _attributions(text: str) -> Iterator[tuple[str, str]]:
    spans: dict[str, str] = {}
    for line in text.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 2:
            spans[parts[0]] = parts[2]
    for line in text.splitlines():
        if line.startswith("E"):
            ends = [part.partition(":") for part in line.split("\t")[1].split()]
            source = " ".join(spans.get(id, "") for kind, _, id in ends if kind.startswith("Source"))
            content = " ".join(spans.get(id, "") for kind, _, id in ends if kind.startswith("Content"))
            if source and content:
                yield source.lower(), content


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, metavar="DIR", help="evaluation data with polnear/train")
    parser.add_argument("--show", action="store_true", help="print what is proposed among real statements")
    given = parser.parse_args()
    found, pairs, wrong, others = made()
    print(f"made retellings: {found} of {pairs} found ({found / pairs:.2f}), {wrong} of {others} other pairs proposed")
    if given.data:
        proposed = looked = 0
        for contents in articles(given.data / "polnear" / "train"):
            listed = contents[:12]
            for (a, b), score in scores(listed).items():
                looked, proposed = looked + 1, proposed + (score >= PROPOSED)
                if given.show and score >= PROPOSED:
                    print(f"  {score:.2f}  {listed[a]}\n        {listed[b]}")
        print(f"statements of one source in one article: {proposed} of {looked} pairs proposed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
