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
  await mkdir(indexDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw notWritable(indexDir, error);
  });
  const file = join(indexDir, LOCK_FILE);
  const token = randomUUID();
  await acquire(indexDir, token);
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

async function acquire(indexDir: string, token: string): Promise<void> {
  const file = join(indexDir, LOCK_FILE);
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token });
  const create = () =>
    writeFile(file, content, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') {
          return false;
        }
        throw notWritable(indexDir, error);
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

function notWritable(indexDir: string, error: NodeJS.ErrnoException): WenceError {
  const reason = WRITE_PROBLEMS[error.code ?? ''] ?? error.message;
  return new WenceError(
    'invalid_setting',
    `设置 WENCE_INDEX 不对：现在是“${indexDir}”，${reason}。应为一个可以写入的目录。`,
    { cause: error },
  );
}

const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  EEXIST: '它是文件，不是目录',
  ENOTDIR: '路径中有一段不是目录',
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '所在的磁盘只读',
  ENOSPC: '磁盘已满',
  ENOENT: '那里建不了目录',
};

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
