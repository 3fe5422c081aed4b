import { describe, expect, it } from 'vitest';
import { createSectionStore } from '../../src/index/section-store.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { createQuestionReader } from '../../src/retrieve/interpret-question.js';
import type { RetrievedSection, SearchFilter } from '../../src/retrieve/retrieval.js';
import { createClauseSearch } from '../../src/retrieve/search-clauses.js';

const law = [
  '某市绿化条例',
  '第一条 为了加强绿化，制定本条例。',
  '第二条 本市的绿化适用本条例。',
  '第三条 市园林部门主管绿化。',
].join('\n');
const plan = '2024年商务工作要点\n一、招商引资\n1.拜访企业。每月一次。\n2.举办推介。每季度一场。';
const documents = [law, plan].flatMap((text, index) =>
  readOutline({ source: `${index}.txt`, text, markup: 'plain', sha256: '' }),
);
const store = createSectionStore(documents, []);
const seen: { filter?: SearchFilter | undefined } = {};

/** Finds the first section of each document. */
const search = createClauseSearch({
  store,
  reader: createQuestionReader(documents),
  now: () => new Date('2024-06-01'),
  retriever: {
    retrieve: (_question, { filter }) => {
      seen.filter = filter;
      const sections = documents.flatMap((document): RetrievedSection[] => {
        const section = document.sections[0];
        const { start, end } = section ?? { start: 0, end: 0 };
        const features = { cosine: 0.5, coverage: 0 };
        return section === undefined
          ? []
          : [{ document, section, path: [section], start, end, score: 0.4, features }];
      });
      return Promise.resolve({ sections, vector: new Float32Array(1) });
    },
  },
});
const addresses = async (question: string, filter: SearchFilter = {}) =>
  (await search.retrieve(question, { limit: 5, filter })).sections.map(
    ({ document, section }) => `${document.title} ${section.address}`,
  );

describe('createClauseSearch', () => {
  it('puts the clause at an address first, in every spelling of its numeral', async () => {
    for (const question of [
      '绿化条例第三条',
      '绿化条例第3条',
      '绿化条例第３条',
      '绿化条例第叁条',
    ]) {
      expect((await addresses(question))[0]).toBe('某市绿化条例 第三条');
    }
  });

  it('lists no clause twice', async () => {
    expect(await addresses('绿化条例第一条')).toEqual([
      '某市绿化条例 第一条',
      '2024年商务工作要点 一、',
    ]);
  });

  it('leaves the ranking alone where no address is given', async () => {
    expect(await addresses('谁主管绿化')).toEqual([
      '某市绿化条例 第一条',
      '2024年商务工作要点 一、',
    ]);
    expect(seen.filter).toBeUndefined();
  });

  it('takes a department in a filter by the names that people use', async () => {
    await addresses('招商', { departments: ['市商务局'] });
    expect(seen.filter?.documentIds).toEqual([documents[1]?.id]);
  });

  it('finds nothing for a department that no document is of', async () => {
    expect(await addresses('招商', { departments: ['气象局'] })).toEqual([]);
  });
});
