import { z } from 'zod';
import type {
  ConversationOptions,
  Conversations,
  Feedback,
  OpenConversation,
  Turn,
} from './conversations.js';
import { openConversationsFile } from './libsql-conversations-file.js';
import { attempt } from './libsql-file.js';

/** Conversations in a file of their own, until it is closed. */
export interface StoredConversations extends Conversations {
  close(): void;
}

/** What has expired or is too much is forgotten this often, in conversations begun. */
const SWEEP_EVERY = 50;
/** The same in turns, which also come without new conversations. */
const SWEEP_EVERY_TURNS = 500;
/** Share of the conversations that gives way at once where the file is too large. */
const SHARE_DROPPED = 1 / 20;

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

/**
 * Opens the file of conversations, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openLibsqlConversations(
  file: string,
  { limits, clockMs, newId }: ConversationOptions,
): StoredConversations {
  const database = openConversationsFile(file);
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
