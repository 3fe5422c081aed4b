import { isRecord, isText } from '../ask/shape.js';
import type { StoreChange } from './conversation-store.js';

/** Tells other tabs of a site what changed; silent where the browser has no channel. */
export interface TabChannel {
  tell(change: StoreChange): void;
  /** Calls back with what other tabs tell until the returned function is called. */
  subscribe(onChange: (change: StoreChange) => void): () => void;
  close(): void;
}

export function createTabChannel(name: string): TabChannel {
  let channel: BroadcastChannel | null = null;
  const listeners = new Set<(change: StoreChange) => void>();

  const open = () => {
    if (channel !== null || typeof BroadcastChannel === 'undefined') return;
    channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const change = changeFrom(data);
      if (change === null) return;
      for (const listener of listeners) listener(change);
    };
  };

  return {
    tell: (change) => {
      open();
      channel?.postMessage(change);
    },
    subscribe: (onChange) => {
      open();
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    close: () => {
      channel?.close();
      channel = null;
    },
  };
}

function changeFrom(data: unknown): StoreChange | null {
  if (!isRecord(data)) return null;
  const { kind, conversationKey } = data;
  if (kind === 'cleared') return { kind };
  if ((kind === 'saved' || kind === 'removed') && isText(conversationKey)) {
    return { kind, conversationKey };
  }
  return null;
}
