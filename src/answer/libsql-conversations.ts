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
import type {
  ConversationOptions,
  Conversations,
  Feedback,
  OpenConversation,
  Turn,
} from './conversations.js';

/** Conversations in a file of their own, until it is closed. */
export interface StoredConversations extends Conversations {
  close(): void;
}

/** Raised with every change of the tables; a file of another version is left alone. */
const SCHEMA_VERSION = 1;
/** How long a write waits for another process; it blocks this one. */
const BUSY_MS = 500;
/** What has expired or is too much is forgotten this often, in conversations begun. */
const SWEEP_EVERY = 50;
/** The same in turns, which also come without new conversations. */
const SWEEP_EVERY_TURNS = 500;
/** Share of the conversations that gives way at once where the file is too large. */
const SHARE_DROPPED = 1 / 20;

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

// Kept as JSON: SQLite would cut a text at a NUL, which a question may hold.
const turnSchema = z.object({
  answerId: z.string(),
  question: z.string(),
  interpretedQuestion: z.string(),
  cited: z.array(z.object({ documentId: z.string(), sectionId: z.string() })),
});
const feedbackSchema = z.object({ value: z.enum(['up', 'down']), comment: z.string().optional() });
const contentRow = z.object({ content: z.string() });
const useRow = z.object({ bytes: z.number(), conversations: z.number() });
const checkpointRow = z.object({ busy: z.number() });

/** The file of conversations and feedback in the folder of `WENCE_DATA`. */
export function conversationsFile(dataDir: string): string {
  return join(dataDir, 'conversations.sqlite');
}

/**
 * Opens the file of conversations, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openLibsqlConversations(
  file: string,
  { limits, clockMs, newId }: ConversationOptions,
): StoredConversations {
  const database = openFile(file);
  const known = database.prepare('SELECT id FROM conversations WHERE id = ? AND touched_ms > ?');
  const begin = database.prepare('INSERT INTO conversations (id, touched_ms) VALUES (?, ?)');
  const touch = database.prepare('UPDATE conversations SET touched_ms = ? WHERE id = ?');
  const turnsOf = database.prepare(
    'SELECT content FROM turns WHERE conversation_id = ? ORDER BY number',
  );
  const addTurn = database.prepare(
    'INSERT INTO turns (answer_id, conversation_id, content) VALUES (?, ?, ?)',
  );
  const dropOldTurns = database.prepare(
    'DELETE FROM turns WHERE conversation_id = ? AND number <= (SELECT number FROM turns WHERE conversation_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?)',
  );
  const dropExpired = database.prepare('DELETE FROM conversations WHERE touched_ms <= ?');
  const dropSurplus = database.prepare(
    'DELETE FROM conversations WHERE id IN (SELECT id FROM conversations ORDER BY touched_ms DESC, id LIMIT -1 OFFSET ?)',
  );
  const dropSilent = database.prepare(
    'DELETE FROM conversations WHERE id IN (SELECT id FROM conversations ORDER BY touched_ms, id LIMIT ?)',
  );
  const drop = database.prepare('DELETE FROM conversations WHERE id = ?');
  const fileUse = database.prepare(
    'SELECT (page_count - freelist_count) * page_size AS bytes, (SELECT count(*) FROM conversations) AS conversations FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  );
  const answered = database.prepare(
    'SELECT 1 FROM turns JOIN conversations ON conversations.id = conversation_id WHERE answer_id = ? AND touched_ms > ?',
  );
  const keepFeedback = database.prepare(
    'INSERT INTO feedback (answer_id, content) VALUES (?, ?) ON CONFLICT (answer_id) DO UPDATE SET content = excluded.content',
  );
  const feedbackOf = database.prepare('SELECT content FROM feedback WHERE answer_id = ?');

  const oldestMs = () => clockMs() - limits.expiryMs;
  let begun = 0;
  let recorded = 0;
  const sweep = (): void => {
    dropExpired.run(oldestMs());
    dropSurplus.run(limits.conversations);
    // The last one stays, however large it is: it is being asked in.
    for (let use = readUse(fileUse.get()); use.bytes > limits.bytes && use.conversations > 1; ) {
      dropSilent.run(Math.min(use.conversations - 1, Math.ceil(use.conversations * SHARE_DROPPED)));
      use = readUse(fileUse.get());
    }
  };
  sweep();

  const open = database.transaction((asked: string | undefined): OpenConversation => {
    if (asked !== undefined && known.get(asked, oldestMs()) !== undefined) {
      touch.run(clockMs(), asked);
      return { id: asked, turns: turnsOf.all(asked).map(readTurn) };
    }
    const id = newId();
    begin.run(id, clockMs());
    begun += 1;
    if (begun % Math.min(SWEEP_EVERY, limits.conversations) === 0) sweep();
    return { id, turns: [] };
  });
  const record = database.transaction((id: string, turn: Turn) => {
    if (touch.run(clockMs(), id).changes === 0) return;
    addTurn.run(turn.answerId, id, JSON.stringify(turn));
    dropOldTurns.run(id, id, limits.turns);
    recorded += 1;
    if (recorded % SWEEP_EVERY_TURNS === 0) sweep();
  });
  const rate = database.transaction((answerId: string, feedback: Feedback) => {
    if (answered.get(answerId, oldestMs()) === undefined) return false;
    keepFeedback.run(answerId, JSON.stringify(feedback));
    return true;
  });

  let isInLog = false;
  const forget = (id: string): void => {
    if (drop.run(id).changes > 0) isInLog = true;
    if (!isInLog) return;
    // The write-ahead log still holds what was written before it was overwritten.
    const { busy } = checkpointRow.parse(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
    if (busy !== 0)
      throw new Error('the write-ahead log is in use and still holds what was forgotten');
    isInLog = false;
  };

  return {
    open: (id) => attempt(() => open.immediate(id)),
    record: (id, turn) => attempt(() => void record.immediate(id, turn)),
    forget: (id) => attempt(() => forget(id)),
    rate: (answerId, feedback) => attempt(() => rate.immediate(answerId, feedback)),
    feedbackOn: (answerId) => attempt(() => readFeedback(feedbackOf.get(answerId))),
    close: () => void database.close(),
  };
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

function openFile(file: string): Database.Database {
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

/** Does it now; where the file fails the promise is rejected and nothing thrown. */
function attempt<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(act()));
}

function readUse(row: unknown): z.infer<typeof useRow> {
  return useRow.parse(row);
}

function readFeedback(row: unknown): Feedback | undefined {
  return row === undefined ? undefined : feedbackSchema.parse(contentOf(row));
}

function readTurn(row: unknown): Turn {
  return turnSchema.parse(contentOf(row));
}

function contentOf(row: unknown): unknown {
  return JSON.parse(contentRow.parse(row).content);
}
