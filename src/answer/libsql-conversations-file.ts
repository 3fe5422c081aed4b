import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { WenceError } from '../errors.js';

/** Raised with every change of the tables; a file of another version is left alone. */
const SCHEMA_VERSION = 1;
/** How long a write waits for another process; it blocks this one. */
const BUSY_MS = 500;

const TABLES = `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    touched_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX conversations_by_age ON conversations (touched_ms);
  CREATE TABLE turns (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX turns_of_conversation ON turns (conversation_id, number);
  CREATE TABLE feedback (
    answer_id TEXT PRIMARY KEY REFERENCES turns (answer_id) ON DELETE CASCADE,
    content TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The file of conversations and feedback in the folder of `WENCE_DATA`. */
export function conversationsFile(dataDir: string): string {
  return join(dataDir, 'conversations.sqlite');
}

/**
 * Whether conversations could be kept in a file, without making or changing it.
 *
 * @throws WenceError `invalid_setting` where not, with what to do
 */
export function checkConversationsFile(file: string): void {
  try {
    let folder = dirname(file);
    while (!existsSync(folder)) folder = dirname(folder);
    accessSync(folder, constants.W_OK);
    if (!statSync(folder).isDirectory())
      throw new WenceError('invalid_setting', `${folder} 不是目录`);
    if (!existsSync(file)) return;
    accessSync(file, constants.W_OK);
    const database = new Database(file, { readonly: true });
    try {
      requireKnownVersion(versionOf(database));
    } finally {
      database.close();
    }
  } catch (error) {
    throw problemWith(file, error);
  }
}

/**
 * Opens the file, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openConversationsFile(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Made before SQLite would: what is asked is nobody else's business.
    closeSync(openSync(file, 'a', 0o600));
    database = new Database(file);
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // What is forgotten is overwritten, not only unlinked.
    database.pragma('secure_delete = ON');
    prepareTables(database);
    return database;
  } catch (error) {
    database?.close();
    throw problemWith(file, error);
  }
}

function prepareTables(database: Database.Database): void {
  database
    .transaction(() => {
      const version = versionOf(database);
      requireKnownVersion(version);
      if (version === 0) database.exec(TABLES);
      // Also where nothing changes: a file that cannot be written shows itself now.
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
}

/** 0 for a new file. */
function versionOf(database: Database.Database): number {
  const row = database.prepare('PRAGMA user_version').get();
  return z.object({ user_version: z.number() }).parse(row).user_version;
}

function requireKnownVersion(version: number): void {
  if (version > SCHEMA_VERSION) {
    throw new WenceError('invalid_setting', `由更新版本的程序建立（格式 ${version}）`);
  }
}

function problemWith(file: string, error: unknown): WenceError {
  const reason =
    error instanceof WenceError
      ? error.message
      : error instanceof Error
        ? error.message
        : String(error);
  return new WenceError(
    'invalid_setting',
    `对话和反馈的文件 ${file} 不能用：${reason}。请让 WENCE_DATA 指向可以写入的目录；文件若已损坏，把它移走，会重新建立。`,
    { cause: error, details: [{ field: 'WENCE_DATA', message: '不能写入对话和反馈的文件' }] },
  );
}
