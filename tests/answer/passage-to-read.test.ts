import { describe, expect, it } from 'vitest';
import { passageToRead } from '../../src/answer/passage-to-read.js';
import type { RetrievedSection } from '../../src/retrieve/retrieval.js';
import { smallLibrary } from '../support/small-library.js';

const MEASURES = `关于扩大消费的若干措施
一、发放消费券。
（一）发放对象为本市户籍居民和持居住证的人员。
（二）每人每年限领三百元。
二、工作机制。${'市商务局每月会同有关部门研究消费形势。'.repeat(30)}申诉电话由市商务局另行公布。${'各区每季度报送进展情况。'.repeat(30)}
`;

/** The section found whose own text begins with the words. */
function hitOn(words: string): RetrievedSection {
  const { store } = smallLibrary({ 'measures.txt': MEASURES });
  for (const chunk of store.chunks) {
    const place = store.section(chunk.documentId, chunk.sectionId);
    if (place?.document.text.startsWith(words, chunk.start) !== true) continue;
    const features = { cosine: 1, coverage: 1 };
    return { ...place, start: chunk.start, end: chunk.end, score: 1, features };
  }
  throw new Error(`no section begins with ${words}`);
}

describe('the passage that is read with a question', () => {
  it('says which document and headings it stands under', () => {
    const { heading, text } = passageToRead(hitOn('（二）每人'), []);
    expect(heading).toContain('关于扩大消费的若干措施');
    expect(heading).toContain('发放消费券');
    expect(text).toContain('每人每年限领三百元');
  });

  it('takes what stands below a heading', () => {
    expect(passageToRead(hitOn('一、发放消费券'), []).text).toContain('每人每年限领三百元');
  });

  it('takes what stands around a short point', () => {
    expect(passageToRead(hitOn('（二）每人'), []).text).toContain('本市户籍居民');
  });

  it('of a long section takes the part nearest to the question', () => {
    const hit = hitOn('二、工作机制');
    const start = hit.document.text.indexOf('申诉电话');
    const end = start + '申诉电话由市商务局另行公布。'.length;
    const { text } = passageToRead(hit, [
      { start: hit.start, end: hit.start + 20, similarity: 0.8 },
      { start, end, similarity: 0.9 },
    ]);
    expect(text).toContain('申诉电话由市商务局另行公布。');
    expect(text.length).toBeLessThanOrEqual(320);
    expect(passageToRead(hit, []).text).not.toContain('申诉电话');
  });
});
