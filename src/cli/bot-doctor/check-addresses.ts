import { isIP } from 'node:net';
import type { Settings } from '../../config.js';
import { addressMatcher } from '../../http/caller.js';
import type { Finding } from '../services.js';
import { type ProbeFetch, probe } from './web-probe.js';

/** All addresses of a name; rejects where it has none. */
export type NameLookup = (hostname: string) => Promise<readonly string[]>;

/** What was found, and whether callbacks can be tried there. */
export interface CheckedAddress {
  readonly findings: readonly Finding[];
  readonly isAnswering: boolean;
}

const PUBLIC = '公网地址';

/** Addresses that the internet does not lead to (RFC 1918, 6598, 3927, 4193, loopback). */
const isPrivate = addressMatcher([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]);

/**
 * Looks at `WENCE_PUBLIC_URL`: its form, its name, and whether this server answers there.
 * @param options.isCalled - whether a platform calls it; where not, it is for links alone
 */
export async function checkPublicAddress(
  publicUrl: string,
  options: {
    readonly isCalled: boolean;
    readonly fetch: ProbeFetch;
    readonly lookup: NameLookup;
  },
): Promise<CheckedAddress> {
  const before = [...checkForm(publicUrl, options), ...(await checkName(publicUrl, options))];
  const result = await probe(options.fetch, { url: `${publicUrl}/healthz` });
  if (result.kind === 'reply' && isHealthy(result)) {
    const fine: Finding = { subject: PUBLIC, status: 'ok', message: `${publicUrl} 能从本机打开` };
    return { findings: [...before, fine], isAnswering: true };
  }
  // Said already where the name has no address.
  const isUnnamed = result.kind === 'silent' && result.isName && before.length > 0;
  const reach = isUnnamed ? [] : [reachFinding(publicUrl, result)];
  return { findings: [...before, ...reach], isAnswering: false };
}

function checkForm(
  publicUrl: string,
  { isCalled }: { readonly isCalled: boolean },
): readonly Finding[] {
  const { protocol } = new URL(publicUrl);
  if (!isCalled || protocol === 'https:') return [];
  return [
    {
      subject: PUBLIC,
      status: 'problem',
      message: `${publicUrl} 不是 https`,
      advice:
        '在反向代理上装证书，把 WENCE_PUBLIC_URL 改成 https 网址（nginx 的例子在 docs/dingtalk.md）',
    },
  ];
}

async function checkName(
  publicUrl: string,
  { isCalled, lookup }: { readonly isCalled: boolean; readonly lookup: NameLookup },
): Promise<readonly Finding[]> {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  const isName = isIP(host) === 0 && host !== 'localhost';
  let addresses: readonly string[];
  try {
    addresses = isName ? await lookup(host) : [host];
  } catch {
    return [
      {
        subject: PUBLIC,
        status: 'problem',
        message: `域名 ${host} 查不到地址`,
        advice:
          '核对 WENCE_PUBLIC_URL 的拼写，检查域名解析；本机用内部 DNS 时，换一台机器用 nslookup 再查',
      },
    ];
  }
  if (!isCalled || !addresses.every(isPrivate)) return [];
  return [
    {
      subject: PUBLIC,
      // Inside a network a name may lead elsewhere than outside.
      status: isName ? 'warning' : 'problem',
      message: `${host}${isName ? ` 解析为 ${addresses.join('、')}，` : ' '}是内网地址，平台的服务器到不了`,
      advice: isName
        ? '确认在外网解析为公网 IP（在外网用 nslookup 查）'
        : '把 WENCE_PUBLIC_URL 改成公网网址；只有内网时，钉钉请用 Stream 方式（docs/dingtalk.md）',
    },
  ];
}

function reachFinding(publicUrl: string, result: Awaited<ReturnType<typeof probe>>): Finding {
  const subject = PUBLIC;
  if (result.kind === 'silent' && result.isCertificate) {
    return {
      subject,
      status: 'problem',
      message: `${publicUrl} 的证书不被接受（${result.problem}）`,
      advice: '换成由公认机构签发、带中间证书的证书；平台同样不接受这张',
    };
  }
  if (result.kind === 'silent') {
    return {
      subject,
      status: 'warning',
      message: `本机到不了自己的 ${publicUrl}（${result.problem}）`,
      advice: `不一定是故障，有的网络不让内网机器绕回；请用手机流量打开 ${publicUrl}/healthz，看到 {"status":"ok"} 就是通的，看不到就检查防火墙和反向代理`,
    };
  }
  const { status } = result;
  const message = `${publicUrl}/healthz 回答的不是本服务（HTTP ${status}）`;
  return { subject, status: 'problem', message, advice: adviceFor(status) };
}

function adviceFor(status: number): string {
  if (status === 502 || status === 503 || status === 504) {
    return '代理在，本服务没有回答它：启动服务，核对代理的 proxy_pass 指向 HOST 和 PORT';
  }
  if (status >= 300 && status < 400) {
    return '这里会跳转，而平台不跟随跳转：把 WENCE_PUBLIC_URL 改成最后到达的网址';
  }
  if (status === 401 || status === 403) {
    return '代理或防火墙要求登录：让 /hooks/ 和 /healthz 不经过它';
  }
  return '核对 WENCE_PUBLIC_URL，并让代理把整个网站转给本服务';
}

/** Whether this program answers at its own port. */
export async function isServing(
  settings: Pick<Settings, 'host' | 'port'>,
  fetch: ProbeFetch,
): Promise<boolean> {
  if (settings.port === 0) return false;
  const result = await probe(fetch, { url: `${localAddress(settings)}/healthz` });
  return result.kind === 'reply' && isHealthy(result);
}

/** Where a program on this machine reaches the server. */
export function localAddress({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${near.includes(':') ? `[${near}]` : near}:${port}`;
}

function isHealthy({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return status === 200 && /^\{"status":"ok"\}\s*$/.test(text);
}
