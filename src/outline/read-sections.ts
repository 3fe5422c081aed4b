import { readAppendixHeading } from './appendix.js';
import { type ArticleTitles, articleTitles, isTitleLine } from './article-titles.js';
import { type DraftSection, draftSection } from './draft-section.js';
import { FAMILY_RANK } from './heading-label.js';
import { announcedTitles, readIssuedTitle } from './issued-document.js';
import { believes, choosePlacement, type PlacedLabel } from './label-choice.js';
import {
  breaksOff,
  isAnnouncedAttachment,
  isBeforeSignature,
  listFollows,
  opensParagraph,
  titleOnLine,
} from './line-context.js';
import { isClosingRemark, isDateLine, type LineReading } from './line-reading.js';
import { midLineLabels } from './mid-line-heading.js';
import { readNamedParagraph } from './named-paragraph.js';
import { type NumberLists, numberLists } from './number-lists.js';
import { clean, readRunInTitle } from './run-in-title.js';
import { SectionStack } from './section-stack.js';
import { isUnnumberedHeading } from './unnumbered-heading.js';

/** What the section reader knows before it begins. */
export interface SectionReadingOptions {
  readonly documentTitle: string;
  /** Lines of the title block, which hold no section. */
  readonly titleLines: number;
}

/**
 * Reads the sections of one document, line by line from top to bottom; the stack of open lists
 * decides what each number means.
 *
 * @returns drafts in order, starts only: a section ends where its next sibling or its parent's ends
 */
export function readSections(
  readings: readonly LineReading[],
  options: SectionReadingOptions,
): readonly DraftSection[] {
  return new SectionReader(readings, options).read();
}

/** Lines in which a notice says what it issues. */
const OPENING_LINES = 12;
/** Below every list: whatever comes next closes a named paragraph. */
const NAMED_RANK = 1000;

class SectionReader {
  readonly #readings: readonly LineReading[];
  readonly #options: SectionReadingOptions;
  readonly #lists: NumberLists;
  readonly #stack: SectionStack;
  readonly #announced: ReadonlySet<string>;
  readonly #articleTitles: ArticleTitles;
  #index = 0;
  #afterSignature = false;

  constructor(readings: readonly LineReading[], options: SectionReadingOptions) {
    this.#readings = readings;
    this.#options = options;
    this.#lists = numberLists(readings);
    this.#stack = new SectionStack(this.#lists);
    const opening = readings.slice(options.titleLines, options.titleLines + OPENING_LINES);
    this.#announced = announcedTitles({
      titles: [
        options.documentTitle,
        ...readings.slice(0, options.titleLines).map((reading) => reading.bare),
      ],
      opening: opening.map((reading) => reading.bare),
    });
    this.#articleTitles = articleTitles(readings);
  }

  read(): readonly DraftSection[] {
    for (
      this.#index = this.#options.titleLines;
      this.#index < this.#readings.length;
      this.#index += 1
    ) {
      const reading = this.#readings[this.#index];
      if (reading === undefined) break;
      const isHeading =
        this.#readAppendix() ||
        this.#readIssuedDocument() ||
        this.#readMarkdownHeading(reading) ||
        this.#readLabelled(reading) ||
        this.#readNamed(reading) ||
        this.#readUnnumbered(reading);
      if (!isHeading) this.#readText(reading);
      if (isDateLine(reading.bare)) this.#afterSignature = true;
      else if (isHeading || !isClosingRemark(reading.bare)) this.#afterSignature = false;
    }
    return this.#stack.root.children;
  }

  #readAppendix(): boolean {
    const heading = readAppendixHeading(this.#readings, this.#index);
    const reading = this.#readings[this.#index];
    if (heading === null || reading === undefined || !this.#isAfterText()) return false;
    const { label, title, lineCount } = heading;
    this.#stack.push(
      draftSection({
        role: 'appendix',
        kind: 'appendix',
        label,
        title,
        start: reading.line.contentStart,
      }),
      1,
    );
    this.#index += lineCount - 1;
    return true;
  }

  #isAfterText(): boolean {
    const opensDocument =
      this.#index === this.#options.titleLines && this.#stack.root.children.length === 0;
    return !opensDocument && !isBeforeSignature(this.#readings, this.#index);
  }

  #readIssuedDocument(): boolean {
    const reading = this.#readings[this.#index];
    const hasOpening = this.#index > this.#options.titleLines;
    const isCut = breaksOff(this.#readings[this.#index - 1]);
    if (
      reading === undefined ||
      !hasOpening ||
      isCut ||
      reading.labels.some((label) => !label.weak)
    )
      return false;
    const found = readIssuedTitle(this.#readings, {
      index: this.#index,
      announced: this.#announced,
      afterSignature: this.#afterSignature,
    });
    if (found === null) return false;
    const { title, lineCount } = found;
    if (title !== this.#options.documentTitle) {
      const keep = this.#stack.open.findIndex((section) => section.role === 'appendix');
      const parent = keep >= 0 && this.#stack.top.role === 'appendix' ? keep + 1 : 1;
      const { markdownDepth } = reading;
      this.#stack.push(
        draftSection({
          role: 'issued',
          kind: 'heading',
          title,
          markdownDepth,
          start: reading.line.contentStart,
        }),
        parent,
      );
    }
    this.#index += lineCount - 1;
    return true;
  }

  #readMarkdownHeading(reading: LineReading): boolean {
    if (reading.markdownDepth === 0 || this.#choose(reading) !== null) return false;
    const { markdownDepth } = reading;
    const keep = this.#stack.keepForUnnumbered(markdownDepth);
    const start = reading.line.contentStart;
    this.#stack.push(
      draftSection({
        role: 'unnumbered',
        kind: 'heading',
        title: clean(reading.bare),
        markdownDepth,
        start,
      }),
      keep,
    );
    return true;
  }

  /** `总体思路：…` between a heading and the heading's list. */
  #readNamed(reading: LineReading): boolean {
    const { top } = this.#stack;
    const afterNamed = top.role === 'named';
    const isUnderHeading =
      top.kind === 'heading' &&
      top.role === 'labelled' &&
      top.title !== '' &&
      this.#isOpenedBy(top, this.#readings[this.#index - 1]);
    if (!afterNamed && !isUnderHeading) return false;
    const at = { index: this.#index, afterNamed };
    const found = readNamedParagraph(this.#readings, at);
    if (found === null) return false;
    const start = reading.line.contentStart;
    this.#stack.push(
      draftSection({ role: 'named', kind: 'heading', title: found.name, rank: NAMED_RANK, start }),
      this.#stack.open.length - (afterNamed ? 1 : 0),
    );
    return true;
  }

  /** Whether the line above is the heading and holds no text of its own. */
  #isOpenedBy(heading: DraftSection, previous: LineReading | undefined): boolean {
    if (previous === undefined || /[。；：]./u.test(previous.bare.slice(heading.label.length + 1)))
      return false;
    return heading.start >= previous.line.contentStart || previous.bare === heading.title;
  }

  #readUnnumbered(reading: LineReading): boolean {
    if (this.#insideArticle() && !/[则則]$/u.test(clean(reading.bare))) return false;
    const isBoldLine = reading.isBold && reading.bare.length <= 60 && !/。/u.test(reading.bare);
    if (!isBoldLine && !isUnnumberedHeading(this.#readings, this.#index)) return false;
    const start = reading.line.contentStart;
    this.#stack.push(
      draftSection({ role: 'unnumbered', kind: 'heading', title: clean(reading.bare), start }),
      this.#stack.keepForUnnumbered(0),
    );
    return true;
  }

  #insideArticle(): boolean {
    return this.#stack.open.some((section) => section.kind === 'article');
  }

  #choose(reading: LineReading): PlacedLabel | null {
    return choosePlacement({
      reading,
      previous: this.#readings[this.#index - 1],
      next: this.#readings[this.#index + 1],
      line: this.#index,
      stack: this.#stack,
      lists: this.#lists,
    });
  }

  #readLabelled(reading: LineReading): boolean {
    const placed = this.#choose(reading);
    if (placed === null || isAnnouncedAttachment(this.#readings, this.#index)) return false;
    this.#open(placed, { reading, offset: reading.bareStart });
    this.#readMidLine(reading, reading.bareStart + placed.label.length);
    return true;
  }

  /** Opens the section of a label that stands at an offset of a line's content. */
  #open(placed: PlacedLabel, at: { readonly reading: LineReading; readonly offset: number }): void {
    const { label, placement } = placed;
    const { reading, offset } = at;
    const previousLine = this.#readings[this.#index - 1];
    const parent = this.#stack.open[placement.keep - 1];
    const underArticle = this.#stack.open
      .slice(0, placement.keep)
      .some((section) => section.kind === 'article');
    const sibling = parent?.children.at(-1);
    const isListed =
      placement.fit === 'first'
        ? /[：:]$/u.test(previousLine?.bare ?? '')
        : (sibling?.isListed ?? false);
    const rest = reading.line.content.slice(offset + label.length);
    const words = rest.replace(/[*_]/gu, '').trim();
    const next = this.#readings[this.#index + 1];
    const runIn = readRunInTitle(rest, {
      family: label.family,
      listFollows: listFollows(next, label),
      inList: isListed,
      underArticle,
      articlesHaveTitles: this.#articleTitles.runIn,
      isTitleLine:
        (this.#articleTitles.onOwnLine || reading.markdownDepth > 0) && isTitleLine(words, next),
      mayGoOn: next !== undefined && next.labels.length === 0 && next.line.blanksBefore === 0,
    });
    const below =
      words === '' ? titleOnLine(label, { next, afterNext: this.#readings[this.#index + 2] }) : '';
    const isHeadingStart = offset === reading.bareStart;
    const start = reading.line.contentStart + (isHeadingStart ? 0 : offset);
    const section = draftSection({
      role: 'labelled',
      kind: label.family === 'article' ? 'article' : underArticle ? 'item' : 'heading',
      isHeadingLine: words === '',
      family: label.family,
      style: label.style,
      number: label.number,
      subNumber: label.subNumber,
      path: label.path,
      rank: FAMILY_RANK[label.family],
      markdownDepth: isHeadingStart ? reading.markdownDepth : 0,
      label: label.label,
      title: below === '' ? runIn.title : below,
      start,
      isLeadIn: runIn.isLeadIn,
      // A list whose entries end with ； is one list of clauses down to its last, which ends with 。
      isListed: isListed || /[；;]$/u.test(reading.bare),
    });
    this.#stack.push(section, placement.keep);
    if (below !== '') this.#index += 1;
    if (label.family !== 'article') return;
    const textStart = offset + label.length + runIn.end;
    const textOffset = reading.line.content.slice(textStart).search(/[^\s*_]/u);
    if (below === '' && textOffset >= 0)
      this.#openClause(reading.line.contentStart + textStart + textOffset);
  }

  /** Text: the next 款 where an article is open and the line opens a paragraph. */
  #readText(reading: LineReading): void {
    if (this.#insideArticle() && this.#opensClause(reading)) {
      const keep = this.#stack.open.findLastIndex((section) => section.kind === 'article') + 1;
      this.#stack.close(keep);
      this.#openClause(reading.line.contentStart);
    }
    this.#readMidLine(reading, reading.bareStart);
  }

  #openClause(start: number): void {
    // From the end: an article of very many 款 is read in linear time.
    const previous = this.#stack.top.children.findLast((child) => child.role === 'clause');
    const number = (previous?.number ?? 0) + 1;
    this.#stack.push(
      draftSection({
        role: 'clause',
        kind: 'paragraph',
        number,
        start,
        rank: FAMILY_RANK.article + 1,
      }),
      this.#stack.open.length,
    );
  }

  #opensClause(reading: LineReading): boolean {
    const top = this.#stack.top;
    if (top.kind === 'article') return !reading.isTable;
    return opensParagraph(this.#readings, this.#index) && !this.#itemGoesOn(top);
  }

  /** Whether the list of the innermost item goes on below before the next article. */
  #itemGoesOn(top: DraftSection): boolean {
    if (top.family === null) return false;
    const item = this.#lists.next(top.family, this.#index);
    if (item === null || item.number !== top.number + 1 || item.style !== top.style) return false;
    const article = this.#lists.next('article', this.#index);
    return article === null || item.line < article.line;
  }

  /** Headings that follow in the middle of the line, where the lists at line starts miss their number. */
  #readMidLine(reading: LineReading, from: number): void {
    if (reading.isQuoted || reading.isTable) return;
    for (const { label, offset } of midLineLabels(reading.line.content)) {
      if (offset < from) continue;
      const placement = this.#stack.place(label, {
        line: this.#index,
        markdownDepth: 0,
        isAnnounced: false,
      });
      const rest = reading.line.content.slice(offset + label.length);
      const kind = /^[ \u3000]+[^。；：，！？]{2,30}$/u.test(rest) ? 'line-end' : 'mid-line';
      const placed = { label, placement };
      const goesOnInLine = this.#stack.open.some(
        (section) =>
          section.family === label.family &&
          section.style === label.style &&
          section.start >= reading.line.contentStart,
      );
      if (believes(placed, { kind, line: this.#index, lists: this.#lists, goesOnInLine }))
        this.#open(placed, { reading, offset });
    }
  }
}
