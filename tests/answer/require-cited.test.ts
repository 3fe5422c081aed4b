import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const library = smallLibrary({
  '招商.txt': '2023年招商工作要点\n一、建立联席会议。由商务局负责。\n二、开展20场推介。\n',
});

describe('an answer that would cite nothing', () => {
  it('is a refusal where no document speaks of what is looked for', async () => {
    const answer = await ask(library, '哪份文件提到了“圆周率”？小数点后一百位怎么算');
    expect(answer.kind).toBe('refused');
    expect(answer.citations).toEqual([]);
  });

  it('is never given, whatever is asked', async () => {
    const words = fc.constantFrom(
      ...[
        '哪些文件',
        '写到',
        '哪份文件提到',
        '招商',
        '推介',
        '“圆周率”',
        '？',
        '，',
        '第九条',
        '全文',
      ],
      ...[
        '有哪些内容',
        '是什么',
        '由谁',
        '多少场',
        '和',
        '2021年',
        '《办法》',
        'what',
        '>',
        '还有',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 8 }), async (parts) => {
        const answer = await ask(library, parts.join(''));
        expect(answer.kind === 'answered').toBe(answer.citations.length > 0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('several questions at once', () => {
  it('cite no more clauses than are wanted', async () => {
    const question = '联席会议由谁负责？今年开展多少场推介？';
    const all = await ask(library, { question, maxCitations: 2 });
    expect(all.citations.map(({ quote }) => quote)).toHaveLength(2);
    const one = await ask(library, { question, maxCitations: 1 });
    expect(one.citations.length).toBeLessThanOrEqual(1);
  });
});
