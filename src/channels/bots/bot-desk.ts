import type { BotMessage } from './bot-message.js';

/** What became of a message at the door. */
export type Receipt =
  /** Claimed and queued. */
  | 'accepted'
  /** Claimed before: there is nothing to do. */
  | 'duplicate'
  /** The queue is full, or this user has too many waiting; the claim was given back unless words could be said. */
  | 'busy';

/** Takes messages, answers them in the background, and sees to it that each answer arrives. */
export interface BotDesk {
  /** Claims and queues a message; resolves within milliseconds, whatever the answer takes. */
  receive(message: BotMessage): Promise<Receipt>;
  /** Takes up what an earlier process left owed; called once answers can be given. */
  resume(): Promise<void>;
  /** Takes no more, and waits for what is under way, at most so long. What is left stays owed. */
  close(timeoutMs: number): Promise<void>;
}
