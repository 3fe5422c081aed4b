import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { AskClient } from '../../../src/widget/ask/ask-client.js';
import { AskFailure } from '../../../src/widget/ask/ask-client.js';
import type { ChatSession } from '../../../src/widget/conversation/chat-session.js';
import { createChatSession } from '../../../src/widget/conversation/create-chat-session.js';
import { openConversationStore } from '../../../src/widget/conversation/open-conversation-store.js';
import { anAnswer } from '../ask/replies.js';

const client: AskClient = {
  ask: ({ question }) => Promise.resolve(anAnswer({ question })),
  overview: () => Promise.reject(new AskFailure('server')),
  document: () => Promise.reject(new AskFailure('server')),
  rate: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};
const network = { isOffline: () => false, subscribe: () => () => undefined };

const open: ChatSession[] = [];
let sites = 0;

function tabsOf(count: number): readonly ChatSession[] {
  const baseUrl = `https://tabs.example/${sites++}/`;
  const tabs = Array.from({ length: count }, () => {
    const store = openConversationStore({ baseUrl });
    return createChatSession({ client, store, network });
  });
  for (const tab of tabs) tab.start();
  open.push(...tabs);
  return tabs;
}

async function ask(tab: ChatSession, question: string): Promise<void> {
  tab.ask(question);
  await vi.waitFor(() => {
    expect(tab.state.isBusy).toBe(false);
    expect(tab.state.history[0]?.turnCount).toBeGreaterThanOrEqual(1);
  });
}

function questions({ state }: ChatSession): readonly string[] {
  return state.conversation.turns.map(({ question }) => question);
}

afterEach(() => {
  for (const tab of open.splice(0)) tab.close();
});

it('two tabs in one conversation keep each other’s turns', async () => {
  const [one, two] = tabsOf(2);
  if (one === undefined || two === undefined) throw new Error('no tabs');
  await ask(one, '甲');
  await vi.waitFor(() => expect(two.state.history).toHaveLength(1));
  await two.open(one.state.conversation.key);
  await Promise.all([ask(one, '乙'), ask(two, '丙')]);
  await ask(one, '丁');
  await vi.waitFor(() => {
    expect([...questions(one)].sort()).toEqual(['丁', '丙', '乙', '甲'].sort());
    expect(questions(two)).toEqual(questions(one));
    expect(one.state.history[0]?.turnCount).toBe(4);
  });
});

it('what one tab forgets is gone in the other', async () => {
  const [one, two] = tabsOf(2);
  if (one === undefined || two === undefined) throw new Error('no tabs');
  await ask(one, '甲');
  await vi.waitFor(() => expect(two.state.history).toHaveLength(1));
  await two.open(one.state.conversation.key);
  await one.forget('all');
  await vi.waitFor(() => {
    expect(two.state.history).toEqual([]);
    expect(questions(two)).toEqual([]);
  });
});
