import type { PolicyDocument } from '../outline/outline.js';

/** Brackets that say which version a text is, and nothing about what it rules: `（2021年修订）`, `（试行）`. */
const VERSION_MARK =
  /[（(【[〔](?:[^）)】\]〕]*(?:修订|修正|修改|年版|版本|最新|全文|现行|有效|废止|失效|试行|暂行)[^）)】\]〕]*)[）)】\]〕]/gu;
/** What 关于印发…的通知 issues. */
const ISSUED = /关于(?:重新)?(?:印发|发布|公布|下发|修订印发)(.+?)的(?:通知|公告|决定|函|令)$/u;
/** Kinds of document that stand until another takes their place (规章、规范性文件), unlike a year's plan or a notice of one matter. */
const LASTING =
  /(?:办法|规定|条例|法|细则|规则|规程|准则|守则|章程|制度|标准|规范|解释|通则|预案|目录|公约|指引|指南)$/u;
const AMENDS = /^(.+?)修正案(?:[（(][^）)]{1,12}[）)])?$/u;
const CHANGES =
  /关于修(?:改|订)(?:《(.+?)》|(.+?))(?:(?:的)?(?:部分|个别|若干)?(?:条款|规定|内容)?)?的决定$/u;

/**
 * A title without what tells versions apart: 中华人民共和国, `（2021年修订）`, 试行. Years that stand in
 * the title stay, for a year's plan is no version of the last one's.
 */
export function titleStem(title: string): string {
  return squeezed(title)
    .replace(VERSION_MARK, '')
    .replace(/[《》〈〉]/gu, '')
    .replace(/^中华人民共和国/u, '')
    .replace(/(?:暂行|试行)(?=[\p{Script=Han}]{2,6}$)/u, '');
}

/** The stems by which a document may be named: its title's, and that of what it issues. */
export function stemsOf(title: string): readonly string[] {
  const whole = titleStem(title);
  const issued = ISSUED.exec(whole)?.[1];
  // `某市人民政府关于…` is named without the body too.
  const about = /^[^关]{2,40}?(关于.{6,})$/u.exec(whole)?.[1];
  return [
    ...new Set([
      whole,
      ...(issued === undefined ? [] : [issued]),
      ...(about === undefined ? [] : [about]),
    ]),
  ].filter((stem) => stem.length >= SHORTEST);
}

const SHORTEST = 3;

/** The stem by which later versions of a lasting document are known; null for what has none. */
export function lastingStem({ title }: PolicyDocument): string | null {
  const whole = titleStem(title);
  const stem = ISSUED.exec(whole)?.[1] ?? whole;
  const isAbout = /^.{0,40}关于修[改订]/u.test(stem) || /草案|征求意见|送审/u.test(stem);
  return LASTING.test(stem) && !isAbout && stem.length >= SHORTEST ? stem : null;
}

/** The stem of the document that this one amends without replacing it; null where it amends none. */
export function amendedStem({ title }: PolicyDocument): string | null {
  const whole = squeezed(title);
  const changed = CHANGES.exec(whole);
  const name = changed?.[1] ?? changed?.[2] ?? AMENDS.exec(whole)?.[1];
  return name === undefined ? null : titleStem(name);
}

function squeezed(title: string): string {
  return title.replace(/\s+/gu, '').replace(/\(/gu, '（').replace(/\)/gu, '）');
}
