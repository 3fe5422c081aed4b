/** The part of `fetch` that probes are made with. */
export type ProbeFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What came of one probe. */
export type ProbeResult =
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** The body's beginning. */
      readonly text: string;
    }
  | {
      readonly kind: 'silent';
      readonly problem: string;
      readonly isCertificate: boolean;
      /** Whether the name has no address. */
      readonly isName: boolean;
    };

/** A probe; the path behind the address may be a secret. */
export interface Probe {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Longer than any of our replies takes on the way. */
const PROBE_TIMEOUT_MS = 10_000;
/** No reply that is ours is longer. */
const MOST_BYTES = 64 * 1024;

/** Calls an address once, without following a redirect, and never throws. No word of the error is kept: it may quote the address. */
export async function probe(fetch: ProbeFetch, { url, ...request }: Probe): Promise<ProbeResult> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: request.method ?? 'GET',
      redirect: 'manual',
      signal,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { kind: 'reply', status: response.status, text: await beginningOf(response) };
  } catch (error) {
    const code = signal.aborted ? 'TIMEOUT' : codeOf(error);
    return {
      kind: 'silent',
      problem: problems[code] ?? code,
      isName: /^(?:ENOTFOUND|EAI_AGAIN)$/.test(code),
      isCertificate: /CERT|SIGNATURE|ISSUER|ALTNAME/.test(code),
    };
  }
}

const problems: Readonly<Record<string, string>> = {
  TIMEOUT: '10 秒没有回答',
  ECONNREFUSED: '没有程序在听，ECONNREFUSED',
  ENOTFOUND: '域名查不到，ENOTFOUND',
  EAI_AGAIN: '域名查不到，EAI_AGAIN',
  ECONNRESET: '连接被切断，ECONNRESET',
  CERT_HAS_EXPIRED: '证书已过期，CERT_HAS_EXPIRED',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书不是这个域名的，ERR_TLS_CERT_ALTNAME_INVALID',
};

async function beginningOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.byteLength;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}

/** The code of what `fetch` failed with, which it hides in the cause. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  return cause instanceof Error ? cause.name : 'unknown';
}
