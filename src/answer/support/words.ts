/**
 * The words by which the support check reads Chinese official prose: what obliges, allows or
 * forbids, what narrows, what says the same. Closed classes of the language, none of them from a
 * corpus; texts are in the form of `normaliseForMatching` when they are read by these.
 */

/** What a phrase makes of what it says. */
export type Modal =
  | 'must'
  | 'weak-must'
  | 'may'
  | 'forbidden'
  | 'refused'
  | 'no-longer'
  | 'no-need'
  | 'encouraged'
  | 'attempted';

/** Words of each modality, longest first within a class; 应 and 要 only where they stand alone. */
export const MODALS: readonly (readonly [Modal, RegExp])[] = [
  [
    'forbidden',
    /不得以?|严禁|禁止|不准予?|不允许|不许|不可以|不能够?|不应当?|不可(?=[^或持替避逆估])/uy,
  ],
  ['refused', /不予/uy],
  ['no-longer', /不再/uy],
  ['no-need', /无需|无须|不需要?|不必|不用(?!于)/uy],
  [
    'must',
    /应当(?!事人)|应该|必须|务必|须|需要(?=[^,;。])|(?<![适相供响反对效呼])应(?![用急对答变届邀])/uy,
  ],
  ['may', /可以|允许|准许|准予|有权|能够|(?<![许认不])可(?![持能靠行观视控复推见再用操替])/uy],
  [
    'encouraged',
    /鼓励|倡导|提倡|(?<!给予|重点|相应|资金|政策|技术|金融|奖励|合理|的|保障)支持(?!政策|办法|措施|力度|条件|和指导)|(?<!资金)引导(?!基金|等|作用)/uy,
  ],
  ['attempted', /力争|争取|力求|努力/uy],
  ['weak-must', /(?<![主重必纲摘只需])要(?![求点素件闻])|(?<![急供刚必])需(?!求)/uy],
];

/** Whether a text holds a word of modality. */
export function hasModal(text: string): boolean {
  return withoutModals(text) !== text;
}

/** A text without the words of modality, which are compared on their own. */
export function withoutModals(text: string): string {
  return MODALS.reduce(
    (rest, [, pattern]) => rest.replace(new RegExp(pattern.source, 'gu'), ''),
    text,
  );
}

/** Flags of a phrase that may be neither added nor dropped. */
export const FLAGS: readonly (readonly [string, RegExp])[] = [
  ['only', /仅仅|仅限于?|仅|只有|只能|只限|唯一|只(?!要)/uy],
  ['in-principle', /原则上|一般情况下|通常/uy],
  ['except', /除外|例外/uy],
];

/** Who does what to whom: the marker decides the part that the next word plays. */
export const ROLES =
  /会同|配合|协助|协同|(?<![理自缘事])由(?![于此来])|(?<![方面导意走去趋定志转流内外双纵横])向(?![往上下导])|被|(?<![同环占对相])比(?![例如重较赛])/uy;

/** Function words, which carry nothing that could be false by itself. */
export const STOPS =
  /以及|并且|同时|此外|另外|其中|即|[的了着等和与及并而且也还就其该这为是在于把将以对]/uy;

/** Words that an answer may add without saying more than its clause. */
export const SAFE =
  /根据|按照|依据|依照|按|包括|包含|分别|具体|方面|针对|对于|给予|进行|工作|措施|内容|情况|通过|帮助|进一步|积极|主要|规定|明确|指出|提出|文件|一是|二是|三是|四是|五是|六是|首先|其次|最后|来|时|但是|但|则|都(?=应|须|必|不)|还|也/gu;

/** What may be left out in front of a phrase's words without changing them. */
export const SKIPPABLE =
  /做好|抓好|进一步|不断|持续|继续|积极|主动|大力|全力|扎实|切实|深入|加快|稳步|有序|有效|认真|严格|着力|全面|充分|确保|要|应当|应|将|并|同时|还|再|也|从而|以此|通过|推动|实现|[的了着等和与及并而且也还就其该这为是在于把将以对、+“”"'()]/gu;

/** Words that turn into its opposite, or weaken, what directly follows them. */
export const TURNS =
  /(?:未经|未|已经?|曾|取消|停止|暂停|终止|撤销|废止|避免|防止|杜绝|拒绝|免除|减少|缓缴|反对|防范|严防|遏制|消除|探索|研究|谋划|计划|拟|副|代理?|准|原|候选|模拟|准备|禁|非|半|部分)$/u;

/** What directly follows a word and narrows or widens it. */
export const SUFFIXES = /^(?:及?以上|及?以下|及?以外|之外|以内|除外|前|后|之前|之后|或)/u;

/** Words within what is left out that narrow what is kept. */
export const RESTRICTS =
  /符合|具备|满足|经.{0,16}(?:批准|同意|审核|认定|许可)|[未不非无除仅只限]|以上|以下|以外|之外|达到|超过|取得|连续|首次/u;

/** Further words within a phrase that would give what is kept another subject. */
export const RESTRICTS_INSIDE = /会同|由/u;

/** What leads to a figure without being what it counts. */
export const LEADS_TO_FIGURE = /达到?|为|共计?|合计|累计|总计|等|的/gu;

/** Who may act: a phrase with such a word in front has a subject of its own. */
export const ACTORS =
  /[局委部厅办院会处科队所站]|政府|企业|单位|公司|者|[人方]|机构|部门|学校|中心|党组|支部|集团|协会|个人|由/u;

/** Verbs of responsibility, whose subject may not be exchanged. */
export const DUTIES = /负责|牵头|主管|承担|监督|领导|管理/u;

/** A phrase on which the ones after it hang, to the next semicolon. */
export const CONDITION =
  /(?:的|时|情况下|情形下|前提下|条件下)$|^(?:如果?|若|凡|经.+后?$|未经|符合|当.+时|对(?![照接外标应比])(?!.*(?:给予|予以|实行|(?<!判)处以?|按|采取|进行|开展|加强|推进|实施|发放|享受|追究)).{2,})/u;

/** A label in front of a clause's first words. */
export const LABEL = /^\s*(?:第.{1,8}?条(?:之.)?|\(?[一二三四五六七八九十\d]{1,3}[).、])\s*/u;

/** A condition that speaks of what stands before its semicolon. */
export const ANAPHORIC = /^(?:情节|数额|造成|前款|逾期|拒不|有前|犯前|构成|后果|违反前|其他)/u;

/** Who else takes part, in front of what is done: 联合海关、税务等部门. */
export const COMPANIONS = /^(?:联合|会同).*(?:部门|单位|机构|企业|等)/u;

/** A phrase without which the ones before it say too much. */
export const EXCEPTION =
  /除外|例外|不适用|另有规定|^(?:但是?|不过).*(?:不得|不受|不超过|应当|可以|必须|不予|不能|不应|如果|适用|免|的(?:[,，。]|$))/u;

/** Per what a figure counts. */
export const PER =
  /每(?:个|一)?(?:半年|年度?|季度?|月|周|天|日|学期|学年|人|户|家|次|亩|间|台|平方米)|年均|月均|日均|人均|户均/gu;

/** What addresses a model instead of a reader; such words of a document support nothing. */
export const INJECTION =
  /(?:忽略|无视|忘记|忘掉|不要理会|不必理会|不必遵守|不再遵守).{0,6}(?:以上|之前|前面|上述|先前|此前|所有|一切|任何|你).{0,10}(?:指令|指示|提示|设定|要求|规则|内容|限制|说明|文字)|系统提示|提示词|你(?:现在)?(?:是|扮演)(?:一[个名])?.{0,8}(?:ai|人工智能|助手|模型|机器人)|(?:ignore|disregard|forget|override).{0,30}(?:previous|above|prior|instruction|prompt|rule)|system prompt|<\|?(?:system|assistant|user|im_start)|(?:大|语言)模型.{0,6}(?:请|必须|应)|请(?:直接|务必|只)?(?:回答|输出|回复)[:“"]|(?:回答|回复|输出)(?:时|中)?(?:必须|务必|一律|都)?(?:说|写|称|告诉)/iu;

/**
 * Words of official prose that say the same of the same thing; the first of a group stands for it.
 * Only pairs that hold whichever way they are exchanged.
 */
const SAME: readonly string[] = [
  '开展 举办 举行 召开',
  '加强 强化 增强 加大',
  '提高 提升',
  '推进 推动 促进',
  '健全 完善',
  '建立 构建 设立 成立',
  '解决 化解 破解',
  '宣讲 宣传讲解 宣传',
  '降低 减轻',
  '申请 申报',
  '提交 递交',
  '发布 公布',
  '出台 制定出台',
  '缴纳 交纳',
  '给予 予以',
  '补助 补贴 资助',
  '立即 马上 即刻',
  '每年 每一年',
  '期限 时限',
  '当前 目前',
  '落实 贯彻落实',
  '确保 保证',
  '培育 培养',
  '拓展 拓宽',
  '优化 改善',
  '收到 接到',
  '审核 审查',
  '批准 核准',
  '报告 汇报',
  '制定 制订',
  '修订 修改',
  '使用 运用',
  '购买 购置',
  '全市 我市 本市',
  '全县 我县 本县',
  '全部 所有 全体 一切',
  '老年人 老人',
  '如果 若 如',
  '违反 违背',
  '经营 经营过程',
  '困难 难题',
];

const SAME_OF: ReadonlyMap<string, string> = new Map(
  SAME.flatMap((group) => {
    const [first = '', ...others] = group.split(' ');
    return others.map((word): readonly [string, string] => [word, first]);
  }),
);
const SAME_WORDS = new RegExp(
  [...SAME_OF.keys()].sort((a, b) => b.length - a.length).join('|'),
  'gu',
);

/** A text with one word for each group of words that say the same. */
export function withCommonWords(text: string): string {
  return text.replace(SAME_WORDS, (word) => SAME_OF.get(word) ?? word);
}
