import type { PolicyDocument } from '../outline/outline.js';

/** `国办发〔2023〕15号` with any brackets and blanks, or `国令第706号`. */
const BRACKETED =
  /(?:\p{Script=Han}{1,12}?)\s*[〔[(（【﹝]\s*(?:19|20)\d{2}\s*[〕\])）】﹞]\s*(?:第\s*)?\d{1,5}\s*号/u;
const ORDER = /(?:国务院令|国令|主席令|[\p{Script=Han}]{1,8}令)\s*第?\s*\d{1,5}\s*号/u;
/** What people put in front of a number when they ask for it. */
const LEAD =
  /^.*?(?:请问|查一下|查询|查|找一下|找|看看|看|关于|文号是|文号为|文号|文件号|什么是|和|与|是|的)/u;

/** The 发文字号 that a question names, as it stands there; null where there is none. */
export function documentNumberIn(question: string): string | null {
  const match = BRACKETED.exec(question) ?? ORDER.exec(question);
  if (match === null) return null;
  const stripped = match[0].replace(LEAD, '');
  return /^\p{Script=Han}/u.test(stripped) ? stripped : match[0];
}

/** One spelling of a 发文字号: no blanks, 〔〕 for every bracket, no 第. */
export function normaliseDocumentNumber(number: string): string {
  return number
    .replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/\s+/gu, '')
    .replace(/[[(（【﹝]/gu, '〔')
    .replace(/[\])）】﹞]/gu, '〕')
    .replace(/第(?=\d+号)/gu, '');
}

/** The documents that carry a number, in the metadata or at the head of their text. */
export function documentsNumbered(
  documents: readonly PolicyDocument[],
  number: string,
): readonly PolicyDocument[] {
  const wanted = normaliseDocumentNumber(number);
  return documents.filter((document) => {
    const own = document.metadata.documentNumber;
    if (own !== null && sameNumber(normaliseDocumentNumber(own), wanted)) return true;
    const head = document.text.slice(0, document.sections[0]?.start ?? 0);
    return (
      own === null &&
      normaliseDocumentNumber(head)
        .split(/[^\p{Script=Han}\d〔〕]/u)
        .includes(wanted)
    );
  });
}

/** A question may carry a word before the number that the lead did not catch: then the number is its end. */
function sameNumber(own: string, wanted: string): boolean {
  return own === wanted || (wanted.endsWith(own) && own.length >= 8);
}
