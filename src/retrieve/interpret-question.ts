import type { PolicyDocument } from '../outline/outline.js';
import { type AnswerKind, answerKindOf, subjectDefined } from './answer-kind.js';
import { addressesIn, type ClauseAddress } from './clause-address.js';
import { contentTerms, specificWords, withoutAskingWords } from './content-terms.js';
import type { DepartmentEntry } from './department-gazetteer.js';
import { createDepartments, type DepartmentMention, type Departments } from './departments.js';
import { documentNumberIn } from './document-number.js';
import { createNameFinder, type NamedDocuments } from './named-documents.js';
import { isOffTask, withoutOrders } from './off-task.js';
import { type PlaceMention, placesIn } from './place-gazetteer.js';
import { type QuestionIntent, questionIntent, withoutOverviewWords } from './question-intent.js';
import { plainQuestion, type QuestionLanguage, questionLanguage } from './question-text.js';
import { readYears, shanghaiYear, type YearMention } from './years.js';

/** A question as understood by rules, before anything is searched. */
export interface InterpretedQuestion {
  /** As asked. */
  readonly question: string;
  /** One spelling: half-width, simplified, single blanks. Offsets below count in it. */
  readonly plain: string;
  readonly language: QuestionLanguage;
  readonly intent: QuestionIntent;
  readonly answerKind: AnswerKind;
  /** What the question asks the meaning or extent of: 特色农业; null where it does not. */
  readonly subject: string | null;
  readonly years: readonly YearMention[];
  readonly departments: readonly DepartmentMention[];
  readonly places: readonly PlaceMention[];
  readonly documentNumber: string | null;
  readonly named: NamedDocuments;
  readonly addresses: readonly ClauseAddress[];
  /** Whether the question asks across documents: 各单位, 所有文件, 比较. */
  readonly acrossDocuments: boolean;
  /** What is asked about, without documents, departments, years, addresses and asking words. */
  readonly matter: string;
  /** Of the matter, what is specific to it; empty for 今年的重点工作是什么. */
  readonly specific: string;
  /** Terms of the matter, by which sentences are compared with it. */
  readonly terms: ReadonlySet<string>;
  /** What to search for: relative years and courtesies taken out. */
  readonly searchText: string;
  /**
   * What to search for inside the documents that the question names: their names, departments and
   * places left out too, which there would only favour the clauses that repeat them.
   */
  readonly focusText: string;
  readonly thisYear: number;
  /** Whether it wants something made up, or the machine's own secrets, instead of the documents' words. */
  readonly offTask: boolean;
}

/** Reads questions against one set of documents. */
export interface QuestionReader {
  readonly departments: Departments;
  read(question: string, now: Date): InterpretedQuestion;
}

/** What a {@link QuestionReader} may be told besides the documents. */
export interface QuestionReaderOptions {
  /** Further departments and aliases, as from a settings file. */
  readonly departments?: readonly DepartmentEntry[];
}

const ACROSS =
  /各(?:个)?(?:单位|部门|文件|要点|地|县|市|省|区|乡镇|家|方面的文件)|所有(?:的)?(?:单位|文件|部门|要点)|全部(?:单位|文件)|(?:几个|哪些|哪几个|不同)(?:单位|部门|文件)(?!来?(?:负责|牵头|主管|分管|监管|承担|管|参与|配合|审批|办理|组成|联合))|分别|都(?:是)?怎么|各自|这[几两三](?:个|份|部)|[两几](?:份|部)(?:文件|条例|意见|办法|规定|法)|比较|对比|相比|异同|区别|有(?:什么|何|哪些)不同|across (?:all|the)|compare|difference documents|each (?:department|document)|all (?:departments|documents)/iu;
const COURTESY =
  /^(?:(?:请问|你好|您好|麻烦|请教|我想问|我想知道|我想了解|想问一下|想了解一下|帮我查一下|帮我看看|帮我|请)[，,、：:\s]*)+/u;

/** Builds the reader of questions for an index's documents. */
export function createQuestionReader(
  documents: readonly PolicyDocument[],
  options: QuestionReaderOptions = {},
): QuestionReader {
  const departments = createDepartments(documents, options.departments ?? []);
  const findNamed = createNameFinder(documents);
  const documentYears = yearsOf(documents);
  return {
    departments,
    read(question, now) {
      const asked = plainQuestion(question);
      const offTask = isOffTask(asked);
      const plain = withoutOrders(asked) || asked;
      const thisYear = shanghaiYear(now);
      const years = readYears(plain, thisYear);
      const documentNumber = documentNumberIn(plain);
      const named = findNamed(plain);
      const addresses = addressesIn(plain);
      const mentioned = departments
        .mentionsIn(withoutWords(plain, named.words))
        .filter(({ text }) => !named.unknown.some((title) => title.includes(text)));
      const taken = [
        ...named.words,
        ...mentioned.map(({ text }) => text),
        ...(documentNumber === null ? [] : [documentNumber]),
        ...addresses.flatMap(({ steps }) => steps.map(({ text }) => text)),
        ...years.filter(({ kind }) => kind !== 'date').map(({ text }) => text),
      ];
      const places = placesIn(withoutWords(plain, named.words));
      // A place that documents are of says which of them is meant, not what is asked about.
      const placeWords = places
        .map(({ place }) => place)
        .filter((place) => documents.some(({ title }) => title.includes(place)));
      const matter = matterOf(plain, taken);
      const specific = specificWords(
        withoutAskingWords(withoutOverviewWords(withoutWords(plain, [...taken, ...placeWords]))),
      );
      const answerKind = answerKindOf(plain);
      const meant = yearsOf([
        ...named.documents,
        ...documents.filter(({ title }) => placeWords.some((place) => title.includes(place))),
      ]);
      const ownYears = meant.size > 0 ? meant : documentYears;
      const isWithout = ({ kind, year }: YearMention): boolean =>
        kind === 'date' || (!ownYears.has(year) && (kind === 'explicit' || year !== thisYear));
      const searchText = searchTextOf(plain, { years, isWithout });
      const steering = [
        ...named.words,
        ...placeWords,
        ...mentioned
          .filter(({ department }) => departments.documentsOf(department).length > 0)
          .map(({ text }) => text),
      ];
      return {
        question,
        plain,
        language: questionLanguage(question),
        intent: questionIntent({
          plain,
          answerKind,
          specific,
          hasDocumentNumber: documentNumber !== null,
          namesDocument:
            named.documents.length > 0 ||
            mentioned.some(({ department }) => departments.documentsOf(department).length > 0),
        }),
        answerKind,
        subject: subjectDefined(plain),
        years,
        departments: mentioned,
        places,
        documentNumber,
        named,
        addresses,
        acrossDocuments: ACROSS.test(plain) || namesSeveral(named, mentioned),
        matter,
        specific,
        terms: new Set([
          ...contentTerms(matter),
          ...years.filter(isWithout).map(({ year }) => String(year)),
        ]),
        searchText,
        focusText: specific.length < 2 ? searchText : focusTextOf(searchText, steering),
        thisYear,
        offTask,
      };
    },
  };
}

function yearsOf(documents: readonly PolicyDocument[]): ReadonlySet<number> {
  return new Set(documents.flatMap(({ metadata: { year } }) => (year === null ? [] : [year])));
}

/** Two documents or two departments named side by side are asked about both. */
function namesSeveral(named: NamedDocuments, mentioned: readonly DepartmentMention[]): boolean {
  const departments = new Set(mentioned.map(({ department }) => department));
  return new Set(named.words).size > 1 || departments.size > 1;
}

function matterOf(plain: string, taken: readonly string[]): string {
  return withoutAskingWords(withoutWords(plain, taken));
}

function withoutWords(text: string, words: readonly string[]): string {
  let rest = text;
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (word !== '') rest = rest.split(word).join(' '.repeat(word.length));
  }
  return rest;
}

/** 今年 says which document is meant; 去年 in a report of this year is that year, which its clauses name. */
function searchTextOf(
  plain: string,
  options: {
    readonly years: readonly YearMention[];
    /** Whether a year is no document's own. */
    readonly isWithout: (year: YearMention) => boolean;
  },
): string {
  let text = plain;
  for (const mention of options.years) {
    if (mention.kind !== 'relative') continue;
    text = text.replace(mention.text, options.isWithout(mention) ? `${mention.year}年` : ' ');
  }
  text = text.replace(/ +/gu, ' ').replace(COURTESY, '').trim();
  return text === '' ? plain : text;
}

/** Particles that are left over at the ends when a name is taken out: `的补贴有哪些`. */
const LEFT_OVER = /^[的里中在对由给，,、：:\s]+|[的\s]+$/gu;

function focusTextOf(searchText: string, steering: readonly string[]): string {
  const rest = withoutWords(searchText, steering).replace(/ +/gu, ' ').replace(LEFT_OVER, '');
  return rest.length < 2 ? searchText : rest;
}
