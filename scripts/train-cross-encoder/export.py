"""Writes a checkpoint as the ONNX file that the product loads.

    python export.py build/final.pt cross_encoder_quantized.onnx

The graph is the embedding model's own with other constants, and the answer head behind it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from model import EMBEDDER, INPUT_NAMES, LAYERS, LINEAR_NAMES, NORM_NAMES, graph_arrays, weight_scale
from onnx import TensorProto, helper, numpy_helper

HIDDEN_STATE = "last_hidden_state"


def export(checkpoint: Path, target: Path) -> None:
    """Writes the graph: inputs as the embedder's, one output `logits`, [batch]."""
    weights = {
        name: weight.float().numpy()
        for name, weight in torch.load(checkpoint, weights_only=True).items()
    }
    model = onnx.load(EMBEDDER)
    _replace(model.graph, _encoder_arrays(weights))
    _append_head(model.graph, weights)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def _encoder_arrays(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The graph's constants by its names for them. The word embeddings are not trained and stay."""
    arrays = {theirs: weights[ours] for ours, theirs in INPUT_NAMES.items()}
    for index in range(LAYERS):
        ours, theirs = f"layers.{index}", f"l{index}"
        for name, parts in LINEAR_NAMES.items():
            split = zip(
                parts,
                np.split(weights[f"{ours}.{name}.weight"], len(parts)),
                np.split(weights[f"{ours}.{name}.bias"], len(parts)),
            )
            for part, weight, bias in split:
                scale = weight_scale(torch.from_numpy(weight)).numpy()
                whole = np.clip(np.rint(weight / scale), -127, 127)
                arrays[f"{theirs}.{part}.w_quantized"] = whole.T.astype(np.int8)
                arrays[f"{theirs}.{part}.w_zero_point"] = np.zeros(len(scale), np.int8)
                arrays[f"{theirs}.{part}.w_scale"] = scale.squeeze(1)
                arrays[f"{theirs}.{part}.b"] = bias
        for name, part in NORM_NAMES.items():
            arrays[f"{theirs}.{part}.w"] = weights[f"{ours}.{name}.weight"]
            arrays[f"{theirs}.{part}.b"] = weights[f"{ours}.{name}.bias"]
    return arrays


def _replace(graph: onnx.GraphProto, arrays: dict[str, np.ndarray]) -> None:
    """Puts arrays in place of constants of the same name, shape and type."""
    old = graph_arrays(graph)
    for tensor in graph.initializer:
        new = arrays.get(tensor.name)
        if new is None:
            continue
        expected = old[tensor.name]
        if (new.shape, new.dtype) != (expected.shape, expected.dtype):
            raise ValueError(
                f"{tensor.name}: {new.dtype}{new.shape}, not {expected.dtype}{expected.shape}"
            )
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(new), tensor.name))
    if missing := arrays.keys() - old.keys():
        raise ValueError(f"not in the graph: {sorted(missing)}")


def _append_head(graph: onnx.GraphProto, weights: dict[str, np.ndarray]) -> None:
    """The answer head of CrossEncoder.forward, in place of the embedder's output."""
    constants = {
        "head.first": np.array(0, np.int64),
        "head.axis_1": np.array([1], np.int64),
        "head.axis_2": np.array([2], np.int64),
        "head.inner.w": weights["answer_head.0.weight"].T,
        "head.inner.b": weights["answer_head.0.bias"],
        "head.outer.w": weights["answer_head.2.weight"].T,
        "head.outer.b": weights["answer_head.2.bias"],
    }
    for name, array in constants.items():
        # ascontiguousarray makes a list of one number, which Gather takes for an axis more.
        array = array if array.ndim == 0 else np.ascontiguousarray(array)
        graph.initializer.append(numpy_helper.from_array(array, name))

    def node(operator: str, inputs: list[str], output: str, **attributes: int) -> None:
        graph.node.append(helper.make_node(operator, inputs, [output], **attributes))

    node("Gather", [HIDDEN_STATE, "head.first"], "head.start", axis=1)
    node("Cast", ["token_type_ids"], "head.types", to=TensorProto.FLOAT)
    node("Cast", ["attention_mask"], "head.mask", to=TensorProto.FLOAT)
    node("Mul", ["head.types", "head.mask"], "head.of_passage_flat")
    node("Unsqueeze", ["head.of_passage_flat", "head.axis_2"], "head.of_passage")
    node("Mul", [HIDDEN_STATE, "head.of_passage"], "head.passage_states")
    node("ReduceSum", ["head.passage_states", "head.axis_1"], "head.sum", keepdims=0)
    node("ReduceSum", ["head.of_passage", "head.axis_1"], "head.count", keepdims=0)
    node("Div", ["head.sum", "head.count"], "head.passage")
    node("Concat", ["head.start", "head.passage"], "head.both", axis=1)
    node("MatMul", ["head.both", "head.inner.w"], "head.inner_product")
    node("Add", ["head.inner_product", "head.inner.b"], "head.inner")
    node("Tanh", ["head.inner"], "head.bent")
    node("MatMul", ["head.bent", "head.outer.w"], "head.outer_product")
    node("Add", ["head.outer_product", "head.outer.b"], "head.outer")
    node("Squeeze", ["head.outer", "head.axis_1"], "logits")
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="what train.py saved")
    parser.add_argument("target", type=Path, help="the ONNX file to write")
    options = parser.parse_args()
    export(options.checkpoint, options.target)
    print(f"saved {options.target}, {options.target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
