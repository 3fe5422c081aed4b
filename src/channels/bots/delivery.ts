import type { Answer } from '../../answer/answer.js';
import type { BotMessage } from './bot-message.js';

/** What is said to a person: an answer, or a line of the bot's own (help, thanks, what it cannot read). */
export type BotReply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'words'; readonly text: string };

/** How a platform takes replies. */
export interface Delivery {
  /**
   * Whether each reply has a place of its own on the screen, so that one need not wait for the one before;
   * false where left out.
   */
  readonly hasPlaces?: boolean;
  /** The messages that a reply makes there, each inside the platform's byte limit. Pure. */
  compose(reply: BotReply, message: BotMessage): readonly string[];
  /** Shows how far the answer has come, where the platform can; never fails. `text` is all so far. */
  progress?(message: BotMessage, text: string): void;
  /**
   * Sends one part.
   * @throws DeliveryError saying whether another try makes sense
   */
  send(
    part: string,
    message: BotMessage,
    position: { readonly index: number; readonly count: number },
  ): Promise<void>;
}

/** A platform's own code with its meaning. */
export interface PlatformRefusal {
  readonly code: string;
  /** For the administrator, in Chinese: what happened and what to do. */
  readonly advice: string;
  /** The address of ours that the platform saw; null where it named none. */
  readonly seenAddress: string | null;
}

/** A part that did not arrive. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether to try again, and the platform's wish for when; null where that is left to back-off. */
  readonly retry: 'never' | { readonly afterMs: number | null };
  /** What the platform refused by, and what to do about it; undefined where it did not get to say. */
  readonly refusal: PlatformRefusal | undefined;

  /** `message` is for the log: platform, errcode and its meaning, what to do; never a secret or an address. */
  constructor(
    message: string,
    {
      retry,
      refusal,
      cause,
    }: {
      readonly retry: DeliveryError['retry'];
      readonly refusal?: PlatformRefusal;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause });
    this.retry = retry;
    this.refusal = refusal;
  }
}
