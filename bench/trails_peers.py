"""The corpus of ``bench.trails`` → how well and how fast MinHash (rensa) puts it together, beside ``onrecord.trails``.

``pip install rensa``; then ``python -m bench.trails_peers --statements 100000``. rensa is given what suits it: each text's
words as trails read them, folded equal texts once, runs of three words as shingles hashed in one batch, and pairs that fall
into one band verified by their signatures (Jaccard .3); what hangs together is a trail. Each side runs in a process of its
own; printed: B-cubed F1 and CPU seconds, both sides on the same texts in the same run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.trails import b_cubed, make

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

LEAST_JACCARD = 0.3
HASHES, BANDS = 128, 32
"""Of a signature; with four hashes a band, pairs of Jaccard .3 are met in one of four cases, and of .5 in six of seven."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="how many (100 000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--side", choices=tuple(SIDES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        _measure(given.side, given.statements, given.seed)
        return 0
    for side in SIDES:
        command = [sys.executable, "-m", "bench.trails_peers", "--side", side]
        subprocess.run([*command, "--statements", str(given.statements), "--seed", str(given.seed)], check=True)
    return 0


def _measure(side: str, statements: int, seed: int) -> None:
    corpus = make(statements, seed)
    SIDES[side](make(50).table)
    began = time.process_time()
    found = SIDES[side](corpus.table)
    spent = time.process_time() - began
    precision, recall = b_cubed(found, corpus.trail)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{side:9} F1 {f1:.4f}   precision {precision:.4f}   recall {recall:.4f}   CPU {spent:.2f} s", flush=True)


def _own(table: pa.Table) -> NDArray[Any]:
    from onrecord.trail.follow import trails

    found = trails(table)
    return np.unique(found["trail"].to_numpy(zero_copy_only=False), return_inverse=True)[1]


def _rensa(table: pa.Table) -> NDArray[Any]:
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped, unused-ignore]

    texts = [_words(text) for text in table["text"].to_pylist()]
    numbers: dict[tuple[str, ...], int] = {}
    variant = np.array([numbers.setdefault(words, len(numbers)) for words in texts])
    shingles = [[" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))] for words in numbers]
    sketches = RMinHash.from_token_sets(shingles, num_perm=HASHES, seed=42)
    index = RMinHashLSH(threshold=LEAST_JACCARD, num_perm=HASHES, num_bands=BANDS)
    index.insert_many(sketches)
    parent = list(range(len(sketches)))
    for number, met in enumerate(index.query_all(sketches)):
        for other in met:
            apart = other < number and _top(parent, other) != _top(parent, number)
            if apart and sketches[number].jaccard(sketches[other]) >= LEAST_JACCARD:
                parent[_top(parent, number)] = _top(parent, other)
    tops: NDArray[Any] = np.array([_top(parent, number) for number in range(len(parent))])
    found: NDArray[Any] = tops[variant]
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip(_MARKS) for part in text.lower().split()) if word)


def _top(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


_MARKS = "“”\"',.–"
SIDES = {"onrecord": _own, "rensa": _rensa}


if __name__ == "__main__":
    sys.exit(main())
