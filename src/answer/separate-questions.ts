import { specificWords, withoutAskingWords } from '../retrieve/content-terms.js';

/** Words that make a clause of a sentence a question of its own. */
const ASKS =
  /什么|啥|哪|谁|多少|几(?=[个家场次项条天年月日号名种类人元万亿处门])|怎么|怎样|咋|如何|何时|何处|多久|多长|多大|为何|是否|能否|可否|有没有|是不是|能不能|可不可以|要不要|会不会|该不该|需不需要|吗$|(.)不\1/u;
/** Where one question ends and another begins. A sentence that ends otherwise tells what the next one asks about. */
const STOPS = /(?<=[？?])\s*/u;
/** Marks and words between two questions of one sentence; what stands behind them must ask too. */
const JOINTS =
  /[，,、；;]\s*(?:还有|以及|并且|而且|同时|另外|和|又|那)?|以及|还有|另外|(?<=[么谁少久时里个])和(?=[由谁什哪怎如多何])/u;
/** Questions that compare or that one answer settles: `哪个…，为什么`, `…有什么区别`. */
const ONE_ANSWER = /区别|不同|异同|比较|对比|相比|分别/u;
/** Words of its own, less than which a part names nothing that could be looked up. */
const LEAST_WORDS = 2;
/** A first part that is longer, or of several sentences, tells a story; one with such a word says by what the next is to be answered. */
const LONGEST_FIRST = 40;
const GROUNDS = /根据|依据|依照|按照|[。；;]/u;
/** A first part this short that begins by asking has its matter in what follows: `谁牵头、什么时候完成办法`. */
const LEAST_FIRST = 4;
/** `由哪个部门负责`: who does it is asked, and no matter of a further question. */
const WHO_DOES =
  /^(?:请问)?由?(?:谁|哪(?:个|些|几个|一个)(?:部门|单位|机构|科室|人))来?(?:负责|牵头|主管|分管|监管|承担|管理|管|办理|审批)/u;
/** Further parts are read as one with the last: nobody asks more at once and means it. */
const MOST_QUESTIONS = 3;

/** One of the questions that a question holds. */
export interface SeparateQuestion {
  /** As typed. */
  readonly asked: string;
  /** What to read for it: what it is asked about in front, where only an earlier part says so. */
  readonly question: string;
  /** Whether it is asked of the first question's matter. */
  readonly leansOnFirst: boolean;
}

/**
 * The questions that one question holds: `由谁制定？多久开一次会` holds two. Each stands alone: what
 * follows the first is asked of the first one's matter. One element where there is one question.
 */
export function separateQuestions(question: string): readonly SeparateQuestion[] {
  const whole = [{ asked: question, question, leansOnFirst: false }];
  if (ONE_ANSWER.test(question)) return whole;
  const parts = question
    .split(STOPS)
    .flatMap(separateClauses)
    .map((part) => part.replace(/^[，,、；;\s]+|[，,、；;\s]+$/gu, ''))
    .filter((part) => part !== '');
  const [first, ...rest] = parts;
  const asking = parts.filter((part) => ASKS.test(withoutMarks(part)));
  if (first === undefined || rest.length === 0 || asking.length < parts.length) return whole;
  if (parts.some((part) => wordsOf(part).length < LEAST_WORDS)) return whole;
  if (parts.length > MOST_QUESTIONS || !leads(first)) return whole;
  const matter = matterOf(first);
  return parts.map((part) => {
    const leansOnFirst = part !== first && !isOwn(part, matter);
    return { asked: part, question: leansOnFirst ? `${matter}，${part}` : part, leansOnFirst };
  });
}

/** Whether a first part names a matter that the next ones are asked of. */
function leads(first: string): boolean {
  const startsAsking = ASKS.exec(first)?.index === 0;
  return (
    first.length <= LONGEST_FIRST &&
    !GROUNDS.test(first) &&
    (!startsAsking || wordsOf(first).length >= LEAST_FIRST)
  );
}

/** A sentence cut at each joint on both sides of which something is asked. */
function separateClauses(sentence: string): readonly string[] {
  const joint = new RegExp(JOINTS, 'gu');
  const parts: string[] = [];
  let from = 0;
  for (const match of sentence.matchAll(joint)) {
    const before = sentence.slice(from, match.index);
    const after = sentence.slice(match.index + match[0].length);
    const isBetween =
      ASKS.test(withoutMarks(before)) &&
      ASKS.test(withoutMarks(after)) &&
      wordsOf(before).length >= LEAST_WORDS &&
      wordsOf(after).length >= LEAST_WORDS;
    if (!isBetween) continue;
    parts.push(before);
    from = match.index + match[0].length;
  }
  return [...parts, sentence.slice(from)];
}

function withoutMarks(part: string): string {
  return part.replace(/[\p{P}\s]+$/gu, '');
}

function wordsOf(part: string): string {
  return specificWords(part).replace(/\s+/gu, '');
}

/** What the first question is about, without the words that ask. */
function matterOf(first: string): string {
  return withoutAskingWords(withoutMarks(first).replace(WHO_DOES, '')).replace(/\s+/gu, '');
}

/** Whether a further question names its own document, or repeats the matter of the first. */
function isOwn(part: string, matter: string): boolean {
  return /《[^》]+》/u.test(part) || (matter.length >= 2 && part.includes(matter));
}
