import { sectionsBelow } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { FoundClause } from './lookup-address.js';

/** The outermost quotation marks of a question; those inside are part of the words quoted. */
const QUOTED = /“(.+)”|「(.+)」|"([^"]+)"/u;
const NAMED_DOCUMENT = /《[^》]*》/gu;
/** Words that ask what a heading holds, and nothing about a matter inside it. */
const ASKS_WHAT_IT_SAYS = new RegExp(
  // No two alternatives begin alike and continue as others: each text is read in one way only.
  `^(?:${[
    '请问|介绍|解释|一下|看看',
    '关于|对于?|在|中|里面?|[这那]个?',
    '部分|一节|一章|一条|一项|标题|内容|工作',
    '都|具体|主要|是',
    '怎么|如何|什么|哪些',
    '要求|规定|讲|说|写|包括|有',
    '[了的吗呢？?。，,、：:\\s]',
    'what|does|say|about|is|the|of|under',
  ].join('|')})*$`,
  'iu',
);
/** Questions longer than this quote a passage, not a heading. */
const LONGEST_QUESTION = 200;

/**
 * The sections whose title a question quotes, where it asks for nothing but what they say:
 * 《2023年教育工作要点》中“坚持依法办学，优化发展环境”讲了什么. None where it quotes no title, or
 * asks for something inside it.
 */
export function lookupHeading(
  documents: readonly PolicyDocument[],
  question: string,
): readonly FoundClause[] {
  if (question.length > LONGEST_QUESTION) return [];
  const match = QUOTED.exec(question);
  const words = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || words === undefined) return [];
  const rest = question.replace(NAMED_DOCUMENT, '').replace(match[0], '');
  if (!ASKS_WHAT_IT_SAYS.test(rest.trim())) return [];
  const wanted = comparable(words);
  return documents.flatMap((document) =>
    sectionsBelow({ document, path: [] }).filter(
      ({ section: { title } }) => title !== '' && comparable(title) === wanted,
    ),
  );
}

/** One spelling for titles however they were quoted: no quotation marks, no blanks. */
function comparable(words: string): string {
  return normaliseForMatching(words).replace(/[\s“”‘’「」『』"']/gu, '');
}
