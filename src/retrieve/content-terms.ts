import { searchTerms } from '../text/terms.js';

/**
 * What a question is about, once the words that only make it a question are taken away; and the
 * terms by which texts are compared here: bigrams of Han characters, and Latin words and numbers whole.
 */

/** Words that ask, greet or please and say nothing of the matter. Longer ones stand before what they contain. */
const ASKING_WORDS = [
  '请问一下|请问|请教|麻烦问一下|麻烦|劳驾|帮我查一下|帮我查|帮我看看|帮我|帮忙|告诉我',
  '我想知道|我想了解|我想问一下|我想问|我想|想知道|想了解|想问一下|想问|问一下|查一下|说一下|讲一下|介绍一下|介绍|一下',
  '展开说说|展开讲讲|说说|讲讲|谈谈|聊聊|看看|有没有|是不是|是否|能不能|可不可以|可否|要不要|该不该|会不会|需不需要',
  '什么时候|什么时间|什么样的|什么样|什么意思|为什么|是什么|有什么|做什么|干什么|什么|怎么样|怎么办|怎么做|怎么抓|怎么写|怎么说|怎么',
  '怎样|如何|为何|何时|哪些|哪几个方面|哪几方面|哪几个|哪几类|哪几项|哪几种|哪几|哪个|哪一个|哪年|哪天|哪里|哪儿|哪位|哪',
  '有多少|多少钱|多少|有几|几个方面|几个|多久|多长时间|多长|多大|多高|谁',
  '今年以来|今年|去年|明年|前年|后年|本年度|上年度|下年度|上一年度|这一年',
  '我们|你们|他们|咱们|大家|目前|现在|到底|究竟|具体|主要|关于|对于|针对|其中',
  '对吗|是吗|好吗|行吗|吗|呢|吧|啊|呀|嘛|么|的|了|呐',
].join('|');
const ENGLISH_ASKING_WORDS =
  'what|which|who|when|where|why|how|many|much|is|are|was|were|be|do|does|did|can|could|will|would|should|may|must|the|a|an|of|in|on|for|to|by|with|and|or|about|there|please|tell|me|this|that|any|has|have';
const ASKING = new RegExp(`${ASKING_WORDS}|\\b(?:${ENGLISH_ASKING_WORDS})\\b`, 'giu');

/** Words that any plan or report is full of: a question made of nothing else names no matter of its own. */
const GENERIC = new RegExp(
  [
    '工作要点|工作报告|工作计划|工作安排|工作重点|重点工作|工作任务|重点任务|主要任务|工作目标|工作思路|工作内容|工作情况',
    '要点|重点|任务|目标|措施|举措|安排|计划|规划|要求|规定|政策|文件|内容|情况|思路|做法|办法|方案|打算|部署|工作|事项|方面|部分',
    '一共|总共|共|分|全部|所有|整体|总体|总的|全年|年度|一年|有关|相关|条款|条例|有|是|在|和|与|对|做|抓|讲|说|写',
  ].join('|'),
  'gu',
);

/** The question without its asking words, blanks in their place. */
export function withoutAskingWords(question: string): string {
  return question.replace(ASKING, ' ').replace(/\s+/gu, ' ').trim();
}

/** What names a matter of its own in a question: nothing is left of `今年的工作重点是什么`. */
export function specificWords(question: string): string {
  return withoutAskingWords(question)
    .replace(GENERIC, ' ')
    .replace(/(?:19|20)\d{2}年?度?/gu, ' ')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}

/** The distinct search terms of a text: pairs of characters, words and numbers, script folded. */
export function termsOf(text: string): ReadonlySet<string> {
  return new Set(searchTerms(text));
}

/** The distinct terms of what the question is about. */
export function contentTerms(question: string): ReadonlySet<string> {
  return termsOf(withoutAskingWords(question));
}
