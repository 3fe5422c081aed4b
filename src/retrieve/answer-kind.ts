/** What units a count is asked or printed in; `count` is anything that is counted by pieces. */
export type UnitClass = 'money' | 'percent' | 'duration' | 'area' | 'people' | 'count';

/** What the answer to a question has to hold, beyond bearing on it. */
export type AnswerKind =
  | {
      readonly kind: 'number';
      readonly unit: UnitClass | null;
      /** The measure word that is asked in, `场` of 多少场, or the rate that is asked for, `拆除率`. */
      readonly measure: string | null;
      /** What is counted, or what the money is for: `编制` of 多少个编制, `补贴` of 每亩补贴多少元. */
      readonly noun: string | null;
    }
  /** `isCommencement`: when a document takes effect. */
  | { readonly kind: 'date'; readonly isCommencement: boolean }
  /** `verb`: what the body does, `制定` of 由谁制定; null where the question does not say. */
  | { readonly kind: 'body'; readonly verb: string | null }
  /** What the holder of a post does: `副局长` of 副局长分管什么. */
  | { readonly kind: 'duty'; readonly role: string }
  /** The role whose holder is asked for: `主任`; null where any person would do. */
  | { readonly kind: 'person'; readonly role: string | null }
  | { readonly kind: 'contact'; readonly what: 'phone' | 'address' | 'email' | 'website' }
  /** One thing of a kind that the question names: `论坛` of 参加哪个论坛. */
  | { readonly kind: 'which'; readonly noun: string }
  | { readonly kind: 'place' }
  | { readonly kind: 'definition' }
  | { readonly kind: 'reason' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'list' }
  | { readonly kind: 'any' };

const MONEY =
  /多少(?:亿|万|千|百)?(?:元|块|钱)|几(?:亿|万|千|百)?(?:元|块钱)|多少[亿万](?![斤吨亩人户家件个次度千瓦公立平株台辆套只头份条])|(?:金额|额度|补贴标准|预算|经费|投资额|罚款|罚金|工资|收入|价格|收费|费用|租金|产值|资金)(?:标准)?(?:最高|最低|上限)?(?:是|为|有|要)?多少|(?:额度|限额|金额|单价)[？?。]?$|(?:罚|补|奖|花|投入|投|给|赔|付|交|缴)(?:了|偿|助|贴)?(?:多少|几)(?!个|家|次|场|人|名|天|年)|(?:补贴|补助|低保|保障|生活|养育|收费|缴费|租金|工资|救助|赔偿|补偿|奖励|供养|抚恤|津贴)标准(?:每人|每月|每年|最高|最低)*(?:是|为|有|要)?(?:多少|几)|[\p{Script=Han}]费(?:用|标准)?(?:是|为|有|要|应|该)*多少(?!个|家|次|场|人|名|天|年)|(?:年|月|日)薪(?:是|为|有)?多少|多少经费|多少资金|多少预算|how much money|how much (?:is|are|does|will)/iu;
const PERCENT =
  /百分之(?:几|多少)|(?:增长|增速|增幅|涨幅)(?:目标|预期)?(?:分别)?(?:要|是|为|达到|达){0,2}多少[？?。]?$|(?:税率|利率|费率)[？?。]?$|多少个?百分点|(?:比例|比率|占比|覆盖率|普及率|[\p{Script=Han}]{1,3}率)(?:要|应|需|必须)?(?:达到|达|是|为|有|要达到|要求|保持|不低于|提高到)*(?:多少|几)|what (?:percentage|percent|share|rate)/iu;
const DURATION =
  /多久|多长时间|(?:多少|几)(?:个)?(?:天|日|年|月|小时|周|星期|工作日|分钟|学时|课时)(?!召开)|期限|时限|有效期|how long/iu;
const AREA =
  /多少(?:万|亿|千)?(?:亩|公顷|平方|平米)|(?:面积|多大)(?:是|有|要|达到|为)*多少|多大面积/u;
const PEOPLE = /(?:多少|几)(?:万|千|百)?(?:人|名|位|户)|how many (?:people|persons)/iu;
const COUNT =
  /分数线[？?。]?$|(?:多少|几(?!乎|点(?:开|上|下|结)))|how many|how often|how much|数量是|次数|个数/iu;
const COUNT_OF_LIST =
  /(?:哪|有|分|包括|分成|分为|共|一共|总共|列)(?:了)?(?:几|多少)(?:个|大)*(?:方面|部分|类|种|项(?!目)|点|条|章|块|阶段|步骤|环节|步)|哪几/u;

const DATE =
  /什么时候|什么时间|何时|哪天|哪一天|哪年|哪一年|哪个月|几月|几号|几点|日期|截止时间|截止|施行时间|时间是|多会儿|啥时候|\bwhen\b|what (?:date|time|day)/iu;
/** How often: answered by 每季度, 定期 and their like. */
const FREQUENCY =
  /(?:多久|多长时间|隔多久|几天|几个?月|几年)[^，。？]{0,14}(?:一次|一回|一遍)|频次|频率|how often/iu;
const PERSON_ROLE =
  '(?:局长|书记|主任|市长|县长|区长|镇长|乡长|校长|院长|部长|处长|科长|厅长|省长|组长|会长|秘书长|经理|董事长|总理|主席|领导|负责人|联系人|起草人|签发人|经办人|承办人|发起人|作者|委员(?!会)|法人|[一二]把手)';
const PERSON = new RegExp(
  [
    `副?${PERSON_ROLE}(?:现在|目前|都|的)*(?:名字|姓名|叫什么|叫啥|姓什么|姓啥|是谁|是哪位|是哪个|为谁|贵姓|有谁|谁)`,
    `(?:谁是|谁当|谁任|谁担任|哪位是|谁来当).{0,12}${PERSON_ROLE}`,
    '谁(?:写|起草|签发|签署)的|由谁(?:起草|签发|签署)|姓甚名谁|\\bwho is the\\b|\\bname of the (?:director|secretary|head|mayor|leader|chief)',
  ].join('|'),
  'iu',
);
const DUTY = new RegExp(
  `(副?${PERSON_ROLE})(?:们)?(?:都|具体|主要)*(?:分管|主管|负责|管)(?:的)?(?:是)?(?:什么|啥|哪些|哪块|哪几)|(?:哪个|哪位)(副?${PERSON_ROLE})(?:分管|主管)`,
  'u',
);
const PHONE =
  /电话|手机号|联系方式|热线|怎么联系|号码是多少|传真|phone|telephone|hotline|contact/iu;
const EMAIL = /邮箱|电子邮件|e-?mail/iu;
const WEBSITE = /网址|官网|网站地址|链接|website|url/iu;
const ADDRESS =
  /(?:办公|详细|通讯|联系|具体)?地址(?:是|在)|(?:办公)?地址$|在什么地方办公|(?:局|委|中心|大厅|窗口|单位|部门)在(?:哪|什么地方)|几楼|哪条路|postal address|office address|where is the .{0,40}(?:office|bureau|located)/iu;
const BODY_NOUN = '(?:部门|单位|机关|机构|主体|主管部门|科室|小组|局|人员?|企业|公司)';
const BODY = new RegExp(
  [
    '谁(?:来|去)?(?:负责|牵头|主管|管|承担|组织|审批|发|批|监督|执法|定|说了算|出|办)',
    '(?:由|归|找|向|是)(?:谁|哪家)',
    `(?:由|归|找|向|是)?(?:哪个|哪些|哪几个|什么|哪家|哪几家)${BODY_NOUN}`,
    '责任单位|牵头单位|主管部门是|发文机关',
    '\\bwho\\b|which (?:department|agency|body|bureau|authority)',
  ].join('|'),
  'iu',
);
const PLACE = /在哪(?:里|儿|个地方|些地方|个)?|哪里|哪儿|什么地方|哪个地方|何处|去哪|\bwhere\b/iu;
const DEFINITION =
  /(?:是什么意思|什么意思|指的是什么|是指什么|指什么|怎么定义|的定义|的含义|什么叫|何谓|什么是|所谓)|what (?:does .{1,60} mean|is meant by)|definition of/iu;
const REASON = /为什么|为何|为啥|原因|凭什么|\bwhy\b/iu;
const YES_NO =
  /(?:吗|(?<![什怎这那多])么|嘛|不)[？?。.!！]*$|是不是|是否|能不能|可不可以|可否|能否|要不要|该不该|有没有|会不会|需不需要|算不算|行不行|对不对|^(?:is|are|does|do|did|can|may|must|should|will|has|have)\b/iu;
const LIST =
  /哪些|哪几|有什么|有啥|包括什么|分别是|列出|列举|几类|几种|什么(?:条件|材料|资料|情形|要求|措施|对象|程序|流程|手续|福利|待遇|情况)|\bwhich\b|\bwhat are\b|\blist\b/iu;

/** What a body that is asked for does: 由谁制定, 哪个部门负责. */
const BODY_VERB =
  /(?:谁|部门|单位|机关|机构|哪家)(?:来|去|进行)?(负责|牵头|主管|管理|承担|组织|审批|制定|批准|监督|执法|颁发|发放|受理|登记|备案|确定|公布|决定|处罚|管辖|实施|定|管|批|发)/u;

/** Nouns that every plan or rule is full of: asked for by them, a matter is meant and no one thing. */
const MATTER_NOUN =
  '方面|部分|措施|要求|规定|内容|办法|政策|安排|工作|重点|情况|条件|材料|任务|文件|文档|单位|部门|意思|问题|事项|项目|活动|类|条|章|点|项|人|时候|地方|要点';
const WHICH = new RegExp(
  `(?:哪一?个|哪[两三四五六]个|哪几个|哪一?家|哪几家|哪一?种|哪几种|哪一?届|哪一?部)(?!${MATTER_NOUN})([\\p{Script=Han}]{2,4}?)(?:[？?。，,]|$|和|与|的|是|来|进行)`,
  'u',
);

/** Reads from a question's words what its answer has to hold. */
export function answerKindOf(question: string): AnswerKind {
  const person = PERSON.exec(question)?.[0];
  if (person !== undefined) {
    return { kind: 'person', role: new RegExp(`副?${PERSON_ROLE}`, 'u').exec(person)?.[0] ?? null };
  }
  const [, before, after] = DUTY.exec(question) ?? [];
  const duty = before ?? after;
  if (duty !== undefined) return { kind: 'duty', role: duty };
  if (EMAIL.test(question)) return { kind: 'contact', what: 'email' };
  if (WEBSITE.test(question)) return { kind: 'contact', what: 'website' };
  if (PHONE.test(question) && !/电话(?:销售|诈骗|推销|营销|号码被)/u.test(question)) {
    return { kind: 'contact', what: 'phone' };
  }
  if (ADDRESS.test(question)) return { kind: 'contact', what: 'address' };
  if (FREQUENCY.test(question)) return { kind: 'date', isCommencement: false };
  if (DATE.test(question)) {
    return {
      kind: 'date',
      isCommencement: /施行|实施|生效|执行|take effect|in force/iu.test(question),
    };
  }
  const counted = withoutSome(question);
  const unit = COUNT_OF_LIST.test(counted) ? undefined : unitAsked(counted);
  if (unit !== undefined) {
    const measure = measureAsked(question, unit);
    return { kind: 'number', unit, measure, noun: nounAsked(question, unit) };
  }
  if (DEFINITION.test(question)) return { kind: 'definition' };
  if (REASON.test(question)) return { kind: 'reason' };
  if (BODY.test(question)) return { kind: 'body', verb: BODY_VERB.exec(question)?.[1] ?? null };
  const noun = WHICH.exec(question)?.[1];
  if (noun !== undefined) return { kind: 'which', noun };
  if (YES_NO.test(question)) return { kind: 'yes-no' };
  if (PLACE.test(question)) return { kind: 'place' };
  if (LIST.test(question)) return { kind: 'list' };
  return { kind: 'any' };
}

/** 几 that asks for no count: 这几年, 好几个; and in a question for yes or no 多设几个点, 少查几遍. */
const SOME = /(?:[这那]|(?<!附)近|(?<![办交做弄写修])好)几/gu;
const SOME_MORE = /(?<![至最不多])(?:多(?![少久长大])|少)\p{Script=Han}{1,2}几/gu;

/** A question without the 几 that asks for no count. */
function withoutSome(question: string): string {
  const rest = question.replace(SOME, '');
  return YES_NO.test(question) ? rest.replace(SOME_MORE, '') : rest;
}

/** The class of units that a count is asked in; null where any would do, undefined where none is asked. */
function unitAsked(question: string): UnitClass | null | undefined {
  if (PERCENT.test(question)) return 'percent';
  if (MONEY.test(question)) return 'money';
  if (DURATION.test(question)) return 'duration';
  if (AREA.test(question)) return 'area';
  if (PEOPLE.test(question)) return 'people';
  return COUNT.test(question) ? null : undefined;
}

const RATE =
  /([\p{Script=Han}]率)(?:要|应|需|必须|得|保持|达到|达|是|为|有|在|不低于|提高到|定|多|的)*(?:多少|百分之几|几)/u;
const MEASURE =
  /(?:多少|几)(?:[万亿千百])?([场家个次所处间门部条届名项套件位台期批类种份篇站级亩户人吨座头只轮组张期倍])/u;

const COUNTED =
  /(?:多少|几)(?:[万亿千百])?[个名家项条](?!月|小时|百分点|工作日|方面|部分)([\p{Script=Han}]{2,6})(?:[？?。，,]|$)/u;
const MONEY_FOR =
  /补贴|补助|奖励|奖补|资助|罚款|罚金|工资|薪|收费|费用|租金|价格|押金|投资|产值|贷款|罚/u;

/** A fee that is asked for by its name: `报名费` of 考试报名费多少. */
const NAMED_FEE =
  /(?<before>(?![的是要交收缴])\p{Script=Han}(?![的是要交收缴])\p{Script=Han}?费)(?:用|标准)?(?:是|为|有|要|应|该)*多少|多少(?:元|块)?钱(?:的)?(?<after>\p{Script=Han}{1,3}费)/u;

function nounAsked(question: string, unit: UnitClass | null): string | null {
  if (unit === 'money') {
    const fee = NAMED_FEE.exec(question)?.groups;
    return fee?.before ?? fee?.after ?? MONEY_FOR.exec(question)?.[0] ?? null;
  }
  return unit === null || unit === 'people' ? (COUNTED.exec(question)?.[1] ?? null) : null;
}

function measureAsked(question: string, unit: UnitClass | null): string | null {
  if (unit === 'percent') return RATE.exec(question)?.[1] ?? null;
  return unit === null || unit === 'people' ? (MEASURE.exec(question)?.[1] ?? null) : null;
}

const SUBJECT =
  /(?:什么是|什么叫|何谓|所谓(?:的)?)[“"]?(?<after>[^，。？?“”"]{2,20}?)[”"]?[？?。]?$|[“"]?(?<before>[^，。？?“”"的]{2,16}?)[”"]?(?:具体|主要|都|分别|到底)*(?:包括|包含|是指|指的是|指|是什么意思|的含义|的定义)(?:哪|什么|是|了|$|[？?])/u;

/** What a question asks the meaning or the extent of: `特色农业` of 特色农业具体包括哪些; null where it does not. */
export function subjectDefined(question: string): string | null {
  const groups = SUBJECT.exec(question)?.groups;
  return groups?.after ?? groups?.before ?? null;
}

/** Words that ask how something is done, or for rules, measures, conditions: a clause answers, not a phrase. */
const DESCRIPTION =
  /如何|怎么|怎样|措施|政策|要求|规定|条件|材料|流程|支持|优惠|服务|\bhow\b(?! (?:many|much|long|often))/iu;

/** Whether the answer is a description: how something is done, what is demanded or offered. */
export function asksForDescription(question: string): boolean {
  return DESCRIPTION.test(question);
}
