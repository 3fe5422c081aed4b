"""Pairs as the model takes them.

    <s> query: QUESTION </s> passage: TITLE HEADING HEADING ⏎ TEXT </s>
    └────── type 0 ────────┘ └───────────────── type 1 ────────────────┘

src/embed/xenova-cross-encoder.ts and src/answer/passage-to-read.ts build the same input in the
product: what changes here must change there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from passages import Pair
from tokenizers import Tokenizer

# Most tokens of the question with its two special tokens, and of the headings with the text.
QUESTION_TOKENS = 64
PASSAGE_TOKENS = 280
# Characters of the title and of a heading, and how many headings.
TITLE, HEADING, HEADINGS = 40, 30, 2

PAD, END = 1, 2
# The label of tokens that are not of the text.
NO_LABEL = -1.0


@dataclass(frozen=True)
class Encoded:
    """A pair in tokens."""

    ids: list[int]
    types: list[int]
    labels: list[float]
    """1 where a token is of the answer, 0 where not, NO_LABEL outside the text."""
    is_answered: bool

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Batch:
    """Encoded pairs, padded to one length: tensors [pairs, tokens], and `answered`, [pairs]."""

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    answered: torch.Tensor


def encode(tokenizer: Tokenizer, pair: Pair, rng: random.Random | None = None) -> Encoded:
    """The pair in tokens. A text too long loses its end or, given `rng`, what is drawn around
    the answer."""
    question = tokenizer.encode("query: " + pair.question).ids
    if len(question) > QUESTION_TOKENS:
        question = [*question[: QUESTION_TOKENS - 1], END]
    heading = tokenizer.encode(f"passage: {_heading(pair)}\n", add_special_tokens=False).ids
    text = tokenizer.encode(pair.text, add_special_tokens=False)
    labels = [float(_is_within(offsets, pair.answer)) for offsets in text.offsets]
    room = PASSAGE_TOKENS - len(heading)
    start = _cut(labels, room, rng)
    kept, labels = text.ids[start : start + room], labels[start : start + room]
    passage = [*heading, *kept, END]
    return Encoded(
        ids=question + passage,
        types=[0] * len(question) + [1] * len(passage),
        labels=[NO_LABEL] * (len(question) + len(heading)) + labels + [NO_LABEL],
        is_answered=pair.is_answered,
    )


def batches(encoded: Sequence[Encoded], tokens: int, rng: random.Random) -> list[list[Encoded]]:
    """Pairs of like length together, so that little is padded, in an order that is drawn."""
    drawn = rng.sample(encoded, len(encoded))
    packed: list[list[Encoded]] = []
    for start in range(0, len(drawn), 1024):
        packed += _packed(sorted(drawn[start : start + 1024], key=len), tokens)
    rng.shuffle(packed)
    return packed


def collate(encoded: Sequence[Encoded]) -> Batch:
    """Pads pairs to the longest."""

    def padded(rows: Sequence[Sequence[float]], padding: float, dtype: torch.dtype) -> torch.Tensor:
        longest = max(map(len, rows))
        return torch.tensor(
            [[*row, *[padding] * (longest - len(row))] for row in rows], dtype=dtype
        )

    return Batch(
        ids=padded([pair.ids for pair in encoded], PAD, torch.long),
        types=padded([pair.types for pair in encoded], 0, torch.long),
        mask=padded([[1.0] * len(pair) for pair in encoded], 0.0, torch.float32),
        labels=padded([pair.labels for pair in encoded], NO_LABEL, torch.float32),
        answered=torch.tensor([float(pair.is_answered) for pair in encoded]),
    )


def _heading(pair: Pair) -> str:
    headings = [re.sub(r"\s+", " ", heading)[:HEADING] for heading in pair.headings if heading]
    return " ".join([pair.document[:TITLE], *headings[:HEADINGS]])


def _is_within(offsets: tuple[int, int], answer: tuple[int, int] | None) -> bool:
    start, end = offsets
    return answer is not None and answer[0] <= start < end <= answer[1]


def _cut(labels: Sequence[float], room: int, rng: random.Random | None) -> int:
    """Where what is kept begins: with the answer whole where there is room for it."""
    last = len(labels) - room
    if last <= 0 or rng is None:
        return 0
    marked = [index for index, label in enumerate(labels) if label]
    if not marked:
        return rng.randint(0, last)
    bounds = sorted((max(0, marked[-1] - room + 1), min(marked[0], last)))
    return min(last, rng.randint(*bounds))


def _packed(encoded: Sequence[Encoded], tokens: int) -> list[list[Encoded]]:
    """Runs of pairs, shortest first, that padded hold no more than so many tokens."""
    packed: list[list[Encoded]] = []
    for pair in encoded:
        if packed and (len(packed[-1]) + 1) * len(pair) <= tokens:
            packed[-1].append(pair)
        else:
            packed.append([pair])
    return packed
