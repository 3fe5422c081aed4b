import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changeTurn, newTurn } from '../../../src/widget/conversation/change-turn.js';
import type { ConversationStore } from '../../../src/widget/conversation/conversation-store.js';
import { createIdbConversationStore } from '../../../src/widget/conversation/idb-conversation-store.js';
import { createMemoryConversationStore } from '../../../src/widget/conversation/memory-conversation-store.js';
import { openConversationStore } from '../../../src/widget/conversation/open-conversation-store.js';
import type { Turn } from '../../../src/widget/conversation/turn.js';
import { anAnswer } from '../ask/replies.js';

const opened: ConversationStore[] = [];
let stores = 0;

function inBrowser(name = `wence:test-${stores++}`): ConversationStore {
  const store = createIdbConversationStore({ name });
  opened.push(store);
  return store;
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function aTurn(key: string, askedAtMs: number): Turn {
  return changeTurn(newTurn({ key, question: `问${key}`, askedAtMs }), {
    kind: 'done',
    answer: anAnswer(),
  });
}

const head = (key: string, conversationId: string | null = null) => ({
  key,
  conversationId,
  startedAtMs: 1,
});

describe.each([
  ['in memory', createMemoryConversationStore],
  ['in IndexedDB', inBrowser],
])('conversations %s', (_name, create) => {
  it('come back as they were saved', async () => {
    const store = create();
    const waiting = newTurn({ key: 'b', question: '问b', askedAtMs: 2 });
    await store.saveTurn(head('k'), aTurn('a', 1));
    await store.saveTurn(head('k', 'c_1'), waiting);
    expect(await store.load('k')).toEqual({
      ...head('k', 'c_1'),
      turns: [aTurn('a', 1), waiting],
    });
    expect(await store.load('other')).toBeNull();
  });

  it('are listed, the one asked last first, under their first question', async () => {
    const store = create();
    await store.saveTurn(head('k1'), aTurn('a', 1));
    await store.saveTurn(head('k2'), aTurn('b', 2));
    await store.saveTurn(head('k1'), aTurn('c', 3));
    expect(await store.list()).toEqual([
      { key: 'k1', title: '问a', startedAtMs: 1, updatedAtMs: 3, turnCount: 2 },
      { key: 'k2', title: '问b', startedAtMs: 1, updatedAtMs: 2, turnCount: 1 },
    ]);
  });

  it('do not move up where an old turn is rated', async () => {
    const store = create();
    await store.saveTurn(head('k1'), aTurn('a', 1));
    await store.saveTurn(head('k1'), aTurn('b', 3));
    await store.saveTurn(head('k2'), aTurn('c', 4));
    await store.saveTurn(head('k1'), { ...aTurn('a', 1), rating: 'up' });
    expect((await store.list()).map(({ key }) => key)).toEqual(['k2', 'k1']);
    expect((await store.load('k1'))?.turns[0]?.rating).toBe('up');
  });

  it('keep the turns of two tabs that work in one', async () => {
    const store = create();
    await store.saveTurn(head('k', 'c_1'), aTurn('a', 1));
    await Promise.all([
      store.saveTurn(head('k'), aTurn('c', 3)),
      store.saveTurn(head('k'), aTurn('b', 2)),
    ]);
    const kept = await store.load('k');
    expect(kept?.turns.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    // A tab that does not know the server's id yet does not take it away.
    expect(kept?.conversationId).toBe('c_1');
  });

  it('are fifty at most, the one longest untouched going first', async () => {
    const store = create();
    for (let n = 1; n <= 50; n += 1) await store.saveTurn(head(`k${n}`), aTurn('a', n));
    await store.saveTurn(head('k1'), aTurn('b', 51));
    await store.saveTurn(head('k51'), aTurn('a', 52));
    const keys = (await store.list()).map(({ key }) => key);
    expect(keys).toHaveLength(50);
    expect(keys.slice(0, 2)).toEqual(['k51', 'k1']);
    expect(await store.load('k2')).toBeNull();
  });

  it('have two hundred turns at most, the oldest going first', async () => {
    const store = create();
    for (let n = 1; n <= 202; n += 1) await store.saveTurn(head('k'), aTurn(`t${n}`, n));
    const kept = await store.load('k');
    expect(kept?.turns).toHaveLength(200);
    expect(kept?.turns[0]?.key).toBe('t3');
    expect(await store.list()).toMatchObject([{ title: '问t1', turnCount: 200, updatedAtMs: 202 }]);
  });

  it('are forgotten one by one, or all', async () => {
    const store = create();
    await store.saveTurn(head('k1', 'c_1'), aTurn('a', 1));
    await store.saveTurn(head('k2', 'c_2'), aTurn('a', 2));
    await store.saveTurn(head('k3'), aTurn('a', 3));
    expect([...(await store.conversationIds())].sort()).toEqual(['c_1', 'c_2']);
    await store.remove('k1');
    expect(await store.load('k1')).toBeNull();
    expect((await store.load('k2'))?.turns).toHaveLength(1);
    // The turns went too: the same name begins anew.
    await store.saveTurn(head('k1'), aTurn('b', 4));
    expect((await store.load('k1'))?.turns).toHaveLength(1);
    await store.clear();
    expect(await store.list()).toEqual([]);
    expect(await store.conversationIds()).toEqual([]);
  });
});

describe('in IndexedDB', () => {
  it('are found again by the site’s next page, and not by a chat with another server', async () => {
    const site = 'https://site.example/';
    const first = openConversationStore({ baseUrl: `${site}a` });
    const next = openConversationStore({ baseUrl: `${site}a` });
    const other = openConversationStore({ baseUrl: `${site}b` });
    opened.push(first, next, other);
    await first.saveTurn(head('k'), aTurn('a', 1));
    expect(await next.list()).toHaveLength(1);
    expect(await other.list()).toHaveLength(0);
    expect(next.isLasting()).toBe(true);
  });

  it('tell other tabs what changed, and not their own', async () => {
    const here = inBrowser('wence:tabs');
    const there = inBrowser('wence:tabs');
    const [heardHere, heardThere] = [vi.fn(), vi.fn()];
    here.subscribe(heardHere);
    there.subscribe(heardThere);
    await here.saveTurn(head('k'), aTurn('a', 1));
    await here.remove('k');
    await here.clear();
    await vi.waitFor(() => expect(heardThere).toHaveBeenCalledTimes(3));
    expect(heardThere.mock.calls.flat()).toEqual([
      { kind: 'saved', conversationKey: 'k' },
      { kind: 'removed', conversationKey: 'k' },
      { kind: 'cleared' },
    ]);
    expect(heardHere).not.toHaveBeenCalled();
  });

  it('go on after they were let go of', async () => {
    const store = inBrowser();
    await store.saveTurn(head('k'), aTurn('a', 1));
    store.close();
    expect(await store.list()).toHaveLength(1);
  });

  it('leave out what does not fit, whoever wrote it', async () => {
    const name = 'wence:damaged';
    const store = inBrowser(name);
    await store.saveTurn(head('k'), aTurn('a', 1));
    await store.saveTurn(head('k'), aTurn('b', 2));
    const database = await openDB(name, 1);
    const spoil = async (key: string, change: (stored: { turn: Turn }) => object) => {
      await database.put('turns', change(await database.get('turns', ['k', key])));
    };
    await spoil('b', (stored) => ({ ...stored, turn: { ...stored.turn, citations: [{}] } }));
    await database.put('turns', { conversationKey: 'k', key: 'c', schema: 2, turn: null });
    await database.put('conversations', { key: 'x', schema: 1, title: 7, updatedAtMs: 9 });
    await database.put('conversations', { key: 'y', schema: 2 });
    expect((await store.load('k'))?.turns.map(({ key }) => key)).toEqual(['a']);
    expect((await store.list()).map(({ key }) => key)).toEqual(['k']);
    expect(await store.load('x')).toBeNull();
    await store.saveTurn(head('k'), aTurn('d', 4));
    expect((await store.load('k'))?.turns.map(({ key }) => key)).toEqual(['a', 'd']);
    database.close();
  });

  it('do not stand in the way of another version that needs the database', async () => {
    const name = 'wence:newer';
    const store = inBrowser(name);
    await store.saveTurn(head('k'), aTurn('a', 1));
    const newer = await openDB(name, 2);
    await expect(store.list()).rejects.toThrow();
    newer.close();
  });
});

describe('where the browser keeps nothing', () => {
  it.each([
    ['has no IndexedDB', undefined],
    [
      'blocks it',
      {
        open: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    ],
  ])('conversations last as long as the page: it %s', async (_name, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB);
    const store = openConversationStore({ baseUrl: 'https://blocked.example/' });
    opened.push(store);
    await store.saveTurn(head('k'), aTurn('a', 1));
    expect(await store.list()).toHaveLength(1);
    expect(store.isLasting()).toBe(false);
  });

  it('does not wait for a browser that never answers', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
    const store = openConversationStore({ baseUrl: 'https://silent.example/' });
    opened.push(store);
    const listed = store.list();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await listed).toEqual([]);
    expect(store.isLasting()).toBe(false);
  });
});
