import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../src/retrieve/fs-lexicon.js';
import { createQuestionWords, pairsAsWords } from '../../src/retrieve/question-words.js';

const wordsOf = createQuestionWords({
  lexicon: await readLexicon(),
  corpus: { holding: () => [1] },
});

describe('the words of a question', () => {
  it('are those of the dictionary, and a name it lacks stays whole', () => {
    const found = wordsOf('公积金提取').map(({ word }) => word);
    expect(found).toContain('公积金');
    expect(found).not.toContain('公积');
    expect(wordsOf('八闽健康').map(({ word }) => word)).toContain('八闽');
  });

  it('carry the words of the corpus that say the same', () => {
    expect(wordsOf('budget')[0]?.others).toContain('预算');
  });

  it('are pairs of characters without a dictionary', () => {
    expect(pairsAsWords('公积金').map(({ word }) => word)).toEqual(['公积', '积金']);
  });
});
