import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answerSchema } from '../../src/answer/answer.js';
import { WenceError } from '../../src/errors.js';
import { settingList } from '../../src/setting-list.js';
import { document } from '../http/fake-service.js';
import { fakeServices, run } from './fake-command-line.js';

const commands = ['serve', 'index', 'ask', 'outline', 'eval', 'calibrate', 'doctor'];

describe('help', () => {
  it('lists every command, in Chinese, on out', async () => {
    const { code, out, err } = await run(['--help']);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const command of commands) expect(out).toContain(`  ${command} `);
    expect(out).toContain('用法：');
    expect(out).not.toMatch(/Usage|Options|Commands|display help|\[options\]/);
  });

  for (const command of commands) {
    it(`of ${command} has an example`, async () => {
      const { code, out } = await run([command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain('例子：');
      expect(out).not.toMatch(/Usage|Options|display help|default/);
    });
  }

  it('of serve names the flag of every setting', async () => {
    const { out } = await run(['serve', '--help']);
    for (const { name } of settingList) expect(out).toContain(`[${name}]`);
  });
});

describe('wrong usage ends with 2 and says what is wrong', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['fly'], '没有命令 fly'],
    [['ask'], '缺少参数：问题'],
    [['ask', '--nope', '问'], '没有选项 --nope'],
    [['ask', '今年', '重点'], '参数太多'],
    [['serve', '--port'], '选项 --port <端口> 缺少值'],
    [['ask', ' '], '1 到 1000'],
    [['ask', '问', '--max-citations', '21'], '--max-citations'],
    [['ask', '问', '--now', 'soon'], 'WENCE_NOW'],
    [['serve', '--port', 'abc'], 'PORT'],
    [['serve', '--host', '0.0.0.0', '--port', '0'], 'WENCE_API_KEYS'],
  ];
  for (const [words, message] of cases) {
    it(`wence ${words.join(' ')}`, async () => {
      const { code, out, err } = await run(words);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toContain(message);
    });
  }

  it('shows the help where no command is given', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(2);
    expect(err).toContain('用法：');
  });
});

describe('wence ask', () => {
  it('prints the answer with its sources', async () => {
    const { code, out, err } = await run(['ask', '招商重点']);
    expect(code).toBe(0);
    expect(out).toContain('[1]');
    expect(out).toContain('依据');
    expect(err).toBe('');
    expect(out).not.toContain('\u001b');
  });

  it("prints the API's answer object with --json", async () => {
    const { out } = await run(['ask', '--json', '招商重点']);
    expect(answerSchema.parse(JSON.parse(out)).question).toBe('招商重点');
  });

  it('counts a refusal as an answer', async () => {
    expect((await run(['ask', '拒答'])).code).toBe(0);
  });

  it('ends with 1 on a failure, without a stack where it was foreseen', async () => {
    const open = () =>
      Promise.reject(new WenceError('invalid_index', '索引坏了，请运行 wence index --rebuild'));
    const { code, err } = await run(['ask', '问'], { services: { open } });
    expect(code).toBe(1);
    expect(err).toBe('索引坏了，请运行 wence index --rebuild\n');
  });

  it('shows progress as plain lines where nobody watches, on err', async () => {
    const { out, err } = await run(['ask', '--json', '问'], {
      services: {
        open: (settings, options) => {
          for (let done = 0; done <= 100; done += 1) {
            options.onProgress({ message: '正在计算向量', done, total: 100 });
          }
          return Promise.reject(new WenceError('invalid_model', `没有 ${settings.modelDir}`));
        },
      },
    });
    expect(out).toBe('');
    expect(err.split('\n').filter((line) => line.startsWith('正在计算向量'))).toHaveLength(6);
  });
});

describe('wence index', () => {
  it('prints what was indexed', async () => {
    const { code, out } = await run(['index']);
    expect(code).toBe(0);
    expect(out).toContain('文件 6 份，章节 10 个，片段 12 个');
  });

  it('says what to do where there are no files, and nothing of it where there are', async () => {
    const nothing = { documents: 0, sections: 0, chunks: 0, embedded: 0, reused: 0, skipped: [] };
    const { code, err } = await run(['index'], {
      services: { buildIndex: () => Promise.resolve(nothing) },
    });
    expect(code).toBe(0);
    expect(err).toContain('把 .txt 或 .md 文件放进文件目录');
    expect((await run(['index'])).err).not.toContain('没有文件');
  });

  it('hands its flags on, and fails for a skipped file only without --keep-going', async () => {
    const seen: unknown[] = [];
    const services = {
      buildIndex: (_settings: unknown, options: { rebuild: boolean; keepGoing: boolean }) => {
        seen.push([options.rebuild, options.keepGoing]);
        const skipped = [{ source: '坏.txt', reason: '不是文本' }];
        return Promise.resolve({
          documents: 1,
          sections: 1,
          chunks: 1,
          embedded: 0,
          reused: 1,
          skipped,
        });
      },
    };
    const strict = await run(['index', '--rebuild'], { services });
    expect(strict.code).toBe(1);
    expect(strict.err).toContain('跳过 坏.txt：不是文本');
    expect((await run(['index', '--keep-going'], { services })).code).toBe(0);
    expect(seen).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('ends with 130 when interrupted', async () => {
    const interruption = new AbortController();
    const { code } = await run(['index'], {
      signal: interruption.signal,
      services: {
        buildIndex: () => {
          interruption.abort();
          return Promise.reject(interruption.signal.reason);
        },
      },
    });
    expect(code).toBe(130);
  });
});

describe('wence outline', () => {
  it('draws the tree', async () => {
    const { code, out } = await run(['outline', 'a.txt']);
    expect(code).toBe(0);
    expect(out).toContain('2023年测试工作要点\n');
    expect(out).toContain('    （一）突出重点产业  一、（一）');
  });

  it('shows a clause without a title by its first words', async () => {
    const untitled = document.sections.map((section) => ({ ...section, title: '', sections: [] }));
    const { out } = await run(['outline', 'a.txt'], {
      services: { readDocuments: () => Promise.resolve([{ ...document, sections: untitled }]) },
    });
    expect(out).toMatch(/\n {2}二、 {2}二、 {2}\S/);
    expect(out).toMatch(/\n {2}一、 {2}一、 {2}加强招商.{0,16}…\n/u);
  });

  it('prints the outline format with --json, all files together', async () => {
    const { out } = await run(['outline', '--json', 'a.txt', 'b.txt']);
    const { documents } = JSON.parse(out) as { documents: Record<string, unknown>[] };
    expect(documents).toHaveLength(2);
    expect(Object.keys(documents[0] ?? {})).toEqual([
      'id',
      'title',
      'source',
      'text',
      'start',
      'end',
      'sections',
    ]);
  });

  it('names a file that cannot be read, shows the others, and fails', async () => {
    const { code, out, err } = await run(['outline', '坏.doc', 'a.txt']);
    expect(code).toBe(1);
    expect(err).toContain('无法读取 坏.doc');
    expect(out).toContain('突出重点产业');
  });
});

describe('wence eval and wence calibrate', () => {
  it('print a report, as data with --json', async () => {
    expect((await run(['eval', 'sets'])).out).toBe('hit@1 0.95\n');
    expect(JSON.parse((await run(['eval', 'sets', '--json'])).out)).toEqual({ 'hit@1': 0.95 });
    expect((await run(['calibrate', 'one', 'two'])).out).toBe('hit@1 0.95\n');
  });

  it('hand the bars on and fail below one', async () => {
    let bars: readonly string[] = [];
    const { code, err } = await run(['eval', 'sets', '--min', 'hit@1=0.9', '--min', 'mrr=0.8'], {
      services: {
        evaluate: (_settings, options) => {
          bars = options.bars;
          return Promise.resolve({ text: '', data: {}, failures: ['mrr 0.7 < 0.8'] });
        },
      },
    });
    expect(bars).toEqual(['hit@1=0.9', 'mrr=0.8']);
    expect(code).toBe(1);
    expect(err).toContain('未达到 mrr 0.7 < 0.8');
  });
});

describe('wence doctor', () => {
  it('prints a line for each thing and what to do', async () => {
    const { code, out } = await run(['doctor', '--port', '0'], {
      services: {
        diagnose: () =>
          Promise.resolve([
            { subject: '模型', status: 'ok', message: '可用' },
            { subject: '索引', status: 'problem', message: '没有', advice: '运行 wence index' },
          ]),
      },
    });
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      '✓ 设置：都有效',
      '✓ 模型：可用',
      '✗ 索引：没有　→ 运行 wence index',
      '✓ 端口：127.0.0.1:0 可用',
      '',
    ]);
  });

  it('goes on to name wrong settings instead of stopping at them', async () => {
    const { code, out } = await run(['doctor'], { environment: { PORT: 'x', WENCE_CHAT: 'y' } });
    expect(code).toBe(1);
    expect(out).toContain('✗ 设置：PORT 现在是“x”，应为 0 到 65535');
    expect(out).toContain('✗ 设置：WENCE_CHAT');
  });
});

describe('wence serve', () => {
  it('opens the port first, answers 503 until loaded, then prints the address, and stops on Ctrl-C', async () => {
    const interruption = new AbortController();
    const port = await freePort();
    let early: Promise<Response> | undefined;
    const { promise: ready, resolve: isReady } = withResolvers();
    const running = run(['serve', '--port', String(port)], {
      signal: interruption.signal,
      onOut: isReady,
      services: {
        open: async (settings, options) => {
          early = fetch(`http://127.0.0.1:${port}/readyz`);
          await early;
          return fakeServices().open(settings, options);
        },
      },
    });
    await ready;
    expect((await early)?.status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    interruption.abort();
    const { code, out } = await running;
    expect(code).toBe(0);
    expect(out).toBe(`问策已就绪：http://127.0.0.1:${port}\n`);
  });

  it('says that the port is in use', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const bound = holder.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { code, err } = await run(['serve', '--port', String(port)]);
    holder.close();
    expect(code).toBe(2);
    expect(err).toContain('PORT');
    expect(err).toContain('已被别的程序占用');
  });

  it('stops with 1 where the index cannot be opened', async () => {
    const open = () => Promise.reject(new WenceError('invalid_model', '模型不完整'));
    const { code, err } = await run(['serve', '--port', '0'], { services: { open } });
    expect(code).toBe(1);
    expect(err).toContain('模型不完整');
  });
});

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });
}
