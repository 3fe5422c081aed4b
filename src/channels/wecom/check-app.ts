import { z } from 'zod';
import type { WecomAppSettings } from '../../bot-settings.js';
import type { PlatformCall } from '../bots/platform-call.js';
import { fetchAppToken, WECOM_API } from './app-delivery.js';
import { requireDelivered } from './wecom-errors.js';

/** What WeCom says of an app. */
export interface AppState {
  readonly name: string;
  /** Whether an administrator switched it off. */
  readonly isClosed: boolean;
}

const stateSchema = z.looseObject({
  name: z.string().catch(''),
  close: z.number().catch(0),
});

/**
 * Fetches a token and asks after the app, which changes nothing: the first shows company and secret, the
 * second the agent id and whether this machine's address is allowed, which the token call alone does not.
 *
 * @throws DeliveryError
 */
export async function checkApp(settings: WecomAppSettings, call: PlatformCall): Promise<AppState> {
  const { token } = await fetchAppToken(settings, call);
  const name = 'wecom agent/get';
  const query = new URLSearchParams({ access_token: token, agentid: settings.agentId });
  const url = `${WECOM_API}/agent/get?${query}`;
  const reply = await call({ name, url, method: 'GET', isRepeatable: true });
  requireDelivered(reply, name);
  const state = stateSchema.parse(reply.json);
  return { name: state.name, isClosed: state.close === 1 };
}
