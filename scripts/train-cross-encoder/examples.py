"""Makes the pairs of a training stage out of passages.

    python examples.py cloze passages.jsonl.gz --out build/cloze.jsonl
    python examples.py labelled passages.jsonl.gz --out build/labelled.jsonl --test build/test.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cloze import SENTENCE, SHORTEST_REST, cloze_pairs
from passages import Pair, Passage, locate, read_passages, write_pairs

SUBJECTS = Path(__file__).parents[2] / "tests/calibration/subjects.jsonl"
OFF_SUBJECT = Path(__file__).parent / "off-subject.txt"

# Places of a hashed bag of character pairs: so many that few pairs share one.
PLACES = 16384
# How many of the nearest passages a wrong one is drawn from.
NEAREST, NEAREST_OFF_SUBJECT = 12, 6
# Share of the answer's character pairs from which a text may hold the answer in other words.
HELD_IN_OTHER, HELD_IN_REST = 0.35, 0.6
# Share of questions that lose their question mark, and of answers that are cut out of their text.
BARE_SHARE, REST_SHARE = 0.4, 0.6
# One document in so many is kept for the test.
TEST_EVERY = 10

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")


def labelled_pairs(
    passages: Sequence[Passage], off_subject: Sequence[str], rng: random.Random
) -> list[Pair]:
    """The pairs of labelled passages.

    Answered: a question with its passage. Unanswered: a near miss with the passage; a question with
    its passage less the sentences that answer; with the nearest other passage; a question on
    another subject with a passage near to it.
    """
    nearest = NearestPassages(passages)
    pairs: list[Pair] = []
    for passage in passages:
        for labelled in passage.questions:
            answer = locate(passage.text, labelled.answer)
            if answer is None:
                continue
            question, sought = labelled.question, _character_pairs(labelled.answer)
            pairs.append(_pair(question, passage, answer, rng))
            rest = _without(passage.text, answer)
            if (
                len(rest) >= SHORTEST_REST
                and _share_held(sought, rest) < HELD_IN_REST
                and rng.random() < REST_SHARE
            ):
                pairs.append(_pair(question, passage, None, rng, rest))
            # Shared characters tell nothing across languages.
            if _is_chinese(question):
                others = [
                    other
                    for other in nearest.to(question, NEAREST)
                    if other.text != passage.text
                    and _share_held(sought, other.text) < HELD_IN_OTHER
                ]
                if others:
                    pairs.append(_pair(question, rng.choice(others), None, rng))
        for question in passage.unanswered:
            pairs.append(_pair(question, passage, None, rng))
    for question in off_subject:
        other = rng.choice(nearest.to(question, NEAREST_OFF_SUBJECT))
        pairs.append(_pair(question, other, None, rng))
    return pairs


class NearestPassages:
    """Finds passages by the character pairs, weighed by rarity, that they share with a question."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        texts = {(passage.document, passage.text): passage for passage in passages}
        self._passages = list(texts.values())
        rows = np.stack(
            [
                _hashed(passage.document + " ".join(passage.headings) + passage.text)
                for passage in self._passages
            ]
        )
        self._rarity = np.log(len(rows) / (1 + rows.sum(0))).clip(0)
        rows *= self._rarity
        self._rows = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)

    def to(self, question: str, count: int) -> list[Passage]:
        """The nearest passages, best first."""
        scores = self._rows @ (_hashed(question) * self._rarity)
        return [self._passages[index] for index in np.argsort(-scores, kind="stable")[:count]]


def off_subject_questions(path: Path) -> list[str]:
    """The questions of a calibration file that ask nothing of official documents, and those beside this script."""
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    labelled = [record["question"] for record in records if record["official"] is False]
    return labelled + OFF_SUBJECT.read_text(encoding="utf-8").split("\n")[:-1]


def _pair(
    question: str,
    passage: Passage,
    answer: tuple[int, int] | None,
    rng: random.Random,
    text: str | None = None,
) -> Pair:
    if rng.random() < BARE_SHARE:
        question = re.sub(r"[？?。]$", "", question)
    text = passage.text if text is None else text
    return Pair(question, passage.document, passage.headings, text, answer)


def _without(text: str, answer: tuple[int, int]) -> str:
    start, end = answer
    return "".join(
        sentence.group()
        for sentence in SENTENCE.finditer(text)
        if sentence.end() <= start or sentence.start() >= end
    )


def _is_chinese(question: str) -> bool:
    return bool(CHINESE.search(question)) and not OTHER_SCRIPT.search(question)


def _character_pairs(text: str) -> set[str]:
    letters = re.sub(r"\W", "", text)
    return {letters[index : index + 2] for index in range(len(letters) - 1)}


def _share_held(sought: set[str], text: str) -> float:
    return len(sought & _character_pairs(text)) / max(1, len(sought))


def _hashed(text: str) -> np.ndarray:
    row = np.zeros(PLACES, np.float32)
    # Not hash(), which differs from run to run.
    row[[zlib.crc32(pair.encode()) % PLACES for pair in _character_pairs(text)]] = 1
    return row


def _is_for_test(title: str) -> bool:
    return zlib.crc32(title.encode()) % TEST_EVERY == 0


@dataclass(frozen=True)
class _Part:
    """What one file of pairs is made of."""

    path: Path
    passages: list[Passage]
    off_subject: list[str]


def _parts(
    passages: list[Passage], off_subject: list[str], options: argparse.Namespace
) -> list[_Part]:
    if options.test is None:
        return [_Part(options.out, passages, off_subject)]
    return [
        _Part(
            path,
            [passage for passage in passages if _is_for_test(passage.document) is is_test],
            [question for question in off_subject if _is_for_test(question) is is_test],
        )
        for path, is_test in ((options.out, False), (options.test, True))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=["cloze", "labelled"], help="which pairs to make")
    parser.add_argument("passages", nargs="+", type=Path, help="files of passages")
    parser.add_argument("--out", required=True, type=Path, help="where the pairs to train on go")
    parser.add_argument(
        "--test",
        type=Path,
        help=f"where the pairs of one document in {TEST_EVERY} go instead, kept for the test",
    )
    parser.add_argument(
        "--subjects",
        type=Path,
        default=SUBJECTS,
        help="questions labelled official or not (default: %(default)s)",
    )
    parser.add_argument("--limit", type=int, help="use no more passages than this")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    options = parser.parse_args()

    passages = [passage for path in options.passages for passage in read_passages(path)]
    off_subject = off_subject_questions(options.subjects)
    for part in _parts(passages[: options.limit], off_subject, options):
        rng = random.Random(options.seed)
        pairs = (
            cloze_pairs(part.passages, rng)
            if options.stage == "cloze"
            else labelled_pairs(part.passages, part.off_subject, rng)
        )
        rng.shuffle(pairs)
        write_pairs(part.path, pairs)
        answered = sum(pair.is_answered for pair in pairs)
        count = len(part.passages)
        print(f"{part.path}: {count} passages, {len(pairs)} pairs, {answered} answered")


if __name__ == "__main__":
    main()
