import type { Finding } from '../services.js';
import { settingPlace } from './setting-places.js';
import type { TrialOutcome, TriedBot } from './tried-bot.js';

/** The settings that a server of the same bot may have otherwise, by what it does about a callback then. */
const suspects: Readonly<
  Record<
    TriedBot['kind'],
    {
      /** Signature or receiver. */
      readonly refused: readonly string[];
      /** Decryption. */
      readonly unreadable: readonly string[];
      /** Addressed to another bot. */
      readonly foreign: readonly string[];
      /** The address itself. */
      readonly absent: readonly string[];
    }
  >
> = {
  'wecom-bot': {
    refused: ['WENCE_WECOM_BOT_TOKEN'],
    unreadable: ['WENCE_WECOM_BOT_AES_KEY'],
    foreign: ['WENCE_WECOM_BOT_ID'],
    absent: [],
  },
  'wecom-app': {
    refused: ['WENCE_WECOM_APP_TOKEN', 'WENCE_WECOM_APP_CORP_ID'],
    unreadable: ['WENCE_WECOM_APP_AES_KEY'],
    foreign: [],
    absent: [],
  },
  dingtalk: {
    refused: ['WENCE_DINGTALK_APP_SECRET'],
    unreadable: [],
    foreign: [],
    absent: ['WENCE_DINGTALK_HOOK_KEY', 'WENCE_DINGTALK_MODE'],
  },
};

const RESTART = '重启服务（改了设置都要重启）再检查';

/** What the server itself said, called at its own port. */
export function explainLocal(outcome: TrialOutcome, bot: TriedBot): Finding {
  const { subject } = bot;
  const where = '直接发给运行中的服务';
  if (outcome.kind === 'right') {
    const message = `${where}：${passed(bot)}`;
    return { subject, status: 'ok', message };
  }
  if (outcome.kind === 'refused' && outcome.status === 403 && bot.needsHttps) {
    const message = `${where}：接收地址对；不经 HTTPS 就拒收，签名要从公网地址检查`;
    return { subject, status: 'ok', message };
  }
  const { reason, advice } = differing(outcome, bot) ?? {
    reason: reasonOf(outcome),
    advice: '看服务的日志；端口上也可能是另一个程序',
  };
  return { subject, status: 'problem', message: `${where}：${reason}`, advice };
}

/** What came back through the public address, in the light of what the server itself said. */
export function explainPublic(
  outcome: TrialOutcome,
  { bot, near }: { readonly bot: TriedBot; readonly near: TrialOutcome | null },
): Finding {
  const { subject } = bot;
  const where = '经公网地址发来';
  if (outcome.kind === 'right') {
    return { subject, status: 'ok', message: `${where}：${passed(bot)}` };
  }
  const isProvenNear = near?.kind === 'right';
  if (near !== null && !isProvenNear && isSame(near, outcome) && !bot.needsHttps) {
    const message = `${where}：结果一样`;
    return { subject, status: 'warning', message, advice: '先改正上面一条' };
  }
  const message = `${where}：${reasonOf(outcome)}`;
  const advice = [
    ...(isProvenNear ? [] : [differing(outcome, bot)?.advice]),
    proxyAdvice(outcome, bot),
  ];
  return {
    subject,
    status: 'problem',
    message,
    advice: advice.filter((part) => part !== undefined).join('；或者'),
  };
}

function passed({ trials }: TriedBot): string {
  return `${trials.map(({ name }) => name).join('和')}都通过`.replace(/^消息都通过$/, '消息通过');
}

/** Which settings of the running server are other than those read now; undefined where that is not what it says. */
function differing(
  outcome: TrialOutcome,
  { kind }: TriedBot,
): { readonly reason: string; readonly advice: string } | undefined {
  const { refused, unreadable, foreign, absent } = suspects[kind];
  if (outcome.kind === 'refused' && outcome.status === 404) {
    return absent.length === 0
      ? { reason: '服务没有启用这个机器人（404）', advice: RESTART }
      : {
          reason: `服务没有这个接收地址（404），它的 ${absent.join(' 或 ')} 与现在的设置不同，或者没有启用这个机器人`,
          advice: RESTART,
        };
  }
  const names =
    outcome.kind === 'foreign'
      ? foreign
      : outcome.kind === 'refused' && outcome.status === 403
        ? refused
        : outcome.kind === 'refused' && outcome.status === 400
          ? unreadable
          : [];
  if (names.length === 0) return undefined;
  const places = names.map((name) => `${name} 应与后台一致：${settingPlace(name) ?? ''}`);
  return {
    reason: `${reasonOf(outcome)}，服务用的 ${names.join(' 或 ')} 与现在的设置不同`,
    advice: `${RESTART}；${places.join('；')}`,
  };
}

function reasonOf(outcome: TrialOutcome): string {
  switch (outcome.kind) {
    case 'right':
      return '通过';
    case 'silent':
      return `没有回答（${outcome.problem}）`;
    case 'foreign':
      return `${outcome.trial}被当成别的机器人的`;
    case 'altered':
      return `${outcome.trial}的回答不是本服务的原样`;
    case 'refused':
      return `${outcome.trial}被拒收（HTTP ${outcome.status}）`;
  }
}

function isSame(left: TrialOutcome, right: TrialOutcome): boolean {
  return reasonOf(left) === reasonOf(right);
}

/** What a proxy on the way does to come to this. */
function proxyAdvice(outcome: TrialOutcome, { kind }: TriedBot): string {
  if (outcome.kind === 'altered') {
    return '代理改动了回答（登录页、注入的脚本、别的网站）：让 /hooks/ 原样通过';
  }
  if (outcome.kind === 'foreign') return '公网地址背后是另一个设置不同的服务';
  if (outcome.kind === 'silent') return '代理或防火墙切断了 /hooks/：检查它的规则和超时';
  const { status } = outcome.kind === 'refused' ? outcome : { status: 0 };
  if (status >= 500) return '代理连不上本服务：核对 proxy_pass 指向 HOST 和 PORT';
  if (status >= 300 && status < 400)
    return '这里会跳转，而平台不跟随：WENCE_PUBLIC_URL 写最后到达的网址';
  if (status === 404) return '代理没有把 /hooks/ 转给本服务，或公网地址背后是另一个服务';
  if (status === 403 && kind === 'dingtalk') {
    return '代理没有发 X-Forwarded-Proto: https，或 WENCE_TRUST_PROXY 里没有代理的 IP（docs/dingtalk.md 的 nginx 例子）';
  }
  if (status === 403)
    return '代理改写了查询串（例如其中的 + 和 %2B），或公网地址背后是另一个设置不同的服务';
  if (status === 400) return '代理丢了查询串或请求体：让它原样转发';
  if (status === 401 || status === 407) return '代理要求登录：让 /hooks/ 不经过它';
  return '检查反向代理和防火墙对 /hooks/ 的规则';
}
