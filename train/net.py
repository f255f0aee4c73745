"""Pieces and features of windows → tag scores a word and vectors for links: the network, its CRF and its link loss.

The encoder is BERT's (Devlin et al. 2019) at MiniLM's size, written out so that it trains fast on a CPU under bfloat16:
attention by plain products, dropout from a pool of random masks (drawing them afresh costs more than all matrix products).
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.extract.model.encode import FEATURES
from onrecord.extract.model.labels import TAGS, legal
from onrecord.extract.model.links import GAPS, LINK, RANKS


class Dropout(nn.Module):
    """Dropout by slices of a pool of masks at random offsets; one pool for the whole network."""

    pool: Tensor | None = None

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Some of ``x`` zeroed, the rest scaled up; in training only."""
        if not self.training or self.rate == 0:
            return x
        size = x.numel()
        if Dropout.pool is None or Dropout.pool.numel() < 2 * size:
            Dropout.pool = (torch.rand(max(1 << 24, 2 * size)) >= self.rate).to(torch.bfloat16) / (1 - self.rate)
        at = int(torch.randint(Dropout.pool.numel() - size, ()))
        return x * Dropout.pool[at : at + size].view(x.shape)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, rate: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(rate)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, pieces, width) to the same."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = _attention(q, k, v, mask)
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def _attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention by two products; on CPUs the fused one is twice as slow backward, and autocast would widen softmax."""
    with torch.autocast("cpu", enabled=False):
        scores = (q * (1 / math.sqrt(q.shape[-1]))) @ k.transpose(-1, -2)
        if mask is not None:
            scores = scores + torch.where(mask, 0.0, -1e4).to(scores.dtype)
        return torch.softmax(scores, -1) @ v


class Encoder(nn.Module):
    """Embeddings of pieces, positions and word features, then the layers."""

    def __init__(
        self,
        vocabulary: int = 30522,
        width: int = 384,
        heads: int = 12,
        inner: int = 1536,
        depth: int = 6,
        rate: float = 0.1,
    ) -> None:
        super().__init__()
        self.piece, self.position = nn.Embedding(vocabulary, width), nn.Embedding(512, width)
        self.features = nn.ModuleList(nn.Embedding(size, width) for _, size in FEATURES)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(rate)
        self.layers = nn.ModuleList(Layer(width, heads, inner, rate) for _ in range(depth))
        for table in self.features:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors of all pieces: (batch, pieces, width)."""
        x = self.piece(pieces) + self.position.weight[: pieces.shape[1]]
        for i, table in enumerate(self.features):
            x = x + table(features[:, :, i])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, folder: Path) -> None:
        """Weights of a BERT checkpoint in safetensors; the features start at zero, so nothing changes at first."""
        old = load_file(folder / "model.safetensors")
        old = {key.removeprefix("bert."): value.float() for key, value in old.items()}
        with torch.no_grad():
            self.piece.weight.copy_(old["embeddings.word_embeddings.weight"])
            kinds = old["embeddings.token_type_embeddings.weight"][0]
            self.position.weight.copy_(old["embeddings.position_embeddings.weight"] + kinds)
            _copy(self.norm, old, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                at = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    rows = [old[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(rows))
                _copy(layer.out, old, f"{at}attention.output.dense")
                _copy(layer.norm1, old, f"{at}attention.output.LayerNorm")
                _copy(layer.up, old, f"{at}intermediate.dense")
                _copy(layer.down, old, f"{at}output.dense")
                _copy(layer.norm2, old, f"{at}output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, old: dict[str, Tensor], key: str) -> None:
    module.weight.copy_(old[f"{key}.weight"])
    module.bias.copy_(old[f"{key}.bias"])


class Network(nn.Module):
    """Encoder with the heads; ``forward`` is what is exported."""

    def __init__(self, **sizes: int) -> None:
        super().__init__()
        self.encoder = Encoder(**sizes)
        width = self.encoder.piece.embedding_dim
        self.drop = Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.vectors = nn.Linear(width, 4 * LINK)
        self.follow = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.begin, self.end = nn.Parameter(torch.zeros(len(TAGS))), nn.Parameter(torch.zeros(len(TAGS)))
        self.near = nn.Parameter(torch.zeros(2, RANKS))
        self.far = nn.Parameter(-0.05 * torch.tensor([(*GAPS, 100)] * 2).clamp(max=40))
        """Link biases: mention of a cue, cue of a content."""
        self.none = nn.Parameter(torch.zeros(2))
        pairs, begins, ends = (torch.from_numpy(table) for table in legal())
        self.register_buffer("illegal", torch.where(pairs, 0.0, -1e4), persistent=False)
        self.register_buffer("illegal_begin", torch.where(begins, 0.0, -1e4), persistent=False)
        self.register_buffer("illegal_end", torch.where(ends, 0.0, -1e4), persistent=False)

    def hidden(self, pieces: Tensor, features: Tensor, heads: Tensor, mask: Tensor | None) -> Tensor:
        """Vector of every word, that of its first piece: (batch, words, width)."""
        x = self.encoder(pieces, features, mask)
        return self.drop(torch.gather(x, 1, heads.unsqueeze(-1).expand(-1, -1, x.shape[-1])))

    def forward(self, pieces: Tensor, features: Tensor, heads: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Tag scores and link vectors of every word."""
        x = self.hidden(pieces, features, heads, mask)
        return self.tags(x), self.vectors(x)

    def transitions(self) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tag pairs, first tags and last tags; illegal ones are out of reach."""
        return self.follow + self.illegal, self.begin + self.illegal_begin, self.end + self.illegal_end  # type: ignore[operator]

    def crf(self, scores: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood of tag sequences (Lafferty et al. 2001), summed over the batch."""
        follow, begin, end = self.transitions()
        batch, length, _ = scores.shape
        first, *rest = scores.unbind(1)
        alpha = begin + first
        kept = [alpha]
        for score in rest:
            alpha = torch.logsumexp(alpha.unsqueeze(2) + follow, dim=1) + score
            kept.append(alpha)
        last = torch.stack(kept, 1)[torch.arange(batch), lengths - 1]
        total = torch.logsumexp(last + end, 1)
        inside = torch.arange(length) < lengths.unsqueeze(1)
        said = torch.where(inside, scores.gather(2, gold.unsqueeze(2)).squeeze(2), 0.0).sum(1)
        moves = torch.where(inside[:, 1:], follow[gold[:, :-1], gold[:, 1:]], 0.0).sum(1)
        final = gold.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)
        return (total - said - moves - begin[gold[:, 0]] - end[final]).sum()

    def link_loss(self, vectors: Tensor, links: list[LinkRow]) -> Tensor:
        """Cross entropy of every cue's mention and every content's cue among those of its window, or none."""
        parts = vectors.view(*vectors.shape[:2], 4, LINK)
        losses = []
        for row, kind, seekers, sought, buckets, target in links:
            ours, theirs = parts[row, :, 2 * kind], parts[row, :, 2 * kind + 1]
            score = (ours[seekers[0]] + ours[seekers[1]]) @ (theirs[sought[0]] + theirs[sought[1]]).T / math.sqrt(LINK)
            score = score + self.near[kind][buckets[0]] + self.far[kind][buckets[1]]
            none = self.none[kind].expand(len(score), 1)
            losses.append(F.cross_entropy(torch.cat([none, score], 1), target, reduction="sum"))
        return torch.stack(losses).sum() if losses else vectors.sum() * 0


LinkRow = tuple[int, int, Tensor, Tensor, Tensor, Tensor]
"""Window of the batch, kind (0: cue seeks mention, 1: content seeks cue), first and last words of the seekers and of the
sought, the two bias indices of each pair, index of the right one plus one or 0 for none."""
