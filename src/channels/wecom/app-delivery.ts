import { z } from 'zod';
import type { WecomAppSettings } from '../../bot-settings.js';
import { createAccessTokens, type IssuedToken, withAccessToken } from '../bots/access-token.js';
import { composeReply } from '../bots/compose-reply.js';
import { type Delivery, DeliveryError } from '../bots/delivery.js';
import { wecomSubsetDialect } from '../bots/markdown-dialects.js';
import type { PlatformCall, PlatformReply } from '../bots/platform-call.js';
import { isTokenExpired, requireDelivered } from './wecom-errors.js';

/** Where WeCom's API is; a constant, so that no setting can send secrets elsewhere. */
export const WECOM_API = 'https://qyapi.weixin.qq.com/cgi-bin';
/** What an app's markdown message holds, in UTF-8 bytes. */
const LIMITS = { bytes: 2_048 };
/** More messages than a person would read one after the other; the rest is behind a link. */
const MOST_PARTS = 4;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const sentSchema = z.looseObject({ invaliduser: z.string().optional() });

interface AppDeliveryParts {
  readonly settings: WecomAppSettings;
  readonly call: PlatformCall;
  readonly publicUrl: string;
  /** The real clock in milliseconds since 1970. */
  readonly clockMs: () => number;
}

/** A token call of a self-built app. @throws DeliveryError */
export async function fetchAppToken(
  { corpId, secret }: Pick<WecomAppSettings, 'corpId' | 'secret'>,
  call: PlatformCall,
): Promise<IssuedToken> {
  const name = 'wecom gettoken';
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
  const url = `${WECOM_API}/gettoken?${query}`;
  const reply = await call({ name, url, method: 'GET', isRepeatable: true });
  requireDelivered(reply, name);
  const read = tokenSchema.safeParse(reply.json);
  if (!read.success)
    throw new DeliveryError(`${name}: no token in the reply`, { retry: { afterMs: null } });
  return { token: read.data.access_token, expiresInSeconds: read.data.expires_in };
}

/** Delivers by the send API: https://developer.work.weixin.qq.com/document/path/90236 */
export function createAppDelivery({
  settings,
  call,
  publicUrl,
  clockMs,
}: AppDeliveryParts): Delivery {
  const tokens = createAccessTokens({
    fetchToken: () => fetchAppToken(settings, call),
    nowMs: clockMs,
  });
  const name = 'wecom message/send';
  const post = (token: string, body: object): Promise<PlatformReply> =>
    call({
      name,
      url: `${WECOM_API}/message/send?access_token=${encodeURIComponent(token)}`,
      body,
      // By the duplicate check, which the platform keeps up for half an hour.
      isRepeatable: true,
    });
  return {
    compose: (reply) =>
      composeReply(reply, {
        dialect: wecomSubsetDialect,
        limits: LIMITS,
        mostParts: MOST_PARTS,
        publicUrl,
      }),
    async send(part, { sender }) {
      const body = {
        touser: sender.user,
        msgtype: 'markdown',
        agentid: Number(settings.agentId),
        markdown: { content: part },
        enable_duplicate_check: 1,
        duplicate_check_interval: 1800,
      };
      const reply = await withAccessToken(tokens, {
        call: (token) => post(token, body),
        isExpired: isTokenExpired,
      });
      requireDelivered(reply, name);
      const { invaliduser = '' } = sentSchema.parse(reply.json);
      if (invaliduser !== '') {
        const problem = `${name}: member cannot be reached（成员不在应用的可见范围里）`;
        throw new DeliveryError(problem, { retry: 'never' });
      }
    },
  };
}
