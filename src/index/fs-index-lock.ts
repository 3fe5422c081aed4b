import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { z } from 'zod';
import { systemErrorCode, WenceError } from '../errors.js';

const lockSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });

/** Locks that this very process holds: its own number in a file proves nothing after a restart. */
const heldTokens = new Set<string>();

const LOCK_FILE = '.lock';
const HEARTBEAT_MS = 10_000;
/** A lock that was not touched for so long belongs to a process that is gone. */
const STALE_AFTER_MS = 120_000;

/**
 * Runs `work` as the only writer of an index folder. A lock left by a process that is gone (on this
 * machine its number is free, elsewhere it has not been touched for two minutes) is taken over.
 *
 * @throws WenceError `not_ready` naming the process that is writing, and the file that says so
 */
export async function withIndexLock<T>(indexDir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(indexDir, { recursive: true });
  const file = join(indexDir, LOCK_FILE);
  const token = randomUUID();
  await acquire(file, token);
  heldTokens.add(token);
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    heldTokens.delete(token);
    if ((await readLock(file))?.token === token) {
      await rm(file, { force: true });
    }
  }
}

async function acquire(file: string, token: string): Promise<void> {
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token });
  const create = () =>
    writeFile(file, content, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') {
          return false;
        }
        throw new WenceError('invalid_setting', `无法写入索引文件夹（${file}）：${error.message}`, {
          cause: error,
        });
      },
    );
  if (await create()) {
    return;
  }
  const holder = await readLock(file);
  if (await isStale(file, holder)) {
    await rm(file, { force: true });
    if (await create()) {
      return;
    }
  }
  throw new WenceError(
    'not_ready',
    `另一个进程（${holder === undefined ? '未知' : `${holder.host} 上的 ${holder.pid}`}）正在建立索引，请等它结束；若确知它已不在，删除 ${file} 后重试。`,
  );
}

async function isStale(
  file: string,
  holder: z.infer<typeof lockSchema> | undefined,
): Promise<boolean> {
  const touchedMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (Date.now() - touchedMs > STALE_AFTER_MS) {
    return true;
  }
  if (holder === undefined || holder.host !== hostname()) {
    return false;
  }
  return holder.pid === process.pid ? !heldTokens.has(holder.token) : !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return systemErrorCode(error) === 'EPERM';
  }
}

async function readLock(file: string): Promise<z.infer<typeof lockSchema> | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
