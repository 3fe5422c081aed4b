import type { AskClient, QuestionFilter } from '../ask/ask-client.js';
import { changeTurn, conversationIdIn, newTurn, type TurnChange } from './change-turn.js';
import type { ChatSession, ChatState } from './chat-session.js';
import { type Clock, systemClock } from './clock.js';
import { type ConversationStore, MAX_TURNS, type StoreChange } from './conversation-store.js';
import { forgetOnServer } from './forget-conversations.js';
import { keptHistory } from './kept-history.js';
import { shownOverview } from './load-overview.js';
import { mergeConversation } from './merge-conversation.js';
import { browserNetwork, type Network } from './network.js';
import { newKey } from './new-key.js';
import { observedState } from './observed-state.js';
import { retryWaits } from './retry-waits.js';
import { runTurn } from './run-turn.js';
import { leftBehind } from './stored-turn.js';
import type { TabMemory } from './tab-memory.js';
import type { Conversation, Turn } from './turn.js';

/** Strings the ask API, the turns and this browser's history together. Does nothing before it is called. */
export function createChatSession({
  client,
  store,
  filter = () => undefined,
  tabMemory = { read: () => null, write: () => undefined },
  clock = systemClock,
  network = browserNetwork,
}: {
  readonly client: AskClient;
  readonly store: ConversationStore;
  /** What questions are narrowed to, asked with each. */
  readonly filter?: () => QuestionFilter | undefined;
  /** Brings a tab's conversation back on its next page; without it each begins anew. */
  readonly tabMemory?: TabMemory;
  readonly clock?: Clock;
  readonly network?: Network;
}): ChatSession {
  const observed = observedState<ChatState>({
    conversation: newConversation(clock),
    isBusy: false,
    history: [],
    overview: null,
    isOffline: network.isOffline(),
    hasBegunAnew: false,
    isHistoryKept: true,
  });
  const { patch } = observed;
  /** The answer under way. */
  let underWay: { readonly turnKey: string; readonly controller: AbortController } | null = null;
  /** From `start` to `close`. */
  let life: AbortController | null = null;
  /** Counts what the reader chose to look at, so that what was loaded too late is not shown. */
  let choice = 0;

  const turnOf = (turnKey: string) =>
    observed.current.conversation.turns.find(({ key }) => key === turnKey);

  const change = (turnKey: string, happened: TurnChange, more: Partial<ChatState> = {}) => {
    const { conversation } = observed.current;
    const turns = conversation.turns.map((turn) =>
      turn.key === turnKey ? changeTurn(turn, happened) : turn,
    );
    const conversationId = conversationIdIn(happened) ?? conversation.conversationId;
    patch({ ...more, conversation: { ...conversation, conversationId, turns } });
  };

  const kept = keptHistory(store, observed);
  const overview = shownOverview(client, { clock, filter, observed });

  const waits = retryWaits({ clock, turnOf, change });

  const show = (conversation: Conversation, hasBegunAnew = false) => {
    choice += 1;
    waits.end();
    tabMemory.write(conversation.turns.length === 0 ? null : conversation.key);
    patch({ conversation, hasBegunAnew });
  };

  /** Ends what is under way, without a word to the store. */
  const abandon = () => {
    const ended = underWay;
    underWay = null;
    ended?.controller.abort(new DOMException('stopped', 'AbortError'));
    if (ended !== null) change(ended.turnKey, { kind: 'stopped' }, { isBusy: false });
    return ended?.turnKey ?? null;
  };

  const stop = () => {
    const turnKey = abandon();
    if (turnKey !== null) kept.save(turnKey);
  };

  const startNew = () => {
    stop();
    show(newConversation(clock));
  };

  const reloadOverview = () => {
    if (life !== null) overview.load();
  };

  const run = ({ key: turnKey, question }: Turn) => {
    const controller = new AbortController();
    underWay = { turnKey, controller };
    kept.save(turnKey);
    const { conversationId } = observed.current.conversation;
    const narrowedTo = filter();
    void runTurn(
      {
        question,
        ...(conversationId === null ? {} : { conversationId }),
        ...(narrowedTo === undefined ? {} : { filter: narrowedTo }),
      },
      {
        client,
        clock,
        signal: controller.signal,
        onChange: (happened) => {
          const isOver = happened.kind === 'done' || happened.kind === 'failed';
          if (isOver) underWay = null;
          change(turnKey, happened, isOver ? { isBusy: false } : {});
          if (isOver) kept.save(turnKey);
          if (happened.kind === 'failed')
            waits.begin(turnKey, happened.failure.retryAfterSeconds ?? 0);
          if (happened.kind === 'done') reloadOverview();
        },
      },
    );
  };

  const onStoreChange = async (happened: StoreChange) => {
    const { key, turns } = observed.current.conversation;
    const isForgotten =
      happened.kind === 'cleared' ||
      (happened.kind === 'removed' && happened.conversationKey === key);
    if (isForgotten && turns.length > 0) {
      abandon();
      show(newConversation(clock));
    }
    if (happened.kind === 'saved' && happened.conversationKey === key) {
      const saved = await store.load(key).catch(() => null);
      const own = observed.current.conversation;
      if (saved !== null && own.key === key) patch({ conversation: mergeConversation(own, saved) });
    }
    await kept.refresh();
  };

  const openConversation = async (conversationKey: string) => {
    if (conversationKey === observed.current.conversation.key) return;
    choice += 1;
    const chosen = choice;
    const saved = await store.load(conversationKey).catch(() => null);
    if (chosen !== choice) return;
    if (saved === null || saved.turns.length === 0) return kept.refresh();
    stop();
    show({ ...saved, turns: saved.turns.map(leftBehind) });
  };

  return {
    get state() {
      return observed.current;
    },
    subscribe: observed.subscribe,
    start: () => {
      if (life !== null) return;
      life = new AbortController();
      const unsubscribe = [
        store.subscribe((happened) => void onStoreChange(happened)),
        network.subscribe(() => {
          patch({ isOffline: network.isOffline() });
          if (!observed.current.isOffline) reloadOverview();
        }),
      ];
      life.signal.addEventListener('abort', () => {
        for (const end of unsubscribe) end();
      });
      patch({ isOffline: network.isOffline() });
      const before = tabMemory.read();
      const isEmpty = observed.current.conversation.turns.length === 0;
      if (before !== null && isEmpty) void openConversation(before);
      void kept.refresh();
      reloadOverview();
    },
    ask: (question) => {
      const words = question.trim();
      if (words === '' || observed.current.isBusy) return;
      const isFull = observed.current.conversation.turns.length >= MAX_TURNS;
      if (isFull) show(newConversation(clock), true);
      const { conversation } = observed.current;
      choice += 1;
      // Turns are in order by this, also where the device's clock is set back.
      const askedAtMs = Math.max(clock.nowMs(), (conversation.turns.at(-1)?.askedAtMs ?? 0) + 1);
      const turn = newTurn({ key: newKey(), question: words, askedAtMs });
      tabMemory.write(conversation.key);
      patch({
        isBusy: true,
        conversation: { ...conversation, turns: [...conversation.turns, turn] },
      });
      run(turn);
    },
    stop,
    retry: (turnKey) => {
      const turn = turnOf(turnKey);
      // Nothing else is under way where the chat is not busy.
      if (turn === undefined || observed.current.isBusy || turn.answer !== null) return;
      change(turnKey, { kind: 'asked-again' }, { isBusy: true });
      run(turn);
    },
    rate: async (turnKey, rating) => {
      const turn = turnOf(turnKey);
      if (turn?.answer == null) return;
      const { key } = observed.current.conversation;
      change(turnKey, { kind: 'rated', rating: rating.value });
      try {
        await client.rate(turn.answer.id, rating);
        if (observed.current.conversation.key === key) kept.save(turnKey);
      } catch (error) {
        if (turnOf(turnKey)?.rating === rating.value) {
          change(turnKey, { kind: 'rated', rating: turn.rating });
        }
        throw error;
      }
    },
    startNew,
    open: openConversation,
    forget: async (conversationKey) => {
      const { conversation } = observed.current;
      const isShown = conversationKey === 'all' || conversationKey === conversation.key;
      if (isShown) {
        abandon();
        show(newConversation(clock));
      }
      const ids = await kept.remove(conversationKey);
      const { conversationId } = conversation;
      const shown = isShown && conversationId !== null ? [conversationId] : [];
      await forgetOnServer(new Set([...ids, ...shown]), client);
    },
    close: () => {
      stop();
      waits.end();
      overview.end();
      life?.abort();
      life = null;
      void kept.settled().then(() => {
        if (life === null) store.close();
      });
    },
  };
}

function newConversation(clock: Clock): Conversation {
  return { key: newKey(), conversationId: null, startedAtMs: clock.nowMs(), turns: [] };
}
