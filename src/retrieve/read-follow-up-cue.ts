import type { FollowUpCue } from './follow-up-cue.js';
import { asksForWhole, isNothingBut } from './follow-up-words.js';
import {
  ASKING,
  asksOfItsOwn,
  isLeftover,
  leftoverMatter,
  ONLY_ATTRIBUTE,
} from './leftover-matter.js';
import { readEnglishCue } from './read-english-cue.js';
import { readOrdinalCue } from './read-ordinal-cue.js';

/** Words that lead into a question and mean nothing in it. */
const LEAD =
  /^(?:(?:请问一下|请问|麻烦你?|劳驾|帮我|帮忙|(?:谢谢|多谢|感谢)你?|没(?:听|看)?(?:懂|明白)|(?:听|看)?不(?:太)?(?:懂|明白)|嗯+|哦+|噢+|好的|好吧|好|行|ok|那么|那就|那(?![些个里种年项时边条份])|然后|接着|接下来|你?能不能|你?能否|可不可以|可以|可否|我想(?:问|知道|了解|看看?)(?:一下)?|我要|想看看?|把|给我|再|请)[，,、\s]*)+/iu;
const MARKS = /[？?。．.！!…~～，,、：:；;\s]+$/u;
const ENDING = /(?:吗|呢|吧|啊|呀|嘛|哈|了)+$/u;

const EXPAND_CORE =
  /展开|详细|具体|仔细|细说|细讲|完整|全文|原文|原话|条文|继续|接着|往下|再说说|再讲讲|说说|讲讲|解释|说明|介绍|多说|多讲|深入|进一步|什么意思|细节/u;

const MORE_WORDS =
  '还有|还|另外|此外|除此之外|除了(?:这些|这个|上面|以上|上述|前面)(?:说的|的|之外|以外|外)*|除外|以外|之外|别的|别处|其他|其它|其余|剩下|剩余|更多|更|多|余下|没有|没|有|什么|哪些|啥|的|吗|呢|么|了|吧|不|措施|办法|内容|要求|规定|方面|做法|政策|举措|途径|方式|安排|任务|目标|指标|条件|材料|情形|情况|待遇|福利|渠道|活动|项目|奖励|补贴|原因|处罚|类型|点|条|些|几|可以|能|补充|说|列|来|一些|一点|给我|就|这些|都|在';
const MORE = new RegExp(`${MORE_WORDS}|[，,、\\s]`, 'gu');
const MORE_CORE =
  /还有|还.{0,3}(?:别的|其他|其它)|别的|其他|其它|其余|剩下|另外|此外|除此之外|除了|更多/u;

const NEIGHBOUR =
  /^(?:看看|讲讲|说说|介绍)?(?:它|这条|这一条)?的?(?<way>上|下|前|后)(?:面)?(?:的)?(?:一|1)?(?:个)?(?<unit>条|款|项|点|章|节|部分|篇|段|个?方面|块)/u;
const AROUND =
  /^(?:这|本|该|同|那)(?:同)?(?:一|1)?(?:个)?(?<unit>章|节|部分|条|款|大?项|块|方面|文件|份文件|个文件|份要点|要点|类|板块|编|部?(?:法规|法律|法|条例|办法|规定|通知|意见|方案|细则))(?:里面?|中|下面?|当中|之下|内)?(?:的)?(?<rest>.*)$/u;
const AROUND_WORDS =
  /其他|其它|其余|别的|另外|还|都|一共|总共|有|包括|包含|讲|说|规定|写|了|的|什么|哪些|啥|内容|条款|几条|多少条|条|点|措施|要求|规定|是|吗|呢|么/gu;
const AROUND_CORE = /其他|其它|其余|别的|另外|还|都|什么|哪些|啥/u;

const SWAP_FRAME =
  /^(?<words>.{1,24}?)(?:那边|这边|方面|的话|的情况)?(?:[，,]?(?:又|该|要)?(?:呢|怎样|如何|怎么(?:弄|办|做|说|搞|抓|样)?|咋样|咋办|咋弄))+$/u;
const LEADS_TO_SWAP =
  /^(?:那么?|至于|换成?|换作|改成|要是|如果是?|假如是?|只(?:看|说|要|查)|而|又)/u;

const PRONOUN =
  /^(?:对于?|由|给|向|把|让|为|关于|在|从|跟|与)?(?:(?:它|他|她)们?|(?:该|此|本|这|那|上述|前述|以上)(?:一|两|几|些|个|项|条|种|份|类|款|部|篇|方面)*(?=的|要|由|是|有(?=什|哪|多|几|没|何|谁|啥)|怎|如|谁|什|能|可|需|应|会|为|在|$|[，,])|(?:该|此|本|这|上述|前述|以上)(?:一|两|几|些|个|项|条|种|份|类|款|部|篇)*(?<noun>[\p{Script=Han}]{2,4}?)(?=的|要|由|是|有|怎|如|谁|什|能|可|需|应|会|对|为|在|何|哪|多|几|里|中|$|[，,]))/u;
const NO_PRONOUN =
  /^(?:该(?:怎|如|不|谁|做|去|有|由)|这(?:两|几)?(?:年|天|个?月|周|里是|次|个?(?:系统|助手|工具|网站|平台|机器人|软件))|那些?(?:时|天|年)|此(?:外|前|后|次)|本(?:年|月|市|县|省|区|镇|次|周|级|地))/u;

/** A question longer than this says what it is about. */
const LONGEST_FOLLOW_UP = 60;

/**
 * Reads how a question leans on what was asked before; null where nothing in it does. Whether the
 * conversation has what it leans on is for the caller to see.
 *
 * @param plain - the question in one spelling (`plainQuestion`)
 */
export function readFollowUpCue(plain: string): FollowUpCue | null {
  if (plain.length > 2 * LONGEST_FOLLOW_UP) return null;
  if (!/\p{Script=Han}/u.test(plain)) return readEnglishCue(plain);
  const asked = plain.replace(MARKS, '');
  if (asked.length > LONGEST_FOLLOW_UP) return null;
  const words = asked.replace(LEAD, '');
  const bare = words.replace(ENDING, '').replace(MARKS, '');
  return (
    readNeighbour(bare) ??
    readAround(bare) ??
    readOrdinalCue(words) ??
    readMore(words) ??
    readExpand(asked) ??
    readPronoun(words) ??
    readSwap(asked, words) ??
    readLeftover(words, CONTINUES.test(asked))
  );
}

function readNeighbour(bare: string): FollowUpCue | null {
  const match = NEIGHBOUR.exec(bare);
  const groups = match?.groups;
  if (match === null || groups === undefined) return null;
  const rest = bare.slice(match[0].length);
  if (!asksForWhole(rest)) return null;
  const step = groups.way === '上' || groups.way === '前' ? -1 : 1;
  return { kind: 'neighbour', step, unit: groups.unit ?? '' };
}

function readAround(bare: string): FollowUpCue | null {
  const groups = AROUND.exec(bare)?.groups;
  const rest = groups?.rest ?? '';
  return groups !== undefined && isNothingBut(AROUND_WORDS, rest) && AROUND_CORE.test(rest)
    ? { kind: 'around', unit: groups.unit ?? '' }
    : null;
}

function readMore(words: string): FollowUpCue | null {
  return isNothingBut(MORE, words) && MORE_CORE.test(words) ? { kind: 'more' } : null;
}

function readExpand(asked: string): FollowUpCue | null {
  const words = asked.replace(
    /^(?:(?:请问|请|麻烦|那么?|好的|嗯|把|帮我|我想|我要|谢谢|没(?:听|看)?(?:懂|明白)|(?:听|看)?不(?:太)?(?:懂|明白))[，,\s]*)+/u,
    '',
  );
  return asksForWhole(words) && EXPAND_CORE.test(words) && words !== '' ? { kind: 'expand' } : null;
}

function readPronoun(words: string): FollowUpCue | null {
  if (NO_PRONOUN.test(words)) return null;
  const match = PRONOUN.exec(words);
  if (match === null) return null;
  return { kind: 'about', words, noun: match.groups?.noun ?? null, matter: [] };
}

function readSwap(asked: string, words: string): FollowUpCue | null {
  const isLed = LEADS_TO_SWAP.test(asked);
  const match = SWAP_FRAME.exec(words);
  const ends = /呢$/u.test(words) || /(?:那边|这边)呢/u.test(words);
  const named = match?.groups?.words ?? (isLed ? words : '');
  const thing = named
    .replace(/^(?:至于|换成?|换作|改成|要是|如果是?|假如是?|只(?:看|说|要|查)|而|又)/u, '')
    .replace(/^(?:对于?|关于|针对|在)(?=[\p{Script=Han}]{2})/u, '')
    .replace(/(?:的|又|该|要)+$/u, '')
    .replace(MARKS, '');
  if (thing === '' || thing.length > LONGEST_SWAPPED || ASKING.test(thing)) return null;
  if (!isLed && !ends) return null;
  return ONLY_ATTRIBUTE.test(thing)
    ? { kind: 'about', words: thing, noun: null, matter: [] }
    : { kind: 'swap', words: thing };
}

/** A name longer than this is a sentence. */
const LONGEST_SWAPPED = 16;

/** Words that tie what is asked to what was said before, in front of it. */
const CONTINUES =
  /^(?:(?:[好的嗯哦]|谢谢|请问)[，,、\s]*)*(?:那么?|那就|然后|接着|接下来|再)(?![些个里种年项时边条份生])/u;

/** A question that asks and hardly says of what: 什么时候完成, 有哪些培训, 目标是多少家. */
function readLeftover(words: string, continues: boolean): FollowUpCue | null {
  if (!continues && asksOfItsOwn(words)) return null;
  return isLeftover(words)
    ? {
        kind: 'about',
        words,
        noun: null,
        matter: ONLY_ATTRIBUTE.test(words) ? [] : leftoverMatter(words),
      }
    : null;
}
