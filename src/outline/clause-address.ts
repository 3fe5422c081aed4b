import { formatChineseNumeral } from '../text/numerals.js';
import type { DraftSection } from './draft-section.js';

/** The address of the sections above one, in the parts that a child's address is made of. */
export interface AddressPrefix {
  /** Parts, issued documents, appendices and unnumbered headings: stands before a blank. */
  readonly container: string;
  /** The same without unnumbered headings, which the articles of a statute are not cited by. */
  readonly document: string;
  /** Labels of the ladder or the article, joined. */
  readonly ladder: string;
  /** The ladder above a decimal block, whose labels name their parents themselves. */
  readonly aboveDecimals: string;
  /** Whether the ladder begins at an article, whose 项 and 目 are cited with 第. */
  readonly inArticle: boolean;
  /** 项 as the article's script writes it: 項 below 第一條. */
  readonly itemWord: string;
  /** Whether a 项 of that article is open, below which come its 目. */
  readonly inItem: boolean;
}

/** The prefix of a document's outermost sections. */
export const NO_ADDRESS: AddressPrefix = {
  container: '',
  document: '',
  ladder: '',
  aboveDecimals: '',
  inArticle: false,
  itemWord: '项',
  inItem: false,
};

/**
 * How a reader would cite a section: 公文 by the labels joined (`一、（一）3.`), statutes from the
 * 条 (`第十条第二款第（一）项`), parts, issued documents and appendices before the label
 * (`附件1 二、（三）`).
 */
export function addressOf(
  section: DraftSection,
  above: AddressPrefix,
): { readonly address: string; readonly below: AddressPrefix } {
  const below = prefixBelow(section, above);
  return {
    address: [below.container, below.ladder].filter((part) => part !== '').join(' '),
    below,
  };
}

function prefixBelow(section: DraftSection, above: AddressPrefix): AddressPrefix {
  switch (section.role) {
    case 'preface':
      return { ...above, container: join(above.container, PREFACE_ADDRESS) };
    case 'appendix':
      return inDocument(section.label, above);
    case 'issued':
      return inDocument(section.title, above);
    case 'unnumbered':
    case 'named':
      return underName(section.title, above);
    case 'clause':
      return { ...above, ladder: `${above.ladder}第${formatChineseNumeral(section.number)}款` };
    case 'root':
    case 'labelled':
      return labelled(section, above);
  }
}

/** How text before the first heading is cited. */
const PREFACE_ADDRESS = '前言';

/** Below a part, an issued document or an appendix the labels start again. */
function inDocument(name: string, above: AddressPrefix): AddressPrefix {
  const container = join(above.container, name);
  return { ...NO_ADDRESS, container, document: container };
}

/** Below an unnumbered heading too, but an article's address does not name it. */
function underName(name: string, above: AddressPrefix): AddressPrefix {
  const container = join(join(above.container, above.ladder), name);
  return { ...NO_ADDRESS, container, document: above.document };
}

function labelled(section: DraftSection, above: AddressPrefix): AddressPrefix {
  if (section.family === 'part') return inDocument(section.label, above);
  if (section.family === 'question')
    return underName(section.label === '' ? section.title : section.label, above);
  if (section.kind === 'article') {
    return {
      ...NO_ADDRESS,
      container: above.document,
      document: above.document,
      ladder: section.label,
      inArticle: true,
      itemWord: section.label.includes('條') ? '項' : '项',
    };
  }
  if (section.family === 'decimal' && section.path.length > 1) {
    return { ...above, ladder: `${above.aboveDecimals}${section.label}` };
  }
  if (above.inArticle) {
    return { ...above, ladder: `${above.ladder}${itemAddress(section, above)}`, inItem: true };
  }
  const ladder = `${above.ladder}${section.label}`;
  const opensDecimals = section.family === 'digit' || section.family === 'decimal';
  return { ...above, ladder, aboveDecimals: opensDecimals ? above.ladder : ladder };
}

/** The first list below a 款 holds its 项, `第（一）项`; digits below one its 目, `第1目`; what lies deeper goes by its label. */
function itemAddress(section: DraftSection, above: AddressPrefix): string {
  const label = section.label.replace(/[、.．]$/u, '');
  if (!above.inItem) return `第${label}${above.itemWord}`;
  return section.family === 'digit' ? `第${label}目` : section.label;
}

function join(first: string, second: string): string {
  return [first, second].filter((part) => part !== '').join(' ');
}
