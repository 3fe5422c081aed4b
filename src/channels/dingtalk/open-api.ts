import { z } from 'zod';
import { type AccessTokens, createAccessTokens, withAccessToken } from '../bots/access-token.js';
import { DeliveryError } from '../bots/delivery.js';
import type { PlatformCall, PlatformReply } from '../bots/platform-call.js';
import { dingtalkError } from './dingtalk-errors.js';
import { codeIn } from './session-webhook.js';

/** DingTalk's server, a constant: a setting could send the secret elsewhere. */
export const OPEN_API = 'https://api.dingtalk.com';

/** What a robot's calls are made with. */
export interface RobotCredentials {
  readonly appKey: string;
  /** A secret: never logged. */
  readonly appSecret: string;
  readonly robotCode: string;
}

/** Sends without a session address: proactively, or when it has expired. */
export interface RobotOpenApi {
  /** @throws DeliveryError */
  sendToGroup(conversationId: string, message: { title: string; text: string }): Promise<void>;
  /** @throws DeliveryError */
  sendToUser(staffId: string, message: { title: string; text: string }): Promise<void>;
  /**
   * Fetches a token, to see whether the credentials hold.
   * @throws DeliveryError
   */
  check(): Promise<void>;
}

/** The OpenAPI for one robot. Its token is kept, and fetched once for all who wait. */
export function createRobotOpenApi({
  credentials,
  call,
  nowMs,
}: {
  readonly credentials: RobotCredentials;
  readonly call: PlatformCall;
  readonly nowMs: () => number;
}): RobotOpenApi {
  const { appKey, appSecret, robotCode } = credentials;
  const tokens: AccessTokens = createAccessTokens({
    nowMs,
    fetchToken: async () => {
      const { json } = await call({
        name: 'dingtalk oauth2/accessToken',
        url: `${OPEN_API}/v1.0/oauth2/accessToken`,
        body: { appKey, appSecret },
        isRepeatable: true,
      });
      const issued = tokenSchema.safeParse(json);
      if (!issued.success) throw refusedBy('accessToken', json);
      return { token: issued.data.accessToken, expiresInSeconds: issued.data.expireIn };
    },
  });

  const send = async (path: string, body: Readonly<Record<string, unknown>>) => {
    const { status, json } = await withAccessToken(tokens, {
      call: (token) =>
        call({
          name: `dingtalk ${path}`,
          url: `${OPEN_API}/v1.0/robot/${path}`,
          headers: { 'x-acs-dingtalk-access-token': token },
          body: { robotCode, ...body },
          isRepeatable: false,
        }),
      isExpired,
    });
    if (status !== 200) throw refusedBy(path, json);
    return json;
  };

  return {
    sendToGroup: async (conversationId, message) => {
      const json = await send('groupMessages/send', {
        openConversationId: conversationId,
        ...markdownParameters(message),
      });
      requireTaken('groupMessages/send', json);
    },
    sendToUser: async (staffId, message) => {
      const json = await send('oToMessages/batchSend', {
        userIds: [staffId],
        ...markdownParameters(message),
      });
      requireTaken('oToMessages/batchSend', json);
      const { invalidStaffIdList, flowControlledStaffIdList } = takenSchema.parse(json);
      if (invalidStaffIdList.length > 0) {
        throw dingtalkError('oToMessages/batchSend', 'staffId.notExisted');
      }
      if (flowControlledStaffIdList.length > 0) {
        throw new DeliveryError(
          'dingtalk oToMessages/batchSend: 这个人收到的消息太多，一分钟后自动再发',
          {
            retry: { afterMs: 60_000 },
          },
        );
      }
    },
    check: async () => {
      await tokens.get();
    },
  };
}

const tokenSchema = z.object({ accessToken: z.string().min(1), expireIn: z.number().positive() });
const takenSchema = z.object({
  processQueryKey: z.string(),
  invalidStaffIdList: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
  flowControlledStaffIdList: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
});

/** HTTP 200 is not success: a message that was taken has a key to ask after it by. */
function requireTaken(path: string, json: unknown): void {
  if (!takenSchema.safeParse(json).success) throw refusedBy(path, json);
}

/** The error of a call that the OpenAPI refused with this reply. */
export function refusedBy(what: string, json: unknown): DeliveryError {
  const words = z.looseObject({ message: z.string() }).safeParse(json).data?.message;
  return dingtalkError(what, codeIn(json, 'code'), { words });
}

function isExpired({ status, json }: PlatformReply): boolean {
  return status === 401 || codeIn(json, 'code') === 'InvalidAuthentication';
}

function markdownParameters({ title, text }: { readonly title: string; readonly text: string }) {
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text }) };
}
