import type { PolicyDocument } from '../outline/outline.js';
import type { AnswerKind } from '../retrieve/answer-kind.js';
import type { Frame } from './frame.js';
import { standingInChinese, validityInChinese } from './standing-words.js';

/** Most document titles that a sentence names before it counts them. */
const NAMED_TITLES = 6;
/** Titles that stand for a larger number. */
const NAMED_OF_MANY = 3;

/** The Chinese frame. */
export const chineseFrame: Frame = {
  language: 'zh',
  fact: (quote, { title, clause, mark }) => `${quote}${mark}\n（出自《${title}》${clause}）`,
  referredClause: (address, quote) => `所指的${address}：${quote}`,
  topicLead: (title, part) =>
    part === '' ? `《${title}》的相关内容：` : `《${title}》“${part}”部分的相关内容：`,
  pointLead: (title, heading) => `《${title}》${headingName(heading)}：`,
  overviewLead: ({ title, part, count, shown }) => {
    const subject = part === '' ? `《${title}》` : `《${title}》“${part}”`;
    return shown < count
      ? `${subject}共有 ${count} 项，前 ${shown} 项是：`
      : `${subject}共有 ${count} 项：`;
  },
  clauseLead: (title, address) => `《${title}》${address}：`,
  sameAddressLead: (address, count) => `有 ${count} 处“${address}”，分别是：`,
  validityLead: validityInChinese,
  documentListLead: (count, shown) =>
    shown < count ? `收录了 ${count} 份文件，先列出 ${shown} 份：` : `收录了 ${count} 份文件：`,
  documentSearchLead: (count) =>
    count === 1 ? '写到这一内容的文件是：' : `写到这一内容的有 ${count} 份文件：`,
  documentHeading: (title) => `《${title}》：`,
  acrossLead: (count) => `有 ${count} 份文件写到，分别是：`,
  partLead: (asked) => `关于“${innerQuotes(asked.replace(/[？?。，,]+$/u, ''))}”：`,
  particulars: ({ metadata }) => {
    const { documentNumber, issuer, issuedOn } = metadata;
    const words = [documentNumber, issuer, issuedOn].filter((word) => word !== null);
    return words.length === 0 ? '' : `（${words.join('，')}）`;
  },
  greeting: (documents) =>
    `您好，我是问策。我根据收录的 ${documents.length} 份文件回答问题，每句话都注明出自哪一条；文件里没有写的，我会直说。可以这样问：`,
  thanks: () => '不客气。还可以继续问，例如：',
  notices: {
    year: (answered, now) => `按 ${answered} 年文件回答；现在是 ${now} 年。`,
    masked: () => '原文中的 xx 等是文件公布时隐去的内容，这里照原文引用，不作推测。',
    scope: (asked, answered) =>
      `${asked}中没有更贴切的内容，以下出自${answered.map((title) => `《${title}》`).join('')}。`,
    corrected: (corrections) =>
      `已按${corrections.map(({ from, to }) => `“${to}”理解（原文为“${from}”）`).join('、')}。`,
    standing: standingInChinese,
    partial: (shown, total) => `共 ${total} 项，这里列出 ${shown} 项，其余没有列出。`,
    modelFailed: () => '语言模型没有给出可用的回答，这里直接摘自原文。',
    unsupported: () => '语言模型的回答在条款里依据不足，这里直接摘自原文。',
    modelStopped: () => '语言模型没有答完，这里是已经核对过的部分。',
    removed: (count) => `语言模型的回答中有 ${count} 句在条款里找不到依据，已经删去。`,
  },
  refusals: {
    searched: searchedDocuments,
    nothing: (searched) => `查了${searched}，没有找到能回答这个问题的内容。`,
    lacking: (place, kind) =>
      `${place}写到了相关内容，但没有写明${lackedThing(kind)}，所以无法回答。`,
    noYear: (years, available) =>
      available.length === 0
        ? `没有收录 ${years.join('、')} 年的文件，收录的文件没有标明年份。`
        : `没有收录 ${years.join('、')} 年的文件；收录的是 ${available.join('、')} 年的文件。`,
    noDocument: (name, searched) => `没有收录“${name}”；查了${searched}，没有找到相应内容。`,
    noClause: (title, address) => `《${title}》中没有${address}。`,
    noPlace: (place, searched) => `查了${searched}，没有写到${place}的相关内容。`,
    noDepartment: (department, searched) =>
      `没有收录${department}的文件；查了${searched}，没有找到能回答这个问题的内容。`,
    emptyFilter: () => '所选范围内没有文件，无法回答。',
    noMore: () => '除了前面引用的条款，没有找到别的相关内容。',
  },
  questions: {
    overview: (title) => `《${title}》有哪几个方面？`,
    topic: (title, heading) => `《${title}》中“${innerQuotes(heading)}”讲了什么？`,
    clause: (title, address) => `《${title}》${address}讲了什么？`,
  },
};

function searchedDocuments(documents: readonly PolicyDocument[]): string {
  const named = documents
    .slice(0, documents.length > NAMED_TITLES ? NAMED_OF_MANY : NAMED_TITLES)
    .map(({ title }) => `《${title}》`)
    .join('');
  if (documents.length <= NAMED_TITLES) return `收录的 ${documents.length} 份文件（${named}）`;
  return `收录的 ${documents.length} 份文件（${named}等）`;
}

function lackedThing(kind: AnswerKind): string {
  switch (kind.kind) {
    case 'number':
      // The clause may well give one of another matter: 处二百元罚款 of dogs that are not registered.
      return `所问的${kind.unit === 'money' ? '金额' : kind.unit === 'duration' ? '期限' : '数字'}`;
    case 'date':
      return '所问的时间';
    case 'duty':
      return `${kind.role}的分工`;
    case 'person':
      return '具体人员姓名';
    case 'contact':
      return { phone: '联系电话', address: '地址', email: '邮箱', website: '网址' }[kind.what];
    case 'body':
      return '由谁负责';
    default:
      return '所问的内容';
  }
}

/** An article is named by its number, bare; a heading is quoted. */
function headingName(heading: string): string {
  if (heading === '' || ONLY_NUMBERED.test(heading)) return heading;
  return `“${heading}”`;
}

const ONLY_NUMBERED =
  /^第[〇零一二三四五六七八九十百千\d]+[编章节条款项目](?:之[一二三四五六七八九十]+)?$/u;

/** Quotation marks inside quotation marks are single (GB/T 15834—2011, 4.8.3.3). */
function innerQuotes(words: string): string {
  return words.replaceAll('“', '‘').replaceAll('”', '’');
}
