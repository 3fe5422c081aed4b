import { z } from 'zod';
import type { PlatformCall } from '../bots/platform-call.js';
import { dingtalkError } from './dingtalk-errors.js';
import { OPEN_API, type RobotCredentials, refusedBy } from './open-api.js';
import { ROBOT_TOPIC } from './stream-frame.js';

const ticketSchema = z.object({ endpoint: z.string(), ticket: z.string().min(1) });

/**
 * Asks the gateway for a connection.
 * @returns the address to connect to, good for one connection within 90 seconds; a secret, for it holds the ticket
 * @throws DeliveryError with DingTalk's code and what to do
 */
export async function openStreamGateway(
  { appKey, appSecret }: Pick<RobotCredentials, 'appKey' | 'appSecret'>,
  call: PlatformCall,
): Promise<string> {
  const { json } = await call({
    name: 'dingtalk connections/open',
    url: `${OPEN_API}/v1.0/gateway/connections/open`,
    body: {
      clientId: appKey,
      clientSecret: appSecret,
      ua: 'wence',
      subscriptions: [{ type: 'CALLBACK', topic: ROBOT_TOPIC }],
    },
    // A ticket that nobody used expires; only its next holder counts.
    isRepeatable: true,
  });
  const opened = ticketSchema.safeParse(json);
  if (!opened.success) throw refusedBy('connections/open', json);
  const { endpoint, ticket } = opened.data;
  if (!isGateway(endpoint)) throw dingtalkError('connections/open', 'foreign endpoint');
  const url = new URL(endpoint);
  url.searchParams.set('ticket', ticket);
  return url.href;
}

function isGateway(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  return (
    url !== null &&
    url.protocol === 'wss:' &&
    url.username === '' &&
    url.password === '' &&
    url.hostname.endsWith('.dingtalk.com')
  );
}
