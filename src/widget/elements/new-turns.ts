import type { Conversation, Turn } from '../conversation/turn.js';
import type { Words } from '../words/words.js';
import { saidOf } from './said.js';

/** What is new in a conversation since it was last looked at. */
export interface News {
  /** A turn that has to be brought into view: just asked, or the last of a conversation just opened. */
  readonly isOtherTurn: boolean;
  /** What to tell who cannot see it; null where nothing changed that matters. */
  readonly said: string | null;
  /** The turn whose answer has just become whole. */
  readonly answered: Turn | null;
}

/** Compares each state of a conversation with the one before. What an earlier visit left is no news. */
export class NewTurns {
  #conversationKey = '';
  #last: Turn | null = null;
  #said = '';

  /** Null where the last turn is the same object as before. */
  look(conversation: Conversation, words: Words): News | null {
    const before = this.#conversationKey === conversation.key ? this.#last : null;
    const last = conversation.turns.at(-1) ?? null;
    const isSame = conversation.key === this.#conversationKey && last === this.#last;
    this.#conversationKey = conversation.key;
    this.#last = last;
    if (isSame || last === null) return null;
    const isOtherTurn = last.key !== before?.key;
    const isOld = isOtherTurn && (last.state.kind === 'done' || last.state.kind === 'stopped');
    const said = isOld ? '' : saidOf(last, words);
    const isSaid = said !== '' && (isOtherTurn || said !== this.#said);
    this.#said = said;
    const isAnswered = !isOld && last.state.kind === 'done' && before?.state.kind !== 'done';
    return { isOtherTurn, said: isSaid ? said : null, answered: isAnswered ? last : null };
  }
}
