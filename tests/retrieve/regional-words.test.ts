import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../src/retrieve/fs-lexicon.js';
import { normaliseForMatching } from '../../src/text/normalise.js';

const lexicon = await readLexicon();
/** As a question in traditional characters is looked up. */
const official = (word: string) => lexicon.fromEveryday(normaliseForMatching(word));

describe('words of Taiwan and Hong Kong', () => {
  it('lead to what mainland documents print', () => {
    expect(official('評核')).toContain('考核');
    expect(official('檢舉')).toContain('举报');
    expect(official('土石流')).toContain('地质灾害');
  });

  it('are none where both sides say the same', () => {
    expect(official('學校')).toEqual([]);
  });
});
