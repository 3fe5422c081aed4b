import type { Answer, Citation } from '../answer/answer.js';
import type { SectionStore } from '../index/section-store.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { LabelledQuestion } from './labelled-questions.js';

/** A gold clause as a range of a document; what lies under it belongs to it. */
export interface GoldRange {
  readonly documentId: string;
  readonly start: number;
  readonly end: number;
}

/** What one answer is worth. A figure that does not apply to the question is null. */
export interface AnswerJudgement {
  readonly question: LabelledQuestion;
  readonly answer: Answer;
  /** 1-based places of gold clauses in what the reader is offered; see {@link judgeAnswer}. */
  readonly places: readonly number[] | null;
  /** The same for search alone, without understanding the question. */
  readonly searchPlaces: readonly number[] | null;
  /** Whether every gold word stands in a cited quote. */
  readonly holdsWords: boolean | null;
  /** Whether every gold clause is cited, where all must be. */
  readonly citesAll: boolean | null;
  /** Characters of the cited quotes, and how many of them lie in a gold clause. */
  readonly quotedCharacters: number;
  readonly goldCharacters: number;
  /** Whether every quote, of citations and of nearest sections, is its document's own slice. */
  readonly isExact: boolean;
  /** Whether it was answered, refused or greeted as it should be. */
  readonly isRightKind: boolean;
}

/** What an answer is judged against. */
export interface JudgeOptions {
  readonly store: SectionStore;
  readonly answer: Answer;
  /** Search results for the question as it was asked. */
  readonly found: readonly RetrievedSection[];
}

/**
 * Judges an answer by its labels. The places are those in the list of sections that the reader is
 * offered: the citations, best score first (a topic is answered in the document's order, so the
 * first printed need not be the best), then the search results that are not cited.
 */
export function judgeAnswer(
  question: LabelledQuestion,
  { store, answer, found }: JudgeOptions,
): AnswerJudgement {
  const gold = goldRanges(question, store);
  const isPlaced = question.expect === 'answered' && gold.length > 0;
  const cited = [...answer.citations].sort((a, b) => b.score - a.score);
  const searched = found.map(({ document, section, start, end }) => ({
    documentId: document.id,
    sectionId: section.id,
    start,
    end,
  }));
  const quotes = answer.citations.map(({ quote }) => quote);
  return {
    question,
    answer,
    places: isPlaced ? goldPlaces([...cited, ...searched], gold) : null,
    searchPlaces: isPlaced ? goldPlaces(searched, gold) : null,
    holdsWords:
      question.expect === 'answered' && question.words.length > 0
        ? question.words.every((word) => quotes.some((quote) => quote.includes(word)))
        : null,
    citesAll:
      isPlaced && question.all
        ? gold.every((range) => answer.citations.some((citation) => isWithin(citation, range)))
        : null,
    ...goldShare(answer.citations, gold),
    isExact: [...answer.citations, ...answer.nearest].every(
      ({ documentId, quote, start, end }) =>
        store.document(documentId)?.text.slice(start, end) === quote,
    ),
    isRightKind: answer.kind === question.expect,
  };
}

/** The gold clauses that exist; a label for a clause that does not is an unreachable range. */
export function goldRanges(
  { gold }: Pick<LabelledQuestion, 'gold'>,
  store: SectionStore,
): GoldRange[] {
  return gold.flatMap(({ document: title, address }) => {
    const documents = store.documents.filter((document) => document.title === title);
    const ranges = documents.flatMap((document): GoldRange[] => {
      const { id: documentId, start, end } = document;
      if (address === '') return [{ documentId, start, end }];
      const section = sectionAt(document.sections, address);
      return section === undefined ? [] : [{ documentId, start: section.start, end: section.end }];
    });
    return ranges.length > 0 ? ranges : [{ documentId: `?${title}`, start: 0, end: 0 }];
  });
}

interface Addressed {
  readonly address: string;
  readonly start: number;
  readonly end: number;
  readonly sections: readonly Addressed[];
}

function sectionAt(sections: readonly Addressed[], address: string): Addressed | undefined {
  for (const section of sections) {
    const found = section.address === address ? section : sectionAt(section.sections, address);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Place {
  readonly documentId: string;
  readonly sectionId: string;
  readonly start: number;
  readonly end: number;
}

function isWithin(place: Omit<Place, 'sectionId'>, gold: GoldRange): boolean {
  return place.documentId === gold.documentId && place.start >= gold.start && place.end <= gold.end;
}

/** The first place of each gold clause in a list of sections, one place a section. */
function goldPlaces(list: readonly Place[], gold: readonly GoldRange[]): number[] {
  const sections = new Map<string, Place[]>();
  for (const place of list) {
    const key = `${place.documentId}\0${place.sectionId}`;
    sections.set(key, [...(sections.get(key) ?? []), place]);
  }
  const inOrder = [...sections.values()];
  const places = gold.flatMap((range) => {
    const index = inOrder.findIndex((same) => same.some((place) => isWithin(place, range)));
    return index < 0 ? [] : [index + 1];
  });
  return [...new Set(places)].sort((a, b) => a - b);
}

function goldShare(
  citations: readonly Citation[],
  gold: readonly GoldRange[],
): Pick<AnswerJudgement, 'quotedCharacters' | 'goldCharacters'> {
  let quotedCharacters = 0;
  let goldCharacters = 0;
  for (const { documentId, start, end } of citations) {
    quotedCharacters += end - start;
    const overlaps = gold
      .filter((range) => range.documentId === documentId)
      .map((range) => Math.min(end, range.end) - Math.max(start, range.start));
    goldCharacters += Math.max(0, ...overlaps);
  }
  return { quotedCharacters, goldCharacters };
}
