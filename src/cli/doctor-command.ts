import { createServer } from 'node:net';
import { Command } from 'commander';
import { requireSafeExposure, type Settings } from '../config.js';
import { WenceError } from '../errors.js';
import { settingPlace } from './bot-doctor/setting-places.js';
import type { CommandContext, Outcome } from './command.js';
import type { Finding, Services } from './services.js';
import { addSettingOptions, settingsOf } from './settings-options.js';
import { jsonText, type Paint } from './terminal.js';

/** `wence doctor`: one line for each thing that must be right, with what to do where it is not. */
export function doctorCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services } = context;
  const command = new Command('doctor')
    .description('检查设置、模型、索引、文件、端口，以及企业微信和钉钉机器人')
    .option('--json', '输出检查结果（JSON）')
    .option('--send-test', '给 WENCE_WECOM_GROUP_KEYS 里的每个群发一条测试消息')
    .addHelpText(
      'after',
      '\n例子：\n  wence doctor\n\n机器人在服务运行时检查得最全：像平台那样发一次回调，不提问，也不给任何人发消息。',
    )
    .action(async (options: { readonly json?: boolean; readonly sendTest?: boolean }) => {
      const read = tryRead(() => settingsOf({ ...options }, context));
      const findings: Finding[] = [...read.findings];
      if (read.settings !== null) {
        findings.push(...(await services.diagnose(read.settings)));
        const sendTest = options.sendTest === true;
        findings.push(...(await services.diagnoseBots(read.settings, { sendTest })));
        findings.push(await checkPort(read.settings, services));
      }
      terminal.out(
        options.json
          ? `${jsonText({ findings })}\n`
          : findings.map((finding) => `${lineOf(finding, terminal.paint)}\n`).join(''),
      );
      done(findings.some(({ status }) => status === 'problem') ? 1 : 0);
    });
  return addSettingOptions(command, [
    'corpus',
    'model',
    'question',
    'server',
    'languageModel',
    'bots',
  ]);
}

function tryRead(read: () => Settings): {
  readonly settings: Settings | null;
  readonly findings: readonly Finding[];
} {
  const subject = '设置';
  let settings: Settings;
  try {
    settings = read();
  } catch (error) {
    if (!(error instanceof WenceError)) throw error;
    const findings = error.details.map(
      ({ field, message }): Finding => ({
        subject,
        status: 'problem',
        message: `${field} ${message}`,
        advice: adviceFor(field),
      }),
    );
    return { settings: null, findings };
  }
  try {
    requireSafeExposure(settings);
    return { settings, findings: [{ subject, status: 'ok', message: '都有效' }] };
  } catch (error) {
    if (!(error instanceof WenceError)) throw error;
    const advice = '设置 WENCE_API_KEYS，或把 HOST 设为 127.0.0.1';
    return { settings, findings: [{ subject, status: 'problem', message: error.message, advice }] };
  }
}

function adviceFor(field: string): string {
  const place = settingPlace(field);
  const where = place === undefined ? '' : `；在这里取得：${place}`;
  return `改正环境变量、.env 或选项里的 ${field}${where}`;
}

/** Opens the port for a moment: the only way to know that it is free. */
async function checkPort(
  settings: Settings,
  { isServing }: Pick<Services, 'isServing'>,
): Promise<Finding> {
  const found = await tryPort(settings);
  if (found.status !== 'warning' || !(await isServing(settings))) return found;
  const { subject } = found;
  return { subject, status: 'ok', message: `问策正在 ${settings.host}:${settings.port} 上运行` };
}

function tryPort({ host, port }: Settings): Promise<Finding> {
  const subject = '端口';
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE'
          ? {
              subject,
              status: 'warning',
              message: `${host}:${port} 已被占用`,
              advice: '被别的程序占用：停掉它，或换一个 PORT',
            }
          : {
              subject,
              status: 'problem',
              message: `${host}:${port} 打不开（${error.code ?? error.message}）`,
              advice: '检查 HOST 和 PORT',
            },
      );
    });
    server.listen(port, host, () => {
      server.close(() => resolve({ subject, status: 'ok', message: `${host}:${port} 可用` }));
    });
  });
}

function lineOf({ subject, status, message, advice }: Finding, paint: Paint): string {
  const mark = { ok: paint.green('✓'), warning: paint.yellow('!'), problem: paint.red('✗') }[
    status
  ];
  return `${mark} ${subject}：${message}${advice === undefined ? '' : `　→ ${advice}`}`;
}
