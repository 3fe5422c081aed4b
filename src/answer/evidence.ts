import type { AnswerKind, UnitClass } from '../retrieve/answer-kind.js';
import { hasMaskedQuantity, hasMaskedValue } from './masked.js';

const NUMERAL = '(?:\\d[\\d,，.]*|[〇零一二两三四五六七八九十百千]+)';
const MASK = '[xX×✕╳＊*]{1,6}(?:[.．－-][xX×]{1,4})?';
const COUNT_UNITS =
  '(?:场次|人次|个|次|场|家|处|所|间|门|部|条|届|名|项|套|头|只|件|位|台|辆|期|倍|批|类|种|份|篇|站|座|栋|级|大|点|周|股|支|本|册|遍|轮|组|张|对|学时|课时|字|师|校|岁|周岁|号|页|票|成|片|方面|章|款|层|进|工程|公里|立方|平方|吨|公斤|斤|千克|克|米|厘米|千瓦时?|度|分)';

/** What follows a numeral in each class of units, and what says such an amount without a numeral. */
const UNIT_WORDS: Readonly<Record<UnitClass, readonly [unit: string, alone: string]>> = {
  money: [
    '(?:余|多)?(?:[万亿千百]*(?:元|美元|块)|[万亿](?![万亿余多]*[人名位户家亩吨斤件次个场辆台套平公张只头份立千米条项株])|倍)',
    '免费|全额',
  ],
  percent: ['(?:[%％‰]|个?百分点|成|分之)', '百分之|全覆盖|全部'],
  duration: [
    '(?:多|余)?个?(?:工作日|日|天|年|月|小时|周|星期|分钟|季度|学时|课时)',
    '长期|永久|终身|半年|半个?月|半[天日]|当[场日天]|次日',
  ],
  area: ['(?:余|多)?[万亿千百]*(?:亩|公顷|平方|平米|㎡)', '不限面积'],
  people: ['(?:余|多)?[万亿千百]*(?:人(?![工才民大])|名|位|户|家)', '所有人|全员'],
  count: [`(?:余|多)?[万亿千百]*${COUNT_UNITS}`, '不限次数'],
};

function unitPattern(number: string, unit: UnitClass): RegExp {
  const [words, alone] = UNIT_WORDS[unit];
  return new RegExp(
    number === MASK ? `${MASK}\\s*${words}` : `${number}\\s*${words}|${alone}`,
    'u',
  );
}

const GIVEN: Readonly<Record<UnitClass, RegExp>> = byUnit(NUMERAL);
const MASKED: Readonly<Record<UnitClass, RegExp>> = byUnit(MASK);

function byUnit(number: string): Readonly<Record<UnitClass, RegExp>> {
  return {
    money: unitPattern(number, 'money'),
    percent: unitPattern(number, 'percent'),
    duration: unitPattern(number, 'duration'),
    area: unitPattern(number, 'area'),
    people: unitPattern(number, 'people'),
    count: unitPattern(number, 'count'),
  };
}
const ANY_QUANTITY = new RegExp(
  `${NUMERAL}\\s*(?:余|多)?[万亿千百]*(?:${COUNT_UNITS}|[%％元亩人户天日年月级]|个|小时)|分之`,
  'u',
);
const DATE =
  /\d{4}\s*年|[〇零一二三四五六七八九]{4}年|\d{1,2}\s*月|[一二三四五六七八九十]{1,2}月|\d{1,2}\s*日|季度|年底|年内|月底|每年|每月|每季|每周|每半年|每[日天次届学旬两三]|定期|常态化|期间|之日起|工作日|适时|春节|中秋|国庆|节假日|[前后]\s*(?:\d+|[一二三四五六七八九十]+)\s*[日天]|上午|下午|\d{1,2}[:：]\d{2}|[xX×]{1,4}\s*[月日]|旬|全年|当年|今年|本年度|盛夏|[春夏秋冬]季?|长期/u;
const PHONE =
  /(?<!\d)(?:0\d{2,3}[-－—\s]?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)(?:1[0-2]\d{3}|9\d{4}|12\d{3}|400[-－]?\d{3}[-－]?\d{4})(?!\d)/u;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/u;
const WEBSITE = /https?:\/\/|www\.|[\w-]+\.(?:gov|com|org|net|cn)\b/iu;
const ADDRESS =
  /[\p{Script=Han}]{1,10}(?:路|街|道|大道|巷)\s*\d+\s*号|\d+\s*号(?:楼|院)|\d+\s*[楼层室]/u;
const PERSON_ROLE =
  '(?:局长|书记|主任|市长|县长|区长|镇长|乡长|校长|院长|部长|处长|科长|厅长|省长|组长|会长|秘书长|经理|董事长|总理|主席|负责人|联系人|成员)';
/** The formula by which Chinese legislation says when it takes effect. */
const COMMENCES = /自.{1,24}起(?:施行|实施|执行|生效)|自.{1,10}之日起(?:施行|实施|生效)/u;
const BODY =
  /部门|[\p{Script=Han}]局|委员会|办公室|政府|单位|党委|党组|党组织|支部|机构|法院|机关|小组|中心|集团|学校|企业|协会|人员|负责人|委|办|厅|公司|银行|队|街道|[各由]/u;
const PLACE =
  /[\p{Script=Han}](?:省|市|县|区|路|街|镇|村|馆|园|大厅|中心|网|窗口|平台|港|处|站|地|周边|国|内|外)|日韩|欧美|欧洲|[xX×]{2}/u;
const REASON = /因|由于|为了?|以便|防止|避免|目的|旨在|鉴于|根据|确保|从而|考虑/u;

/** How far a sentence holds what the question asks for; `exact` where it has the very unit asked in. */
export type Evidence = 'none' | 'masked' | 'given' | 'exact';

/** Whether a sentence holds the kind of thing that is asked for; `given` where nothing special is. */
export function evidenceFor(kind: AnswerKind, printed: string, headings = ''): Evidence {
  const sentence = halfWidth(printed.replace(/《[^》]*》/gu, ''));
  switch (kind.kind) {
    case 'number':
      return isOf(kind.noun, `${headings} ${sentence}`) ? quantityIn(kind, sentence) : 'none';
    case 'date':
      if (kind.isCommencement && COMMENCES.test(sentence)) return 'exact';
      return DATE.test(sentence) ? 'given' : 'none';
    case 'person':
      return namesPerson(kind.role, sentence) ? 'given' : 'none';
    case 'duty':
      return new RegExp(`(?<!副)${kind.role}`, 'u').test(sentence) ? 'exact' : 'none';
    case 'contact':
      return contactIn(kind.what, sentence) ? 'given' : 'none';
    case 'body':
      if (kind.verb !== null && new RegExp(`由[^，。；]{2,40}${kind.verb}`, 'u').test(sentence)) {
        return 'exact';
      }
      return BODY.test(sentence) ? 'given' : 'none';
    case 'place':
      if (PLACE.test(sentence)) return 'given';
      return hasMaskedValue(sentence) ? 'masked' : 'none';
    case 'reason':
      return REASON.test(sentence) ? 'given' : 'none';
    case 'which':
      return sentence.includes(kind.noun) ? 'exact' : 'none';
    case 'definition':
    case 'yes-no':
    case 'list':
    case 'any':
      return 'given';
  }
}

/** Figures and percent signs as they are looked for: `满１年`, `６０％`. */
function halfWidth(text: string): string {
  return text.replace(/[０-９％．]/gu, (character) => character.normalize('NFKC'));
}

/** Kinds whose answer has a form of its own: where no sentence has that form, the documents do not say. */
export function needsEvidence(kind: AnswerKind): boolean {
  return ['number', 'date', 'person', 'duty', 'contact'].includes(kind.kind);
}

/** `主　任：孙春兰`: the very role that is asked for, 副 and all, with a name behind it. */
function namesPerson(role: string | null, sentence: string): boolean {
  const squeezed = sentence.replace(/[ \t\u3000]+/gu, '');
  const pattern = role ?? PERSON_ROLE;
  return new RegExp(`(?<![副总])${pattern}[：:]\\p{Script=Han}{2,}`, 'u').test(squeezed);
}

/** Words that stand for one another where money is spoken of, as Chinese offices' papers use them. */
const SAME_MONEY: readonly RegExp[] = [
  /补贴|补助|奖励|奖补|资助|补偿|津贴|给予|发放|奖金|扶持/u,
  /罚/u,
  /工资|薪|津贴|报酬|工资性/u,
  /收费|费|价格|租金|押金|价|收取|元[/每]/u,
  /投资|投入|总投/u,
  /产值|收入|销售额/u,
  /贷款|额度|借款/u,
];

/** Whether a sentence with its headings speaks of what is counted or paid for. */
function isOf(noun: string | null, text: string): boolean {
  if (noun === null) return true;
  if (isNamedFee(noun)) return hasPairOf(noun, text);
  const same = SAME_MONEY.find((words) => words.test(noun));
  return same === undefined ? hasPairOf(noun, text) : same.test(text);
}

/** 报名费 is not answered by what some other thing costs; 收费 and 费用 say no more than money. */
function isNamedFee(noun: string): boolean {
  return /.费$/u.test(noun) && !/^(?:收|缴|交|经|免)费$/u.test(noun);
}

function hasPairOf(noun: string, text: string): boolean {
  for (let start = 0; start + 2 <= noun.length; start += 1) {
    if (text.includes(noun.slice(start, start + 2))) return true;
  }
  return false;
}

/** “两个确立”: a number in quotation marks names a thing and counts none. */
const SLOGAN =
  /[“"][^”"]{0,3}[一二两三四五六七八九十][个大型][^”"\d]{0,10}[”"]|[一二两三四五六七八九十]个[“"]|[“"][一二两三四五六七八九十]个[”"]/gu;

/** Numbers that count nothing: years, dates, document numbers, clause addresses, `一批`. */
const NO_AMOUNT =
  /\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{1,2}月\d{1,2}日|[〔[(（]\d{4}[〕\])）]\s*第?\d+号|第[\d〇零一二三四五六七八九十百千]+(?:条|款|项|章|节|号令|次会议|届)|\d+[.、．](?=\p{Script=Han})|一(?:大批|批|系列|次性)/gu;

function quantityIn(
  { unit, measure }: { readonly unit: UnitClass | null; readonly measure: string | null },
  printed: string,
): Evidence {
  const sentence = printed.replace(SLOGAN, ' ').replace(NO_AMOUNT, ' ');
  // A rate that is asked for by name must be there by name: 税率 is not answered by 覆盖率.
  const isRateNamed = unit === 'percent' && measure !== null && measure !== '比率';
  if (isRateNamed && !sentence.includes(measure)) return 'none';
  if (unit === 'percent' && measure !== null && isNear(measure, sentence)) return 'exact';
  if (unit !== null) {
    if (GIVEN[unit].test(sentence)) return 'given';
    return MASKED[unit].test(sentence) ? 'masked' : 'none';
  }
  if (measure !== null && new RegExp(`${NUMERAL}[万亿千百多余]*${measure}`, 'u').test(sentence)) {
    return 'exact';
  }
  if (measure !== null && new RegExp(`${MASK}[万亿千百多余]*${measure}`, 'u').test(sentence)) {
    return 'masked';
  }
  if (ANY_QUANTITY.test(sentence)) return 'given';
  return hasMaskedQuantity(sentence) ? 'masked' : 'none';
}

/** `覆盖率达80%以上`: the figure stands right behind the rate, not in a formula for it. */
function isNear(rate: string, sentence: string): boolean {
  return new RegExp(
    `${rate}[^，。；：=]{0,14}(?:${NUMERAL}|${MASK})\\s*(?:[%％]|个百分点)`,
    'u',
  ).test(sentence);
}

function contactIn(what: 'phone' | 'address' | 'email' | 'website', sentence: string): boolean {
  switch (what) {
    case 'phone':
      return PHONE.test(sentence);
    case 'email':
      return EMAIL.test(sentence);
    case 'website':
      return WEBSITE.test(sentence);
    case 'address':
      return ADDRESS.test(sentence);
  }
}
