import type { Answer, Citation } from '../../src/answer/answer.js';
import type { SectionStore } from '../../src/index/section-store.js';
import { walkSections } from '../../src/outline/walk-sections.js';
import { smallLibrary } from '../support/small-library.js';

/** A 公文 and a statute, as small as the rules for a hit need. */
export const library = smallLibrary({
  'roads.txt': `2023年公路工作要点

一、养护
（一）桥梁检测。全年检测桥梁三十座。发现病害及时处置。
（二）路面保洁。每周清扫两次。
二、安全
（一）隐患排查。汛期前完成排查。
`,
  'rules.txt': `停车场管理办法

第一条 为了规范停车，制定本办法。
第二条 停车场应当公示收费标准。
经营者不得有下列行为：
（一）拒收现金；
（二）占用消防通道。
第三条 本办法自公布之日起施行。
`,
});

/** The range of some words of a document. */
export function rangeOf(store: SectionStore, title: string, words: string) {
  const document = store.documents.find((one) => one.title === title);
  const start = document?.text.indexOf(words) ?? -1;
  if (document === undefined || start < 0) throw new Error(`《${title}》 lacks ${words}`);
  return { document, documentId: document.id, start, end: start + words.length };
}

/** The section at an address. */
export function sectionIdOf(store: SectionStore, title: string, address: string): string {
  const document = store.documents.find((one) => one.title === title);
  const sections = [...walkSections(document?.sections ?? [])];
  const section = sections.find((one) => one.address === address);
  if (section === undefined) {
    throw new Error(`《${title}》 has ${sections.map((one) => one.address).join(' ')}`);
  }
  return section.id;
}

/** A citation of words in a section. */
export function citationOf(
  store: SectionStore,
  [title, address, quote]: readonly [title: string, address: string, quote: string],
  index = 1,
): Citation {
  const { documentId, start, end } = rangeOf(store, title, quote);
  return {
    index,
    documentId,
    documentTitle: title,
    sectionId: sectionIdOf(store, title, address),
    address,
    headingPath: [],
    quote,
    start,
    end,
    url: '',
    score: 1,
  };
}

/** An answer of one line a citation, each with its mark. */
export function answerOf(citations: readonly Citation[], changes: Partial<Answer> = {}): Answer {
  return {
    id: 'a_1',
    conversationId: 'c_1',
    kind: citations.length > 0 ? 'answered' : 'refused',
    question: '',
    interpretedQuestion: '',
    text: citations.map(({ quote, index }) => `${quote}[${index}]`).join('\n'),
    citations: [...citations],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 2, totalMs: 3 },
    ...changes,
  };
}
