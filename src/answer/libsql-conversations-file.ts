import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { WenceError } from '../errors.js';
import {
  type LibsqlFile,
  openLibsqlFile,
  requireKnownVersion,
  unusableFile,
} from './libsql-file.js';

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
      requireKnownVersion(database, fileAt(file));
    } finally {
      database.close();
    }
  } catch (cause) {
    throw unusableFile(fileAt(file), { cause });
  }
}

/**
 * Opens the file, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openConversationsFile(file: string): Database.Database {
  return openLibsqlFile(fileAt(file));
}

function fileAt(path: string): LibsqlFile {
  return { path, name: '对话和反馈的文件', lack: '', tables: TABLES, version: 1 };
}
