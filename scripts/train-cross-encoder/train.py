"""Trains the cross-encoder on files of pairs: one stage of what README.md describes.

    python train.py build/cloze.jsonl --out build/cloze.pt
    python train.py build/labelled.jsonl --init build/cloze.pt --out build/labelled.pt
    python train.py build/labelled.jsonl --init build/labelled.pt --quantised --out build/final.pt
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from inputs import NO_LABEL, Batch, batches, collate, encode
from model import TOKENIZER, CrossEncoder
from passages import Pair, read_pairs
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

WARM_UP_STEPS = 60
# The heads start from nothing and may move faster than the encoder.
HEAD_LEARNING_RATE = 6
MOST_GRADIENT = 1.0
TOKENS_A_BATCH = 8192
STEPS_A_REPORT = 40


@dataclass(frozen=True)
class Schedule:
    """How long to train and how fast; the learning rate falls to 0 at the end."""

    learning_rate: float
    epochs: int
    minutes: float
    """The end, even where epochs are left."""
    steps: int | None = None
    """The same in steps."""


class Trainer:
    """Trains a model in place.

    Forward and backward run on a copy in `precision`, since bfloat16 is much faster where the
    processor has AMX; the weights that are trained stay float32, or small steps would be lost.
    """

    def __init__(
        self, model: CrossEncoder, schedule: Schedule, precision: torch.dtype = torch.bfloat16
    ) -> None:
        self._schedule = schedule
        self._worker = copy.deepcopy(model).to(precision).train()
        self._weights = [weight for weight in model.parameters() if weight.requires_grad]
        self._copies = [weight for weight in self._worker.parameters() if weight.requires_grad]
        named = [
            (name, weight) for name, weight in model.named_parameters() if weight.requires_grad
        ]
        self._optimizer = torch.optim.AdamW(
            [
                {
                    "params": [weight for name, weight in named if ("head" in name) is is_head],
                    "peak": schedule.learning_rate * (HEAD_LEARNING_RATE if is_head else 1),
                }
                for is_head in (False, True)
            ],
            lr=schedule.learning_rate,
            weight_decay=0.01,
            betas=(0.9, 0.98),
            foreach=True,
        )

    def run(self, pairs: Sequence[Pair], rng: random.Random) -> None:
        """Trains to the end of the schedule, reporting on the way."""
        started = time.monotonic()
        report = _Report()
        for step, (progress, batch) in enumerate(self._steps(pairs, rng, started)):
            factor = min(1.0, (step + 1) / WARM_UP_STEPS) * (1 - progress)
            for group in self._optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            report.add(*self._step(batch))
            if (step + 1) % STEPS_A_REPORT == 0:
                print(f"{progress:4.0%} {time.monotonic() - started:5.0f} s {report}", flush=True)
                report = _Report()

    def _steps(
        self, pairs: Sequence[Pair], rng: random.Random, started: float
    ) -> Iterator[tuple[float, Batch]]:
        """Batches, each with how much of the schedule is over, 0–1."""
        tokenizer = Tokenizer.from_file(str(TOKENIZER))
        schedule = self._schedule
        for epoch in range(schedule.epochs):
            # Encoded anew each time: long texts are cut elsewhere.
            packed = batches([encode(tokenizer, pair, rng) for pair in pairs], TOKENS_A_BATCH, rng)
            for index, encoded in enumerate(packed):
                step = epoch * len(packed) + index
                progress = max(
                    (epoch + index / len(packed)) / schedule.epochs,
                    (time.monotonic() - started) / 60 / schedule.minutes,
                    0 if schedule.steps is None else step / schedule.steps,
                )
                if progress >= 1:
                    return
                yield progress, collate(encoded)

    def _step(self, batch: Batch) -> tuple[float, float]:
        """Loss of the answers and the share that is right."""
        answers, tokens = (
            logits.float() for logits in self._worker(batch.ids, batch.types, batch.mask)
        )
        loss = binary_cross_entropy_with_logits(answers, batch.answered)
        (loss + _token_loss(tokens, batch.labels)).backward()
        for weight, worked in zip(self._weights, self._copies):
            weight.grad = None if worked.grad is None else worked.grad.float()
            worked.grad = None
        nn.utils.clip_grad_norm_(self._weights, MOST_GRADIENT)
        self._optimizer.step()
        with torch.no_grad():
            torch._foreach_copy_(self._copies, self._weights)
        right = ((answers > 0) == (batch.answered > 0)).float().mean()
        return loss.item(), right.item()


class _Report:
    """Means over the steps since the last report."""

    def __init__(self) -> None:
        self._losses: list[float] = []
        self._right: list[float] = []

    def add(self, loss: float, right: float) -> None:
        self._losses.append(loss)
        self._right.append(right)

    def __str__(self) -> str:
        steps = len(self._losses)
        return f"loss {sum(self._losses) / steps:.3f} right {sum(self._right) / steps:.3f}"


def _token_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Mean over the tokens of each text, then over the texts: long ones count no more."""
    is_text = (labels != NO_LABEL).float()
    losses = binary_cross_entropy_with_logits(logits, labels.clamp(min=0), reduction="none")
    return ((losses * is_text).sum(1) / is_text.sum(1).clamp(min=1)).mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path, help="files of pairs (examples.py)")
    parser.add_argument("--out", required=True, type=Path, help="where the checkpoint goes")
    parser.add_argument(
        "--init", type=Path, help="checkpoint to begin with; the embedding model where left out"
    )
    parser.add_argument(
        "--quantised", action="store_true", help="with the quantisation of the shipped graph"
    )
    parser.add_argument(
        "--precision",
        choices=["bfloat16", "float32"],
        default="bfloat16",
        help="what to compute in; try float32 where the processor has no AMX "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--learning-rate", type=float, default=6e-5, help="at its peak (default: %(default)s)"
    )
    parser.add_argument("--epochs", type=int, default=1, help="default: %(default)s")
    parser.add_argument(
        "--minutes", type=float, default=60, help="end after this time (default: %(default)s)"
    )
    parser.add_argument("--limit", type=int, help="use no more pairs than this")
    parser.add_argument("--steps", type=int, help="end after so many steps")
    parser.add_argument("--threads", type=int, help="processor cores (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    if options.threads is not None:
        torch.set_num_threads(options.threads)
    pairs = [pair for path in options.pairs for pair in read_pairs(path)][: options.limit]
    model = (
        CrossEncoder.from_embedder(is_quantised=options.quantised)
        if options.init is None
        else CrossEncoder.from_checkpoint(options.init, is_quantised=options.quantised)
    )
    schedule = Schedule(options.learning_rate, options.epochs, options.minutes, options.steps)
    Trainer(model, schedule, getattr(torch, options.precision)).run(
        pairs, random.Random(options.seed)
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)
    print(f"saved {options.out}")


if __name__ == "__main__":
    main()
