"""Saved pages with the gold text of their articles → precision, recall and F1 of the body text, both ways of reading.

``python -m eval.articles --data DIR`` reads ``DIR/articles``. The score is that of the article extraction benchmark
(Scrapinghub, 2020): texts as bags of four consecutive words, precision and recall averaged over the documents, F1 of
the averages. Posts' words count as text. Also measured: the share of the text that the map leads back to the source.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from eval.floors import check, digest_of
from onrecord.errors import UnreadableError
from onrecord.model import Document
from onrecord.readers.decode import decode
from onrecord.readers.html import read_html
from onrecord.readers.types import Source
from onrecord.settings import Limits, Options

_WORD = re.compile(r"\w+")
_SHINGLE = 4

Shingles = Counter[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """Runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)) if words)


def score(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Scores of ``(gold, predicted)`` texts; an empty prediction counts against recall only, as in the benchmark."""
    precisions, recalls = [], []
    for gold, predicted in pairs:
        wanted, given = shingles(gold), shingles(predicted)
        shared = (wanted & given).total()
        if given:
            precisions.append(shared / given.total())
        if wanted:
            recalls.append(shared / wanted.total())
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def mapped(documents: Iterable[Document]) -> float:
    """Share of the code points, white space aside, that the map leads back to the source."""
    found = total = 0
    for document in documents:
        runs = document.origin.map if document.origin else ()
        found += sum(
            1 for start, _, length in runs for char in document.text[start : start + length] if not char.isspace()
        )
        total += sum(1 for char in document.text if not char.isspace())
    return found / total if total else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    given = parser.parse_args()
    folder = given.data / "articles"
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    figures: dict[str, float] = {}
    for name, options in (("default", Options()), ("fast", Options(fast=True))):
        read = {key: _read(folder / "html" / f"{key}.html.gz", options) for key in gold}
        scores = score((gold[key]["articleBody"], document.text if document else "") for key, document in read.items())
        print(f"{name}: precision {scores['precision']:.4f}, recall {scores['recall']:.4f}")
        figures[f"{name}.f1"] = scores["f1"]
        if not options.fast:
            figures["default.mapped"] = mapped(document for document in read.values() if document)
    return check("articles", figures, digest_of([folder / "ground-truth.json"]), given.raise_them)


def _read(file: Path, options: Options) -> Document | None:
    source = Source(file.name, gzip.decompress(file.read_bytes()), "text/html")
    try:
        return read_html(decode(source, Limits()), source, options)[0]
    except UnreadableError:
        return None


if __name__ == "__main__":
    sys.exit(main())
