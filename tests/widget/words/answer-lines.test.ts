import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerLine, answerLines } from '../../../src/widget/words/answer-lines.js';
import { aCitation } from '../ask/replies.js';

const citations = [aCitation({ index: 1 }), aCitation({ index: 2 }), aCitation({ index: 12 })];

function lines(text: string, isStreaming = false): readonly AnswerLine[] {
  return answerLines(text, citations, { isStreaming });
}

function joined(shown: readonly AnswerLine[]): string {
  return shown
    .map(({ indent, marker, parts }) => indent + marker + parts.map(({ text }) => text).join(''))
    .join('\n');
}

function marks(text: string, isStreaming = false): readonly number[] {
  return lines(text, isStreaming)
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === 'mark' ? [part.citation.index] : []));
}

describe('marks', () => {
  it('are told apart from words', () => {
    expect(lines('一句。[1][12]又一句。[2]')[0]?.parts).toEqual([
      { kind: 'words', text: '一句。' },
      { kind: 'mark', text: '[1]', citation: citations[0] },
      { kind: 'mark', text: '[12]', citation: citations[2] },
      { kind: 'words', text: '又一句。' },
      { kind: 'mark', text: '[2]', citation: citations[1] },
    ]);
  });

  it.each([
    '国办发[2023]12号',
    '[3]',
    '[01]',
    '[1',
    '1]',
    '[ 1 ]',
    '［1］',
    '[一]',
    '[[]]',
    '[x](javascript:alert(1))',
  ])('are not seen in %s', (words) => {
    expect(marks(words)).toEqual([]);
    expect(joined(lines(words))).toBe(words);
  });

  it('do not flash while they stream in', () => {
    expect(joined(lines('一句。[', true))).toBe('一句。');
    expect(joined(lines('一句。[1', true))).toBe('一句。');
    expect(joined(lines('一句。[1]', true))).toBe('一句。[1]');
    expect(joined(lines('国办发[202', true))).toBe('国办发');
    expect(joined(lines('国办发[2023', true))).toBe('国办发[2023');
    expect(joined(lines('一句。[[', true))).toBe('一句。[');
  });

  it('are not held back once the answer is whole', () => {
    expect(joined(lines('一句。['))).toBe('一句。[');
    expect(joined(lines('一句。[1'))).toBe('一句。[1');
  });
});

describe('items of a list', () => {
  it.each([
    ['· 3.突出重点产业招商', '· ', 0],
    ['1.坚持举旗扛魂', '1.', 0],
    ['12. 拓展渠道', '12. ', 0],
    ['2、推动', '2、', 0],
    ['（1）新能源', '（1）', 0],
    ['(3) 储能', '(3) ', 0],
    ['（十二）其他', '（十二）', 0],
    ['一、总则', '一、', 0],
    ['①氢能', '①', 0],
    ['- 一项', '- ', 0],
    ['  · 深一层', '· ', 1],
    ['　　（1）深两层', '（1）', 2],
  ])('%s', (line, marker, depth) => {
    expect(lines(line)[0]).toMatchObject({ marker, depth });
  });

  it.each([
    '1.5亿元以上的项目',
    '2023年工作要点',
    '2023.12.1起施行',
    '1234.大数',
    '（新能源）产业',
    '（2023年）',
    '——摘自要点',
    '-5℃',
    '《要点》：',
    '一是强化统筹',
    '十分重要',
    '[1]',
    '',
  ])('is not “%s”', (line) => {
    expect(lines(line)[0]?.marker).toBe('');
  });
});

describe('the text', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '[1]',
          '[2]',
          '[12]',
          '[2023]',
          '[',
          ']',
          '1.',
          '（1）',
          '· ',
          '\n',
          '　',
          ' ',
          '\r',
        ),
        fc.string(),
      ),
    )
    .map((pieces) => pieces.join(''));

  it('is all there, joined', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(joined(lines(whole))).toBe(whole);
      }),
    );
  });

  it('grows as it streams in: what was shown stands, and at most a mark’s beginning is held back', () => {
    fc.assert(
      fc.property(text, fc.nat(), (whole, at) => {
        const begun = whole.slice(0, at % (whole.length + 1));
        const shown = joined(lines(begun, true));
        expect(whole.startsWith(shown)).toBe(true);
        expect(begun.length - shown.length).toBeLessThanOrEqual(4);
        // No mark goes away again.
        expect(marks(whole).slice(0, marks(begun, true).length)).toEqual(marks(begun, true));
      }),
    );
  });
});
