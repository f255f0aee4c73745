"""Made-up statements → what a day's new ones cost, and how near the trails then are to those of a full run.

``python -m bench.trails_update --statements 1000000`` follows all but the last hundredth of the corpus of ``bench.trails`` in the
order of time, keeps that as a record does, and then, three times from the same state, opens it, takes the last hundredth in
and keeps the result. Printed: seconds of CPU of a full run and of an update (the middle one), and B-cubed F1 of both against
the truth and of one against the other. 1 where the update takes more than a twentieth of the full run, or its F1 is further
than .002 from it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from bench.trails import b_cubed, make

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

MOST_CPU, MOST_APART = 0.05, 0.002
_TIMES = 3


class Kept(NamedTuple):
    """A state in a folder, and the statements that it lacks."""

    folder: Path
    listed: Any
    new: pa.Table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="how many (100 000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--share", type=float, default=0.01, help="of the statements, the last ones, are new (0.01)")
    given = parser.parse_args()
    corpus = make(given.statements, given.seed)
    order = np.argsort(corpus.table["published"].to_numpy(), kind="stable")
    whole, true = corpus.table.take(order).combine_chunks(), corpus.trail[order]
    full, spent_on_all = _full(whole)
    with tempfile.TemporaryDirectory() as name:
        kept = _kept(whole, int(len(order) * (1 - given.share)), Path(name))
        size = sum(one.stat().st_size for one in kept.folder.iterdir())
        runs = [_updated(kept, Path(other)) for _ in range(_TIMES) if (other := tempfile.mkdtemp(dir=name))]
    found, spent = runs[0][0], sorted(seconds for _, seconds in runs)[_TIMES // 2]
    labels = [_labels(whole, table) for table in (found, full)]
    f1, f1_full = (_f1(*b_cubed(label, true)) for label in labels)
    precision, recall = b_cubed(*labels)
    share = spent / spent_on_all
    print(f"all {len(order):,} statements: {spent_on_all:.2f} s of CPU, B-cubed F1 {f1_full:.4f}")
    print(f"the last {kept.new.num_rows:,} taken in: {spent:.2f} s, {share:.1%} of that; B-cubed F1 {f1:.4f}")
    print(f"against the full run: B-cubed precision {precision:.4f}, recall {recall:.4f}; kept {size / 1e6:,.0f} MB")
    return int(share > MOST_CPU or abs(f1 - f1_full) > MOST_APART)


def _full(whole: pa.Table) -> tuple[pa.Table, float]:
    from onrecord.trail.follow import trails

    trails(make(100).table)  # loads what is compiled
    clock = time.process_time()
    found = trails(whole)
    return found, time.process_time() - clock


def _kept(whole: pa.Table, known: int, folder: Path) -> Kept:
    """Follow the first ones and keep what updates need; one small update loads what is compiled."""
    from onrecord.trail import update_files
    from onrecord.trail.follow import checked_table
    from onrecord.trail.update import update
    from onrecord.trail.update_names import followed_anew

    made = followed_anew(whole.slice(0, known), None, None, 1, whole.num_rows)
    update_files.save(folder, update_files.Listed("", "", (), "", ""), made.table, made.merges, made.state)
    listed = update_files.listed(folder)
    if listed is None:
        raise OSError(f"nothing is kept in {folder}")
    kept = Kept(folder, listed, checked_table(whole.slice(known)))
    update(update_files.load(folder, listed), kept.new.slice(0, 100), 2)
    return kept


def _updated(kept: Kept, folder: Path) -> tuple[pa.Table, float]:
    """Open what is kept, take the new statements in and keep the result, in a folder of its own; seconds of CPU."""
    from onrecord.trail import update_files
    from onrecord.trail.update import update

    for one in kept.folder.iterdir():
        if one.is_file():
            os.link(one, folder / one.name)
    clock = time.process_time()
    before = update_files.load(folder, kept.listed)
    state = update(before, kept.new, 2)
    found = state.table_after(before, update_files.opened(folder, kept.listed.table))
    update_files.save(folder, update_files.Listed("", "", (), "", ""), found, state.merges, state, kept.listed)
    return found, time.process_time() - clock


def _labels(whole: pa.Table, table: pa.Table) -> NDArray[Any]:
    """Of each statement the row of the one that its trail is named after."""
    import pyarrow.compute as pc

    ids = whole["id"].combine_chunks()
    rows = pc.index_in(ids, table["statement"].combine_chunks())
    labels: NDArray[Any] = pc.index_in(table["trail"].combine_chunks().take(rows), ids).to_numpy()
    return labels


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    sys.exit(main())
