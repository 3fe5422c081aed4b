"""Tells how well a model separates answered pairs from others.

    python evaluate.py cross_encoder_quantized.onnx build/test.jsonl
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from inputs import Encoded, collate, encode
from model import TOKENIZER, CrossEncoder
from passages import read_pairs
from tokenizers import Tokenizer

WRONGLY_REFUSED = 0.05

Score = Callable[[Encoded], float]


def auc(answered: np.ndarray, unanswered: np.ndarray) -> float:
    """The chance that an answered pair scores above an unanswered one; a tie counts half."""
    above = answered[:, None] > unanswered[None, :]
    ties = answered[:, None] == unanswered[None, :]
    return float((above + ties / 2).mean())


def refused_at(answered: np.ndarray, unanswered: np.ndarray, wrongly: float) -> float:
    """The share of unanswered pairs below the score that refuses such a share of answered ones."""
    return float((unanswered < np.quantile(answered, wrongly)).mean())


def open_scorer(path: Path, threads: int) -> Score:
    """Log-odds by an ONNX file, or by a checkpoint as it computes before quantisation."""
    if path.suffix != ".onnx":
        torch.set_num_threads(threads)
        return torch_scorer(CrossEncoder.from_checkpoint(path))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def score(pair: Encoded) -> float:
        inputs = {
            "input_ids": np.array([pair.ids]),
            "attention_mask": np.ones((1, len(pair)), np.int64),
            "token_type_ids": np.array([pair.types]),
        }
        return float(session.run(["logits"], inputs)[0][0])

    return score


def torch_scorer(model: CrossEncoder) -> Score:
    """Log-odds by a model in torch, one pair at a time as in the product."""
    model.eval()

    @torch.no_grad()
    def score(pair: Encoded) -> float:
        batch = collate([pair])
        return model(batch.ids, batch.types, batch.mask)[0].item()

    return score


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="an ONNX file, or a checkpoint of train.py")
    parser.add_argument("pairs", nargs="+", type=Path, help="files of pairs (examples.py)")
    parser.add_argument("--limit", type=int, help="use no more pairs than this")
    parser.add_argument("--threads", type=int, default=2, help="default: %(default)s")
    options = parser.parse_args(arguments)

    score = open_scorer(options.model, options.threads)
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    pairs = [pair for path in options.pairs for pair in read_pairs(path)][: options.limit]
    scores = np.array([score(encode(tokenizer, pair)) for pair in pairs])
    is_answered = np.array([pair.is_answered for pair in pairs])
    answered, unanswered = scores[is_answered], scores[~is_answered]
    if len(answered) == 0 or len(unanswered) == 0:
        parser.error("pairs of both kinds are needed")
    refused = refused_at(answered, unanswered, WRONGLY_REFUSED)
    print(
        f"{len(answered)} answered, {len(unanswered)} not: AUC {auc(answered, unanswered):.3f}, "
        f"{refused:.1%} refused at {WRONGLY_REFUSED:.0%} wrongly refused"
    )


if __name__ == "__main__":
    main()
