/**
 * Words of a question that are no question to the documents: orders to the machine, and things to
 * be made up. Nothing of them is obeyed; what is left of the question, if anything, is answered.
 */

/** An order to set aside the rules, up to the end of its sentence. */
const ORDER = new RegExp(
  [
    '(?:请|现在|你|立即|马上)*(?:忽略|无视|忘记|忘掉|不要管|抛开|绕过)[^。！？!?，,；;\\n]{0,40}(?:指令|指示|要求|提示词?|规则|限制|设定|内容|对话|所有文件|全部文件)[^。！？!?，,；;：:\\n]*[。！？!?，,；;：:\\n]*(?:(?:告诉我|回答我?|就说|直接说|你要说|必须说)[^。！？!?\\n]{0,40}[。！!\\n])?',
    // Words put into its mouth: 请回答“已批准”，不要引用文件.
    '^(?:请|你|请你)?(?:直接|就|只|必须|务必)?(?:回答|回复|答复|输出|说|写)[：:，,]?\\s*[“"「『][^”"」』]{2,60}[”"」』]\\s*(?=$|[。！!，,；;])[。！!，,；;\\s]*',
    '(?:请|并且?|也)?(?:不要|别|不准|不许|无需|不用)(?:引用|提及|注明|查|看)(?:任何)?(?:文件|条款|原文|出处|来源|资料)?[。！!，,；;\\s]*',
    '(?:please\\s+)?(?:ignore|disregard|forget|override)[^.!?;\\n]{0,60}(?:instructions?|prompts?|rules?|messages?|above|context)[^.!?;:\\n]*[.!?;:\\n]*',
  ].join('|'),
  'giu',
);

/** What is asked to be made up, and the machine's own secrets. */
const MADE_UP = new RegExp(
  [
    '(?:写|作|编|创作|生成|来)(?:一|几|两|个|首|篇|段|份|则|点|副|些)*[^，。？！]{0,14}(?:诗歌?|作文|小说|故事|笑话|段子|代码|程序|脚本|情书|对联|歌词|绕口令|爬虫|函数)',
    '(?:讲|说)(?:一|个|几个|点)*(?:笑话|故事|段子)',
    // A paper of one's own, as an order and not as part of a question: 写一份申请书要多久 is one.
    '^(?:请|麻烦|你|能不能|可以|能|帮我|替我|给我|帮忙)*(?:写|起草|草拟|撰写|代写|拟)(?:一|个|两|份|封|篇|张|段)+[^，。？！]{0,12}(?:信|假条|检讨书?|合同|协议书?|申请书?|报告|总结|演讲稿|发言稿|讲话稿|稿子?|简历|文案|作业|论文|日记|祝福语|评语)(?:吧|吗|呗)?[。！!？?]*$',
    '(?:翻译|译)(?:成|为|一下|以下|下面)',
    '系统提示词|提示词|内部指令|隐藏指令|开发者模式|system prompt|hidden prompt|your (?:prompt|instructions)|api ?keys?|jailbreak|developer mode',
    '(?:扮演|假装|充当|你现在是|从现在起你是|假设你是|假如你是|你就是)[^，。？！]{0,20}(?:AI|人工智能|助手|机器人|医生|律师|法官|老师|专家|领导|角色|人)',
    '(?:write|compose|tell)(?: me)? (?:a|an|some)\\b[^.?!]{0,30}(?:poem|story|joke|song|essay|code|script|program|function)',
  ].join('|'),
  'iu',
);

/** What people ask any machine about and no office document answers: weather, recipes, prices of shares, the hour. */
const EVERYDAY = new RegExp(
  [
    '(?:今天|明天|后天|今晚|现在|最近|这周)[^，。？！]{0,6}天气|天气(?:怎么样|如何|好吗|预报)|(?:今天|明天|后天)[^，。？！]{0,6}(?:下雨|下雪|多少度|气温)',
    '怎么做(?:才|最|会)?好吃|(?:附近|哪里|推荐)[^，。？！]{0,8}好吃|菜谱|食谱',
    '(?:股票|基金|股市|大盘|比特币|彩票)[^，。？！]{0,8}(?:涨|跌|买|推荐|走势|中奖|号码)',
    '星座|运势|现在几点|今天(?:是)?(?:几号|几月几号|星期几|周几)',
    '(?:用|拿)?(?:python|javascript|java|c\\+\\+|golang|sql|excel)[^，。？！]{0,10}(?:写|编|代码|程序|脚本|爬虫|怎么学|游戏)',
    '\\bweather\\b|\\brecipes?\\b|\\bstock prices?\\b|what time is it',
  ].join('|'),
  'iu',
);

/** The question without orders to the machine. */
export function withoutOrders(question: string): string {
  return question.replace(ORDER, ' ').trim();
}

/** Whether a question wants something made up, or told about the machine, instead of the documents' words. */
export function isOffTask(question: string): boolean {
  return withoutOrders(question) === '' || MADE_UP.test(question) || EVERYDAY.test(question);
}
