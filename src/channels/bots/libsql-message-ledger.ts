import { z } from 'zod';
import { attempt } from '../../answer/libsql-file.js';
import type { BotMessage } from './bot-message.js';
import { openMessageLedgerFile, unusableMessageLedger } from './libsql-message-ledger-file.js';
import {
  type BotConversation,
  type LedgerOptions,
  type MessageLedger,
  type OwedMessage,
  senderKey,
} from './message-ledger.js';

/** A ledger in a file of its own, until it is closed. */
export interface StoredMessageLedger extends MessageLedger {
  close(): void;
}

/** Keys that have expired or are too many are dropped this often, in claims. */
const SWEEP_EVERY = 500;

const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('unsupported'), what: z.string() }),
  z.object({ kind: z.literal('hello') }),
]);
// Kept as JSON: SQLite would cut a text at a NUL, which a message may hold.
const messageSchema: z.ZodType<BotMessage> = z.object({
  key: z.string(),
  sender: z.object({
    platform: z.enum(['wecom-bot', 'wecom-app', 'dingtalk']),
    bot: z.string(),
    chat: z.string(),
    user: z.string(),
  }),
  isGroup: z.boolean(),
  content: contentSchema,
  replyTo: z.string(),
  receivedAtMs: z.number(),
});
const owedRow = z.object({
  message: z.string(),
  parts: z.string().nullable(),
  sent_parts: z.number(),
  failed_tries: z.number(),
});
const partsSchema = z.array(z.string());
const answerRow = z.object({ answer_id: z.string().nullable() });
const contentRow = z.object({ content: z.string() });
const conversationSchema = z.object({ conversationId: z.string(), answerId: z.string() });

/**
 * Opens the file of answered and owed messages, making it where it is missing, readable by its owner
 * alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openLibsqlMessageLedger(
  file: string,
  { limits, clockMs }: LedgerOptions,
): StoredMessageLedger {
  const database = openMessageLedgerFile(file);
  const insert = database.prepare(
    'INSERT INTO messages (key, claimed_ms, message) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING',
  );
  const release = database.prepare('DELETE FROM messages WHERE key = ? AND message IS NOT NULL');
  const owed = database.prepare(
    'SELECT message, parts, sent_parts, failed_tries FROM messages WHERE message IS NOT NULL ORDER BY number',
  );
  const owes = database.prepare('SELECT 1 FROM messages WHERE message IS NOT NULL LIMIT 1');
  const answered = database.prepare(
    'UPDATE messages SET parts = ?, sent_parts = 0, answer_id = ? WHERE key = ? AND message IS NOT NULL',
  );
  const answerOf = database.prepare('SELECT answer_id FROM messages WHERE key = ?');
  const sent = database.prepare(
    'UPDATE messages SET sent_parts = ? WHERE key = ? AND message IS NOT NULL',
  );
  const failed = database.prepare(
    'UPDATE messages SET failed_tries = failed_tries + 1 WHERE key = ? AND message IS NOT NULL',
  );
  const finish = database.prepare('UPDATE messages SET message = NULL, parts = NULL WHERE key = ?');
  const dropExpired = database.prepare(
    'DELETE FROM messages WHERE message IS NULL AND claimed_ms <= ?',
  );
  const dropSurplus = database.prepare(
    'DELETE FROM messages WHERE message IS NULL AND number <= (SELECT number FROM messages ORDER BY number DESC LIMIT 1 OFFSET ?)',
  );
  const known = database.prepare(
    'SELECT content FROM conversations WHERE sender = ? AND touched_ms > ?',
  );
  const remember = database.prepare(
    'INSERT INTO conversations (sender, touched_ms, content) VALUES (?, ?, ?) ON CONFLICT (sender) DO UPDATE SET touched_ms = excluded.touched_ms, content = excluded.content',
  );
  const forget = database.prepare('DELETE FROM conversations WHERE sender = ?');
  const dropSilent = database.prepare('DELETE FROM conversations WHERE touched_ms <= ?');
  const dropMostSilent = database.prepare(
    'DELETE FROM conversations WHERE sender IN (SELECT sender FROM conversations ORDER BY touched_ms DESC, sender LIMIT -1 OFFSET ?)',
  );

  const sweepKeys = (): void => {
    dropExpired.run(clockMs() - limits.keyMs);
    dropSurplus.run(limits.keys);
  };
  const sweepConversations = (): void => {
    dropSilent.run(clockMs() - limits.conversationMs);
    dropMostSilent.run(limits.conversations);
  };
  sweepKeys();
  sweepConversations();
  try {
    owed.all().map(readOwed);
  } catch {
    database.close();
    // The error would quote the row, which holds words and addresses.
    throw unusableMessageLedger(file, '里面有读不懂的消息');
  }

  let claims = 0;
  let remembered = 0;
  const claim = (message: BotMessage): boolean => {
    claims += 1;
    if (claims % Math.min(SWEEP_EVERY, limits.keys) === 0) sweepKeys();
    return insert.run(message.key, clockMs(), JSON.stringify(message)).changes > 0;
  };
  const rememberOne = (sender: string, conversation: BotConversation): void => {
    remember.run(sender, clockMs(), JSON.stringify(conversation));
    remembered += 1;
    if (remembered % Math.min(SWEEP_EVERY, limits.conversations) === 0) sweepConversations();
  };
  const empty = (): void => {
    // The write-ahead log still holds the words; while more is owed it is in use anyway.
    if (owes.get() === undefined) database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  };

  return {
    claim: (message) => attempt(() => claim(message)),
    release: (key) => attempt(() => void release.run(key)),
    owed: () => attempt(() => owed.all().map(readOwed)),
    answered: (key, parts, answerId) =>
      attempt(() => void answered.run(JSON.stringify(parts), answerId ?? null, key)),
    answerOf: (key) =>
      attempt(() => {
        const row = answerOf.get(key);
        return row === undefined ? undefined : (answerRow.parse(row).answer_id ?? undefined);
      }),
    sent: (key, sentParts) => attempt(() => void sent.run(sentParts, key)),
    failed: (key) => attempt(() => void failed.run(key)),
    finish: (key) =>
      attempt(() => {
        finish.run(key);
        empty();
      }),
    conversationOf: (sender) =>
      attempt(() => {
        const row = known.get(senderKey(sender), clockMs() - limits.conversationMs);
        return row === undefined
          ? undefined
          : conversationSchema.parse(JSON.parse(contentRow.parse(row).content));
      }),
    remember: (sender, conversation) => attempt(() => rememberOne(senderKey(sender), conversation)),
    forget: (sender) => attempt(() => void forget.run(senderKey(sender))),
    close: () => void database.close(),
  };
}

function readOwed(row: unknown): OwedMessage {
  const { message, parts, sent_parts, failed_tries } = owedRow.parse(row);
  return {
    message: messageSchema.parse(JSON.parse(message)),
    progress:
      parts === null
        ? { kind: 'claimed' }
        : { kind: 'answered', parts: partsSchema.parse(JSON.parse(parts)), sentParts: sent_parts },
    failedTries: failed_tries,
  };
}
