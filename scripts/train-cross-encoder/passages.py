"""Passages with questions that they answer and questions that they do not, and pairs made of them.

Both are files of one JSON object a line, gzipped where the name ends in `.gz`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Question:
    """A question and the words of the passage that answer it."""

    question: str
    answer: str


@dataclass(frozen=True)
class Passage:
    """A stretch of a document; without questions it still serves for cloze questions."""

    document: str
    """The document's title."""
    headings: tuple[str, ...]
    """The headings above the text, outermost first."""
    text: str
    questions: tuple[Question, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Near misses: on the same matter, but the answer is not in the text."""


@dataclass(frozen=True)
class Pair:
    """A question beside a text: what the model learns from."""

    question: str
    document: str
    headings: tuple[str, ...]
    text: str
    answer: tuple[int, int] | None
    """Where in the text the answer stands, in characters; None where it is not there."""

    @property
    def is_answered(self) -> bool:
        return self.answer is not None


def read_passages(path: Path) -> list[Passage]:
    """All passages of a file. Raises ValueError, naming the line, for one that complains."""
    passages = []
    for number, record in _records(path):
        passage = Passage(
            document=record["document"],
            headings=tuple(record["headings"]),
            text=record["text"],
            questions=tuple(Question(**question) for question in record.get("questions", [])),
            unanswered=tuple(record.get("unanswered", [])),
        )
        for complaint in complaints(passage):
            raise ValueError(f"{path}:{number}: {complaint}")
        passages.append(passage)
    return passages


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of a file."""
    return [
        Pair(
            question=record["question"],
            document=record["document"],
            headings=tuple(record["headings"]),
            text=record["text"],
            answer=None if record["answer"] is None else tuple(record["answer"]),
        )
        for _, record in _records(path)
    ]


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Writes pairs; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for pair in pairs:
            file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")


def complaints(passage: Passage) -> list[str]:
    """What is wrong with a passage: an answer that is not in it, questions without near misses."""
    wrong = [
        f"not in the text: {question.answer[:40]}"
        for question in passage.questions
        if locate(passage.text, question.answer) is None
    ]
    if passage.questions and not passage.unanswered:
        wrong.append("questions without a near miss")
    return wrong


def locate(text: str, answer: str) -> tuple[int, int] | None:
    """Where an answer stands in a text, whitespace aside; None where it does not."""
    positions = [index for index, character in enumerate(text) if not character.isspace()]
    sought = "".join(answer.split())
    start = "".join(text[index] for index in positions).find(sought)
    if not sought or start < 0:
        return None
    return positions[start], positions[start + len(sought) - 1] + 1


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(
        encoding="utf-8"
    )
    with opened as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, json.loads(line)
