"""Speech or attitude: ``python -m eval.stances --data ../shared/data``, the stance of cues against the readers' ``act``.

Gold: data/speakers (30 articles), where a person said of every attribution whether it is speech, attitude or neither.
Those that are neither count as no attitude.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from eval.floors import check, digest_of
from onrecord.extract.cues import stance_of


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.stances", description="Score stances against people's acts.")
    parser.add_argument("--data", type=Path, required=True, help="folder with speakers/ and polnear/")
    parser.add_argument("--raise", action="store_true", dest="raise_them", help="keep higher figures as the new floors")
    options = parser.parse_args()
    path = options.data / "speakers" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cues = {file: cues_of(options.data / "polnear" / "dev", file) for file in {row["file"] for row in rows}}
    found = Counter((row["act"] == "attitude", stance_of(cues[row["file"]][row["id"]]) == "attitude") for row in rows)
    right, missed, wrong = found[True, True], found[True, False], found[False, True]
    print(f"{len(rows)} cues: {right + missed} attitudes, {right} seen as such; {wrong} others taken for attitudes")
    figures = {
        "agreement": (len(rows) - missed - wrong) / len(rows),
        "attitude.recall": right / (right + missed),
        "attitude.precision": right / (right + wrong),
    }
    sys.exit(check("stances", figures, digest_of([path]), options.raise_them))


def cues_of(folder: Path, file: str) -> dict[str, str]:
    """Attribution id → the cue as printed, of one annotated article."""
    path = next(iter(sorted((folder / "attributions").glob(f"{file}_*.ann"))))
    words: dict[str, str] = {}
    events: dict[str, str] = {}
    for line in path.read_text("utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        (words if key.startswith("T") else events)[key] = rest
    return {key: _cue(rest, words) for key, rest in events.items() if key.startswith("E")}


def _cue(event: str, words: dict[str, str]) -> str:
    keys = [part.partition(":")[2] for part in event.split() if part.startswith("Cue")]
    return " ".join(words[key].partition("\t")[2] for key in keys)


if __name__ == "__main__":
    main()
