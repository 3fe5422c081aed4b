import type { LocatedSection, SectionStore } from '../index/section-store.js';
import { normaliseForMatching } from '../text/normalise.js';
import { addressesIn } from './clause-address.js';
import type { FollowUpCue } from './follow-up-cue.js';
import { citedPlaces, countedClauses, neighbourOf, partAround } from './follow-up-places.js';
import { nameOf, swapIn } from './follow-up-swap.js';
import { askedOf, onlyShows, topicOf, withoutBeyond } from './follow-up-topic.js';
import type { InterpretedQuestion, QuestionReader } from './interpret-question.js';
import type { FoundClause } from './lookup-address.js';
import type { CitedClause, PastTurn } from './past-turn.js';
import { plainQuestion } from './question-text.js';
import { readFollowUpCue } from './read-follow-up-cue.js';

/** What of the documents a follow-up is about, where its words alone would not lead there. */
export type FollowUpAim =
  /** These clauses, whole. */
  | { readonly kind: 'clauses'; readonly clauses: readonly FoundClause[] }
  /** What these clauses say to `words`; other clauses only where they say nothing. */
  | { readonly kind: 'within'; readonly clauses: readonly FoundClause[]; readonly words: string }
  /** What other clauses than these say. */
  | { readonly kind: 'beyond'; readonly cited: readonly CitedClause[] }
  /** The headings under this one; under the whole document where it is null. */
  | { readonly kind: 'headings'; readonly place: LocatedSection; readonly isDocument: boolean };

/** A question of a conversation as one that stands alone. */
export interface StandaloneQuestion {
  /** Equal to the words as typed where nothing had to be added. */
  readonly question: string;
  /** Null where the words alone say what is meant. */
  readonly aim: FollowUpAim | null;
}

/** What was asked before, and when it is asked now. */
export interface FollowUpContext {
  /** Oldest first. */
  readonly turns: readonly PastTurn[];
  readonly now: Date;
}

/** Makes questions of a conversation stand alone. */
export interface FollowUps {
  /** Whether a question may need what was asked before it: then its history is worth reading again. */
  leansOnHistory(question: string): boolean;
  /** The question as typed where it stands alone, or leans on what the conversation does not have. */
  resolve(question: string, context: FollowUpContext): StandaloneQuestion;
}

/** The most clauses that 展开说说 shows where the last answer had more. */
const MOST_EXPANDED = 6;
/**
 * Longer than any question that may be asked: each turn is resolved from the one before it, and must not
 * grow with every turn. Then it is taken as typed.
 */
const LONGEST_STANDALONE = 1000;
/** Questions that are no matter of the documents lie between others and change nothing. */
const SMALL_TALK: readonly InterpretedQuestion['intent'][] = ['greeting', 'thanks', 'capabilities'];

/** Follow-ups by rules, from the questions before, the clauses they cited and the outline. */
export function createFollowUps(parts: {
  readonly store: SectionStore;
  readonly reader: QuestionReader;
}): FollowUps {
  const { store, reader } = parts;
  return {
    leansOnHistory: (question) => readFollowUpCue(plainQuestion(question)) !== null,
    resolve(question, { turns, now }) {
      const alone: StandaloneQuestion = { question, aim: null };
      if (turns.length === 0) return alone;
      const cue = readFollowUpCue(plainQuestion(question));
      if (cue === null) return alone;
      const own = reader.read(question, now);
      if (SMALL_TALK.includes(own.intent) || own.offTask) return alone;
      const before = turns.filter((turn) => turn.cited.length > 0 || !isSmallTalk(turn));
      const last = before.at(-1);
      if (last === undefined) return alone;
      const answered = before.findLast(({ cited }) => citedPlaces(cited, store).length > 0);
      const places = answered === undefined ? [] : citedPlaces(answered.cited, store);
      const resolved = resolveCue(cue, { question, own, before, last, answered, places, now });
      if (resolved === null) return alone;
      return resolved.question.length <= LONGEST_STANDALONE ? resolved : { ...resolved, question };
    },
  };

  function isSmallTalk({ question }: PastTurn): boolean {
    return SMALL_TALK.includes(reader.read(question, new Date(0)).intent);
  }

  function resolveCue(cue: FollowUpCue, context: CueContext): StandaloneQuestion | null {
    const { own, before, last, answered, places, now } = context;
    const real = before.findLast(({ question }) => !onlyShows(question));
    switch (cue.kind) {
      case 'swap': {
        const question = swapIn(cue.words, {
          last: reader.read(withoutBeyond((real ?? last).question), now),
          places,
          store,
          reader,
          now,
        });
        return { question, aim: null };
      }
      case 'ordinal': {
        if (namesItsDocument(own)) return null;
        const clauses = countedClauses(cue, { turns: before, store });
        if (clauses.length === 0) return null;
        return cue.asks === ''
          ? whole(clauses, own)
          : within(clauses, { topic: '', words: cue.asks });
      }
      case 'expand': {
        if (places.length === 0) return null;
        return whole(places.slice(0, MOST_EXPANDED), own);
      }
      case 'more': {
        const asked = real ?? answered;
        if (asked === undefined) return null;
        const base = withoutBeyond(asked.question);
        // Of what the documents do not say there is no more: it is asked again, and nothing else is shown.
        if (asked.cited.length === 0) return { question: base, aim: null };
        const cited = before
          .filter(({ question }) => withoutBeyond(question) === base || onlyShows(question))
          .flatMap((turn) => turn.cited);
        return { question: base, aim: { kind: 'beyond', cited } };
      }
      case 'neighbour': {
        const neighbour = neighbourOf(places, cue);
        return neighbour === undefined ? null : whole([neighbour], own);
      }
      case 'around': {
        const part = partAround(places, cue.unit);
        const [first] = places;
        if (part === undefined || first === undefined) return null;
        const name = part === null ? `《${first.document.title}》` : nameOf(part);
        return {
          question: own.language === 'en' ? `What is in ${name}?` : `${name}有哪些内容`,
          aim: { kind: 'headings', place: part ?? first, isDocument: part === null },
        };
      }
      case 'about':
        return aboutCited(cue, context);
    }
  }

  function aboutCited(
    cue: Extract<FollowUpCue, { kind: 'about' }>,
    { own, last, answered, places }: CueContext,
  ): StandaloneQuestion | null {
    const topic = topicOf((answered ?? last).question);
    if (namesItsDocument(own) || !isFragment(own, cue)) return null;
    const text = normaliseForMatching(`${topic} ${places.map(readAsOne).join(' ')}`);
    const holds = (word: string) => text.includes(normaliseForMatching(word));
    if (cue.noun !== null && !holds(cue.noun)) return null;
    if (!cue.matter.every((piece) => holdsLoosely(piece, text))) return null;
    if (cue.matter.some((piece) => isHeadingElsewhere(piece, places))) return null;
    if (isTitleElsewhere(cue, { topic, places })) return null;
    if (places.length === 0 || answered !== last)
      return { question: askedOf(topic, cue.words), aim: null };
    return within(places, { topic, words: cue.words });
  }

  /** Whether what the question begins with is what another document is about, and not the one cited: 医保怎么报销. */
  function isTitleElsewhere(
    { words, matter: [subject] }: Extract<FollowUpCue, { kind: 'about' }>,
    { topic, places }: { readonly topic: string; readonly places: readonly LocatedSection[] },
  ): boolean {
    if (subject === undefined || !words.startsWith(subject) || topic.includes(subject))
      return false;
    return (
      places.every(({ document, path }) =>
        [document, ...path].every(({ title }) => !title.includes(subject)),
      ) && store.documents.some(({ title }) => title.includes(subject))
    );
  }

  /** Whether a heading that was not cited names it: then that may be meant. */
  function isHeadingElsewhere(piece: string, places: readonly LocatedSection[]): boolean {
    if (piece.length < LEAST_HEADING_WORD) return false;
    const own = new Set(
      places.flatMap(({ path, section }) => [...path, section].map(({ id }) => id)),
    );
    return store.chunks.some(({ documentId, sectionId }) => {
      const path = store.section(documentId, sectionId)?.path ?? [];
      return path.some(({ id, title }) => !own.has(id) && title.includes(piece));
    });
  }
}

/** What a cited section was read for: all of a clause, of a part of many clauses what it says itself. */
function readAsOne({ document, section }: LocatedSection): string {
  const [first] = section.sections;
  const isPart = first !== undefined && section.end - section.start > LONGEST_CLAUSE;
  return document.text.slice(section.start, isPart ? first.start : section.end);
}

/** A section longer than this, in characters, is a part of a document and no clause. */
const LONGEST_CLAUSE = 2000;

/** A heading is told by a word of this many characters; shorter ones stand in many. */
const LEAST_HEADING_WORD = 4;

interface CueContext {
  readonly question: string;
  readonly own: InterpretedQuestion;
  /** Turns that are no small talk, oldest first. */
  readonly before: readonly PastTurn[];
  readonly last: PastTurn;
  /** The last of them that cited something. */
  readonly answered: PastTurn | undefined;
  /** What it cited. */
  readonly places: readonly LocatedSection[];
  readonly now: Date;
}

/** A question that says where to look is no follow-up. */
function namesItsDocument({ named, departments, documentNumber }: InterpretedQuestion): boolean {
  return (
    named.words.length > 0 ||
    named.unknown.length > 0 ||
    departments.length > 0 ||
    documentNumber !== null
  );
}

/** Whether an asking question lacks a matter: neither place, year nor address, nor a list of documents. */
function isFragment(
  own: InterpretedQuestion,
  { noun, matter }: Extract<FollowUpCue, { kind: 'about' }>,
): boolean {
  if (noun !== null) return true;
  if (own.intent === 'document-list' || own.intent === 'document-search') return false;
  const isContact = own.answerKind.kind === 'contact' || own.answerKind.kind === 'person';
  return (
    own.places.length === 0 &&
    own.years.length === 0 &&
    addressesIn(own.plain).length === 0 &&
    !own.acrossDocuments &&
    !(isContact && matter.length > 0)
  );
}

/** Every pair of neighbouring characters of a word stands in the text: 检查比例 in 检查，比例不低于. */
function holdsLoosely(word: string, text: string): boolean {
  const wanted = normaliseForMatching(word);
  if (text.includes(wanted)) return true;
  if (wanted.length < 4) return false;
  const half = Math.floor(wanted.length / 2);
  return text.includes(wanted.slice(0, half)) && text.includes(wanted.slice(half));
}

function whole(clauses: readonly FoundClause[], own: InterpretedQuestion): StandaloneQuestion {
  const names = clauses.map(nameOf).join(own.language === 'en' ? ', ' : '、');
  const question = own.language === 'en' ? `What does ${names} say?` : `${names}的具体内容`;
  return { question, aim: { kind: 'clauses', clauses } };
}

function within(
  clauses: readonly FoundClause[],
  { topic, words }: { readonly topic: string; readonly words: string },
): StandaloneQuestion {
  const subject = topic === '' ? clauses.map(nameOf).join('、') : topic;
  return { question: askedOf(subject, words), aim: { kind: 'within', clauses, words } };
}
