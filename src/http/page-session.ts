import { createHmac, timingSafeEqual } from 'node:crypto';

/** The cookie that lets the pages served here ask where API keys are set and `WENCE_CHAT` is `open`. */
export const PAGE_SESSION_COOKIE = 'wence_page';
/** How long a page may ask after it was served. */
export const PAGE_SESSION_SECONDS = 3600;

/** Issues and checks page sessions. */
export interface PageSessions {
  issue(): string;
  isValid(token: string): boolean;
}

/** Sessions signed with a secret of this process: nothing is stored, a restart ends them all. */
export function createPageSessions(options: {
  readonly secret: Uint8Array;
  readonly now: () => Date;
}): PageSessions {
  const sign = (expiresAtMs: string) =>
    createHmac('sha256', options.secret).update(`page:${expiresAtMs}`).digest('base64url');
  return {
    issue: () => {
      const expiresAtMs = String(options.now().getTime() + PAGE_SESSION_SECONDS * 1000);
      return `${expiresAtMs}.${sign(expiresAtMs)}`;
    },
    isValid: (token) => {
      const [expiresAtMs = '', signature = '', ...rest] = token.split('.');
      const expected = Buffer.from(sign(expiresAtMs));
      const given = Buffer.from(signature);
      return (
        rest.length === 0 &&
        expected.length === given.length &&
        timingSafeEqual(expected, given) &&
        Number(expiresAtMs) > options.now().getTime()
      );
    },
  };
}
