import { createHash } from 'node:crypto';
import { WenceError } from '../errors.js';
import { decodeText } from './decode-text.js';
import type { SourceFile } from './source-file.js';

/** Extensions that a reader exists for, and how their text is marked up. */
const MARKUP_OF_EXTENSION: Readonly<Record<string, SourceFile['markup']>> = {
  txt: 'plain',
  text: 'plain',
  md: 'markdown',
  markdown: 'markdown',
};

/** What to do about a file of another kind. */
const ADVICE: Readonly<Record<string, string>> = {
  doc: '请用 Word 或 WPS 另存为 txt',
  docx: '请用 Word 或 WPS 另存为 txt',
  wps: '请用 WPS 另存为 txt',
  pdf: '请把文字另存为 txt',
  ofd: '请把文字另存为 txt',
  html: '请把正文复制出来存为 txt 或 md',
  htm: '请把正文复制出来存为 txt 或 md',
  rtf: '请另存为 txt',
};

/**
 * The source file that bytes hold.
 *
 * @param source - path relative to the corpus folder, its extension says which reader is meant
 * @throws WenceError `unreadable_file`, message in Chinese, when the kind is not supported or the
 * bytes cannot be read
 */
export function readSource(source: string, bytes: Uint8Array): SourceFile {
  const extension = extensionOf(source);
  const markup = MARKUP_OF_EXTENSION[extension];
  if (markup === undefined) throw new WenceError('unreadable_file', unsupportedReason(extension));
  const text = decodeText(bytes);
  if (text.trim() === '') throw new WenceError('unreadable_file', '文件里没有文字');
  return { source, text, markup, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The extension in lower case, without the dot; empty where there is none. */
function extensionOf(source: string): string {
  return /\.([^./]+)$/u.exec(source)?.[1]?.toLowerCase() ?? '';
}

/** Why a file of this kind is not read, and what to do. */
function unsupportedReason(extension: string): string {
  const kind = extension === '' ? '没有扩展名的文件' : ` .${extension} 文件`;
  const advice = ADVICE[extension] ?? '请转换为 txt 或 md，或移出文件夹';
  return `暂不支持${kind}（支持 txt、md）：${advice}`;
}
