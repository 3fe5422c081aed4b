import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/cli/services.js';
import { type MockDingtalk, startMockDingtalk } from '../../channels/mock/mock-dingtalk.js';
import { type MockWecom, startMockWecom } from '../../channels/mock/mock-wecom.js';
import { allBots, examine, type WorldOptions } from './doctor-world.js';

let wecom: MockWecom;
let dingtalk: MockDingtalk;
beforeAll(async () => {
  wecom = await startMockWecom(() => Date.now());
  dingtalk = await startMockDingtalk({ nowMs: () => Date.now() });
});
afterAll(async () => {
  await wecom.close();
  await dingtalk.close();
});

const secrets = Object.entries(allBots)
  .filter(([name]) => /TOKEN|AES_KEY|SECRET|HOOK_KEY|GROUP_KEYS/.test(name))
  .map(([, value]) => value.split('=').at(-1) ?? value);
const printed: string[] = [];
afterEach(() => {
  const text = printed.splice(0).join('\n');
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/mock-wecom-token|mock-token|msg_signature/);
});

const look = async (options: WorldOptions = {}) => {
  const world = await examine({ wecom, dingtalk }, options);
  printed.push(world.text, JSON.stringify(world.findings));
  expect(world.complaints).toEqual([]);
  return world;
};
const of = (findings: readonly Finding[], subject: string) =>
  findings.filter((finding) => finding.subject === subject);
const wrong = (findings: readonly Finding[]) => findings.filter(({ status }) => status !== 'ok');

describe('wence doctor, of bots', () => {
  it('says nothing where there are none', async () => {
    const none = Object.fromEntries(Object.keys(allBots).map((name) => [name, '']));
    expect((await look({ doctor: none })).findings).toEqual([]);
  });

  it('finds all in order, and has the server ask and send nothing', async () => {
    const before = [wecom.shown.length, dingtalk.shown.length];
    const { findings, bot, text } = await look();
    expect(wrong(findings)).toEqual([]);
    expect(text).toContain('https://w.example.cn/hooks/wecom/bot');
    expect(text).toContain('/hooks/dingtalk/<WENCE_DINGTALK_HOOK_KEY>');
    expect(text.match(/网址检查和消息都通过/g)).toHaveLength(4);
    expect(text.match(/：消息通过/g)).toHaveLength(2);
    expect(text).toContain('（问策助手）');
    expect(bot.asked).toEqual([]);
    expect([wecom.shown.length, dingtalk.shown.length]).toEqual(before);
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('says that the server is not running, and checks the rest', async () => {
    const { findings } = await look({ server: null });
    expect(of(findings, '服务')).toMatchObject([{ status: 'warning' }]);
    expect(of(findings, '企业微信自建应用').at(-1)).toMatchObject({ status: 'ok' });
  });

  const differing = [
    ['WENCE_WECOM_BOT_TOKEN', 'other', '企业微信智能机器人'],
    ['WENCE_WECOM_BOT_AES_KEY', 'A'.repeat(43), '企业微信智能机器人'],
    ['WENCE_WECOM_BOT_ID', 'aibother', '企业微信智能机器人'],
    ['WENCE_WECOM_APP_TOKEN', 'other', '企业微信自建应用'],
    ['WENCE_WECOM_APP_AES_KEY', 'A'.repeat(43), '企业微信自建应用'],
    ['WENCE_WECOM_APP_CORP_ID', 'wwother', '企业微信自建应用'],
    ['WENCE_DINGTALK_HOOK_KEY', 'another-key-456', '钉钉机器人'],
    ['WENCE_DINGTALK_APP_SECRET', 'other', '钉钉机器人'],
  ] as const;
  for (const [name, value, subject] of differing) {
    it(`names ${name} where the running server has another`, async () => {
      const { findings } = await look({ server: { [name]: value } });
      const [near, far, ...rest] = wrong(findings);
      expect(near).toMatchObject({ subject, status: 'problem' });
      expect(near?.message).toContain(name);
      expect(near?.advice).toContain('重启服务');
      expect(far).toMatchObject({ subject, status: 'warning', advice: '先改正上面一条' });
      expect(rest).toEqual([]);
    });
  }

  it('says of a bot that the running server does not have that it was not restarted', async () => {
    const without = Object.fromEntries(
      Object.keys(allBots)
        .filter((name) => name.startsWith('WENCE_WECOM_BOT_'))
        .map((name) => [name, '']),
    );
    const { findings } = await look({ server: without });
    expect(
      of(findings, '企业微信智能机器人').find(({ status }) => status === 'problem')?.message,
    ).toContain('没有启用这个机器人（404）');
  });

  it('reminds of an id that was to be filled in later', async () => {
    const pending = { WENCE_WECOM_BOT_ID: 'pending' };
    const { findings } = await look({ server: pending, doctor: pending });
    expect(wrong(findings)).toMatchObject([
      { status: 'warning', advice: expect.stringContaining('Bot ID') },
    ]);
  });
});

describe('wence doctor, of the public address', () => {
  it('says plainly that not reaching oneself need not be a fault', async () => {
    const { findings } = await look({
      proxy: () => () =>
        Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error('x'), { code: 'ETIMEDOUT' }),
          }),
        ),
    });
    const [finding, ...rest] = wrong(findings);
    expect(finding).toMatchObject({ subject: '公网地址', status: 'warning' });
    expect(finding?.message).toContain('ETIMEDOUT');
    expect(finding?.advice).toContain('不一定是故障');
    expect(rest).toEqual([]);
  });

  it('knows a bad certificate, a name without address, one that leads inwards, and http', async () => {
    const certificate = await look({
      proxy: () => () =>
        Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
          }),
        ),
    });
    expect(wrong(certificate.findings)).toMatchObject([
      { status: 'problem', message: expect.stringContaining('证书') },
    ]);
    expect(wrong((await look({ addresses: [] })).findings)).toMatchObject([
      { subject: '公网地址', status: 'problem' },
    ]);
    expect(wrong((await look({ addresses: ['10.1.2.3'] })).findings)).toMatchObject([
      { subject: '公网地址', status: 'warning', message: expect.stringContaining('内网') },
    ]);
    const plain = await look({ doctor: { WENCE_PUBLIC_URL: 'http://w.example.cn' } });
    expect(wrong(plain.findings)).toMatchObject([
      { subject: '公网地址', status: 'problem', message: expect.stringContaining('不是 https') },
    ]);
  });

  const healthy = (url: string) => url.endsWith('/healthz');
  const proxies: readonly (readonly [string, NonNullable<WorldOptions['proxy']>, string])[] = [
    [
      'drops the query',
      (pass) => (url, init) => pass(url.replace(/\?.*/, ''), init),
      '代理丢了查询串',
    ],
    [
      'decodes the query twice',
      (pass) => (url, init) => pass(url.replace(/msg_signature=./, 'msg_signature=0z'), init),
      '代理改写了查询串',
    ],
    [
      'puts a page before it',
      (pass) => (url, init) =>
        healthy(url) ? pass(url, init) : Promise.resolve(new Response('<html>')),
      '代理改动了回答',
    ],
    [
      'does not pass hooks on',
      (pass) => (url, init) =>
        healthy(url) ? pass(url, init) : Promise.resolve(new Response('', { status: 404 })),
      '代理没有把 /hooks/ 转给本服务',
    ],
  ];
  for (const [what, proxy, advice] of proxies) {
    it(`sees that a proxy ${what}`, async () => {
      const { findings } = await look({ proxy });
      const [finding] = of(findings, '企业微信智能机器人').filter(
        ({ status }) => status === 'problem',
      );
      expect(finding?.message).toContain('经公网地址发来');
      expect(finding?.advice).toContain(advice);
    });
  }

  it('tells a server that is down from a page that is another', async () => {
    const down = await look({
      proxy: () => () => Promise.resolve(new Response('', { status: 502 })),
    });
    expect(wrong(down.findings)[0]?.advice).toContain('proxy_pass');
    const moved = await look({
      proxy: () => () => Promise.resolve(new Response('', { status: 301 })),
    });
    expect(wrong(moved.findings)[0]?.advice).toContain('跳转');
  });

  it('sees that DingTalk would be refused for want of HTTPS', async () => {
    const untrusted = { WENCE_TRUST_PROXY: '' };
    const { findings } = await look({ server: untrusted, doctor: untrusted });
    const [unset, far, ...rest] = wrong(findings);
    expect(unset?.message).toContain('WENCE_TRUST_PROXY');
    expect(far?.message).toContain('403');
    expect(far?.advice).toContain('X-Forwarded-Proto');
    expect(rest).toEqual([]);
  });
});

describe('wence doctor, of the platforms', () => {
  const codes = [
    ['gettoken', 40001, 'WENCE_WECOM_APP_SECRET', 'Secret'],
    ['gettoken', 40013, 'WENCE_WECOM_APP_CORP_ID', '企业 ID'],
    ['agent/get', 301002, 'AgentId', '应用管理'],
    ['gettoken', 99999, '错误码', 'docs/wecom.md'],
  ] as const;
  for (const [path, code, advice, place] of codes) {
    it(`says what to do about ${code}`, async () => {
      wecom.fault(path, { kind: 'code', code });
      const [finding, ...rest] = wrong((await look()).findings);
      expect(finding).toMatchObject({ subject: '企业微信自建应用', status: 'problem' });
      expect(finding?.message).toContain(String(code));
      expect(finding?.advice).toContain(advice);
      expect(finding?.advice).toContain(place);
      expect(rest).toEqual([]);
    });
  }

  it('names the address that is not allowed, as the platform saw it', async () => {
    const errmsg =
      'not allow to access from your ip, hint: [1700000000_1], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020';
    wecom.fault('agent/get', {
      kind: 'reply',
      reply: { kind: 'json', json: { errcode: 60020, errmsg } },
    });
    dingtalk.fault('oauth2/accessToken', {
      kind: 'reply',
      reply: {
        kind: 'json',
        status: 403,
        json: {
          code: 'Forbidden.AccessDenied.IpNotInWhiteList',
          message: '访问ip不在白名单之中,request ip=203.0.113.10 appKey(dingmockappkey)',
        },
      },
    });
    const { findings, text } = await look();
    expect(wrong(findings)).toHaveLength(2);
    expect(text).toContain('企业可信 IP → 配置，加上 203.0.113.9；');
    expect(text).toContain('服务器出口 IP，加上 203.0.113.10；');
  });

  it('says that a platform cannot be reached', async () => {
    wecom.fault('gettoken', { kind: 'broken' }, { kind: 'broken' }, { kind: 'broken' });
    const [finding] = wrong((await look()).findings);
    expect(finding?.message).toContain('连不上企业微信的 qyapi.weixin.qq.com');
    expect(finding?.advice).toContain('443');
  });

  it('asks the gateway in stream mode, where no callback is to be tried', async () => {
    const stream = { WENCE_DINGTALK_MODE: 'stream', WENCE_DINGTALK_HOOK_KEY: '' };
    const right = await look({ doctor: stream });
    expect(wrong(right.findings)).toEqual([]);
    expect(right.text).toContain('Stream 网关给了连接地址');
    const other = await look({ doctor: { ...stream, WENCE_DINGTALK_APP_SECRET: 'wrong' } });
    expect(wrong(other.findings)).toMatchObject([
      { subject: '钉钉机器人', advice: expect.stringContaining('凭证与基础信息') },
    ]);
  });

  it('writes to groups only where it is told to', async () => {
    const before = wecom.shown.length;
    await look();
    expect(wecom.shown).toHaveLength(before);
    const { text } = await look({ sendTest: true });
    expect(text).toContain('办公室：测试消息已发到群里');
    expect(wecom.shown.slice(before)).toMatchObject([{ via: 'group', msgtype: 'text' }]);
    const bad = await look({
      sendTest: true,
      doctor: { WENCE_WECOM_GROUP_KEYS: '财务=a1b2c3d4-9999' },
    });
    expect(bad.text).toContain('财务：企业微信不接受（errcode 93000）');
    expect(bad.text).not.toContain('a1b2c3d4-9999');
  });

  it('compares the clock with the platforms', async () => {
    const nowMs = Date.now();
    const { findings } = await look({ clockMs: () => nowMs + 400_000 });
    expect(of(findings, '时钟')).toMatchObject([
      { status: 'problem', message: expect.stringMatching(/快 40\d 秒/) },
    ]);
  });
});
