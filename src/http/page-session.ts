import { getCookie, setCookie } from 'hono/cookie';
import type { AppContext, AppDependencies } from './app-env.js';
import { createPasses, type PassHolder } from './signed-pass.js';

/** The cookie that lets the pages served here ask and read where API keys are set. */
export const PAGE_SESSION_COOKIE = 'wence_page';
/** How long a page may ask after it was served, or after a token let its reader in. */
export const PAGE_SESSION_SECONDS = 3600;

/** Sessions of readers of the pages, held by their browsers. */
export interface PageSessions {
  /** Whose session a request brings; null where it brings none that holds. */
  holderOf(context: AppContext): PassHolder | null;
  /** Sends the reader a session, in place of the one before. */
  start(context: AppContext, id?: string): void;
}

/**
 * Page sessions under one `WENCE_CHAT`: one begun while the pages were open to all is worth nothing
 * once they need a token.
 */
export function createPageSessions({
  chat,
  secret,
  now,
}: Pick<AppDependencies['settings'], 'chat'> & {
  readonly secret: Uint8Array;
  readonly now: () => Date;
}): PageSessions {
  if (chat === 'off') return { holderOf: () => null, start: () => undefined };
  const passes = createPasses(chat === 'open' ? 'page-open' : 'page-token', { secret, now });
  return {
    holderOf: (context) => {
      const cookie = getCookie(context, PAGE_SESSION_COOKIE);
      return cookie === undefined ? null : passes.holderOf(cookie);
    },
    start: (context, id) => {
      setCookie(context, PAGE_SESSION_COOKIE, passes.issue(PAGE_SESSION_SECONDS, id).text, {
        path: '/',
        httpOnly: true,
        // Other sites must not be able to ask in a reader's name. Where they are to lead here by a
        // link with a token, `Strict` would keep the cookie from the very page that the link opens.
        sameSite: chat === 'open' ? 'Strict' : 'Lax',
        secure: context.get('isHttps'),
        maxAge: PAGE_SESSION_SECONDS,
      });
    },
  };
}
