import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  englishWords,
  firstHalfOf,
  isFunctionWord,
  rootsOf,
  stemmed,
} from '../../src/retrieve/english-terms.js';

describe('English words', () => {
  it('are one in all their forms', () => {
    expect(stemmed('plans, planned, planning')).toEqual(['plan', 'plan', 'plan']);
    expect(stemmed('policy policies')).toEqual(['polici', 'polici']);
    expect(stemmed('trade trading traded')).toEqual(['trade', 'trade', 'trade']);
    expect(stemmed('finance financing')).toEqual(['financ', 'financ']);
  });

  it('stay apart where they are different words', () => {
    expect(stemmed('plane')).not.toEqual(stemmed('plan'));
    expect(stemmed('business')).not.toEqual(stemmed('busy'));
  });

  it('are one with and without the hyphen of a single letter, two with any other', () => {
    expect(stemmed('e-commerce')).toEqual(stemmed('ecommerce'));
    expect(stemmed('cross-border')).toEqual(['cross', 'border']);
  });

  it('leave out what only holds a sentence together', () => {
    expect(stemmed('What is planned for the schools?')).toEqual(['plan', 'school']);
    expect(isFunctionWord('mention')).toBe(true);
    expect(isFunctionWord('school')).toBe(false);
  });

  it('keep how they are written', () => {
    expect(englishWords('E-commerce Parks').map(({ written }) => written)).toEqual([
      'e-commerce',
      'parks',
    ]);
  });

  it('lead back to what they are derived from, and never below four letters', () => {
    expect(rootsOf('grower')).toContain('grow');
    expect(rootsOf('environmental')).toContain('environment');
    expect(rootsOf('tea')).toEqual([]);
  });

  it('have a first half where two words are written as one', () => {
    expect(firstHalfOf('classroom')).toBe(stemmed('class')[0]);
    expect(firstHalfOf('farmland')).toBe('farm');
    expect(firstHalfOf('room')).toBeUndefined();
    expect(firstHalfOf('school')).toBeUndefined();
  });

  it('never throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const stem of stemmed(text)) expect(stem).not.toBe('');
      }),
    );
  });
});
