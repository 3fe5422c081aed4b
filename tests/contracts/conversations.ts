import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationLimits, Conversations, Turn } from '../../src/answer/conversations.js';

/** Builds the store under test; ids and time are the suite's. */
export type BuildConversations = (options: {
  readonly limits: ConversationLimits;
  readonly clockMs: () => number;
  readonly newId: () => string;
}) => Conversations;

const turn = (answerId: string, question = `问题${answerId}`): Turn => ({
  answerId,
  question,
  interpretedQuestion: `《办法》里，${question}`,
  cited: [
    { documentId: 'd1', sectionId: 's2' },
    { documentId: 'd1', sectionId: 's1' },
  ],
});

/** What every {@link Conversations} promises, tried on one implementation. */
export function conversationsContract(
  name: string,
  make: { readonly build: BuildConversations; readonly clean?: () => void },
): void {
  describe(`${name} as a store of conversations`, () => {
    let nowMs = 0;
    let ids = 0;
    let store: Conversations;
    const limits = { turns: 3, conversations: 3, expiryMs: 1000, bytes: 1e9 };
    beforeEach(() => {
      nowMs = 1_000_000;
      ids = 0;
      store = make.build({
        limits,
        clockMs: () => nowMs,
        newId: () => {
          ids += 1;
          return `c_${ids}`;
        },
      });
    });
    afterEach(() => make.clean?.());

    const idsOf = async (id: string) =>
      (await store.open(id)).turns.map(({ answerId }) => answerId);

    it('begins a conversation without turns under a new id', async () => {
      expect(await store.open(undefined)).toEqual({ id: 'c_1', turns: [] });
      expect(await store.open(undefined)).toEqual({ id: 'c_2', turns: [] });
    });

    it('gives back the turns that were recorded, oldest first, letter for letter', async () => {
      const { id } = await store.open(undefined);
      const odd = turn('a_2', `'; DROP TABLE turns; -- "%" \u0000 😀\n第二行`);
      await store.record(id, turn('a_1'));
      await store.record(id, odd);
      expect(await store.open(id)).toEqual({ id, turns: [turn('a_1'), odd] });
    });

    it('starts anew under a new id for an id it never gave out', async () => {
      expect((await store.open('c_stranger')).id).toBe('c_1');
      expect((await store.open("' OR 1=1 --")).id).toBe('c_2');
    });

    it('keeps two conversations apart', async () => {
      const first = await store.open(undefined);
      const second = await store.open(undefined);
      await store.record(first.id, turn('a_1'));
      await store.record(second.id, turn('a_2'));
      expect(await idsOf(first.id)).toEqual(['a_1']);
      expect(await idsOf(second.id)).toEqual(['a_2']);
    });

    it('loses no turn of two tabs that ask in one conversation at the same time', async () => {
      const { id } = await store.open(undefined);
      await Promise.all([store.open(id), store.open(id)]);
      await Promise.all([store.record(id, turn('a_1')), store.record(id, turn('a_2'))]);
      expect((await idsOf(id)).sort()).toEqual(['a_1', 'a_2']);
    });

    it('drops the oldest turns of a long conversation, and no others', async () => {
      const { id } = await store.open(undefined);
      for (const answer of ['a_1', 'a_2', 'a_3', 'a_4', 'a_5'])
        await store.record(id, turn(answer));
      expect(await idsOf(id)).toEqual(['a_3', 'a_4', 'a_5']);
      expect(await store.rate('a_1', { value: 'up' })).toBe(false);
      expect(await store.rate('a_5', { value: 'up' })).toBe(true);
    });

    it('forgets a conversation that was silent too long, and not one that was asked again in time', async () => {
      const silent = await store.open(undefined);
      const asked = await store.open(undefined);
      await store.record(silent.id, turn('a_1'));
      await store.record(asked.id, turn('a_2'));
      nowMs += 900;
      await store.open(asked.id);
      nowMs += 900;
      expect(await idsOf(asked.id)).toEqual(['a_2']);
      expect(await store.open(silent.id)).toEqual({ id: 'c_3', turns: [] });
      expect(await store.rate('a_1', { value: 'up' })).toBe(false);
    });

    it('lets the conversation that was silent longest give way to a new one', async () => {
      const [first, second, third] = [
        await store.open(undefined),
        await store.open(undefined),
        await store.open(undefined),
      ];
      nowMs += 1;
      await store.record(first.id, turn('a_1'));
      nowMs += 1;
      await store.record(third.id, turn('a_3'));
      nowMs += 1;
      for (let extra = 0; extra < limits.conversations; extra += 1) {
        await store.open(undefined);
        await store.open(first.id);
        nowMs += 1;
      }
      expect(await idsOf(first.id)).toEqual(['a_1']);
      expect((await store.open(second.id)).id).not.toBe(second.id);
    });

    it('forgets a conversation on demand, with its feedback, and says nothing of one that there is not', async () => {
      const { id } = await store.open(undefined);
      const other = await store.open(undefined);
      await store.record(id, turn('a_1'));
      await store.record(other.id, turn('a_2'));
      await store.rate('a_1', { value: 'down', comment: '不对' });
      await store.forget(id);
      await store.forget('c_stranger');
      expect((await store.open(id)).id).not.toBe(id);
      expect(await store.feedbackOn('a_1')).toBeUndefined();
      expect(await idsOf(other.id)).toEqual(['a_2']);
    });

    it('does not bring back a conversation that was forgotten while its answer was made', async () => {
      const { id } = await store.open(undefined);
      await store.forget(id);
      await store.record(id, turn('a_1'));
      expect(await store.rate('a_1', { value: 'up' })).toBe(false);
      expect((await store.open(id)).turns).toEqual([]);
    });

    it('keeps the last word on an answer, and none on an answer that there is not', async () => {
      const { id } = await store.open(undefined);
      await store.record(id, turn('a_1'));
      expect(await store.rate('a_1', { value: 'down', comment: '答非所问' })).toBe(true);
      expect(await store.feedbackOn('a_1')).toEqual({ value: 'down', comment: '答非所问' });
      expect(await store.rate('a_1', { value: 'up' })).toBe(true);
      expect(await store.feedbackOn('a_1')).toEqual({ value: 'up' });
      expect(await store.rate('a_9', { value: 'up' })).toBe(false);
      expect(await store.feedbackOn('a_9')).toBeUndefined();
    });
  });
}
