import type { Finding } from '../services.js';
import { explainLocal, explainPublic } from './explain-callbacks.js';
import type { TrialOutcome, TriedBot } from './tried-bot.js';
import { type ProbeFetch, probe } from './web-probe.js';

/** Where to try; null where nobody answers there. */
export interface TriedPlaces {
  readonly local: string | null;
  readonly publicUrl: string | null;
}

/** Sends a bot's callbacks as its platform would, straight to the server and through the public address. */
export async function tryCallbacks(
  bot: TriedBot,
  { places, fetch }: { readonly places: TriedPlaces; readonly fetch: ProbeFetch },
): Promise<readonly Finding[]> {
  const { local, publicUrl } = places;
  const near = local === null ? null : await outcomeAt(local, { bot, fetch });
  const far = publicUrl === null ? null : await outcomeAt(publicUrl, { bot, fetch });
  return [
    ...(near === null ? [] : [explainLocal(near, bot)]),
    ...(far === null ? [] : [explainPublic(far, { bot, near })]),
  ];
}

async function outcomeAt(
  address: string,
  { bot, fetch }: { readonly bot: TriedBot; readonly fetch: ProbeFetch },
): Promise<TrialOutcome> {
  for (const { name, method, path, headers, body, judge } of bot.trials) {
    // Believed only where this machine is a proxy that the server trusts; a proxy on the way sets its own.
    const said = address.startsWith('http:') ? { 'X-Forwarded-Proto': 'https' } : {};
    const request = { url: address + path, method, headers: { ...headers, ...said }, body };
    const result = await probe(fetch, request);
    if (result.kind === 'silent') return result;
    if (result.status !== 200) return { kind: 'refused', trial: name, status: result.status };
    const verdict = judge(result.text);
    if (verdict !== 'right') return { kind: verdict, trial: name };
  }
  return { kind: 'right' };
}
