/**
 * What a visitor may reach: a page served here with its cookie, or a site's widget with its token.
 * Asking and reading, and what was asked, by its unguessable id; also all that other sites may call.
 */
export const VISITOR_ROUTES = [
  ['POST', '/api/ask'],
  ['GET', '/api/search'],
  ['GET', '/api/overview'],
  ['GET', '/api/documents'],
  ['GET', '/api/documents/:id'],
  ['POST', '/api/answers/:id/feedback'],
  ['DELETE', '/api/conversations/:id'],
] as const;

/** Whether an address is one of {@link VISITOR_ROUTES}. */
export function isVisitorPath(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}

const patterns = VISITOR_ROUTES.map(
  ([, path]) => new RegExp(`^${path.replaceAll(':id', '[^/]+')}$`),
);
