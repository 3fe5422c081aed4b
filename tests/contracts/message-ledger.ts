import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BotMessage, Sender } from '../../src/channels/bots/bot-message.js';
import type {
  LedgerLimits,
  LedgerOptions,
  MessageLedger,
} from '../../src/channels/bots/message-ledger.js';

const sender: Sender = { platform: 'wecom-bot', bot: 'b', chat: 'g', user: 'u' };

/** A message of that id, as a platform's parser would make it. */
export const messageOf = (id: string, fields: Partial<BotMessage> = {}): BotMessage => ({
  key: `wecom-bot:b:${id}`,
  sender,
  isGroup: true,
  content: { kind: 'text', text: `问题${id}` },
  replyTo: '{"url":"https://example.invalid/secret"}',
  receivedAtMs: 1000,
  ...fields,
});

/** What every {@link MessageLedger} promises, tried on one implementation; time is the suite's. */
export function messageLedgerContract(
  name: string,
  make: {
    readonly build: (options: LedgerOptions) => MessageLedger;
    readonly clean?: () => void;
  },
): void {
  describe(`${name} as a ledger of messages`, () => {
    let nowMs = 0;
    let ledger: MessageLedger;
    const limits: LedgerLimits = { keyMs: 1000, keys: 3, conversationMs: 1000, conversations: 2 };
    beforeEach(() => {
      nowMs = 1_000_000;
      ledger = make.build({ limits, clockMs: () => nowMs });
    });
    afterEach(() => make.clean?.());

    it('lets one of many claims of a key through', async () => {
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => ledger.claim(messageOf('1'))),
      );
      expect(claims.filter((isFirst) => isFirst)).toHaveLength(1);
    });

    it('keeps messages of other bots and platforms apart', async () => {
      expect(await ledger.claim(messageOf('1'))).toBe(true);
      expect(await ledger.claim(messageOf('1', { key: 'wecom-app:b:1' }))).toBe(true);
    });

    it('owes what is claimed, oldest first, letter for letter', async () => {
      const odd = messageOf('2', {
        content: { kind: 'text', text: `'; DROP TABLE messages; -- \u0000 😀\n` },
      });
      const other = messageOf('3', { content: { kind: 'unsupported', what: 'image' } });
      for (const message of [odd, messageOf('1'), other]) await ledger.claim(message);
      expect(await ledger.owed()).toEqual(
        [odd, messageOf('1'), other].map((message) => ({
          message,
          progress: { kind: 'claimed' },
          failedTries: 0,
        })),
      );
    });

    it('gives a released claim to the next try', async () => {
      await ledger.claim(messageOf('1'));
      await ledger.release('wecom-bot:b:1');
      expect(await ledger.owed()).toEqual([]);
      expect(await ledger.claim(messageOf('1'))).toBe(true);
    });

    it('knows which parts were sent, and how often it failed', async () => {
      const { key } = messageOf('1');
      await ledger.claim(messageOf('1'));
      await ledger.answered(key, ['一', '二'], 'a_1');
      await ledger.sent(key, 1);
      await ledger.failed(key);
      await ledger.failed(key);
      expect(await ledger.owed()).toEqual([
        {
          message: messageOf('1'),
          progress: { kind: 'answered', parts: ['一', '二'], sentParts: 1 },
          failedTries: 2,
        },
      ]);
    });

    it('owes nothing of a finished message, and claims it no more', async () => {
      const { key } = messageOf('1');
      await ledger.claim(messageOf('1'));
      await ledger.answered(key, ['一'], 'a_1');
      await ledger.finish(key);
      expect(await ledger.owed()).toEqual([]);
      expect(await ledger.claim(messageOf('1'))).toBe(false);
      await ledger.sent(key, 1);
      await ledger.release(key);
      expect(await ledger.owed()).toEqual([]);
      expect(await ledger.claim(messageOf('1'))).toBe(false);
    });

    it('says which answer a message got, also after it is finished', async () => {
      const { key } = messageOf('1');
      await ledger.claim(messageOf('1'));
      expect(await ledger.answerOf(key)).toBeUndefined();
      await ledger.answered(key, ['一'], 'a_1');
      await ledger.finish(key);
      expect(await ledger.answerOf(key)).toBe('a_1');
      expect(await ledger.answerOf('other')).toBeUndefined();
    });

    it('does nothing for a key that it does not have', async () => {
      await ledger.answered('none', ['x']);
      await ledger.failed('none');
      await ledger.finish('none');
      await ledger.release('none');
      expect(await ledger.owed()).toEqual([]);
    });

    it('forgets a finished key once it has expired, and never what is owed', async () => {
      await ledger.claim(messageOf('owed'));
      await ledger.claim(messageOf('done'));
      await ledger.finish(messageOf('done').key);
      nowMs += 1001;
      for (const id of ['1', '2', '3', '4']) await ledger.claim(messageOf(id));
      expect(await ledger.claim(messageOf('done'))).toBe(true);
      expect(await ledger.claim(messageOf('owed'))).toBe(false);
    });

    it('lets the oldest finished keys give way where there are too many', async () => {
      await ledger.claim(messageOf('owed'));
      for (let id = 1; id <= 20; id += 1) {
        await ledger.claim(messageOf(`${id}`));
        await ledger.finish(messageOf(`${id}`).key);
      }
      expect(await ledger.claim(messageOf('1'))).toBe(true);
      expect(await ledger.claim(messageOf('20'))).toBe(false);
      expect(await ledger.claim(messageOf('owed'))).toBe(false);
    });

    it('keeps one conversation for each user in each chat, until it is forgotten', async () => {
      const other: Sender = { ...sender, chat: 'u' };
      await ledger.remember(sender, { conversationId: 'c_1', answerId: 'a_1' });
      await ledger.remember(other, { conversationId: 'c_2', answerId: 'a_2' });
      await ledger.remember(sender, { conversationId: 'c_1', answerId: 'a_3' });
      expect(await ledger.conversationOf(sender)).toEqual({
        conversationId: 'c_1',
        answerId: 'a_3',
      });
      await ledger.forget(sender);
      expect(await ledger.conversationOf(sender)).toBeUndefined();
      expect(await ledger.conversationOf(other)).toMatchObject({ conversationId: 'c_2' });
      expect(await ledger.conversationOf({ ...other, user: 'v' })).toBeUndefined();
    });

    it('does not take two senders for one whose names run together', async () => {
      await ledger.remember(
        { ...sender, chat: 'a","b', user: 'c' },
        { conversationId: 'c_1', answerId: 'a' },
      );
      expect(await ledger.conversationOf({ ...sender, chat: 'a', user: 'b","c' })).toBeUndefined();
    });

    it('forgets a conversation that was silent too long, or gives way', async () => {
      const of = (user: string) => ({ ...sender, user });
      await ledger.remember(of('1'), { conversationId: 'c_1', answerId: 'a' });
      nowMs += 1;
      await ledger.remember(of('2'), { conversationId: 'c_2', answerId: 'a' });
      nowMs += 1;
      await ledger.remember(of('3'), { conversationId: 'c_3', answerId: 'a' });
      await ledger.remember(of('3'), { conversationId: 'c_3', answerId: 'b' });
      expect(await ledger.conversationOf(of('1'))).toBeUndefined();
      expect(await ledger.conversationOf(of('2'))).toBeDefined();
      nowMs += 1001;
      expect(await ledger.conversationOf(of('3'))).toBeUndefined();
    });
  });
}
