"""Questions made from the texts alone: part of a sentence with its figure, day or body asked for.

They are clumsy, but cost nothing, and teach the model the task before the labelled questions do.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passages import Pair, Passage

SENTENCE = re.compile(r"[^。；！？\n]+[。；！？\n]?")
NUMERAL = r"\d+(?:\.\d+)?|[一二三四五六七八九十百千两]+"
UNIT = "万元|亿元|元|%|％|个百分点|年|个月|个工作日|日内|天|倍|人|万吨|公里|家|项|名|平方米"
AMOUNT = re.compile(rf"(?<![第\d])(?:{NUMERAL})({UNIT})")
DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年(?:底|前|以前)?")
BODY = re.compile(
    r"(?:^|[，、；])"
    r"((?:由)?[\u4e00-\u9fa5]{2,14}?(?:部门|委员会|机关|人民政府|人民法院|主管机构|局|厅))"
    r"(?=应当|负责|可以|会同|依法|根据)"
)
HEADING_NUMBER = re.compile(r"^[第（(]?[一二三四五六七八九十百0-9]+[条章节、）).]*\s*")
TITLE_FORM = re.compile(r"[《》]|关于|的通知|政府工作报告|印发|（.*?）|\(.*?\)")

ASKED_AMOUNT = ("多少", "几")
ASKED_DAY = ("什么时候", "何时", "哪年哪月")
ASKED_BODY = ("哪个部门", "谁", "由哪个机关")
ASKED_MATTER = (
    "{}有什么要求",
    "{}怎么规定",
    "如何{}",
    "{}的规定是什么",
    "对{}有哪些措施",
    "{}怎么办",
    "{}",
)
ASKED_HEADING = ("{}", "{}有哪些规定", "{}是什么", "{}有哪些内容？", "怎么{}", "{}的具体要求")

# Characters of a question, of a sentence worth asking about, of a text that is left without one.
SHORTEST_QUESTION, LONGEST_QUESTION = 8, 60
SHORTEST_SENTENCE = 10
SHORTEST_REST = 50
QUESTIONS_A_PASSAGE = 3


@dataclass(frozen=True)
class _Cloze:
    question: str
    start: int
    end: int


def cloze_pairs(passages: Sequence[Passage], rng: random.Random) -> list[Pair]:
    """Cloze questions beside their passage, whole and less the sentence; headings as questions."""
    pairs: list[Pair] = []
    for passage in passages:
        clozes = list(_clozes(passage.text, rng))
        rng.shuffle(clozes)
        for cloze in clozes[:QUESTIONS_A_PASSAGE]:
            question = _worded(cloze.question, passage.document, rng)
            pairs.append(_pair(question, passage, (cloze.start, cloze.end)))
            rest = passage.text[: cloze.start] + passage.text[cloze.end :]
            if len(rest) >= SHORTEST_REST:
                pairs.append(_pair(question, passage, None, rest))
    pairs.extend(_heading_pairs(passages, rng))
    return pairs


def _clozes(text: str, rng: random.Random) -> Iterator[_Cloze]:
    for match in SENTENCE.finditer(text):
        sentence = match.group()
        if len(sentence.strip()) < SHORTEST_SENTENCE:
            continue
        for question in _questions(sentence, rng):
            if len(question) >= SHORTEST_QUESTION:
                yield _Cloze(question, match.start(), match.end())


def _questions(sentence: str, rng: random.Random) -> Iterator[str]:
    for match in AMOUNT.finditer(sentence):
        asked = rng.choice(ASKED_AMOUNT) + match.group(1)
        yield _asked_within(sentence, match, asked)
    for match in DAY.finditer(sentence):
        yield _asked_within(sentence, match, rng.choice(ASKED_DAY))
    if body := BODY.search(sentence):
        yield rng.choice(ASKED_BODY) + sentence[body.end(1) : _clause_end(sentence, body.end())]
    stretches = [
        stretch
        for stretch in re.split("[，、：；]", sentence.strip("。；\n "))
        if 4 <= len(stretch) <= 22
    ]
    if len(stretches) >= 2:
        chosen = rng.sample(stretches, rng.choice([1, 1, 2]))
        yield rng.choice(ASKED_MATTER).format("、".join(chosen))


def _asked_within(sentence: str, match: re.Match[str], asked: str) -> str:
    """The clause around a match, a little more where the clause begins with it, asking for it."""
    before = max(0, match.start() - 6)
    start = max(sentence.rfind("，", 0, before), sentence.rfind("：", 0, before)) + 1
    end = _clause_end(sentence, match.end())
    return sentence[start : match.start()] + asked + sentence[match.end() : end]


def _clause_end(sentence: str, position: int) -> int:
    comma = sentence.find("，", position)
    return len(sentence) if comma < 0 else comma


def _worded(question: str, document: str, rng: random.Random) -> str:
    bare = re.sub(r"\s", "", question).strip("，。；：、")[:LONGEST_QUESTION]
    worded = bare + rng.choice(["？", "?", "", ""])
    if rng.random() < 0.35:
        worded = _subject(document) + rng.choice(["中", "里", "：", "规定，", ""]) + worded
    return worded


def _subject(document: str) -> str:
    return TITLE_FORM.sub("", document)[:18]


def _heading_pairs(passages: Sequence[Passage], rng: random.Random) -> Iterator[Pair]:
    """The last heading asks for the passage below it, and not for another of the same document."""
    siblings: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        siblings[passage.document].append(passage)
    for passage in passages:
        heading = HEADING_NUMBER.sub("", passage.headings[-1]) if passage.headings else ""
        if not 4 <= len(heading) <= 24 or rng.random() >= 0.7:
            continue
        question = rng.choice(ASKED_HEADING).format(heading)
        if rng.random() < 0.4:
            question = _subject(passage.document) + question
        yield _pair(question, passage, (0, len(passage.text)))
        other = rng.choice(siblings[passage.document])
        if other.headings != passage.headings:
            yield _pair(question, other, None)


def _pair(
    question: str, passage: Passage, answer: tuple[int, int] | None, text: str | None = None
) -> Pair:
    text = passage.text if text is None else text
    return Pair(question, passage.document, passage.headings, text, answer)
