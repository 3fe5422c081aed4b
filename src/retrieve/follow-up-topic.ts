import { ATTRIBUTE } from './leftover-matter.js';

/** What an interpreted question says after the last one was asked for more; no matter of its own. */
export const BEYOND = {
  zh: '（前面引用的条款以外）',
  en: ' (besides the clauses already cited)',
} as const;

/** The question without the note that says it was asked for more. */
export function withoutBeyond(question: string): string {
  return question.replace(BEYOND.zh, '').replace(BEYOND.en, '').trim();
}

/** Whether an interpreted question only has a clause shown: no question to put another thing into. */
export function onlyShows(question: string): boolean {
  return /^《.*的具体内容$|^What does 《.* say\?$/su.test(withoutBeyond(question));
}

const LAST_MARKS = /[？?。．.！!，,、；;\s]+$/u;
/** What asks inside a question. Longer ones stand before what they contain. */
const ASKS = new RegExp(
  [
    '(?:一共|总共|分别|具体|主要|都|到底|究竟|大概)*(?:有|是|包括|包含|分为|分)?(?:哪些|哪几)(?:个|大|方面|部分|类|种|项|条|点|内容|措施|工作|任务|要求|规定)*',
    '(?:应该|应当|要|该)?(?:怎么样|怎么(?:办|做|弄|搞|抓|写|说|规定|看|用|管|落实|推进)?|如何(?:做)?|怎样(?:做)?)',
    '什么时候|什么时间|为什么|(?:具体|主要|都)?(?:是|有|讲|说|写|规定)了?(?:什么|啥)(?:内容|意思|要求|措施|规定)?|什么|啥时候|啥',
    '(?:要|应|得|需要|必须)?(?:保持在|达到|达|办|培育|建|完成|增长|提高到)?(?:是|为|有)?(?:多少|几)(?:万|亿|千|百)?(?:个|家|场|次|人|名|元|亩|所|项|条|件|处|天|年|月|公里|吨|倍|部)?(?!届)',
    '(?:由|归|找|是)?(?:谁|哪个部门|哪个单位|哪家|哪里|哪儿|哪个|哪)(?:来|去)?(?:负责|牵头|主管|管)?|何时|何处|为何|多久|多长时间|能不能|是不是|是否|有没有|可不可以',
    '的?(?:具体)?内容$|(?:吗|呢|吧|啊)(?=$|[，,])',
    '(?:请问|麻烦|帮我|我想知道|我想了解|告诉我|介绍一下|说说|讲讲|查一下)',
  ].join('|'),
  'gu',
);
const LEFT_AT_END = /(?:可以|[要应该得在达到是为有的由被让向于了会能需])+$/u;
const LEFT_AT_START = /^(?:对于|关于|那么|[的要应该得是有在对那请])+(?=[\p{Script=Han}]{2})/u;

/**
 * What a question is about, in its own words: 违法建设拆除率 of 违法建设拆除率要保持在多少？ Empty where
 * nothing is left.
 */
export function topicOf(question: string): string {
  const [first = ''] = withoutBeyond(question).split(/[，,；;](?![^《]*》)/u);
  if (!/\p{Script=Han}/u.test(question)) return withoutBeyond(question).replace(LAST_MARKS, '');
  const topic = first
    .replace(LAST_MARKS, '')
    .replace(ASKS, '')
    .replace(LEFT_AT_END, '')
    .replace(LEFT_AT_START, '')
    .trim();
  return topic.length >= 2 ? topic : first.replace(LAST_MARKS, '');
}

const ONLY_ATTRIBUTE = new RegExp(`^${ATTRIBUTE}$`, 'u');
/** 创业担保贷款额度: its 期限 is that of the loan. */
const ENDS_IN_ATTRIBUTE = new RegExp(`(?<=[\\p{Script=Han}]{2})的?${ATTRIBUTE}$`, 'u');
const ITS = /^(?:那|请问)?(?:它|他|她)们?的/u;

/** A question asked of a topic, as one that stands alone. */
export function askedOf(topic: string, words: string): string {
  const asks = words.replace(LAST_MARKS, '').replace(/呢$/u, '');
  if (topic === '') return asks;
  if (!/\p{Script=Han}/u.test(asks)) return `${topic}, ${asks}?`;
  if (ONLY_ATTRIBUTE.test(asks)) return `${topic.replace(ENDS_IN_ATTRIBUTE, '')}的${asks}`;
  return ITS.test(asks) ? `${topic}的${asks.replace(ITS, '')}` : `${topic}，${asks}`;
}
