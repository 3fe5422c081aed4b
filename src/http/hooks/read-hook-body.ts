import { HookRefusal } from '../../channels/bots/hook-refusal.js';

/** The most that a callback may hold, in bytes. */
export const MAX_HOOK_BYTES = 1_000_000;

/**
 * The raw bytes of a callback, before anything is believed of them.
 * @throws HookRefusal 413, also where the length is not announced; 400 where the body broke off
 */
export async function readHookBody(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_HOOK_BYTES) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop by the throw cancels the stream: the rest is never held.
    for await (const part of request.body ?? []) {
      size += part.byteLength;
      if (size > MAX_HOOK_BYTES) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof HookRefusal) throw error;
    throw new HookRefusal(400, 'body broke off');
  }
  return Buffer.concat(parts);
}

function tooLarge(): HookRefusal {
  return new HookRefusal(413, 'body is too large');
}
