import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { conversationLimits } from '../../src/answer/conversations.js';
import {
  openLibsqlConversations,
  type StoredConversations,
} from '../../src/answer/libsql-conversations.js';
import { checkConversationsFile } from '../../src/answer/libsql-conversations-file.js';
import { createMemoryConversations } from '../../src/answer/memory-conversations.js';
import { steadyConversations } from '../../src/answer/steady-conversations.js';
import { conversationsContract } from '../contracts/conversations.js';

const folder = mkdtempSync(join(tmpdir(), 'wence-conversations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => {
  files += 1;
  return join(folder, `${files}`, 'conversations.sqlite');
};

conversationsContract('memory', { build: createMemoryConversations });

const opened: StoredConversations[] = [];
conversationsContract('a file', {
  build: (options) => {
    const store = openLibsqlConversations(newFile(), options);
    opened.push(store);
    return store;
  },
  clean: () => opened.pop()?.close(),
});

const options = (nowMs = 1000) => {
  let ids = 0;
  return {
    limits: conversationLimits(30),
    clockMs: () => nowMs,
    newId: () => {
      ids += 1;
      return `c_${nowMs}_${ids}`;
    },
  };
};
const turn = { answerId: 'a_1', question: '问', interpretedQuestion: '问', cited: [] };

describe('conversations in a file', () => {
  it('last beyond the process that held them', async () => {
    const file = newFile();
    const before = openLibsqlConversations(file, options());
    const { id } = await before.open(undefined);
    await before.record(id, turn);
    before.close();
    const after = openLibsqlConversations(file, options(2000));
    expect(await after.open(id)).toEqual({ id, turns: [turn] });
    after.close();
  });

  it('are shared by two servers over one file without loss', async () => {
    const file = newFile();
    const [first, second] = [
      openLibsqlConversations(file, options(1000)),
      openLibsqlConversations(file, options(1001)),
    ];
    const { id } = await first.open(undefined);
    for (let number = 0; number < 20; number += 1) {
      const store = number % 2 === 0 ? first : second;
      await store.record(id, { ...turn, answerId: `a_${number}` });
    }
    expect((await second.open(id)).turns).toHaveLength(20);
    first.close();
    second.close();
  });

  it('are dropped at the next start once they have expired', async () => {
    const file = newFile();
    const before = openLibsqlConversations(file, options());
    const { id } = await before.open(undefined);
    await before.record(id, turn);
    before.close();
    openLibsqlConversations(file, options(1000 + conversationLimits(30).expiryMs)).close();
    const database = new Database(file);
    expect(database.prepare('SELECT count(*) AS n FROM turns').get()).toMatchObject({ n: 0 });
    database.close();
  });

  it('leave no word in any of their files once forgotten', async () => {
    const file = newFile();
    const store = openLibsqlConversations(file, options());
    const [secret, kept] = [await store.open(undefined), await store.open(undefined)];
    await store.record(secret.id, { ...turn, question: '极其秘密的问题' });
    await store.record(kept.id, { ...turn, answerId: 'a_2', question: '留着的问题' });
    await store.rate('a_1', { value: 'down', comment: '极其秘密的评论' });
    const hold = (words: string) =>
      [file, `${file}-wal`].some((path) => existsSync(path) && readFileSync(path).includes(words));
    expect(hold('极其秘密')).toBe(true);
    await store.forget(secret.id);
    expect(hold('极其秘密')).toBe(false);
    expect(hold('留着的问题')).toBe(true);
    store.close();
  });

  it('give way, the longest silent first, where the file would grow too large', async () => {
    const file = newFile();
    let nowMs = 0;
    const limits = { ...conversationLimits(30), bytes: 400_000 };
    const store = openLibsqlConversations(file, { ...options(), limits, clockMs: () => nowMs });
    const ids: string[] = [];
    for (let number = 0; number < 150; number += 1) {
      nowMs += 1;
      const { id } = await store.open(undefined);
      ids.push(id);
      await store.record(id, { ...turn, answerId: `a_${number}`, question: '长'.repeat(3000) });
    }
    expect((await store.open(ids.at(-1))).id).toBe(ids.at(-1));
    expect((await store.open(ids[0])).id).not.toBe(ids[0]);
    store.close();
    expect(statSync(file).size).toBeLessThan(1_200_000);
  });

  it('are readable by their owner alone', () => {
    const file = newFile();
    openLibsqlConversations(file, options()).close();
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('say what to do where the file is none of theirs, of a later version, or cannot be made', () => {
    const foreign = newFile();
    mkdirSync(dirname(foreign));
    writeFileSync(foreign, '这不是数据库。'.repeat(200));
    const later = newFile();
    openLibsqlConversations(later, options()).close();
    const database = new Database(later);
    database.pragma('user_version = 99');
    database.close();
    const impossible = join(foreign, 'below', 'conversations.sqlite');
    for (const file of [foreign, later, impossible]) {
      const opening = () => openLibsqlConversations(file, options());
      expect(opening).toThrow(/WENCE_DATA/);
      expect(opening).toThrow(expect.objectContaining({ code: 'invalid_setting' }));
      expect(() => checkConversationsFile(file)).toThrow(/WENCE_DATA/);
    }
  });

  it('are checked without making a file', () => {
    const file = newFile();
    expect(() => checkConversationsFile(file)).not.toThrow();
    expect(existsSync(file)).toBe(false);
    openLibsqlConversations(file, options()).close();
    expect(() => checkConversationsFile(file)).not.toThrow();
  });
});

describe('conversations that must not keep a question from being answered', () => {
  const broken = new Error('disk full');
  const failing = {
    open: () => Promise.reject(broken),
    record: () => Promise.reject(broken),
    forget: () => Promise.reject(broken),
    rate: () => Promise.reject(broken),
    feedbackOn: () => Promise.reject(broken),
  };

  it('go on in memory while the file fails, and say so', async () => {
    const problems: unknown[] = [];
    const store = steadyConversations(failing, {
      second: createMemoryConversations(options()),
      onProblem: (problem) => problems.push(problem),
    });
    const { id } = await store.open(undefined);
    await store.record(id, turn);
    expect((await store.open(id)).turns).toEqual([turn]);
    expect(await store.rate('a_1', { value: 'up' })).toBe(true);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('never report as forgotten what the file still holds', async () => {
    const store = steadyConversations(failing, {
      second: createMemoryConversations(options()),
      onProblem: () => undefined,
    });
    await expect(store.forget('c_1')).rejects.toBe(broken);
  });

  it('are those of the file while it works', async () => {
    const file = createMemoryConversations(options());
    const store = steadyConversations(file, {
      second: createMemoryConversations(options(5)),
      onProblem: () => undefined,
    });
    const { id } = await store.open(undefined);
    await store.record(id, turn);
    expect((await file.open(id)).turns).toEqual([turn]);
  });
});
