"""Trains for a few steps on a few passages, exports, and holds the ONNX file to torch.

    python smoke_test.py

Takes about a minute. It tells whether the scripts fit together, nothing of quality.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import numpy as np
import torch
from cloze import cloze_pairs
from evaluate import auc, open_scorer, refused_at, torch_scorer
from examples import SUBJECTS, labelled_pairs, off_subject_questions
from export import export
from inputs import encode
from model import TOKENIZER, CrossEncoder
from passages import read_pairs, read_passages, write_pairs
from tokenizers import Tokenizer
from train import Schedule, Trainer

PASSAGES = Path(__file__).parent / "passages.jsonl.gz"
PASSAGES_USED, PAIRS_TRAINED, STEPS, PAIRS_COMPARED = 40, 60, 2, 20
# Mean distance as a share of the scores' spread. Float sums in another order end at another 8-bit
# step here and there: onnxruntime with and without its optimisations is as far from itself.
TOLERANCE = 0.25


def main() -> None:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rng = random.Random(1)
    passages = read_passages(PASSAGES)[:PASSAGES_USED]
    cloze = cloze_pairs(passages, rng)
    labelled = labelled_pairs(passages, off_subject_questions(SUBJECTS)[:10], rng)
    rng.shuffle(labelled)
    assert any(pair.is_answered for pair in cloze) and any(pair.is_answered for pair in labelled)
    with tempfile.TemporaryDirectory() as folder:
        pairs, checkpoint, graph = (Path(folder) / name for name in ("p.jsonl", "c.pt", "c.onnx"))
        write_pairs(pairs, labelled)
        assert read_pairs(pairs) == labelled

        model = CrossEncoder.from_embedder(is_quantised=True)
        before = model.layers[0].inner.weight.detach().clone()
        schedule = Schedule(learning_rate=6e-5, epochs=9, minutes=2, steps=STEPS)
        Trainer(model, schedule).run(labelled[:PAIRS_TRAINED], rng)
        assert not torch.equal(before, model.layers[0].inner.weight), "nothing was learnt"
        torch.save(model.state_dict(), checkpoint)
        export(checkpoint, graph)

        tokenizer = Tokenizer.from_file(str(TOKENIZER))
        encoded = [encode(tokenizer, pair) for pair in labelled[:PAIRS_COMPARED]]
        ours, shipped = (
            np.array([score(pair) for pair in encoded])
            for score in (torch_scorer(model), open_scorer(graph, threads=1))
        )
        plain = torch_scorer(CrossEncoder.from_checkpoint(checkpoint))
        exact = np.array([plain(pair) for pair in encoded])
        apart, without = (np.abs(scores - shipped).mean() / shipped.std() for scores in (ours, exact))
        print(f"torch and ONNX apart, of the spread: {apart:.1%}; unquantised torch: {without:.1%}")
        assert apart < TOLERANCE

    assert auc(np.array([1.0, 2.0]), np.array([0.0, 1.0])) == 0.875
    assert refused_at(np.array([1.0, 2.0]), np.array([0.0, 3.0]), 0.05) == 0.5
    print("as it should be")


if __name__ == "__main__":
    main()
