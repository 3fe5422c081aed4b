import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { WenceError } from '../../errors.js';

/**
 * Holds a file for this process alone until the returned function is called or the process ends, however
 * it ends: the lock is the system's. Two processes that answer the same messages would answer them twice.
 *
 * @throws WenceError `invalid_setting` where another process holds it, or it cannot be made
 */
export function holdForThisProcess(file: string): () => void {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    database = new Database(file);
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WenceError(
      'invalid_setting',
      /locked|busy/iu.test(reason)
        ? `另一个进程正在回答机器人的消息（它占着 ${file}）。一份数据目录只能有一个进程作答：请先停掉它，或者让 WENCE_DATA 指向别的目录。`
        : `机器人消息的锁 ${file} 不能用：${reason}。请让 WENCE_DATA 指向可以写入的目录。`,
      { cause, details: [{ field: 'WENCE_DATA', message: '已被另一个进程占用，或不能写入' }] },
    );
  }
  const held = database;
  return () => {
    // Closing alone leaves the lock until the connection is collected.
    held.exec('ROLLBACK');
    held.close();
  };
}
