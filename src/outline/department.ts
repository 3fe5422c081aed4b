import { withoutBlanks } from './text-lines.js';

/** What names a document: its title and the authority that issued it. */
export interface DepartmentSource {
  readonly title: string;
  readonly issuer: string | null;
}

const YEAR = /(?:19|20)[0-9]{2}年度?|[〇○零一二三四五六七八九]{4}年度?/gu;
const BRACKETS = /[（(〔【][^）)〕】]*[）)〕】]/gu;
/** Ends of a plan's or report's title, after which what it is about is left. */
const WORK = /(?:重点)?工作(?:要点|总结|报告|计划|方案|思路|安排|打算|任务|意见)?.*$/u;
const KIND = /(?:要点|总结|报告|计划|方案|思路|安排|通知|意见|办法|规定|条例|细则|规划|纲要)$/u;
const PLACE =
  /^(?:(?:某{1,2}|[xX×]{1,4}|\p{Script=Han}{2,5}?)(?:省|自治区|自治州|市|县|区|州|盟|旗))+/u;
const PREFIX =
  /^(?:全国|全省|全市|全县|全区|我省|我市|我县|我区|中共|中国|国家|中华人民共和国|[xX×]{2,4}(?![xX×省市县区州盟旗]))+/u;
/** A place that goes without a name, `市商务局`; not the beginning of 市场, 市政, 区域. */
const BARE_PLACE = /^(?:省|市(?![场政容民])|县(?!域)|区(?!域)|州)(?=\p{Script=Han}{2})/u;
const BODY =
  /(?:委员会办公室|委员会|管理局|监督管理局|总局|局|厅|部|委|办公室|署|中心|集团公司|集团|公司)$/u;
/** Bodies that govern everything name no department. */
const GENERAL =
  /^(?:人民政府|政府|国务院|人民代表大会|人大|常务|常委|中央|办公|政协|党委|县委|市委|省委|最高|人民)+$/u;
const MAX_LENGTH = 12;

/**
 * The department that a title or an issuer names, in short form: `2023年商务工作要点` is 商务,
 * `广州市民政局` 民政. What the words are is read from how titles are built, not from a list of
 * departments.
 */
export function departmentOf(source: DepartmentSource): string | null {
  return (
    fromPlanTitle(source.title) ??
    fromAuthority(source.issuer ?? authorityIn(source.title)) ??
    bracketed(source.title)
  );
}

/** `2023年教育技术工作要点` → 教育技术: the words between the year and 工作. */
function fromPlanTitle(title: string): string | null {
  const bare = withoutBlanks(title).replace(BRACKETS, '');
  if (!/工作(?:要点|总结|报告|计划|方案|思路|安排|打算|任务)/u.test(bare) || /关于/u.test(bare))
    return null;
  const words = bare.replace(YEAR, '').replace(WORK, '').replace(PLACE, '').replace(PREFIX, '');
  const name = words
    .replace(BARE_PLACE, '')
    .replace(BODY, '')
    .replace(/(?:年度|上半年|下半年|第[一二三四]季度)/gu, '');
  return usable(name);
}

function authorityIn(title: string): string | null {
  const bare = withoutBlanks(title);
  return /^(.{2,40}?(?:局|委员会|委|厅|部|署|办公室|中心))(?:等|关于|对)/u.exec(bare)?.[1] ?? null;
}

function fromAuthority(issuer: string | null): string | null {
  if (issuer === null) return null;
  const first = withoutBlanks(issuer.split(/[、，\s]/u)[0] ?? '').replace(BRACKETS, '');
  if (!BODY.test(first)) return null;
  const words = first.replace(PREFIX, '').replace(PLACE, '').replace(PREFIX, '');
  return usable(words.replace(BARE_PLACE, '').replace(BODY, ''));
}

/** `2023年工作要点（镇乡）` → 镇乡. */
function bracketed(title: string): string | null {
  const words = /[（(]([^）)0-9]{2,12})[）)]$/u.exec(withoutBlanks(title))?.[1];
  if (
    words === undefined ||
    /试行|暂行|草案|修订|修正|稿|摘要|节选|全文|篇|年|届|大$/u.test(words) ||
    /^[一二三四五六七八九十]+$/u.test(words)
  )
    return null;
  return usable(words.replace(KIND, ''));
}

function usable(words: string): string | null {
  const isUsable =
    words.length >= 2 &&
    words.length <= MAX_LENGTH &&
    !GENERAL.test(words) &&
    /^\p{Script=Han}+$/u.test(words) &&
    !/^政府$|人民代表大会/u.test(words);
  return isUsable ? words : null;
}
