import { parseNumeral } from '../text/numerals.js';
import type { FollowUpCue } from './follow-up-cue.js';
import { asksForWhole } from './follow-up-words.js';
import { isLeftover, leftoverMatter } from './leftover-matter.js';

const NUMBER = '[一二两三四五六七八九十百\\d]{1,4}';
const UNIT = '条|点|个?方面|个要点|个?部分|个|项|款|章|节|大点|小点|段|编';
/** 刚才说的, 你提到的这些里面的. */
const SAID =
  '(?:(?:你|您)?(?:刚才|刚刚|前面|上面|上述|之前|方才)?(?:你|您)?(?:说|讲|提|列|回答|列出|提到|说到)?(?:过|到|出)?的?(?:(?:这|那)?(?:些|几[条点项个])?(?:里面?|中|当中|其中)的?)?)';
/** 第二点, 第一和第三条. */
const COUNTED = `(?<from>第(?<number>${NUMBER}))(?<unit>${UNIT})(?:(?:和|与|、|跟|及)第?(?<second>${NUMBER})(?:${UNIT}))?`;
/** （三）, as a label is printed. */
const LABELLED = `(?<label>[（(](?<bracket>${NUMBER})[）)])`;
const LAST = `最后(?:一|那)?(?<lastUnit>${UNIT})`;
const FIRST_FEW = `(?<first>前(?<count>[两二三四五六\\d])(?<firstUnit>${UNIT}))`;
/** 2 alone, or before what is asked of it. */
const PLAIN = '(?<plain>\\d{1,2})(?=$|[、.．，,\\s]|展开|详细|具体|讲|说|呢|怎么)';
const FROM_BACK = `(?<back>倒数第(?<backNumber>${NUMBER})(?<backUnit>${UNIT}))`;
const ORDINAL = new RegExp(
  `^(?<said>${SAID})(?:${[COUNTED, LABELLED, LAST, FIRST_FEW, PLAIN, FROM_BACK].join('|')})`,
  'u',
);

/**
 * 详细说一下第一条: what is wanted said before what it is wanted of. Here, as wherever a choice is repeated,
 * no word is made of others of the choice (说说 of 说): each way to read a row of them would be tried.
 */
const ASKS_TO_TELL =
  /^(?:详细|具体|仔细|展开|解释|说明|介绍|谈谈|聊聊|说|讲|看|再|一下|关于|地|来)+(?=第|最后|倒数|前|（|\d)/u;

/** What is asked of a counted point has hardly a matter of its own: 第十四个宣教月有哪些活动 counts something else. */
const LONGEST_OF_ORDINAL = 4;

/** Reads 第二点具体怎么做, （三）, 最后一条: the points it counts and what is asked of them. */
export function readOrdinalCue(words: string): FollowUpCue | null {
  const match = ORDINAL.exec(words.replace(ASKS_TO_TELL, ''));
  const groups = match?.groups;
  if (match === null || groups === undefined) return null;
  const rest = words.replace(ASKS_TO_TELL, '').slice(match[0].length).replace(/^的/u, '');
  const isWhole = asksForWhole(rest);
  const isBrief = leftoverMatter(rest).join('').length <= LONGEST_OF_ORDINAL;
  if (!isWhole && !(isLeftover(rest) && isBrief)) return null;
  const counted = countedBy(groups);
  if (counted === null) return null;
  const said = groups.said ?? '';
  const text = match[0].slice(said.length);
  return { kind: 'ordinal', ...counted, text, isSaid: said !== '', asks: isWhole ? '' : rest };
}

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
