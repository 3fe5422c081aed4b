import { WenceError } from '../../errors.js';
import { composeReply } from '../bots/compose-reply.js';
import type { BotReply } from '../bots/delivery.js';
import { plainDialect, wecomSubsetDialect } from '../bots/markdown-dialects.js';
import type { PlatformCall } from '../bots/platform-call.js';
import { WECOM_API } from './app-delivery.js';
import { requireDelivered } from './wecom-errors.js';

/** What a group robot's messages hold, in UTF-8 bytes. */
const MARKDOWN_LIMITS = { bytes: 4_096 };
const TEXT_LIMITS = { bytes: 2_048 };
/** Messages that one push makes at most; the rest of an answer is behind a link. */
const MOST_PARTS = 5;

/**
 * Sends an answer or a text to a group by its robot's address:
 * https://developer.work.weixin.qq.com/document/path/91770. WeCom takes 20 messages a minute there and says
 * when they are too many.
 *
 * @returns how many messages it made
 * @throws WenceError `invalid_request` naming the groups there are, where `name` is none of them; where a text
 * would make too many messages, for there is no link to its rest
 * @throws DeliveryError where one was not taken; those before it are there
 */
export async function pushToGroup(
  { name, reply }: { readonly name: string; readonly reply: BotReply },
  options: {
    readonly groups: ReadonlyMap<string, string>;
    readonly publicUrl: string;
    readonly call: PlatformCall;
  },
): Promise<number> {
  const { groups, publicUrl, call } = options;
  const key = requireGroup(name, groups);
  const isText = reply.kind === 'words';
  const parts = composeReply(reply, {
    dialect: isText ? plainDialect : wecomSubsetDialect,
    limits: isText ? TEXT_LIMITS : MARKDOWN_LIMITS,
    mostParts: isText ? Number.POSITIVE_INFINITY : MOST_PARTS,
    publicUrl,
  });
  if (parts.length > MOST_PARTS) {
    throw new WenceError(
      'invalid_request',
      `文字太长：要分成 ${parts.length} 条消息，一次最多 ${MOST_PARTS} 条（每条约 680 个汉字）。没有发送。`,
    );
  }
  const called = 'wecom webhook/send';
  for (const content of parts) {
    const answer = await call({
      name: called,
      url: `${WECOM_API}/webhook/send?key=${encodeURIComponent(key)}`,
      body: isText
        ? { msgtype: 'text', text: { content } }
        : { msgtype: 'markdown', markdown: { content } },
      // There is no duplicate check: what may have arrived is not sent again.
      isRepeatable: false,
    });
    requireDelivered(answer, called);
  }
  return parts.length;
}

/**
 * The key of a group's robot.
 *
 * @throws WenceError `invalid_request` naming the groups there are
 */
export function requireGroup(name: string, groups: ReadonlyMap<string, string>): string {
  const key = groups.get(name);
  if (key !== undefined) return key;
  const known = [...groups.keys()].join('、');
  throw new WenceError(
    'invalid_request',
    known === ''
      ? '还没有设置群机器人：在 WENCE_WECOM_GROUP_KEYS 里写 名称=密钥。'
      : `没有叫“${name}”的群；WENCE_WECOM_GROUP_KEYS 里有：${known}。`,
  );
}
