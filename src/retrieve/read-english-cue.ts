import { addressesIn } from './clause-address.js';
import type { FollowUpCue } from './follow-up-cue.js';

const LEAD =
  /^(?:(?:please|ok(?:ay)?|and|so|then|well|could you|can you|would you|i(?:'d| would) like (?:you )?to|let me)[,\s]+)+/iu;
const TAIL = /[\s?.!,]*(?:please|then|though|too|as well)?[\s?.!,]*$/iu;

const SWAP = /^(?:what|how) about (?<words>.{2,60})$/iu;
const AND = /^and (?:for |in |of )?(?<words>[\p{L}\d' -]{2,40})$/iu;
const ONLY_EXPAND =
  /^(?:tell me more|more details?|in (?:more )?detail|elaborate|go on|continue|explain(?: more| further)?|say more|expand|give me (?:the )?(?:details|full text|original text)|(?:show me )?the (?:full|original|whole) (?:text|clause))(?: (?:about|on|of)? ?(?:it|this|that|them|these|those))?$/iu;
const MORE =
  /^(?:anything else|what else|any(?:thing)? more|(?:are there )?any others?(?: (?:measures|points|rules|clauses))?|others?|more|is there (?:anything )?(?:else|more)|what other (?:measures|points|rules)(?: are there)?)$/iu;
const UNIT = 'clause|article|one|point|item|part|section|chapter|paragraph|measure|area|aspect';
const NEIGHBOUR = new RegExp(
  `^(?:(?:show|give|read)(?: me)? )?(?:the |what is the )?(?<way>next|following|previous|preceding)(?: (?<unit>${UNIT}))?(?: say)?$`,
  'iu',
);
const AROUND = new RegExp(
  `^what else is (?:there )?in (?:this|that|the same) (?<unit>${UNIT}|document|plan)$`,
  'iu',
);
const WORDS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  last: -1,
};
const ORDINAL = new RegExp(
  `^(?:(?:tell me more|more|details?|elaborate|expand|explain|what is|what does|show(?: me)?|say more)?(?: details?)?(?: about| on| of)? ?)?(?:the |your )?(?<word>${Object.keys(WORDS).join('|')}|(?<digits>\\d{1,2})(?:st|nd|rd|th))(?: (?<unit>${UNIT}))?(?: (?:in (?:more )?detail|say|mean|again|please))*$`,
  'iu',
);
const NUMBERED =
  /^(?:(?:tell me more|more|explain|elaborate|expand)?(?: about| on)? ?)(?:point|item|number|no\.?) (?<digits>\d{1,2})$/iu;
const PRONOUN = /\b(?:it|its|they|them|their|there|this|that|these|those)\b/iu;
/** A short question that asks and names nothing: who is responsible, by when, how much. */
const LEFTOVER =
  /^(?:who(?:'s| is| are)? (?:is |are )?(?:responsible|in charge)(?: for (?:it|this|that|them))?|by when|when|why|how|where|who|how much|how many|how long|how often|until when|(?:what is|what's) the (?:deadline|target|goal|amount|requirement|procedure|reason|basis)|(?:which|what) (?:department|agency|body|bureau)(?: is (?:responsible|in charge))?)$/iu;
const LONGEST_ABOUT = 9;

/** The same for questions in English. */
export function readEnglishCue(plain: string): FollowUpCue | null {
  const asked = plain.replace(TAIL, '');
  const words = asked.replace(LEAD, '').replace(TAIL, '');
  if (ONLY_EXPAND.test(words)) return { kind: 'expand' };
  if (MORE.test(words)) return { kind: 'more' };
  const neighbour = NEIGHBOUR.exec(words)?.groups;
  if (neighbour !== undefined) {
    const step = /next|following/iu.test(neighbour.way ?? '') ? 1 : -1;
    return { kind: 'neighbour', step, unit: chineseUnit(neighbour.unit) };
  }
  const around = AROUND.exec(words)?.groups;
  if (around !== undefined) return { kind: 'around', unit: chineseUnit(around.unit) };
  const ordinal = (ORDINAL.exec(words) ?? NUMBERED.exec(words))?.groups;
  if (ordinal !== undefined) {
    const number = WORDS[(ordinal.word ?? '').toLowerCase()] ?? Number(ordinal.digits);
    const unit = chineseUnit(ordinal.unit);
    return {
      kind: 'ordinal',
      numbers: [number],
      unit,
      text: `第${number}${unit}`,
      isSaid: true,
      asks: '',
    };
  }
  const swap = (SWAP.exec(words) ?? AND.exec(asked))?.groups?.words;
  if (
    swap !== undefined &&
    !PRONOUN.test(swap) &&
    (swap.split(' ').length <= 5 || addressesIn(swap).length > 0)
  )
    return { kind: 'swap', words: swap.replace(/^the /iu, '') };
  const isShort = words.split(/\s+/u).length <= LONGEST_ABOUT;
  if (LEFTOVER.test(words) || (isShort && PRONOUN.test(words) && ASKS.test(words)))
    return { kind: 'about', words, noun: null, matter: [] };
  return null;
}

const ASKS = /^(?:who|what|when|where|why|how|which|is|are|does|do|can|will|must|should)\b/iu;

function chineseUnit(unit: string | undefined): string {
  switch (unit?.toLowerCase()) {
    case 'chapter':
      return '章';
    case 'section':
      return '节';
    case 'part':
      return '部分';
    case 'paragraph':
      return '款';
    case 'document':
    case 'plan':
      return '文件';
    case 'clause':
    case 'article':
      return '条';
    default:
      return '点';
  }
}
