import { withoutBlanks } from './text-lines.js';

/** Words that end the title of an official document (公文种类, GB/T 9704 and 《党政机关公文处理工作条例》 第八条, and common kinds of plan, rule and report). */
const KINDS =
  '通知|意见|决定|决议|公告|通告|通报|报告|请示|批复|议案|函|复函|纪要|命令|令|公报|办法|规定|规则|规程|细则|条例|章程|制度|准则|守则|法|法典|修正案|解释|方案|计划|规划|纲要|要点|总结|措施|指南|指引|手册|清单|目录|名单|标准|规范|预案|提案|答复|建议|安排|说明|讲话|须知|流程|问答|解读|汇编|表|书|协议|合同|倡议|公约|宣言|批准|通则|总纲|大纲|分工|任务|政策|机制|体系|指标|职责|程序|要求|申报|简介|工作思路|打算|致辞|发言|述职|体会|简报|信息|倡议书|承诺书|责任书';
const SUFFIX = '(?:[（(〔【《][^）)〕】》]{1,30}[）)〕】》]){0,2}';
const TITLE = new RegExp(`(?:${KINDS})${SUFFIX}$`, 'u');
const YEARED = /^[0-9]{4}年(?!.*[。；])/u;

/** Whether the words end as the title of an official document does (`…实施方案（试行）`). */
export function looksLikeDocumentTitle(words: string): boolean {
  const bare = withoutBlanks(words);
  return bare.length >= 3 && bare.length <= 150 && TITLE.test(bare);
}

/** Whether the words look like a document's title of their own, by kind or by year (`2023年教育工作要点`). */
export function looksLikeStandaloneTitle(words: string): boolean {
  const bare = withoutBlanks(words);
  return (
    looksLikeDocumentTitle(bare) ||
    (bare.length <= 60 && YEARED.test(bare) && !/[，。；：]/u.test(bare))
  );
}
