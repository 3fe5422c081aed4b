import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBots } from '../../src/compose/open-bots.js';
import { readSettings } from '../../src/config.js';
import type { LogFields } from '../../src/logger.js';

const dingtalk = {
  WENCE_PUBLIC_URL: 'https://w.example.cn',
  WENCE_DINGTALK_APP_KEY: 'ding1',
  WENCE_DINGTALK_APP_SECRET: 'secret',
  WENCE_DINGTALK_ROBOT_CODE: 'ding1',
  WENCE_DINGTALK_BOT_NAMES: '问策',
};
const stream = { ...dingtalk, WENCE_DINGTALK_MODE: 'stream' };
const http = {
  ...dingtalk,
  WENCE_DINGTALK_MODE: 'http',
  WENCE_DINGTALK_HOOK_KEY: 'unguessable-0123456789',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wence-bots-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Opens the bots of an environment; what they call is named, and nothing is there. */
async function opened(environment: Readonly<Record<string, string>>) {
  const called: string[] = [];
  const lines: (LogFields & { readonly logged: string })[] = [];
  const keep = (fields: LogFields, logged: string) => {
    lines.push({ ...fields, logged });
  };
  const settings = readSettings({
    environment: { ...environment, WENCE_DATA: folder },
    workingDir: '/nonexistent',
  });
  const bots = await openBots(settings, {
    service: () => null,
    logger: { info: keep, warn: keep, error: keep },
    call: ({ name }) => {
      called.push(name);
      return Promise.reject(new Error('nothing is there'));
    },
  });
  return { bots, called, lines };
}

describe('the bots of the settings', () => {
  it('are none where none is set up, and leave no file', async () => {
    const { bots } = await opened({});
    expect(bots).toBeNull();
    expect(() => statSync(join(folder, 'bots.sqlite'))).toThrow('ENOENT');
  });

  it('keep their messages in a file that others cannot read', async () => {
    const { bots } = await opened(http);
    expect(statSync(join(folder, 'bots.sqlite')).mode & 0o077).toBe(0);
    await bots?.close(0);
  });

  it('in stream mode ask the gateway for a connection once they start', async () => {
    const { bots, called, lines } = await opened(stream);
    expect(bots?.hooks).toEqual({});
    await bots?.start();
    await expect
      .poll(() => lines)
      .toMatchObject([{ logged: 'stream gateway gives no connection' }]);
    expect(called).toEqual(['dingtalk connections/open']);
    await bots?.close(0);
  });

  it('in http mode call nobody by themselves', async () => {
    const { bots, called } = await opened(http);
    expect(Object.keys(bots?.hooks ?? {})).toEqual(['dingtalk']);
    await bots?.start();
    expect(called).toEqual([]);
    await bots?.close(0);
  });

  it('answer in one process only, and in the next once that has let go', async () => {
    const { bots } = await opened(http);
    await expect(opened(http)).rejects.toThrow('另一个进程正在回答机器人的消息');
    await bots?.close(0);
    const next = await opened(http);
    await next.bots?.close(0);
  });

  it('may be closed twice', async () => {
    const { bots } = await opened(http);
    await Promise.all([bots?.close(0), bots?.close(0)]);
    await bots?.close(0);
  });
});
