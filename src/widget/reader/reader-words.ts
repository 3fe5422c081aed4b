import type { Language } from '../words/words.js';

/** What the reader beside the chat says of its own accord, in one language; documents stay as they are. */
export interface ReaderWords {
  readonly opening: string;
  readonly failed: string;
  readonly gone: string;
  readonly retry: string;
  readonly close: string;
  readonly contents: string;
  readonly fullPage: string;
  readonly inNewTab: string;
  readonly copyLink: string;
  readonly copyQuote: string;
  readonly link: string;
  readonly linkOf: (address: string) => string;
  readonly linkCopied: string;
  readonly quoteCopied: string;
  readonly notCopied: string;
  readonly source: string;
}

const zh: ReaderWords = {
  opening: '正在打开文件…',
  failed: '文件没有打开。',
  gone: '没有这份文件，它可能已被移走。',
  retry: '重试',
  close: '关闭文件',
  contents: '目录',
  fullPage: '打开全文页',
  inNewTab: '（新标签页）',
  copyLink: '复制链接',
  copyQuote: '复制引文',
  link: '链接',
  linkOf: (address) => `复制链接：${address}`,
  linkCopied: '已复制链接',
  quoteCopied: '已复制引文和链接',
  notCopied: '没有复制成功，请手动复制。',
  source: '来源：',
};

const en: ReaderWords = {
  opening: 'Opening the document…',
  failed: 'The document could not be opened.',
  gone: 'This document is not here any more.',
  retry: 'Try again',
  close: 'Close the document',
  contents: 'Contents',
  fullPage: 'Open the full page',
  inNewTab: ' (new tab)',
  copyLink: 'Copy link',
  copyQuote: 'Copy quotation',
  link: 'Link',
  linkOf: (address) => `Link, copy: ${address}`,
  linkCopied: 'Link copied',
  quoteCopied: 'Quotation and link copied',
  notCopied: 'It could not be copied. Please copy it by hand.',
  source: 'Source: ',
};

export function readerWords(language: Language): ReaderWords {
  return language === 'en' ? en : zh;
}
