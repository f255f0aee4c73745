"""Pairs of printed quotations → whether trails judge as a reader did: ``python -m eval.trails --data ../shared/data``.

Data: trails/real_pairs.tsv, columns same, short, long. Each pair is followed by itself, as a table of two statements of
which nothing but the words is known.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from eval.floors import check, digest_of


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m eval.trails", description="Score trails on pairs that a reader judged."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with trails/real_pairs.tsv")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    parser.add_argument("--errors", action="store_true", help="print the pairs that are judged otherwise")
    options = parser.parse_args()
    path = options.data / "trails" / "real_pairs.tsv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = [(row["same"] == "1", are_same(row["short"], row["long"]), row) for row in rows]
    right = sum(same and found for same, found, _ in judged)
    print(
        f"{len(rows)} pairs, {sum(same for same, _, _ in judged)} the same; {sum(found for _, found, _ in judged)} found"
    )
    for same, found, row in judged:
        if options.errors and same != found:
            print(f"  {'missed' if same else 'wrong '}  {row['short']}  |  {row['long']}")
    figures = {
        "precision": right / max(1, sum(found for _, found, _ in judged)),
        "recall": right / max(1, sum(same for same, _, _ in judged)),
    }
    sys.exit(check("trails.pairs", figures, digest_of([path]), options.raise_them))


def are_same(short: str, long: str) -> bool:
    """Whether two texts come into one trail."""
    import pyarrow as pa

    from onrecord.trail.follow import trails

    text = pa.array([short, long], pa.string())
    unknown = pa.nulls(2, pa.string())
    columns = {"id": pa.array(["short", "long"]), "document": unknown, "outlet": unknown, "text": text}
    found = trails(pa.table(columns | {"published": pa.nulls(2, pa.timestamp("us"))}))
    first, second = found["trail"].to_pylist()
    return bool(first == second)


if __name__ == "__main__":
    main()
