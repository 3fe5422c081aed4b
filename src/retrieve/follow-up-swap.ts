import type { LocatedSection, SectionStore } from '../index/section-store.js';
import { headingText } from '../outline/heading-text.js';
import { addressesIn } from './clause-address.js';
import type { InterpretedQuestion, QuestionReader } from './interpret-question.js';
import { kindredWord } from './kindred-word.js';
import { ATTRIBUTE } from './leftover-matter.js';
import { placesIn } from './place-gazetteer.js';
import { readYears } from './years.js';

/** What a thing is put in the place of. */
export interface SwapContext {
  /** The last question, read anew. */
  readonly last: InterpretedQuestion;
  /** The clauses that were cited. */
  readonly places: readonly LocatedSection[];
  readonly store: SectionStore;
  readonly reader: QuestionReader;
  readonly now: Date;
}

/** Regions that are no names of provinces, cities or countries, and countries named together by one character each. */
const REGION =
  /(?:日韩|欧美|英美|中日韩|东南亚|南亚|东亚|中亚|西亚|北欧|西欧|东欧|欧盟|东盟|非洲|欧洲|美洲|亚洲|大洋洲|拉美|中东|北美|南美|加勒比|南太|港澳台|港澳|粤港澳|京津冀|长三角|珠三角|大湾区|中西部|华东|华南|华北|东北|西北|西南|境内外?|境外|国内外?|国外|海外|省内外?|市内外?|[中日韩欧美俄英法德澳印]{2,3}(?!元|币))/gu;
const COUNTRY_ABBREVIATED = /(?<=[对赴驻访来])[日韩美俄欧非英法德澳印台]/gu;
const ENGLISH_REGION =
  /\b(?:(?:South(?:east)? |East |Central |North |Western? )?(?:Asia|Africa|America|Europe)|Japan|(?:South )?Korea|China|the (?:US|USA|UK|EU|Middle East)|USA?|United States|Germany|France|Britain|Russia|Vietnam|Thailand|Singapore|Hong Kong|Macau|Taiwan)\b(?:(?:,| and|, and| or) (?:Japan|(?:South )?Korea|America|Europe|the US|USA?|China|Africa|Asia)\b)*/gu;

/**
 * The last question with a thing in the place of one of its kind: 怎么吸引日韩企业来投资 and 欧美. What is put
 * there comes from a function: the reader's `$&` would otherwise bring the words in again, and again at each turn.
 */
export function swapIn(thing: string, context: SwapContext): string {
  return (
    addressSwapped(thing, context) ??
    yearSwapped(thing, context) ??
    namedSwapped(thing, context) ??
    placeSwapped(thing, context) ??
    wordSwapped(thing, context)
  );
}

function addressSwapped(thing: string, { last, places }: SwapContext): string | null {
  const addresses = addressesIn(thing);
  if (addresses.length === 0) return null;
  const from = last.addresses[0]?.start;
  const to = last.addresses.at(-1)?.end;
  if (from !== undefined && to !== undefined) {
    return last.plain.slice(0, from) + thing + last.plain.slice(to);
  }
  const title = places[0]?.document.title;
  return title === undefined ? thing : `《${title}》${thing}`;
}

function yearSwapped(thing: string, { last, now }: SwapContext): string | null {
  const bare = thing.replace(/(?:的|年度|份)$/u, '');
  const [year] = readYears(`${bare}文件`, now.getUTCFullYear());
  if (year === undefined || bare.replace(year.text, '').length > 1) return null;
  const [before] = readYears(last.plain.replace(/[《》]/gu, ' '), now.getUTCFullYear());
  const word = /年$/u.test(year.text) || year.kind === 'relative' ? year.text : `${year.text}年`;
  return before === undefined
    ? `${word}${last.plain}`
    : last.plain.replace(before.text, () => word);
}

/** A department or a document in the place of the one that the last question names. */
function namedSwapped(thing: string, { last, reader, now }: SwapContext): string | null {
  const read = reader.read(`${thing}工作要点`, now);
  const own = reader.read(thing, now);
  const names = [...own.named.words, ...own.departments.map(({ text }) => text)];
  const isField = read.departments.length > 0 && read.specific.length < 2;
  const rest = names.reduce((words, name) => words.replace(name, ''), thing);
  if ((names.length === 0 && !isField) || (names.length > 0 && rest.length > 1)) return null;
  const [title] = last.named.words;
  const [department] = last.departments;
  const before = department?.text ?? title;
  const word = names.length === 0 && before !== department?.text ? `${thing}工作要点` : thing;
  const isTitle = before === title && before !== undefined;
  const year = isTitle ? (readYears(before, now.getUTCFullYear())[0]?.text ?? '') : '';
  if (before !== undefined) {
    const inPlace = isTitle && own.named.words.length === 0 && /要点|计划|总结|报告/u.test(before);
    const kind = /工作要点|要点|工作计划|工作总结|工作报告/u.exec(before)?.[0] ?? '';
    const put = inPlace && !word.includes(kind) ? `${year}${word}${kind}` : word;
    return last.plain.replace(`《${before}》`, () => put).replace(before, () => put);
  }
  return `${word}${last.plain}`;
}

function placeSwapped(thing: string, { last }: SwapContext): string | null {
  const isPlace =
    wholly(REGION, thing) ||
    wholly(ENGLISH_REGION, thing) ||
    placesIn(thing).some(({ place }) => place.length >= thing.length - 1);
  if (!isPlace) return null;
  const regions = [
    ...last.plain.matchAll(ENGLISH_REGION),
    ...last.plain.matchAll(REGION),
    ...last.plain.matchAll(COUNTRY_ABBREVIATED),
  ].map((match) => match[0]);
  const before = regions[0] ?? last.places[0]?.place;
  // A place where none was named narrows the question and takes no word's place.
  if (before === undefined)
    return /\p{Script=Han}/u.test(last.plain) ? `${last.plain}（${thing}）` : null;
  // 安徽 in the place of 上海市; 北京市场 keeps its 市.
  const suffix = /[省市县区州]$/u.test(thing) ? '' : '(?:省|市(?!场)|自治区|县|区)?';
  return last.plain.replace(new RegExp(before + suffix, 'u'), () => thing);
}

function wholly(pattern: RegExp, text: string): boolean {
  return (text.match(pattern) ?? []).some((found) => found.length >= text.length - 1);
}

/** Any other word: in the place of one that the documents name beside it, else of what the question is about. */
function wordSwapped(thing: string, context: SwapContext): string {
  const { last, places, store } = context;
  if (!/\p{Script=Han}/u.test(last.plain)) {
    // Nothing says what it would stand for: then it is asked about itself.
    return thing;
  }
  const kindred = kindredWord(thing, { question: last.plain, places, documents: store.documents });
  if (kindred !== null) return last.plain.replace(kindred, () => thing);
  const subject = subjectOf(last);
  const rest = subject === null ? '' : last.plain.replace(subject, '');
  if (subject === null) return `${last.plain.replace(/[？?。\s]+$/u, '')}：${thing}`;
  if (last.answerKind.kind === 'number' && IS_FIGURE.test(thing)) return `${thing}是多少`;
  const word = ENDS_IN_ATTRIBUTE.test(thing)
    ? thing
    : thing + (ENDS_IN_ATTRIBUTE.exec(subject)?.[0] ?? '');
  return rest === '' ? word : last.plain.replace(subject, () => word);
}

const ENDS_IN_ATTRIBUTE = new RegExp(`(?<=[\\p{Script=Han}]{2})${ATTRIBUTE}$`, 'u');
/** A thing that is a figure itself needs no other's measure: 多少家 of a 覆盖率. */
const IS_FIGURE = /(?:率|额|量|数|值|面积|比例|标准|金额|价|费|年限|期限)$/u;
/** Words that stand before what a question is about. */
const VERB_BEFORE =
  /^(?:怎么|如何|怎样|怎么样)?(?:才能)?(?:加强|推进|推动|发展|支持|促进|做好|抓好|抓|搞好|搞|吸引|培育|加快|落实|开展|实施|完善|健全|优化|建设|提升|提高|强化|深化|扩大|打造|管理|规范)/u;

/** The piece of a question that says what it is about: the longest before it begins to ask. */
function subjectOf(last: InterpretedQuestion): string | null {
  const names = [...last.named.words, ...last.departments.map(({ text }) => text)];
  const words = names.reduce((text, name) => text.split(name).join(' '), last.plain);
  const pieces = words
    .replace(VERB_BEFORE, ' ')
    .split(
      /怎么样|怎么|怎样|如何|什么时候|什么|哪些|哪几|哪个|哪|谁|多少|几|有没有|是否|有(?=[\s？?哪什多几]|$)|的(?=[\s？?]|$)|要(?=达到|保持|是|有)|[？?。，,\s]|(?:今|明|去)年|争创|达到|保持/u,
    )
    .filter((piece) => piece.length >= 2);
  return pieces[0] ?? null;
}

/** How a clause is named in a question: 《title》 and its heading. */
export function nameOf({ document, section }: LocatedSection): string {
  return `《${document.title}》${headingText(section) === '' ? section.address : headingText(section)}`;
}
