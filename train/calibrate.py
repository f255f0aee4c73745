"""A reader's files and articles it was not trained on → the curve that turns its log probabilities into ``score``.

``python -m train.calibrate --data ../shared/data/polnear --files src/onrecord/data/reader`` fits slope and offset of a logistic
curve (Platt 1999) to "all of the statement is right" on dev and writes them into ``reader.json``.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
from eval.reading import by_model, measured
from eval.reading_measures import calibration_error

from train.gold import articles


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m train.calibrate", description="Fit the reader's scores.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    rows = list(articles(options.data, options.split))
    path = options.files / "reader.json"
    _write(path, [1.0, 0.0])
    read = by_model(options.files)
    scored = measured(rows, [read(row) for row in rows]).scored
    logs = np.array([_logit(score) for score, _ in scored])
    curve = fit(logs, np.array([right for _, right in scored], float))
    _write(path, curve)
    after = [(1 / (1 + math.exp(-curve[0] * x - curve[1])), right) for x, (_, right) in zip(logs, scored, strict=True)]
    print(f"slope {curve[0]:.3f}, offset {curve[1]:.3f}; expected calibration error {calibration_error(after):.3f}")


def fit(x: np.ndarray, right: np.ndarray, rounds: int = 60) -> list[float]:
    """Slope and offset of greatest likelihood, by Newton's method."""
    rows = np.stack([x, np.ones_like(x)], 1)
    found = np.array([0.0, 0.0])
    for _ in range(rounds):
        share = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        bend = rows.T @ (rows * (share * (1 - share) + 1e-9)[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, rows.T @ (right - share))
        found += step / max(1.0, 2 * float(np.abs(step).max()))  # far from the best Newton's steps overshoot
    return [round(float(value), 4) for value in found]


def _write(path: Path, curve: list[float]) -> None:
    card = json.loads(path.read_text("utf-8")) | {"calibration": curve}
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _logit(share: float) -> float:
    share = min(max(share, 1e-12), 1 - 1e-12)
    return math.log(share / (1 - share))


if __name__ == "__main__":
    main()
