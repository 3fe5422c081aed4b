import { describe, expect, it } from 'vitest';
import { normaliseForMatching } from '../../src/text/normalise.js';
import { searchTerms } from '../../src/text/terms.js';

describe('normalising for matching', () => {
  it('makes full-width letters and digits half-width and lower-case', () => {
    expect(normaliseForMatching('ＲＣＥＰ　１５％')).toBe('rcep 15%');
  });

  it('takes separators out of thousands, not out of lists', () => {
    expect(normaliseForMatching('1,000,000元')).toBe('1000000元');
    expect(normaliseForMatching('第1,2条')).toBe('第1,2条');
  });
});

describe('search terms', () => {
  it('are pairs of neighbouring characters for Chinese', () => {
    expect(searchTerms('招商引资')).toEqual(['招商', '商引', '引资']);
  });

  it('are whole words and whole numbers for the rest', () => {
    expect(searchTerms('RCEP规则15.5%')).toEqual(['rcep', '规则', '15.5']);
  });

  it('are the character itself where it stands alone', () => {
    expect(searchTerms('税、费')).toEqual(['税', '费']);
  });

  it('leave English stop words out, and keep the words that say something', () => {
    expect(searchTerms('What is the priority of the bureau?')).toEqual(['priority', 'bureau']);
  });

  it('do not reach over punctuation', () => {
    expect(searchTerms('外资，内资')).not.toContain('资内');
  });
});
