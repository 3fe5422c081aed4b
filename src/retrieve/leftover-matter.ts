/** Words that make a question of a text. */
export const ASKING =
  /什么|啥|怎么|怎样|如何|哪|谁|多少|几|何时|何处|为何|吗$|是否|是不是|能不能|有没有|可不可以|要不要|多久|多长|多大|多高/u;

/** What is asked of a thing that was named before, as a pattern: 时限, 责任单位. */
export const ATTRIBUTE =
  '(?:(?:完成|办理|具体|主要|责任|牵头|申请|处理|实施|施行|最高|最低)*(?:时限|期限|时间|日期|截止(?:时间|日期)?|进度|目标|指标|任务|责任(?:单位|部门|人|主体)?|牵头(?:单位|部门)|负责(?:人|单位|部门)|主管部门|单位|部门|金额|标准|额度|数量|比例|经费|资金|预算|条件|要求|材料|流程|程序|步骤|原因|依据|理由|对象|范围|方式|途径|地点|(?:违反|违法|违规)(?:了|的)?(?:后果|处罚|责任|罚款)|处罚|罚款|罚则|后果|利率|税率|费用|价格|收费|额度|资格|年限|年龄|次数|频率|待遇|补贴|期|电话|联系方式|措施|办法|做法|重点|内容))';
/** Nothing but what is asked of a thing that was named before. */
export const ONLY_ATTRIBUTE = new RegExp(
  `^(?:的)?${ATTRIBUTE}(?:(?:和|与|、|及)${ATTRIBUTE})*$`,
  'u',
);

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

/** Whether a question asks and hardly says of what: 什么时候完成, 目标是多少家. */
export function isLeftover(words: string): boolean {
  return (
    (ASKING.test(words) || ONLY_ATTRIBUTE.test(words)) &&
    words.length <= LONGEST_LEFTOVER_WORDS &&
    leftoverMatter(words).join('').length <= LONGEST_LEFTOVER
  );
}

const ASKING_WORDS =
  /什么时候|什么时间|什么样|什么|啥时候|啥|怎么样|怎么|怎样|如何|哪些|哪几|哪个|哪里|哪儿|哪家|哪|谁|多少|多久|多长|多大|多高|百分之几|几|何时|何处|为何|为什么|是否|是不是|能不能|有没有|可不可以|要不要/gu;

/** What a question has of a matter of its own, once words that ask and light ones are taken out: the pieces left. */
export function leftoverMatter(words: string): readonly string[] {
  return words
    .replace(ASKING_WORDS, ' ')
    .replace(/第[一二三四五六七八九十\d]+/gu, ' ')
    .replace(LIGHT, ' ')
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .split(/\s+/u)
    .filter((piece) => piece.length >= 2);
}

/** What names a matter and then asks of it: 社保卡怎么申领, 公租房租金是多少, 居住证在哪里办. */
const SUBJECT_ASKED =
  /^(?<subject>[^，,；;]{3,}?)(?:怎么|怎样|如何)(?<how>.+)$|^(?<counted>[^，,；;]{3,}?)(?:多少|多久|多长|多高|多大|在?哪里|在?哪儿|在哪|是什么)/u;
/** A question for the meaning of a word has all it needs: 什么是公租房. */
const ASKS_MEANING = /^(?:什么(?:是|叫)|何为|何谓|啥(?:是|叫))\p{Script=Han}{2,}/u;
/** How something fares or is done, and nothing else: what of it is meant was said before (二手房怎么算). */
const HOW_ALONE = /^(?:办|做|弄|搞|抓|说|算|样|看|讲|写|定|规定|处理)(?:的|呢|吗|啊|呀|了)*$/u;
/** Those to whom a matter named before applies: 小微企业怎么申请. */
const PARTY =
  /(?:企业|公司|个人|单位|机构|组织|家庭|人员|职工|居民|村民|农民|学生|学校|老师|教师|家长|老人|妇女|儿童|孩子|部门|[人者户])$/u;
/** A measure, of what was named before: 覆盖率多少, 检查比例是多少. */
const MEASURE = new RegExp(`(?:的?${ATTRIBUTE}|(?:\\p{Script=Han}{1,2})?[率额量数值费价期])$`, 'u');
/** A name shorter than this is a word of many matters (培训, 资金). */
const LEAST_SUBJECT = 3;

/** Whether a question names its own matter and asks its own thing of it; the party or a measure is none. */
export function asksOfItsOwn(words: string): boolean {
  if (ASKS_MEANING.test(words)) return true;
  const groups = SUBJECT_ASKED.exec(words)?.groups;
  if (groups === undefined || HOW_ALONE.test(groups.how ?? '')) return false;
  const named = (groups.subject ?? groups.counted ?? '').replace(LEADS_TO_ASKING, '');
  const subject = named.replace(MEASURE, '');
  return !PARTY.test(subject) && leftoverMatter(subject).join('').length >= LEAST_SUBJECT;
}

/** No character begins two of the choices: a row of them is read one way. */
const LEADS_TO_ASKING = /(?:当|可以|需要|必须|[应该能够要得会是为有在由最高低])+$/u;
