import { describe, expect, it } from 'vitest';
import { conversationLimits } from '../../../src/answer/conversations.js';
import { createMemoryConversations } from '../../../src/answer/memory-conversations.js';
import type { BotMessage } from '../../../src/channels/bots/bot-message.js';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits } from '../../../src/channels/bots/message-ledger.js';
import { respond } from '../../../src/channels/bots/respond.js';
import { answerer } from '../../http/fake-service.js';

const sender = { platform: 'dingtalk', bot: 'r', chat: 'g', user: 'zhang' } as const;
const message = (text: string): BotMessage => ({
  key: 'dingtalk:r:1',
  sender,
  isGroup: true,
  content: { kind: 'text', text },
  replyTo: '',
  receivedAtMs: 0,
});

/** A user with one question answered before, and what is said to the next message. */
async function talking(forget?: () => Promise<void>) {
  const clockMs = () => 0;
  const conversations = createMemoryConversations({
    limits: conversationLimits(1),
    clockMs,
    newId: () => 'c_1',
  });
  const { id } = await conversations.open(undefined);
  const turn = { answerId: 'a_1', question: '一', interpretedQuestion: '一', cited: [] };
  await conversations.record(id, turn);
  const ledger = createMemoryMessageLedger({ limits: ledgerLimits(30), clockMs });
  await ledger.remember(sender, { conversationId: id, answerId: 'a_1' });
  const service = {
    answerer,
    conversations: forget === undefined ? conversations : { ...conversations, forget },
  };
  const { signal } = new AbortController();
  const say = (text: string) =>
    respond(message(text), { service, ledger, signal, onProgress: () => undefined });
  return { say, ledger, conversations };
}

describe('清空', () => {
  it('forgets the conversation here and at the server', async () => {
    const { say, ledger, conversations } = await talking();
    expect(await say('清空')).toMatchObject({ text: expect.stringContaining('已经清空') });
    expect(await ledger.conversationOf(sender)).toBeUndefined();
    expect((await conversations.open('c_1')).turns).toEqual([]);
    expect(await conversations.rate('a_1', { value: 'up' })).toBe(false);
  });

  it('does not say that it forgot what a file still holds', async () => {
    const { say, ledger } = await talking(() => Promise.reject(new Error('disk')));
    expect(await say('清空')).toMatchObject({ text: expect.stringContaining('没有清空成功') });
    expect(await ledger.conversationOf(sender)).toBeDefined();
  });

  it('within a sentence is a question', async () => {
    const { say, ledger } = await talking();
    expect((await say('清空闲置厂房的规定')).kind).toBe('answer');
    expect(await ledger.conversationOf(sender)).toBeDefined();
  });
});
