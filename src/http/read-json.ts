import { WenceError } from '../errors.js';
import type { Language } from './language.js';
import { invalidRequest } from './validate.js';

/** The most that a request body may hold, by the ask API. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * The JSON of a request body.
 * @throws WenceError `unsupported_media_type`, `body_too_large` (also where the length is not announced), `invalid_request`
 */
export async function readJson(request: Request, language: Language): Promise<unknown> {
  if (!isPlainJson(request.headers)) throw new WenceError('unsupported_media_type', '');
  return parseJson(await readText(request, language), language);
}

/**
 * The JSON of a request body that may be left out: undefined for a body of nothing.
 * @throws WenceError as {@link readJson} does
 */
export async function readOptionalJson(request: Request, language: Language): Promise<unknown> {
  const text = await readText(request, language);
  if (text === '') return undefined;
  if (!isPlainJson(request.headers)) throw new WenceError('unsupported_media_type', '');
  return parseJson(text, language);
}

async function readText(request: Request, language: Language): Promise<string> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BODY_BYTES) {
    throw new WenceError('body_too_large', '');
  }
  const bytes = await readLimited(request.body).catch((cause: unknown) => {
    if (cause instanceof WenceError) throw cause;
    // A client that hangs up or breaks its chunks: nothing went wrong here.
    throw wrongBody(language, { zh: '没有收完', en: 'Not received in full' });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrongBody(language, { zh: '不是 UTF-8 文字', en: 'Not UTF-8 text' });
  }
}

function parseJson(text: string, language: Language): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrongBody(language, { zh: '不是 JSON', en: 'Not JSON' });
  }
}

function wrongBody(language: Language, messages: Readonly<Record<Language, string>>): WenceError {
  return invalidRequest([{ field: 'body', message: messages[language] }]);
}

function isPlainJson(headers: Headers): boolean {
  const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';');
  const charsets = parameters
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter.startsWith('charset'));
  const encoding = (headers.get('Content-Encoding') ?? 'identity').trim().toLowerCase();
  return (
    type.trim() === 'application/json' &&
    charsets.every((charset) => /^charset=("?)utf-?8\1$/.test(charset)) &&
    encoding === 'identity'
  );
}

async function readLimited(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by the throw cancels the stream: the rest is never held.
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > MAX_BODY_BYTES) throw new WenceError('body_too_large', '');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
