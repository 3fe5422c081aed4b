import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of another name that shows the chat on its pages, as an office's own portal does. */
export interface IntranetSite {
  /** `http://oa.test:port`: a name of its own over plain HTTP, so no secure context. */
  readonly origin: string;
  /** How many tokens its pages asked it for. */
  readonly tokensGiven: () => number;
  stop(): Promise<void>;
}

/** Styles that a careless site may have: they reach everything that they can. */
const HOSTILE_STYLES = `
* { color: lime !important; font: 40px cursive !important; letter-spacing: 3px !important; }
p, div, section, li { text-transform: uppercase; margin: 50px; background: fuchsia; }
button, textarea, dialog { display: none; }
.card { float: left; width: 33px; }
`;

const PLAIN_STYLES = 'body { margin: 2rem; background: #fff; color: #222; font: 16px sans-serif; }';

/** Names that a widget could tread on. */
const OWN_SCRIPT = `
window.Wence = 'the site\\'s own';
window.site = { count: 1 };
`;

/**
 * Serves a portal under a strict Content-Security-Policy that lists one host besides itself:
 * `/` with plain styles, `/hostile` with styles that reach for everything, `/without` the same without
 * the chat. `?` and attributes of the element: `/?mode=inline&heading=…`.
 */
export async function startIntranetSite(options: {
  /** The chat's server; asked for late, since it must be told this site's origin first. */
  readonly wenceUrl: () => string;
  /** Gets a token with the API key; left out where the server needs none. */
  readonly getToken?: () => Promise<unknown>;
}): Promise<IntranetSite> {
  let given = 0;
  const policy = () =>
    `default-src 'self'; script-src 'self' ${options.wenceUrl()}; connect-src 'self' ${options.wenceUrl()}`;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://oa.test');
    const send = (type: string, body: string) => {
      response.writeHead(200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Security-Policy': policy(),
        'Cache-Control': 'no-store',
      });
      response.end(body);
    };
    switch (url.pathname) {
      case '/plain.css':
        return send('text/css', PLAIN_STYLES);
      case '/hostile.css':
        return send('text/css', HOSTILE_STYLES);
      case '/own.js':
        return send('text/javascript', OWN_SCRIPT);
      case '/favicon.ico':
        return send('image/x-icon', '');
      case '/token':
        given += 1;
        return send('application/json', JSON.stringify(await options.getToken?.()));
      default:
        return send('text/html', portalPage(url, options));
    }
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://oa.test:${(server.address() as AddressInfo).port}`,
    tokensGiven: () => given,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function portalPage(
  url: URL,
  { wenceUrl, getToken }: Parameters<typeof startIntranetSite>[0],
): string {
  const isHostile = url.pathname === '/hostile' || url.pathname === '/hostile-without';
  const hasChat = !url.pathname.endsWith('without');
  const attributes = [...url.searchParams].map(([name, value]) => ` ${name}="${quoted(value)}"`);
  if (getToken !== undefined) attributes.push(' token-url="/token"');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>某市政务内网</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/${isHostile ? 'hostile' : 'plain'}.css">
<script src="/own.js"></script>
${hasChat ? `<script src="${wenceUrl()}/widget.js" defer></script>` : ''}
</head><body>
<header><h1>某市政务内网</h1><nav><a href="/">首页</a></nav></header>
<main><h2>通知公告</h2><p class="card">关于做好年度考核工作的通知</p><button type="button">办理</button>
<label>检索 <input name="q"></label>
${hasChat ? `<wence-chat${attributes.join('')}></wence-chat>` : ''}</main>
</body></html>`;
}

function quoted(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
