import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from '../../../src/widget/words/clipboard.js';
import { answerAsText, citationAsText } from '../../../src/widget/words/copy-text.js';
import { aCitation, anAnswer } from '../ask/replies.js';

const server = { baseUrl: 'https://wence.example/' };

afterEach(() => vi.unstubAllGlobals());

describe('an answer as text', () => {
  it('has its notices, its words, and each source with place, quotation and address', () => {
    expect(answerAsText(anAnswer(), server)).toBe(
      [
        '※ 按 2023 年文件回答。',
        '',
        '瞄准新能源等前沿性产业。[1]',
        '',
        '[1] 《2023年商务工作要点》一、（一）3.：“瞄准新能源等前沿性产业。” https://wence.example/documents/d1?quote=10-22#s1',
      ].join('\n'),
    );
  });

  it('has no empty parts', () => {
    expect(answerAsText({ text: '你好。\n', citations: [], notices: [] }, server)).toBe('你好。');
  });

  it('leaves a quotation as the document has it, and takes from titles what shows nothing', () => {
    const citation = aCitation({
      documentTitle: '要点\u202etxt.exe\u200b\n（新）',
      address: '一、\u2066',
      quote: '原文\u202e反\u200b写\nx',
    });
    const place = '《要点txt.exe （新）》一、';
    expect(citationAsText(citation, server)).toBe(
      `${place}：“原文\u202e反\u200b写\nx” https://wence.example/documents/d1?quote=10-22#s1`,
    );
  });

  it.each(['javascript:alert(1)', 'https://evil.example/documents/d1'])(
    'leaves out a link to %s',
    (url) => {
      expect(citationAsText(aCitation({ url }), server)).not.toContain(url);
    },
  );
});

describe('the clipboard', () => {
  /** As much of a page as the old command needs. */
  function pageWith(execCommand: () => boolean) {
    const field = {
      value: '',
      style: { setProperty: vi.fn() },
      setAttribute: vi.fn(),
      focus: vi.fn(),
      select: vi.fn(),
      setSelectionRange: vi.fn(),
      remove: vi.fn(),
    };
    const body = { appendChild: vi.fn() };
    const document = { body, activeElement: null, createElement: () => field, execCommand };
    vi.stubGlobal('document', document);
    vi.stubGlobal('HTMLElement', class {});
    return { field, body };
  }

  it('takes the text', async () => {
    pageWith(() => false);
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    expect(await copyText('一')).toBe(true);
    expect(writeText).toHaveBeenCalledWith('一');
  });

  it('is reached by the old command on plain http, without leaving anything behind', async () => {
    const { field, body } = pageWith(() => true);
    vi.stubGlobal('navigator', {});
    expect(await copyText('一')).toBe(true);
    expect(body.appendChild).toHaveBeenCalledWith(field);
    expect(field.value).toBe('一');
    expect(field.remove).toHaveBeenCalled();
  });

  it('says so where nothing works', async () => {
    const { field } = pageWith(() => {
      throw new Error('forbidden');
    });
    const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    expect(await copyText('一')).toBe(false);
    expect(field.remove).toHaveBeenCalled();
  });
});
