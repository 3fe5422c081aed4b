import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { WenceError } from '../../errors.js';

/** Raised with every change of the tables; a file of another version is left alone. */
const SCHEMA_VERSION = 1;
/** How long a write waits for another process; it blocks this one. */
const BUSY_MS = 500;

const TABLES = `
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    claimed_ms INTEGER NOT NULL,
    message TEXT,
    parts TEXT,
    sent_parts INTEGER NOT NULL DEFAULT 0,
    failed_tries INTEGER NOT NULL DEFAULT 0,
    answer_id TEXT
  ) STRICT;
  CREATE INDEX messages_owed ON messages (number) WHERE message IS NOT NULL;
  CREATE TABLE conversations (
    sender TEXT PRIMARY KEY,
    touched_ms INTEGER NOT NULL,
    content TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX conversations_by_age ON conversations (touched_ms);
`;

/** The file in the folder of `WENCE_DATA` that says which messages of bots were answered. */
export function messageLedgerFile(dataDir: string): string {
  return join(dataDir, 'bots.sqlite');
}

/**
 * Opens the file, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openMessageLedgerFile(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Made before SQLite would: what waits for an answer is nobody else's business.
    closeSync(openSync(file, 'a', 0o600));
    database = new Database(file);
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    // What was answered is overwritten, not only unlinked.
    database.pragma('secure_delete = ON');
    prepareTables(database);
    return database;
  } catch (error) {
    database?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw unusableFile(file, { reason, cause: error });
  }
}

/** What is said of a file that answers cannot be kept in. `reason` holds nothing of what the file holds. */
export function unusableFile(
  file: string,
  { reason, cause }: { readonly reason: string; readonly cause?: unknown },
): WenceError {
  return new WenceError(
    'invalid_setting',
    `机器人消息的文件 ${file} 不能用：${reason}。没有它，重启后同一条消息会答两次，所以不启动。请让 WENCE_DATA 指向可以写入的目录；文件若已损坏，把它移走，会重新建立。`,
    { cause, details: [{ field: 'WENCE_DATA', message: '不能写入机器人消息的文件' }] },
  );
}

function prepareTables(database: Database.Database): void {
  database
    .transaction(() => {
      const row = database.prepare('PRAGMA user_version').get();
      const { user_version: version } = z.object({ user_version: z.number() }).parse(row);
      if (version > SCHEMA_VERSION) throw new Error(`由更新版本的程序建立（格式 ${version}）`);
      if (version === 0) database.exec(TABLES);
      // Also where nothing changes: a file that cannot be written shows itself now.
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
}
