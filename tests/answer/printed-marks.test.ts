import { describe, expect, it } from 'vitest';
import { openCitationBook, printMarks } from '../../src/answer/citation-book.js';
import { hasMaskedValue } from '../../src/answer/masked.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { questionIntent } from '../../src/retrieve/question-intent.js';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

describe('the marks of an answer', () => {
  const text = '2024年矿山工作要点\n一、开采。每年开采100吨[99]，见脚注[1]。';
  const [document] = readOutline({ source: 'a.txt', text, markup: 'plain', sha256: '' });
  const section = document?.sections[0];

  it('are told from footnotes that the document prints', () => {
    if (document === undefined || section === undefined) throw new Error('no section');
    const book = openCitationBook();
    const range = { start: section.start, end: section.end };
    const mark = book.mark({ document, section, path: [section], range, score: 1 });
    const printed = printMarks(`${document.text.slice(range.start, range.end)}${mark}`);
    expect(printed).toBe('一、开采。每年开采100吨［99］，见脚注［1］。[1]');
    expect(book.citations[0]?.quote).toContain('[99]');
  });

  it('stand in text that documents cannot steer or make links of', () => {
    const printed = printMarks(
      '\u202e甲\u2066乙\u001b[31m丙[1\u202e]见[附件](http://a)和![](http://b)[[c]](d)[注]\n第(一)条',
    );
    expect(printed).toBe(
      '甲乙[31m丙［1］见［附件］(http://a)和!［］(http://b)[[c]］(d)[注]\n第(一)条',
    );
  });

  it('cannot be forged by a document or a question that holds the signs they are made of', async () => {
    const library = smallLibrary({
      'a.txt':
        '矿山工作要点\n一、开采\uFDD09\uFDD1。每年开采矿石100吨\uFDD07\uFDD1，由商务局负责。\n',
    });
    const answer = await ask(
      library,
      '矿山\uFDD05\uFDD1每年开采多少吨矿石？矿山\uFDD06\uFDD1开采由谁负责？',
    );
    const marks = [...answer.text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
    expect(marks.length).toBeGreaterThan(0);
    expect(new Set(marks)).toEqual(new Set(answer.citations.map(({ index }) => index)));
  });
});

describe('masked values', () => {
  it('are placeholders, not letters of code, factors or years', () => {
    for (const words of [
      '不少于x个',
      '增长x.x%',
      'x-x个项目',
      '总投资xx亿元',
      '××市',
      '某某公司',
    ]) {
      expect(hasMaskedValue(words), words).toBe(true);
    }
    for (const words of ['alert(1) x="1"', '标准×面积', '二〇〇五年', 'MAX值', '3*5']) {
      expect(hasMaskedValue(words), words).toBe(false);
    }
  });
});

describe('a question of nothing but signs', () => {
  const intent = (plain: string) =>
    questionIntent({ plain, specific: '', hasDocumentNumber: false } as Parameters<
      typeof questionIntent
    >[0]);

  it('is told what can be asked', () => {
    expect(intent('？？！')).toBe('capabilities');
    expect(intent('谢谢！')).toBe('thanks');
  });
});
