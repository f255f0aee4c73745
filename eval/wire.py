"""Whether wire copy is told from an outlet's own: ``python -m eval.wire --data ../shared/data/polnear --split dev``.

Compares the agency that ``onrecord read`` credits a whole document to with the column ``wire`` of ``metadata.tsv``, and
says in how many of the missed ones the agency is printed at all in the first or the last lines, where a credit stands.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from eval.floors import check, digest_of
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Options

_CALLED = {"ap": "Associated Press", "reuters": "Reuters", "afp": "AFP", "upi": "UPI"}
_NONE = ("none", "na", "")
_EDGE = 200


class Counted(Struct):
    """What was found in articles of which the metadata say whose they are."""

    wire: int = 0
    right: int = 0
    own: int = 0
    missed: list[str] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)
    """Missed, and the agency's name stands neither in the first nor in the last lines."""
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.wire", description="Score the recognition of wire copy.")
    parser.add_argument("--data", type=Path, required=True, help="folder with metadata.tsv, train/, dev/")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    given = parser.parse_args()
    counted = measured(articles(given.data, given.split))
    shown = counted.wire - len(counted.unprinted)
    print(f"wire copy: {counted.wire} articles, the agency printed in {shown} of them, recognised {counted.right}")
    print(f"own copy: {counted.own} articles; credited to an agency or to the wrong one: {len(counted.wrong)}")
    for name, rows in (("missed", counted.missed), ("not printed", counted.unprinted), ("wrong", counted.wrong)):
        print("\n".join(f"{name}: {row}" for row in rows))
    figures = {
        "recall": counted.right / max(1, shown),
        "precision": counted.right / max(1, counted.right + len(counted.wrong)),
    }
    data = digest_of([given.data / "metadata.tsv", *(given.data / given.split / "text").glob("*.txt")])
    return check(f"wire.{given.split}", figures, data, given.raise_them)


def articles(data: Path, split: str) -> Iterator[tuple[str, str | None, bytes]]:
    """Name, agency by the metadata, bytes of every article of a split."""
    with (data / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = data / split / "text" / f"{row['filename']}.txt"
            if row["compartment"] == split and path.exists():
                wire = row["wire"].strip().lower()
                yield row["filename"], None if wire in _NONE else _CALLED.get(wire, row["wire"]), path.read_bytes()


def measured(rows: Iterator[tuple[str, str | None, bytes]]) -> Counted:
    """Counts over articles."""
    counted = Counted()
    for name, agency, text in rows:
        document, _ = read_source(Source(f"{name}.txt", text), Options())
        if agency is None:
            counted.own += 1
        else:
            counted.wire += 1
        if document.agency == agency:
            counted.right += agency is not None
        elif document.agency is not None:
            counted.wrong.append(f"{name}: {document.agency} ({document.agency_sign}), by the metadata {agency}")
        elif agency is not None:
            (counted.missed if _printed(document.text, agency) else counted.unprinted).append(f"{name}: {agency}")
    return counted


def _printed(text: str, agency: str) -> bool:
    body = text.partition("\n")[2].strip()
    names = {"Associated Press": "Associated Press|AP"}.get(agency, agency)
    return bool(re.search(rf"\b(?:{names})\b", body[:_EDGE] + "\n" + body[-_EDGE:]))


if __name__ == "__main__":
    sys.exit(main())
