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

/** Whether a text asks for the whole of something and says nothing else about it. */
export function asksForWhole(text: string): boolean {
  return isNothingBut(WHOLE, text);
}

/** Whether a text is made of such words alone. Taken out one by one: a repeated choice would try every way to read it. */
export function isNothingBut(words: RegExp, text: string): boolean {
  return text.replace(words, '') === '';
}
