import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../src/widget/words/words.js';

describe('the language of the chat', () => {
  it('is the one wished for, else the page’s, else the browser’s', () => {
    expect(chooseLanguage('en', 'zh-CN', 'zh-CN')).toBe('en');
    expect(chooseLanguage('', 'en-GB', 'zh-CN')).toBe('en');
    expect(chooseLanguage('', '', 'en-US')).toBe('en');
  });

  it('is Chinese where that is none of its own', () => {
    expect(chooseLanguage('', 'zh-Hant', 'en')).toBe('zh');
    expect(chooseLanguage('', 'fr', 'en')).toBe('zh');
    expect(chooseLanguage('', '', '')).toBe('zh');
  });
});
