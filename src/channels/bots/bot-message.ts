/** The bots that answer, as keys and log lines name them. */
export type Platform = 'wecom-bot' | 'wecom-app' | 'dingtalk';

/** Who asks, and where: a conversation belongs to a user in a chat, so that groups share nothing. */
export interface Sender {
  readonly platform: Platform;
  /** The bot's own id at the platform: aibotid, agent id, robot code. */
  readonly bot: string;
  /** The group's id, or the user's again in a single chat. */
  readonly chat: string;
  readonly user: string;
}

/** What a person sent, read from a platform's verified callback. */
export type BotContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing that could be searched for: a picture, a file, a video, a voice message not transcribed. */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** The chat was opened, or a group called the bot by name alone. */
  | { readonly kind: 'hello' };

/** A message to be answered once. */
export interface BotMessage {
  /** `platform:bot:msgid`; the same however often the platform sends it. */
  readonly key: string;
  readonly sender: Sender;
  readonly isGroup: boolean;
  readonly content: BotContent;
  /**
   * Where the reply goes, in words of the platform's `Delivery` (JSON). It may hold a secret address: it is
   * never logged, and erased with the message once that is answered.
   */
  readonly replyTo: string;
  /** When it arrived, by the real clock, in milliseconds since 1970. */
  readonly receivedAtMs: number;
}
