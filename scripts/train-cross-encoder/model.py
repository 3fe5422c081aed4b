"""The cross-encoder: the embedding model's own encoder, with heads that read its output."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

MODEL_DIR = Path(__file__).parents[2] / "models/multilingual-e5-small-cjk-en"
EMBEDDER = MODEL_DIR / "onnx/model_quantized.onnx"
TOKENIZER = MODEL_DIR / "tokenizer.json"

LAYERS, HIDDEN, INNER, HEADS = 12, 384, 1536, 12
LAYER_NORM_EPSILON = 1e-12
# What is added to the attention of padding.
MASKED = -10000.0
# Below this a range counts as empty, so that nothing is divided by 0.
LEAST_SCALE = 1e-8


class CrossEncoder(nn.Module):
    """Reads a question and a passage together.

    With `is_quantised` the linear layers compute as the shipped graph does, in steps of 8 bits,
    while gradients pass as if they did not (Jacob et al. 2018, arXiv:1712.05877).
    """

    def __init__(self, *, is_quantised: bool = False) -> None:
        super().__init__()
        self.word = nn.Embedding(_vocabulary_size(), HIDDEN)
        # The shipped graph shares these with the embedder, in 4 bits.
        self.word.weight.requires_grad = False
        self.position = nn.Embedding(512, HIDDEN)
        self.segment = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=LAYER_NORM_EPSILON)
        self.layers = nn.ModuleList(Layer(is_quantised) for _ in range(LAYERS))
        self.answer_head = nn.Sequential(
            nn.Linear(2 * HIDDEN, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 1)
        )
        self.token_head = nn.Linear(HIDDEN, 1)

    @classmethod
    def from_embedder(cls, *, is_quantised: bool = False) -> CrossEncoder:
        """The encoder with the embedder's weights; the heads are drawn."""
        model = cls(is_quantised=is_quantised)
        weights = {name: torch.tensor(array) for name, array in _embedder_weights().items()}
        missing, _ = model.load_state_dict(weights, strict=False)
        assert all("head" in name for name in missing), missing
        return model

    @classmethod
    def from_checkpoint(cls, path: Path, *, is_quantised: bool = False) -> CrossEncoder:
        """A model that was trained."""
        model = cls(is_quantised=is_quantised)
        model.load_state_dict(torch.load(path, weights_only=True))
        return model

    def forward(
        self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """From tensors [pairs, tokens]: log-odds that the passage answers, [pairs], and of each
        token that it is of the answer, [pairs, tokens]. The mask is 1 for tokens, 0 for padding."""
        mask = mask.to(self.position.weight.dtype)
        state = self.word(ids) + self.segment(types) + self.position.weight[: ids.shape[1]]
        state = self.norm(state)
        for layer in self.layers:
            state = layer(state, mask)
        of_passage = (types * mask)[..., None]
        passage = (state * of_passage).sum(1) / of_passage.sum(1)
        answer = self.answer_head(torch.cat([state[:, 0], passage], -1))
        return answer.squeeze(-1), self.token_head(state).squeeze(-1)


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, is_quantised: bool) -> None:
        super().__init__()
        self.is_quantised = is_quantised
        self.query_key_value = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=LAYER_NORM_EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=LAYER_NORM_EPSILON)

    def forward(self, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        pairs, tokens, _ = state.shape
        size = HIDDEN // HEADS
        projected = self._linear(self.query_key_value, state, mask)
        query, key, value = projected.view(pairs, tokens, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        scores = (query * size**-0.5) @ key.transpose(-1, -2)
        scores = scores + (1 - mask[:, None, None, :]) * MASKED
        read = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(pairs, tokens, HIDDEN)
        state = self.attended_norm(state + self._linear(self.attended, read, mask))
        inner = functional.gelu(self._linear(self.inner, state, mask))
        return self.outer_norm(state + self._linear(self.outer, inner, mask))

    def _linear(self, linear: nn.Linear, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        if not self.is_quantised:
            return linear(state)
        weight = stepped(linear.weight, weight_scale(linear.weight))
        return functional.linear(
            stepped(state, _activation_scale(state, mask)), weight, linear.bias
        )


def weight_scale(weight: torch.Tensor) -> torch.Tensor:
    """The step of each output, [outputs, 1]: int8 around 0."""
    return (weight.detach().float().abs().amax(1, keepdim=True) / 127).clamp(min=LEAST_SCALE)


def stepped(values: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """The values in whole steps; the gradient is that of the values as they are."""
    with torch.no_grad():
        rounding = ((values.float() / scale).round() * scale).to(values.dtype) - values
    return values + rounding


def _activation_scale(state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The step of each pair, [pairs, 1, 1], as DynamicQuantizeLinear takes it: uint8 over the
    range, 0 included. Padding is left out: the product reads one pair at a time."""
    seen = (state.detach() * mask[..., None]).float()
    low = seen.amin((1, 2), keepdim=True).clamp(max=0)
    high = seen.amax((1, 2), keepdim=True).clamp(min=0)
    return ((high - low) / 255).clamp(min=LEAST_SCALE)


def graph_arrays(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """The constants of a graph by name."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def _vocabulary_size() -> int:
    return len(_graph()["emb.q4"])


def _graph() -> dict[str, np.ndarray]:
    return graph_arrays(onnx.load(EMBEDDER).graph)


def _embedder_weights() -> dict[str, np.ndarray]:
    """The embedder's weights by their names in the cross-encoder, as float32."""
    arrays = _graph()
    weights = {
        "word.weight": _unpacked(arrays["emb.q4"], arrays["emb.scale"]),
        **{ours: arrays[theirs] for ours, theirs in INPUT_NAMES.items()},
    }
    for index in range(LAYERS):
        ours, theirs = f"layers.{index}", f"l{index}"
        for name, parts in LINEAR_NAMES.items():
            weights[f"{ours}.{name}.weight"] = np.concatenate(
                [_dequantised(arrays, f"{theirs}.{part}.w").T for part in parts]
            )
            weights[f"{ours}.{name}.bias"] = np.concatenate(
                [arrays[f"{theirs}.{part}.b"] for part in parts]
            )
        for name, part in NORM_NAMES.items():
            weights[f"{ours}.{name}.weight"] = arrays[f"{theirs}.{part}.w"]
            weights[f"{ours}.{name}.bias"] = arrays[f"{theirs}.{part}.b"]
    return {name: array.astype(np.float32) for name, array in weights.items()}


# What the graph calls what is added to the word embeddings.
INPUT_NAMES = {
    "position.weight": "emb.pos",
    "segment.weight": "emb.type",
    "norm.weight": "emb.ln.w",
    "norm.bias": "emb.ln.b",
}
# What the graph calls the parts of a layer. Its weights are [inputs, outputs], torch's are turned.
LINEAR_NAMES = {
    "query_key_value": ("q", "k", "v"),
    "attended": ("ao",),
    "inner": ("fi",),
    "outer": ("fo",),
}
NORM_NAMES = {"attended_norm": "aln", "outer_norm": "oln"}


def _unpacked(nibbles: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Q4_0: blocks of 32 values, the low halves of 16 bytes first, each 8 too large."""
    blocks = np.concatenate([nibbles & 15, nibbles >> 4], -1).astype(np.float32) - 8
    return (blocks * scale.astype(np.float32)).reshape(len(nibbles), HIDDEN)


def _dequantised(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    whole = arrays[f"{name}_quantized"].astype(np.float32)
    return (whole - arrays[f"{name}_zero_point"].astype(np.float32)) * arrays[f"{name}_scale"]
