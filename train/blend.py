"""Checkpoints of one beginning → one with the mean of their averaged weights: ``python -m train.blend A.pt B.pt --out C.pt``.

Runs that went on from the same weights with other seeds lie in one basin, and the mean of them reads better than each
(model soups, Wortsman et al. 2022), at no cost when reading.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m train.blend", description="Average checkpoints.")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    states = [torch.load(path, weights_only=True) for path in options.checkpoints]
    mean = {
        name: torch.stack([state["average"][name].float() for state in states]).mean(0) for name in states[0]["average"]
    }
    torch.save({"average": mean, "facts": states[0]["facts"]}, options.out)


if __name__ == "__main__":
    main()
