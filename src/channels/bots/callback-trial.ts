/**
 * A callback as the platform makes it, to see what a running server says to it. None of them asks a question
 * or makes a server send anything.
 */
export interface CallbackTrial {
  /** What is tried, in Chinese. */
  readonly name: '网址检查' | '消息';
  readonly method: 'GET' | 'POST';
  /** Behind the server's address; a secret where the platform's address holds one. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * What a reply with status 200 shows: `right`, `foreign` where the server took the callback for another
   * bot's, `altered` where it is not what this program replies.
   */
  readonly judge: (reply: string) => 'right' | 'foreign' | 'altered';
}

/** What trials are made with. */
export interface TrialParts {
  /** The real clock, in milliseconds since 1970. */
  readonly nowMs: number;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Marks what trials are about: no user, message or stream of a platform is called so. */
export function trialMark({ randomBytes }: TrialParts): string {
  return `wence-doctor-${Buffer.from(randomBytes(8)).toString('hex')}`;
}
