import { raw } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppContext } from '../app-env.js';

/** Replies with a page as an HTML document. */
export async function showPage(
  context: AppContext,
  { page, status = 200 }: { readonly page: unknown; readonly status?: ContentfulStatusCode },
): Promise<Response> {
  return context.html(raw(`<!DOCTYPE html>${await page}`), status);
}
