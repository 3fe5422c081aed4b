import type { PolicyDocument } from '../outline/outline.js';

/** The documents that a question names, and what it quotes that is none of them. */
export interface NamedDocuments {
  readonly documents: readonly PolicyDocument[];
  /** The words of the question that name them; removed, what is left is what is asked about them. */
  readonly words: readonly string[];
  /** Titles in 《》 or standing before an address that no document here bears. */
  readonly unknown: readonly string[];
}

/** Words that Chinese documents' titles end in: 党政机关公文处理工作条例 第八条, 立法技术规范, and the plans of offices. */
const TYPE_WORDS = [
  '工作要点|要点|条例|实施办法|办法|规定|实施细则|细则|规则|决定|决议|解释|通知|通告|公告|通报|意见',
  '实施方案|方案|行动计划|计划|规划|工作报告|报告|纲要|指南|指引|答复|复函|批复|函|章程|准则|守则|安排',
  '标准|目录|问答|常见问题|攻略|流程|汇编|名单|法典|修正案|法',
].join('|');
const TYPE_WORD = new RegExp(TYPE_WORDS, 'gu');
const TITLE_END = new RegExp(`(?:${TYPE_WORDS})$`, 'u');
const QUOTED = /[《〈「『]([^》〉」』]{2,80})[》〉」』]/gu;
const SKIPPED = new Set('的之里中 “”"《》');
/** Of the pairs of neighbouring characters in a shortened name, the share that are neighbours in the title too. */
const LEAST_ADJACENT = 0.5;
const LONGEST_NAME = 60;

interface TitleForm {
  readonly document: PolicyDocument;
  readonly form: string;
}

/** Finds named documents among those given; build once for an index. */
export function createNameFinder(
  documents: readonly PolicyDocument[],
): (question: string) => NamedDocuments {
  const forms = documents.flatMap((document) =>
    titleForms(document.title).map((form) => ({ document, form })),
  );
  return (question) => findNamed(question, forms);
}

/**
 * The ways in which a title is said: without its year, without 中华人民共和国, with what stands in
 * brackets moved to the front (`工作要点（镇乡）` → `镇乡工作要点`), and what 关于印发…的通知 issues.
 */
export function titleForms(title: string): readonly string[] {
  const bare = squeeze(title);
  const forms = new Set<string>([bare]);
  for (const [, inner] of title.matchAll(/《([^》]+)》/gu)) forms.add(squeeze(inner ?? ''));
  const issued = /关于(?:印发|发布|公布|转发|批转)(.+?)的(?:通知|公告|决定|函)/u.exec(bare)?.[1];
  if (issued !== undefined) forms.add(issued);
  const bracketed = /^(.*?)[（(]([^）)]+)[）)](.*)$/u.exec(bare);
  if (bracketed !== null) {
    const [, before = '', inside = '', after = ''] = bracketed;
    forms.add(before + after);
    forms.add(inside + withoutYear(before + after));
  }
  for (const form of [...forms]) {
    forms.add(withoutYear(form));
    forms.add(withoutYear(form).replace(/^中华人民共和国/u, ''));
  }
  return [...forms].filter((form) => form.length >= 2);
}

function withoutYear(form: string): string {
  return form.replace(/^(?:(?:19|20)\d{2}|[〇零一二三四五六七八九]{4})年?度?/u, '');
}

function squeeze(title: string): string {
  return title.replace(/[\s《》“”"]+/gu, '');
}

function findNamed(question: string, forms: readonly TitleForm[]): NamedDocuments {
  const documents = new Set<PolicyDocument>();
  const words: string[] = [];
  const unknown: string[] = [];
  let rest = question;
  for (const match of question.matchAll(QUOTED)) {
    const quoted = squeeze(match[1] ?? '');
    const found = byQuotedTitle(quoted, forms);
    if (found.length === 0) {
      if (match[0].startsWith('《')) unknown.push(match[1] ?? '');
    } else {
      for (const document of found) documents.add(document);
      words.push(match[0]);
    }
    rest = rest.replace(match[0], ' '.repeat(match[0].length));
  }
  for (const match of rest.matchAll(TYPE_WORD)) {
    const end = match.index + match[0].length;
    const found = bySpokenName(rest.slice(Math.max(0, end - LONGEST_NAME), end), match[0], forms);
    for (const document of found.documents) documents.add(document);
    // 低保标准 is what is asked about as much as the name of a notice: it stays in the question.
    const isMatter = /^(?:标准|安排|流程|目录|名单|计划|规划)$/u.test(match[0]);
    if (found.documents.length > 0 && !isMatter) words.push(found.words);
  }
  for (const { found, text } of sideBySide(rest, forms)) {
    for (const document of found) documents.add(document);
    words.push(text);
  }
  return { documents: [...documents], words, unknown };
}

/** `养犬、停车这两部条例`: what several documents are about, listed in front of a word for them all. */
const LISTED =
  /((?:(?![和与及这那各])\p{Script=Han}){2,12}(?:[、和与及](?:(?![和与及这那各])\p{Script=Han}){2,12}){1,5})(?:[这那]?[两几二三四五六](?:部|份|个|项)|[这那]些|各个?)(?:地方|地方性|行政)?(条例|法规|法律|规定|办法|文件|意见|通知|方案|要点|报告)/u;
/** Of a listed word's pairs of characters, the share that a title has. */
const LEAST_LISTED = 0.75;
const MOST_MEANT = 2;

function sideBySide(
  question: string,
  forms: readonly TitleForm[],
): readonly { readonly found: readonly PolicyDocument[]; readonly text: string }[] {
  const [, listed = '', type = ''] = LISTED.exec(question) ?? [];
  const named = listed
    .split(/[、和与及]/u)
    .filter((text) => text !== '')
    .map((text) => {
      const about = forms.filter(({ form }) => sharedPairs(text, form) >= LEAST_LISTED);
      const ofType = about.filter(({ form }) => form.includes(type));
      return { found: unique(ofType.length > 0 ? ofType : about), text };
    });
  const isClear = named.every(({ found }) => found.length > 0 && found.length <= MOST_MEANT);
  return isClear ? named : [];
}

function sharedPairs(text: string, form: string): number {
  let shared = 0;
  for (let start = 0; start + 2 <= text.length; start += 1) {
    if (form.includes(text.slice(start, start + 2))) shared += 1;
  }
  return shared / Math.max(1, text.length - 1);
}

function byQuotedTitle(quoted: string, forms: readonly TitleForm[]): readonly PolicyDocument[] {
  const exact = forms.filter(({ form }) => form === quoted || form === withoutYear(quoted));
  if (exact.length > 0) return unique(exact);
  const containing = forms.filter(({ form }) => quoted.length >= 4 && form.includes(quoted));
  if (containing.length > 0) return unique(containing);
  const type = TITLE_END.exec(quoted)?.[0];
  return type === undefined ? [] : bySpokenName(quoted, type, forms, quoted.length).documents;
}

/**
 * The documents whose title ends as the text ends and holds its last characters in order, as a
 * short name does (公租房保障办法 is not one, 商务要点 is: 2023年商务工作要点).
 */
function bySpokenName(
  text: string,
  type: string,
  forms: readonly TitleForm[],
  atLeast = 0,
): { readonly documents: readonly PolicyDocument[]; readonly words: string } {
  let best: TitleForm[] = [];
  let bestLength = 0;
  let bestRest = Number.POSITIVE_INFINITY;
  let words = '';
  for (const candidate of forms) {
    if (!candidate.form.endsWith(type)) continue;
    const match = matchFromEnd(text, candidate.form);
    const own = match.length - type.length;
    const whole = match.length === candidate.form.length;
    // 劳动法 is no short name of 劳动合同法: a law is shortened only where much of its name is left.
    const isShortLaw = type === '法' && !whole && own < 4;
    if (match.length < atLeast || own < 1 || isShortLaw || (own < 2 && !whole)) continue;
    if (match.adjacent < LEAST_ADJACENT) continue;
    const rest = candidate.form.length - match.length;
    if (match.length > bestLength || (match.length === bestLength && rest < bestRest)) {
      best = [candidate];
      bestLength = match.length;
      bestRest = rest;
      words = match.words;
    } else if (match.length === bestLength && rest === bestRest) {
      best.push(candidate);
    }
  }
  return { documents: unique(best), words };
}

interface EndMatch {
  /** Characters of the text's end found in order in the title. */
  readonly length: number;
  /** Share of neighbouring pairs that are neighbours in the title. */
  readonly adjacent: number;
  readonly words: string;
}

function matchFromEnd(text: string, form: string): EndMatch {
  let at = form.length;
  let position = text.length - 1;
  let length = 0;
  let neighbours = 0;
  let bestLength = 0;
  let bestNeighbours = 0;
  let bestStart = text.length;
  for (; position >= 0; position -= 1) {
    const character = text[position] ?? '';
    if (SKIPPED.has(character)) continue;
    const found = form.lastIndexOf(character, at - 1);
    if (at === 0 || found < 0) break;
    if (found === at - 1 && length > 0) neighbours += 1;
    length += 1;
    at = found;
    // A lone far-off character to the left is chance: extend only while the match stays dense.
    if (length < 2 || neighbours / (length - 1) >= LEAST_ADJACENT) {
      bestLength = length;
      bestNeighbours = neighbours;
      bestStart = position;
    }
  }
  return {
    length: bestLength,
    adjacent: bestLength < 2 ? 1 : bestNeighbours / (bestLength - 1),
    words: text.slice(bestStart),
  };
}

function unique(forms: readonly TitleForm[]): readonly PolicyDocument[] {
  return [...new Set(forms.map(({ document }) => document))];
}
