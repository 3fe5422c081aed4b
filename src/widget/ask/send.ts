import type { Access } from './access.js';
import { AskFailure } from './ask-client.js';
import { brokenConnection, failureOf } from './failure-of.js';
import { readText } from './read-body.js';
import { serverAddress } from './server-address.js';

const MAX_ERROR_BYTES = 64 * 1024;

/** A call to the server. */
export interface Call {
  readonly signal: AbortSignal;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly accept?: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** Whether the call goes on when its page goes away. */
  readonly keepalive?: boolean;
}

/**
 * Sends a call and gives its reply, which is a success with a body still to read. What is refused for
 * want of a key is sent once more if access could be renewed.
 * @throws AskFailure the reply's failure, or that there is none; the signal's reason once it is aborted
 */
export type Send = (path: string, call: Call) => Promise<Response>;

export function createSend({
  baseUrl,
  access,
  language,
  fetch,
}: {
  readonly baseUrl: string;
  readonly access: Access;
  readonly language: () => string;
  readonly fetch: typeof globalThis.fetch;
}): Send {
  const attempt = (path: string, call: Call, token: string | null) => {
    const address = serverAddress(path, baseUrl);
    if (address === null) {
      return Promise.reject(new AskFailure('unreachable', { cause: new Error('no such address') }));
    }
    return fetch(address, {
      method: call.method ?? 'GET',
      headers: {
        Accept: call.accept ?? 'application/json',
        'Accept-Language': language(),
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      credentials: 'same-origin',
      // A token goes to the server it was made for and nowhere else.
      redirect: 'manual',
      keepalive: call.keepalive ?? false,
      signal: call.signal,
    });
  };

  const reply = async (path: string, call: Call) => {
    const token = await access.token(call.signal);
    const first = await attempt(path, call, token);
    if (first.status !== 401) return first;
    const refusal = failureOf(await readText(first, MAX_ERROR_BYTES), first);
    if (!(await access.renew(token, call.signal))) throw refusal;
    return attempt(path, call, await access.token(call.signal));
  };

  return async (path, call) => {
    const response = await settled(reply(path, call), call.signal);
    if (response.ok) return response;
    const body = await readText(response, MAX_ERROR_BYTES).catch(() => '');
    if (call.signal.aborted) throw call.signal.reason;
    throw failureOf(body, response);
  };
}

/**
 * What a promise of fetch or of its body gives.
 * @throws AskFailure for whatever went wrong; the signal's reason once it is aborted, which some
 * browsers do not reject with by themselves
 */
export async function settled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof AskFailure) throw error;
    throw brokenConnection(error);
  }
}
