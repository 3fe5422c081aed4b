import type { AnswerKind } from './answer-kind.js';
import { addressesIn } from './clause-address.js';

/** The form of answer that a question wants. */
export type QuestionIntent =
  | 'greeting'
  | 'thanks'
  | 'capabilities'
  | 'document-list'
  | 'document-search'
  | 'document'
  | 'address'
  | 'overview'
  | 'topic'
  | 'fact';

/** What of a question decides its intent, worked out before. */
export interface IntentSigns {
  /** The question with punctuation as typed, one spelling. */
  readonly plain: string;
  readonly answerKind: AnswerKind;
  /** What names a matter of its own, once documents and departments are taken out. */
  readonly specific: string;
  readonly hasDocumentNumber: boolean;
  /** Whether a document or a department with documents is named. */
  readonly namesDocument: boolean;
}

const GREETING =
  /^(?:你好|您好|hi|hello|hey|哈[喽啰]|嗨|早上好|下午好|晚上好|上午好|中午好|早安|晚安|早|在吗|在不在|有人吗|[喂嗯啊哦噢呃哈嘿唉]+|大家好|hallo|good (?:morning|afternoon|evening))(?:啊|呀|呢|哦|吗|小助手|助手|机器人|问策|there)?$/iu;
const THANKS =
  /^(?:谢谢|多谢|感谢|辛苦了?|再见|拜拜|好的|好|明白了?|知道了|收到|ok|okay|thanks?|thank you|bye|goodbye|thx)(?:你|您|啦|了|哦|啊|very much|so much|a lot)*$/iu;
const CAPABILITIES =
  /^(?:请问|那)?(?:你|您|这个?(?:系统|助手|机器人|工具|网站)?|问策|小助手)?(?:都)?(?:能|可以|会|可)?(?:帮我|为我|给我)?(?:做|干|会|懂|回答|问|查|解答|提供)(?:些|一些|点|到)?(?:什么|啥|哪些(?:问题|功能|内容|方面|事情?)?)(?:问题|功能|事情|服务|内容)?(?:呢|吗|啊|呀)?$|^你是(?:谁|什么|干什么的|做什么的|机器人吗|ai吗)|^(?:你)?叫什么(?:名字)?$|^(?:介绍一?下?(?:你)?自己|自我介绍|(?:怎么|如何)(?:使用|用|操作)(?:这个|本|该)?(?:系统|助手|工具|网站|平台|机器人|软件)?|使用说明|使用方法|帮助|help|功能|有什么功能|有哪些功能)(?:你|呢|啊)?$|^(?:who are you|what can you do|what can i ask(?: you)?|how (?:do i|to) use (?:this|you|it)|what is this|what do you do)$/iu;

const DOCUMENT_LIST =
  /(?:有|包括|包含|收录了?|提供|收了|都有|查到|存了|现有|一共有|共有|里有)(?:些)?(?:哪些|什么|多少[份篇个]?|几[份篇个])(?:政策)?(?:文件|文档|资料|政策文件|要点文件|材料)(?:可以?[查看问])?|(?:文件|文档|资料)(?:的)?(?:目录|清单|列表|名单)|(?:列出|列一下|列举)(?:所有|全部)?(?:的)?(?:文件|文档)|(?:有|收录了?)(?:多少|几)[份篇个](?:政策)?(?:文件|文档|要点)|(?:哪几|哪些)[份篇]?(?:文件|文档|要点)(?:可以?[查看]|有)?[？?]?$|(?:what|which|list(?: all)?(?: the)?) documents?(?: (?:are there|do you have|can i|are available).*)?[?]?$/iu;
/** What is said of a list of documents besides asking for it. */
const LISTING_WORDS =
  /可以|能够?|查询?|查看|看|问|库里?|系统|这里|目前|现在|收录|资料|清单|列个?|一共|总共|共|都|个|份|多少/gu;
const DOCUMENT_SEARCH =
  /(?:哪个|哪份|哪些|哪几个|哪几份|哪一个|哪一份|哪篇|什么|有没有|有无)(?:单位|部门)?(?:的)?(?:政策)?(?:文件|文档|政策|要点|条例|规定|法律|通知)(?:里面?|中)?(?:有)?(?:是)?(?:专门)?(?:讲|讲到|讲了|提到|提及|提了|说到|说|谈到|谈|规定|涉及|写到?|有关|关于|包含|包括|管|对.{1,30}(?:作|做|有)|跟|与|和|支持)|(?:在|出自|来自|见于?|依据)(?:的是)?(?:哪个|哪份|哪些|哪一份|什么)(?:文件|文档|要点|政策)|(?:哪个|哪份|哪些)文件|关于.{2,30}的(?:文件|政策文件)(?:有哪些|有吗|有没有)?[？?]?$|which documents?\b/iu;

/** Words that ask how a text is divided or what stands in it. */
const STRUCTURE = [
  '(?:一共|总共|共)?(?:有|包括|包含|分为|分成|分|共|哪|列)(?:了)?(?:哪|几|多少)+(?:个|大)*(?:方面|部分|章|类|板块|项(?!目)|点|条|块|大点|内容|任务|编|节|阶段|步骤|环节)(?:工作|任务|内容|措施)?',
  '(?:几个|哪些|哪几个|多少个?)(?:大)?(?:方面|部分|章节|板块)',
  '(?:部分|一章|一节|板块)(?:里|中)?(?:的|有)?(?:主要|重点)?(?:任务|工作|内容|措施|举措)(?:主要)?(?:有|是|包括)?(?:哪些|什么|哪几项|几项)',
  '(?:都|主要|具体|大概|大致)?(?:讲|说|写|规定|谈|涉及|包括|包含|列)(?:了|的是|的)?(?:些)?(?:什么|啥|哪些(?:内容|方面|事|任务)?)',
  '(?:主要|全部|基本|核心)?内容(?:是|有|包括|都有)?(?:什么|哪些|啥)?',
  '(?:解答|回答|说明)(?:了)?(?:哪些|什么)(?:问题)?',
  '(?:框架|目录|提纲|大纲|结构|概要|梗概|总览|概览|脉络|全貌|章节)',
  'what (?:does|do) .{0,80}(?:cover|contain|include)',
  'overview|outline|summar(?:y|ise|ize)|how many (?:parts|sections|aspects|chapters|areas)|table of contents',
];

/** Words that ask for the whole of a plan where no matter of its own is named beside them. */
const WHOLE = [
  '(?:概括|概述|总结|归纳|梳理|介绍|简述|列出)(?:一下|下)?',
  '(?:主要|重点|核心|总体|年度|全年|工作)(?:的)?(?:工作|任务|内容|措施|举措|安排|目标|方向|思路|要点|重点)+(?:都|主要|分别)?(?:有|是|包括)(?:哪些|什么|啥|哪几项|哪几个)',
  '(?:有|是)?(?:哪些|什么|哪几项|哪几个)(?:主要|重点|核心)?(?:的)?(?:工作|任务|内容|措施|举措|安排|重点|要点)',
  '(?:工作|年度)?(?:重点|要点|任务|安排)(?:是)?(?:什么|啥|哪些)',
  '(?:抓|做|干|推进)(?:好)?(?:哪|几)(?:些|件|项|几项|几件|个)(?:事|工作|任务)?',
  'what (?:does|do) .{0,80}say',
  'what (?:are|is) (?:the )?(?:main|key|major|chief|overall)?\\s*(?:tasks?|contents?|parts?|sections?|priorities|points?|areas|aspects?|work)',
];
const ASKS_STRUCTURE = new RegExp(STRUCTURE.join('|'), 'iu');
const ASKS_OVERVIEW = new RegExp([...STRUCTURE, ...WHOLE].join('|'), 'iu');
const OVERVIEW_WORDS = new RegExp([...STRUCTURE, ...WHOLE].join('|'), 'giu');

const FACT_KINDS = new Set<AnswerKind['kind']>([
  'number',
  'date',
  'body',
  'person',
  'duty',
  'contact',
  'place',
  'definition',
  'which',
  'reason',
  'yes-no',
]);

/** The question without the words that ask for an overview. */
export function withoutOverviewWords(question: string): string {
  return question.replace(OVERVIEW_WORDS, ' ');
}

/** Decides what form of answer a question wants. */
export function questionIntent(signs: IntentSigns): QuestionIntent {
  const words = signs.plain.replace(/[\p{P}\p{S}]+/gu, ' ').trim();
  // Nothing but marks and signs asks for nothing: then what can be asked is said.
  if (words === '') return 'capabilities';
  const parts = words.split(' ');
  const small = parts
    .filter((part) => !GREETING.test(part) && !THANKS.test(part))
    .join(' ')
    .trim();
  if (CAPABILITIES.test(words) || (small !== words && CAPABILITIES.test(small)))
    return 'capabilities';
  if (small === '' || GREETING.test(words))
    return parts.some((p) => GREETING.test(p)) ? 'greeting' : 'thanks';
  if (THANKS.test(words)) return 'thanks';
  const hasAddress = addressesIn(signs.plain).length > 0;
  if (hasAddress) return 'address';
  if (signs.hasDocumentNumber) return 'document';
  const isBareList = signs.specific.replace(LISTING_WORDS, '').trim().length < 2;
  if (DOCUMENT_LIST.test(signs.plain) && (isBareList || !DOCUMENT_SEARCH.test(signs.plain))) {
    return 'document-list';
  }
  if (DOCUMENT_SEARCH.test(signs.plain)) return 'document-search';
  const bare = signs.specific.length < 2;
  if (
    bare &&
    (signs.namesDocument || ASKS_OVERVIEW.test(signs.plain)) &&
    !FACT_KINDS.has(signs.answerKind.kind)
  ) {
    return 'overview';
  }
  if (ASKS_STRUCTURE.test(signs.plain) && !FACT_KINDS.has(signs.answerKind.kind)) return 'overview';
  return FACT_KINDS.has(signs.answerKind.kind) ? 'fact' : 'topic';
}
