import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSentenceReader, type ModelSentence } from '../../src/answer/generate-sentences.js';
import { drawHandles, readMarks } from '../../src/answer/handles.js';

function read(pieces: readonly string[]): readonly ModelSentence[] {
  const reader = createSentenceReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
}

describe('handles', () => {
  it('are all different, and drawn anew', () => {
    const drawn = drawHandles(20, Math.random);
    expect(new Set(drawn).size).toBe(20);
    expect(drawHandles(20, Math.random)).not.toEqual(drawn);
  });

  it.each([
    ['租金按月收取。[K3F9]', '租金按月收取。', ['K3F9']],
    ['租金按月收取[k3f9]。', '租金按月收取。', ['K3F9']],
    ['租金按月收取。【K3F9】[M2P7]', '租金按月收取。', ['K3F9', 'M2P7']],
    ['租金按月收取。[K3F9、M2P7]', '租金按月收取。', ['K3F9', 'M2P7']],
  ])('are read off %s', (sentence, words, handles) => {
    expect(readMarks(sentence)).toEqual({ words, handles });
  });

  it('are not read off a 文号 or words in brackets', () => {
    const sentence = '依据国办发〔2023〕15号和国办发[2023]15号办理（另有规定的除外）。';
    expect(readMarks(sentence)).toEqual({ words: sentence, handles: [] });
  });
});

const REPLIES = [
  '甲负责申请。[K3F9]乙负责审核。[M2P7]\n丙负责公示。[K3F9]',
  '- **甲**负责申请。[K3F9]\n- 乙负责审核[M2P7]。\n\n丙说：“可以。”[K3F9]',
  '甲负责申请。乙负责审核。[K3F9][M2P7]\n没有依据的一句。\n<think>想一想。</think>',
  '<think>先想。\n再想。</think>甲负责申请。 [K3F9, M2P7]',
];

describe('a model’s words', () => {
  it('are the same sentences however they are cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REPLIES),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (reply, sizes) => {
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < reply.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(reply.slice(at, at + size));
            at += size;
          }
          expect(read(pieces)).toEqual(read([reply]));
        },
      ),
    );
  });

  it('are sentences with the marks behind them, those of a run with the marks at its end', () => {
    expect(read([REPLIES[2] ?? '']).map(({ words, handles }) => [words, handles])).toEqual([
      ['甲负责申请。', ['K3F9', 'M2P7']],
      ['乙负责审核。', ['K3F9', 'M2P7']],
      ['没有依据的一句。', []],
    ]);
  });

  it('lose the marks of lists and Markdown, and headings and tables', () => {
    const reply = '# 租金\n| 项 | 额 |\n1. **租金**按月收取。[K3F9]\n（2）逾期加收。[K3F9]';
    expect(read([reply]).map(({ words, isItem }) => [words, isItem])).toEqual([
      ['租金按月收取。', true],
      ['逾期加收。', true],
    ]);
  });
});
