import type { PlatformCall } from '../bots/platform-call.js';
import { isSessionWebhook } from './session-address.js';

/** A message in DingTalk's Markdown. */
export interface MarkdownMessage {
  /** What the list of chats and notifications show. */
  readonly title: string;
  readonly text: string;
  /** Called by name; their ids stand in the text too, by DingTalk's rule. */
  readonly atUserIds: readonly string[];
}

/**
 * Sends to the session that a message came from.
 * @returns DingTalk's code, `0` where the message was taken
 * @throws PlatformCallError where no reply came; WenceError never
 */
export async function sendToSession(
  message: MarkdownMessage,
  { call, url }: { readonly call: PlatformCall; readonly url: string },
): Promise<string> {
  // Read from a ledger that lies on disk: asked again before words go there.
  if (!isSessionWebhook(url)) return 'foreign address';
  const { json } = await call({
    name: 'dingtalk sendBySession',
    url,
    body: {
      msgtype: 'markdown',
      markdown: { title: message.title, text: message.text },
      ...(message.atUserIds.length === 0 ? {} : { at: { atUserIds: message.atUserIds } }),
    },
    isRepeatable: false,
  });
  return codeIn(json, 'errcode');
}

/** The platform's code in its reply; `none` where it has none, which is no success. */
export function codeIn(json: unknown, field: 'errcode' | 'code'): string {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, field)) return 'none';
  const code: unknown = Reflect.get(json, field);
  return typeof code === 'number' || typeof code === 'string' ? String(code) : 'none';
}
