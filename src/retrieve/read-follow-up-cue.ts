import { parseNumeral } from '../text/numerals.js';
import type { FollowUpCue } from './follow-up-cue.js';
import { readEnglishCue } from './read-english-cue.js';

/** Words that lead into a question and mean nothing in it. */
const LEAD =
  /^(?:(?:请问一下|请问|麻烦你?|劳驾|帮我|帮忙|(?:谢谢|多谢|感谢)你?|没(?:听|看)?(?:懂|明白)|(?:听|看)?不(?:太)?(?:懂|明白)|嗯+|哦+|噢+|好的|好吧|好|行|ok|那么|那就|那(?![些个里种年项时边条份])|然后|接着|接下来|你?能不能|你?能否|可不可以|可以|可否|我想(?:问|知道|了解|看看?)(?:一下)?|我要|想看看?|把|给我|再|请)[，,、\s]*)+/iu;
const MARKS = /[？?。．.！!…~～，,、：:；;\s]+$/u;
const ENDING = /(?:吗|呢|吧|啊|呀|嘛|哈|了)+$/u;

const NUMBER = '[一二两三四五六七八九十百\\d]{1,4}';
const UNIT = '条|点|个?方面|个要点|个?部分|个|项|款|章|节|大点|小点|段|编';
const SAID =
  '(?:(?:你|您)?(?:刚才|刚刚|前面|上面|上述|之前|方才)?(?:你|您)?(?:说|讲|提|列|回答|列出|提到|说到)?(?:过|到|出)?的?(?:(?:这|那)?(?:些|几[条点项个])?(?:里面?|中|当中|其中)的?)?)';
const ORDINAL = new RegExp(
  `^(?<said>${SAID})(?:(?<from>第(?<number>${NUMBER}))(?<unit>${UNIT})(?:(?:和|与|、|跟|及)第?(?<second>${NUMBER})(?:${UNIT}))?|(?<label>[（(](?<bracket>${NUMBER})[）)])|最后(?:一|那)?(?<lastUnit>${UNIT})|(?<first>前(?<count>[两二三四五六\\d])(?<firstUnit>${UNIT}))|(?<plain>\\d{1,2})(?=$|[、.．，,\\s]|展开|详细|具体|讲|说|呢|怎么)|(?<back>倒数第(?<backNumber>${NUMBER})(?<backUnit>${UNIT})))`,
  'u',
);

/** Words that ask for the whole of something and nothing else about it. */
const WHOLE_WORDS = [
  '展开来?|再|详细|具体|仔细|细致|完整|全部|深入|进一步|再多|多|更多?|继续|接着|往下',
  '说明|说说|说一说|说一下|说|讲讲|讲一讲|讲一下|讲解|讲|谈谈|介绍|解释|描述|阐述|列一?下|列出来?|细说|细讲',
  '一下子?|一些|一点|点儿?|些|看看|看|瞧瞧|来|听听|给我|我|你|帮',
  '原文|原话|全文|条文|正文|内容|情况|细节|要求|规定|做法|措施|意思|任务|安排',
  '是|的|得|里面?|中|都|主要|分别|又|该|要|应该?|需要|能|可以|可否',
  '怎么样|怎么(?:做|办|说|写|弄|搞|抓|讲|规定|要求|落实|推进|实施|回事)?(?:的)?|如何(?:做|落实|推进|实施)?|怎样(?:做)?|什么|啥|哪些|哪几[项点条个]|有|包括|包含|规定|写|讲|说',
  '吗|呢|吧|啊|呀|嘛|了|不|没有?',
  '上一?(?:条|点|个|项|次|轮|段)|这一?(?:条|点|个|项|段|块|部分)|那一?(?:条|点|个|项)|刚才(?:那|这)?(?:条|点|个|项)?|它|这些|这几[条点项]',
];
const WHOLE = new RegExp(`${WHOLE_WORDS.join('|')}|[，,、\\s]`, 'gu');
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

const ASKING =
  /什么|啥|怎么|怎样|如何|哪|谁|多少|几|何时|何处|为何|吗$|是否|是不是|能不能|有没有|可不可以|要不要|多久|多长|多大|多高/u;
const SWAP_FRAME =
  /^(?<words>.{1,24}?)(?:那边|这边|方面|的话|的情况)?(?:[，,]?(?:又|该|要)?(?:呢|怎样|如何|怎么(?:弄|办|做|说|搞|抓|样)?|咋样|咋办|咋弄))+$/u;
const LEADS_TO_SWAP =
  /^(?:那么?|至于|换成?|换作|改成|要是|如果是?|假如是?|只(?:看|说|要|查)|而|又)/u;

/** What is asked of a thing that was named before, as a pattern: 时限, 责任单位. */
export const ATTRIBUTE =
  '(?:(?:完成|办理|具体|主要|责任|牵头|申请|处理|实施|施行|最高|最低)*(?:时限|期限|时间|日期|截止(?:时间|日期)?|进度|目标|指标|任务|责任(?:单位|部门|人|主体)?|牵头(?:单位|部门)|负责(?:人|单位|部门)|主管部门|单位|部门|金额|标准|额度|数量|比例|经费|资金|预算|条件|要求|材料|流程|程序|步骤|原因|依据|理由|对象|范围|方式|途径|地点|(?:违反|违法|违规)(?:了|的)?(?:后果|处罚|责任|罚款)|处罚|罚款|罚则|后果|利率|税率|费用|价格|收费|额度|资格|年限|年龄|次数|频率|待遇|补贴|期|电话|联系方式|措施|办法|做法|重点|内容))';
const ONLY_ATTRIBUTE = new RegExp(`^(?:的)?${ATTRIBUTE}(?:(?:和|与|、|及)${ATTRIBUTE})*$`, 'u');

const PRONOUN =
  /^(?:对于?|由|给|向|把|让|为|关于|在|从|跟|与)?(?:(?:它|他|她)们?|(?:该|此|本|这|那|上述|前述|以上)(?:一|两|几|些|个|项|条|种|份|类|款|部|篇|方面)*(?=的|要|由|是|有(?=什|哪|多|几|没|何|谁|啥)|怎|如|谁|什|能|可|需|应|会|为|在|$|[，,])|(?:该|此|本|这|上述|前述|以上)(?:一|两|几|些|个|项|条|种|份|类|款|部|篇)*(?<noun>[\p{Script=Han}]{2,4}?)(?=的|要|由|是|有|怎|如|谁|什|能|可|需|应|会|对|为|在|何|哪|多|几|里|中|$|[，,]))/u;
const NO_PRONOUN =
  /^(?:该(?:怎|如|不|谁|做|去|有|由)|这(?:两|几)?(?:年|天|个?月|周|里是|次|个?(?:系统|助手|工具|网站|平台|机器人|软件))|那些?(?:时|天|年)|此(?:外|前|后|次)|本(?:年|月|市|县|省|区|镇|次|周|级|地))/u;

/** Words in a question that leave it without a matter of its own. */
const LIGHT =
  /禁止|严禁|不得|不准|不能|不许|允许|负责|牵头|主管|分管|承担|批准|审批|批下来|办下来|下来|批|拿到|到账|完成|完工|竣工|办结|实施|施行|生效|执行|开展|落实|推进|办理|申请|申领|领取|进行|开始|结束|截止|举办|召开|举行|组织|制定|需要|应该|应当|可以|能够|必须|部门|单位|机构|科室|时间|时候|期限|时限|日期|要求|条件|材料|资料|手续|流程|程序|步骤|标准|金额|数量|目标|指标|依据|原因|理由|对象|范围|责任|主体|意思|措施|办法|内容|重点|情况|情形|违反|违规|违法|处罚|罚款|后果|罚|一次|一共|总共|大概|到底|具体|主要|分别|花|钱|元|家|个|次|场|人|年|月|天|项|条|点|种|类|名|位|份|办|做|搞|弄|开|管|要|有|是|会|在|到|为|由|归|找|去|来|能|可|应|该|需|得|达|占|给|被|对|都|也|就|才|最|多|吗|呢|吧|啊|呀|的|了|地|着|过|，|,|？|\?|。|\s/gu;
/**
 * A question with more characters of its own than this stands alone: of 1018 questions of the label
 * files, each after five others, eight leant on them at 12, one at 5.
 */
const LONGEST_LEFTOVER = 5;
/** Leftovers are short, whatever light words they have. */
const LONGEST_LEFTOVER_WORDS = 24;
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
    readOrdinal(words) ??
    readMore(words) ??
    readExpand(asked) ??
    readPronoun(words) ??
    readSwap(asked, words) ??
    readLeftover(words)
  );
}

/** Whether a text is made of such words alone. Taken out one by one: a repeated choice would try every way to read it. */
function isNothingBut(words: RegExp, text: string): boolean {
  return text.replace(words, '') === '';
}

function readNeighbour(bare: string): FollowUpCue | null {
  const match = NEIGHBOUR.exec(bare);
  const groups = match?.groups;
  if (match === null || groups === undefined) return null;
  const rest = bare.slice(match[0].length);
  if (!isNothingBut(WHOLE, rest)) return null;
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

/**
 * 详细说一下第一条: what is wanted said before what it is wanted of. Here, as wherever a choice is repeated,
 * no word is made of others of the choice (说说 of 说): each way to read a row of them would be tried.
 */
const ASKS_TO_TELL =
  /^(?:详细|具体|仔细|展开|解释|说明|介绍|谈谈|聊聊|说|讲|看|再|一下|关于|地|来)+(?=第|最后|倒数|前|（|\d)/u;

function readOrdinal(words: string): FollowUpCue | null {
  const match = ORDINAL.exec(words.replace(ASKS_TO_TELL, ''));
  const groups = match?.groups;
  if (match === null || groups === undefined) return null;
  const rest = words.replace(ASKS_TO_TELL, '').slice(match[0].length).replace(/^的/u, '');
  const isWhole = isNothingBut(WHOLE, rest);
  const isBrief = leftoverMatter(rest).join('').length <= LONGEST_OF_ORDINAL;
  if (!isWhole && !(isLeftover(rest) && isBrief)) return null;
  const counted = countedBy(groups);
  if (counted === null) return null;
  const said = groups.said ?? '';
  const text = match[0].slice(said.length);
  return { kind: 'ordinal', ...counted, text, isSaid: said !== '', asks: isWhole ? '' : rest };
}

/** What is asked of a counted point has hardly a matter of its own: 第十四个宣教月有哪些活动 counts something else. */
const LONGEST_OF_ORDINAL = 4;

type Groups = Readonly<Record<string, string | undefined>>;

function countedBy(groups: Groups): { readonly numbers: number[]; readonly unit: string } | null {
  const numeral = (text: string | undefined) =>
    parseNumeral((text ?? '').replace('两', '二')) ?? undefined;
  if (groups.lastUnit !== undefined) return { numbers: [-1], unit: groups.lastUnit };
  if (groups.back !== undefined) {
    const number = numeral(groups.backNumber);
    return number === undefined ? null : { numbers: [-number], unit: groups.backUnit ?? '' };
  }
  if (groups.first !== undefined) {
    const count = numeral(groups.count);
    return count === undefined
      ? null
      : { numbers: Array.from({ length: count }, (_, at) => at + 1), unit: groups.firstUnit ?? '' };
  }
  const first = numeral(groups.bracket ?? groups.number ?? groups.plain);
  if (first === undefined) return null;
  const second = groups.second === undefined ? undefined : numeral(groups.second);
  const numbers = second === undefined ? [first] : [first, second];
  return { numbers, unit: groups.unit ?? (groups.plain === undefined ? 'label' : '点') };
}

function readMore(words: string): FollowUpCue | null {
  return isNothingBut(MORE, words) && MORE_CORE.test(words) ? { kind: 'more' } : null;
}

function readExpand(asked: string): FollowUpCue | null {
  const words = asked.replace(
    /^(?:(?:请问|请|麻烦|那么?|好的|嗯|把|帮我|我想|我要|谢谢|没(?:听|看)?(?:懂|明白)|(?:听|看)?不(?:太)?(?:懂|明白))[，,\s]*)+/u,
    '',
  );
  return isNothingBut(WHOLE, words) && EXPAND_CORE.test(words) && words !== ''
    ? { kind: 'expand' }
    : null;
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

/** A question that asks and hardly says of what: 什么时候完成, 有哪些培训, 目标是多少家. */
function readLeftover(words: string): FollowUpCue | null {
  return isLeftover(words)
    ? {
        kind: 'about',
        words,
        noun: null,
        matter: ONLY_ATTRIBUTE.test(words) ? [] : leftoverMatter(words),
      }
    : null;
}

function isLeftover(words: string): boolean {
  return (
    (ASKING.test(words) || ONLY_ATTRIBUTE.test(words)) &&
    words.length <= LONGEST_LEFTOVER_WORDS &&
    leftoverMatter(words).join('').length <= LONGEST_LEFTOVER
  );
}

const ASKING_WORDS =
  /什么时候|什么时间|什么样|什么|啥时候|啥|怎么样|怎么|怎样|如何|哪些|哪几|哪个|哪里|哪儿|哪家|哪|谁|多少|多久|多长|多大|多高|百分之几|几|何时|何处|为何|为什么|是否|是不是|能不能|有没有|可不可以|要不要/gu;

/** What a question has of a matter of its own, once words that ask and light ones are taken out: the pieces left. */
function leftoverMatter(words: string): readonly string[] {
  return words
    .replace(ASKING_WORDS, ' ')
    .replace(/第[一二三四五六七八九十\d]+/gu, ' ')
    .replace(LIGHT, ' ')
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .split(/\s+/u)
    .filter((piece) => piece.length >= 2);
}
