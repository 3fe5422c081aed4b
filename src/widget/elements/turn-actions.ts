import type { Citation } from '../../answer/answer.js';

/** A place in a document, to open beside the chat. */
export type ReadTarget = Pick<Citation, 'documentId' | 'url'> &
  Partial<Pick<Citation, 'sectionId' | 'start' | 'end'>>;

/** What can be done from within a turn; the chat does it. */
export interface TurnActions {
  ask(question: string): void;
  retry(turnKey: string): void;
  rate(
    turnKey: string,
    rating: { readonly value: 'up' | 'down'; readonly comment?: string },
  ): Promise<void>;
  /** Puts the answer on the clipboard with its citations; false where the browser does not let it. */
  copy(turnKey: string): Promise<boolean>;
  /** The absolute address of a link that the server gave; null where it leads elsewhere. */
  href(url: string): string | null;
  /** Opens a document beside the chat; the focus comes back to `from`. */
  read(target: ReadTarget, from: HTMLElement): void;
  /** Shows what a mark stands for, and hides it again. */
  point(citation: Citation, mark: HTMLElement): void;
  unpoint(): void;
  /** Tells who cannot see it. */
  say(words: string): void;
}
