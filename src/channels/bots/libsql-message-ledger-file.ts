import { join } from 'node:path';
import type Database from 'libsql';
import { type LibsqlFile, openLibsqlFile, unusableFile } from '../../answer/libsql-file.js';
import type { WenceError } from '../../errors.js';

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
  return openLibsqlFile(fileAt(file));
}

/** What is said of a file that answers cannot be kept in. `reason` holds nothing of what the file holds. */
export function unusableMessageLedger(file: string, reason: string): WenceError {
  return unusableFile(fileAt(file), { reason });
}

function fileAt(path: string): LibsqlFile {
  return {
    path,
    name: '机器人消息的文件',
    lack: '没有它，重启后同一条消息会答两次，所以不启动。',
    tables: TABLES,
    version: 1,
  };
}
