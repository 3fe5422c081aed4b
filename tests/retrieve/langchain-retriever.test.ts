import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import { WenceRetriever } from '../../src/retrieve/langchain-retriever.js';
import type { Retriever, SearchFilter } from '../../src/retrieve/retrieval.js';

const text =
  '2024年园林工作要点\n一、养护绿地\n（一）修剪行道树。每季度修剪一次。\n（二）补植草坪。春季完成。';
const { document, heading, clause } = smallDocument();

function retrieverOf(seen: { limit?: number; filter?: SearchFilter | undefined }): Retriever {
  return {
    retrieve: (_question, { limit, filter }) => {
      Object.assign(seen, { limit, filter });
      return Promise.resolve({
        vector: new Float32Array(0),
        sections: [
          {
            document,
            section: clause,
            path: [heading, clause],
            start: clause.start,
            end: clause.end,
            score: 0.8,
            features: { cosine: 0.9, coverage: 0.5 },
          },
        ],
      });
    },
  };
}

describe('WenceRetriever', () => {
  it('returns the section as printed, with what a LangChain program needs to cite it', async () => {
    const retriever = new WenceRetriever({ retriever: retrieverOf({}) });
    const [found, ...others] = await retriever.invoke('草坪什么时候补植');
    expect(others).toEqual([]);
    expect(found?.pageContent).toBe(text.slice(clause.start, clause.end));
    expect(found?.id).toBe(clause.id);
    expect(found?.metadata).toMatchObject({
      documentTitle: '2024年园林工作要点',
      address: '一、（二）',
      headingPath: ['一、养护绿地', '（二）补植草坪'],
      score: 0.8,
    });
  });

  it('passes limit and filter on', async () => {
    const seen: { limit?: number; filter?: SearchFilter } = {};
    const filter = { years: [2024] };
    await new WenceRetriever({ retriever: retrieverOf(seen), limit: 3, filter }).invoke('草坪');
    expect(seen).toEqual({ limit: 3, filter });
  });
});

function smallDocument() {
  const [read] = readOutline({ source: 'a.txt', text, markup: 'plain', sha256: '' });
  const [first] = read?.sections ?? [];
  const second = first?.sections[1];
  if (read === undefined || first === undefined || second === undefined) {
    throw new Error('the small document is not read as it was written');
  }
  return { document: read, heading: first, clause: second };
}
