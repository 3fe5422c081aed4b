import { accepts } from 'hono/accepts';
import type { AppContext } from './app-env.js';
import type { WidgetFile } from './widget-assets.js';

/** A name with a hash in it stands for its content for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Other sites see a new version of the widget within minutes, and never wait for it. */
const FOR_MINUTES = 'public, max-age=300, stale-while-revalidate=86400';

/** `GET /assets/…`: a file under a hashed name. */
export function hashedFileRoute(file: WidgetFile) {
  return (context: AppContext) => sendFile(context, { file, cacheControl: FOR_EVER });
}

/** `GET /widget.js`: any site may load it. */
export function widgetScriptRoute(file: WidgetFile) {
  return (context: AppContext) => {
    context.header('Access-Control-Allow-Origin', '*');
    context.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return sendFile(context, { file, cacheControl: FOR_MINUTES });
  };
}

function sendFile(
  context: AppContext,
  { file, cacheControl }: { readonly file: WidgetFile; readonly cacheControl: string },
): Response {
  const coding = accepts(context, {
    header: 'Accept-Encoding',
    supports: CODINGS.filter((name) => file[name] !== undefined),
    default: 'identity',
    // The smallest that is taken at all, not the one named first: browsers name gzip before br.
    match: (accepted, { supports, default: usual }) => {
      const weightOf = (name: string) =>
        (
          accepted.find(({ type }) => type.toLowerCase() === name) ??
          accepted.find(({ type }) => type === '*')
        )?.q ?? 0;
      return supports.find((name) => weightOf(name) > 0) ?? usual;
    },
  });
  const name = CODINGS.find((known) => known === coding);
  const { bytes, etag } = (name === undefined ? undefined : file[name]) ?? file.identity;
  if (name !== undefined) context.header('Content-Encoding', name);
  return context.body(bytes, 200, {
    'Content-Type': file.type,
    'Content-Length': String(bytes.byteLength),
    'Cache-Control': cacheControl,
    ETag: etag,
    Vary: 'Accept-Encoding',
  });
}

/** Best first. */
const CODINGS = ['br', 'gzip'] as const;
