import type { AnswerKind } from './answer-kind.js';

const MANNER = '(?:什么样|怎么样|怎样|怎么|如何|咋样|咋|什么|哪些|何种|多少|多大|几)';
const PENALTY_KIND = '(?:行政|刑事|法律|治安管理?|民事|赔偿){0,4}';
/** 责任 is not that of 责任制 and 责任险, nor 罚 that of 罚没. */
const PENALTY = `(?:${PENALTY_KIND}(?:处罚|惩罚|罚款|罚金|罚(?!没)|惩处|后果|责任(?![制险人书])|追责|拘留|代价))`;
const BEARS =
  '(?:会不会|要不要|会|将|要|应该?|需|可能|能|得|还){0,6}(?:被|受到?|遭到?|面临|承担|担负|负|追究|有|给予?|按照?){0,4}';

/** Words that ask what follows from a deed. */
const ASKS = new RegExp(
  [
    `罚|惩处|${BEARS}${MANNER}(?:样)?(?:的)?后果|后果(?:是|会|有|$)`,
    `(?:承担|担负|负|追究)(?:起)?${MANNER}(?:样)?(?:的)?(?:法律|刑事|行政|民事|赔偿){0,4}责任|(?:法律|刑事)责任`,
    `会(?:被)?(?:怎么样|怎样|咋样|如何)(?=[？?。！!]*$)|会被?(?:怎么|如何)(?:处理|处置|处分|追责)|(?:怎么|如何)(?:处分|追责|惩)`,
    `判(?:几|多少|多久|刑|什么)|坐牢|${MANNER}处分|(?:被|会)(?:拘留|吊销)`,
    `\\bfine[sd]?\\b|penalt|punish|consequence|\\bliab`,
  ].join('|'),
  'iu',
);
/** Questions about penalties themselves: how they are imposed, contested and paid, and how far they may go. */
const OF_PENALTIES =
  /不服|申诉|复议|诉讼|程序|缴纳|收缴|缴到|交到|听证|时效|设定|权限|限额|上限|从重|从轻|减轻|免于|免予|不予|情形|种类|自由裁量|救济/u;
const ASKS_HOW_MANY = /多少|几|多久|多长|期限/u;
const OF_LIBERTY = /判(?:几|多|刑|什么)|拘留|坐牢|徒刑|量刑/u;

/**
 * Whether a question asks what the documents threaten a deed with: 罚款多少, 有什么处罚, 会怎样,
 * 要负什么责任. Not who imposes it, nor how it is contested or paid.
 */
export function asksForPenalty(plain: string, kind: AnswerKind): boolean {
  if (!ASKS.test(plain) || OF_PENALTIES.test(plain)) return false;
  switch (kind.kind) {
    case 'any':
    case 'list':
    case 'yes-no':
      return true;
    case 'number':
      return kind.unit === 'money' || asksForLiberty(plain) || !ASKS_HOW_MANY.test(plain);
    default:
      return false;
  }
}

/** Whether the penalty asked for is one of prison or detention: 判几年, 拘留多久. */
export function asksForLiberty(plain: string): boolean {
  return OF_LIBERTY.test(plain);
}

const PENALTY_WORDS = new RegExp(
  [
    `${BEARS}\\s{0,4}${MANNER}?(?:样)?(?:的)?${PENALTY}(?:的)?(?:金额|标准|数额)?(?:是|为)?${MANNER}?(?:钱|元|块钱|块|款|年)?`,
    `会被?${MANNER}(?:处理|处置)(?:的)?|${MANNER}(?:处分|判|惩)(?:的)?|会(?:被)?(?:怎么样|怎样|咋样|如何)`,
    // 擅自处分集体财产 is a deed.
    `${BEARS}\\s{0,4}(?:${MANNER}(?:样)?(?:的)?${PENALTY_KIND}处分|${PENALTY_KIND}处分(?=(?:的|是|为|标准){0,3}${MANNER}|[吗嘛么呢]|[？?。！!\\s]*$))(?:的)?(?:标准)?(?:是|为)?${MANNER}?`,
    `判(?:几|多少|多久)(?:年)?(?:刑)?`,
    `(?:\\b(?:how much|what)\\s{1,4})?(?:\\b(?:is|are)\\s{1,4})?(?:\\b(?:the|an?)\\s{1,4})?\\b(?:fine[sd]?|penalt(?:y|ies)|punishments?|consequences?)\\b(?:\\s{1,4}(?:for|of)\\b)?`,
  ].join('|'),
  'giu',
);

/** A question without the words that ask for a penalty: the deed alone, 遛狗不拴绳 of 遛狗不拴绳罚多少. */
export function withoutPenaltyWords(question: string): string {
  const deed = question.replace(PENALTY_WORDS, ' ').replace(/\s+/gu, ' ').trim();
  return deed.length < 2 ? question : deed;
}

/** Words of rules and breaches in general: 违反规定的行为 is no deed. */
const OF_ANY_BREACH =
  /违反|违法|违规|行为|规定|条例|办法|法律|法规|规则|细则|标准|罚款|处罚|罚|那|责任|后果|情况|有关|相关|条款|的|了|对|在|被|会|要|吗|里|中|和|与|或|人们?$/gu;
/** Who acts, without what he does: 供热企业, 学校, 养犬人. */
const ACTOR_ALONE =
  /^(?:(?![去给到向从把将让为拿带卖买用])\p{Script=Han}){0,5}(?:企业|单位|个人|人员|公司|机构|部门|机关|政府|学校|医院|用户|业主|[经运]营者|消费者|劳动者|管理者|责任人|负责人|使用人|当事人|[^责]人)$/u;
const LEAST_SHARED = 2;

/**
 * Whether words name a deed of their own, beyond the title of the rule that is asked about and beyond who
 * acts: 条例有哪些处罚 and 供热企业承担什么责任 ask for many penalties, not for one.
 *
 * @param words - the question without the words that ask for a penalty
 */
export function namesDeed(words: string, title: string): boolean {
  if (!/\p{Script=Han}/u.test(words)) return words.trim() !== '';
  const rest = withoutPartsOf(words.replace(OF_ANY_BREACH, ' '), title)
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .trim();
  const bare = rest.replace(/\s+/gu, '');
  if (bare.length < 2 && !/[不没未无]/u.test(words)) return false;
  return !ACTOR_ALONE.test(bare);
}

/** Words without the runs of two characters and more that a title holds too. */
function withoutPartsOf(words: string, title: string): string {
  let rest = '';
  for (let at = 0; at < words.length; ) {
    let length = 0;
    while (at + length < words.length && title.includes(words.slice(at, at + length + 1))) {
      length += 1;
    }
    if (length < LEAST_SHARED) rest += words.charAt(at);
    else rest += ' ';
    at += Math.max(1, length < LEAST_SHARED ? 1 : length);
  }
  return rest;
}
