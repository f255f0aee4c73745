"""A checkpoint → the files that ship: ``python -m train.export --checkpoint DIR/last.pt --out ../src/onrecord/data/reader``.

Writes ``reader.onnx`` (weights of products in int8 a column, of piece embeddings in int8 a row), ``tokenizer.json`` and
``reader.json``, the card by which the reader checks the other two. The calibration of scores is kept from ``--calibration``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.extract.model.encode import FEATURES
from onrecord.extract.model.files import FORMAT
from train.net import Layer, Network
from train.run import base_folder


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m train.export", description="Write the reader's files.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--version", default="1")
    parser.add_argument("--room", type=int, default=256)
    parser.add_argument("--context", type=int, default=32)
    parser.add_argument("--calibration", type=float, nargs=2, default=(1.0, 0.0), help="slope and offset")
    parser.add_argument("--float", action="store_true", help="do not quantise the products, to compare")
    parser.add_argument("--wide", action="store_true", help="8 bits for weights instead of 7")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(options.checkpoint, weights_only=True)
    net = Network(depth=state["facts"]["depth"])
    net.load_state_dict(state["average"])
    write_network(net, options.out / "reader.onnx", quantise=not options.float, narrow=not options.wide)
    write_tokenizer(options.base or base_folder(), options.out / "tokenizer.json")
    write_card(net, options)


class Shipped(nn.Module):
    """The network for one window: embeddings unpacked from int8, words picked by their first piece."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net
        self.layers = nn.ModuleList(_Layer(layer) for layer in net.encoder.layers)  # type: ignore[arg-type]
        weight = net.encoder.piece.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("packed", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        tables: list[Tensor] = [table.weight.detach() for table in net.encoder.features]  # type: ignore[misc]
        self.register_buffer("features", torch.cat(tables))
        self.register_buffer(
            "offsets", torch.tensor(np.cumsum([0, *(size for _, size in FEATURES[:-1])]), dtype=torch.int32)
        )

    def forward(self, pieces: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Tag scores (1, w, tags) and link vectors (1, w, 4 · LINK) of one window."""
        encoder = self.net.encoder
        x = self.packed[pieces].float() * self.scale[pieces]  # type: ignore[index]
        x = x + encoder.position.weight[: pieces.shape[1]]
        x = x + self.features[features + self.offsets].sum(2)  # type: ignore[index,operator]
        x = encoder.norm(x)
        for layer in self.layers:
            x = layer(x)
        x = x[0].index_select(0, heads[0])  # two axes: so the heads become Gemm, which is left in float
        return self.net.tags(x).unsqueeze(0), self.net.vectors(x).unsqueeze(0)


class _Layer(nn.Module):
    """A layer with attention as the one operator that onnxruntime has for it."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        width = layer.qkv.in_features
        self.qkv = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
        for made, weight, bias in zip(
            self.qkv, layer.qkv.weight.split(width), layer.qkv.bias.split(width), strict=True
        ):
            made.weight, made.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())  # type: ignore[assignment]

    def forward(self, x: Tensor) -> Tensor:
        layer = self.layer
        q, k, v = (linear(x) for linear in self.qkv)
        x = layer.norm1(x + layer.out(_Attention.apply(q, k, v, layer.heads)))
        y: Tensor = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        return y


class _Attention(torch.autograd.Function):
    """``com.microsoft.MultiHeadAttention`` of (1, p, width) tensors."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return q  # only the graph is wanted

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        made = g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        made.setType(q.type())
        return made


def write_network(net: Network, path: Path, quantise: bool = True, narrow: bool = True) -> None:
    """ONNX of the network; inputs pieces (1, p), features (1, p, f), heads (1, w), outputs tags and links.

    :param narrow: 7 bits for weights, so that processors without VNNI, which add up in 16 bits, give the same result.
    """
    net.eval()
    pieces, features, heads = (
        torch.ones(shape, dtype=torch.int32) for shape in ((1, 9), (1, 9, len(FEATURES)), (1, 7))
    )
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(net), (pieces, features, heads), str(plain), opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
            input_names=["pieces", "features", "heads"], output_names=["tags", "links"],
            dynamic_axes={"pieces": {1: "p"}, "features": {1: "p"}, "heads": {1: "w"}, "tags": {1: "w"}, "links": {1: "w"}},
        )  # fmt: skip
        if quantise:
            quantize_dynamic(
                plain, path, per_channel=True, reduce_range=narrow, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
                extra_options={"MatMulConstBOnly": True},
            )  # fmt: skip
        else:
            path.write_bytes(plain.read_bytes())


def write_tokenizer(base: Path, path: Path) -> None:
    """The base encoder's tokeniser without its cutting and padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    path.write_text(tokenizer.to_str(), "utf-8")


def write_card(net: Network, options: argparse.Namespace) -> None:
    """``reader.json``."""

    def part(name: str) -> dict[str, Any]:
        data = (options.out / name).read_bytes()
        return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    card = {
        "format": FORMAT,
        "version": options.version,
        "network": part("reader.onnx"),
        "tokenizer": part("tokenizer.json"),
        "room": options.room,
        "context": options.context,
        "calibration": list(options.calibration),
    }
    for name in ("follow", "begin", "end", "near", "far", "none"):
        card[name] = np.round(getattr(net, name).detach().numpy(), 5).tolist()
    (options.out / "reader.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
