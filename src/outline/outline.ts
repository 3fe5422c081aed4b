/**
 * The outline of an official document: a tree of sections, each with its place in the text.
 *
 * Offsets are UTF-16 code units into {@link PolicyDocument.text}; every range is `[start, end)`.
 * A section's range covers its heading and its whole subtree. Siblings are contiguous and in
 * order, the first child starts at or after its parent's start, the last child ends at its
 * parent's end; what a section holds before its first child is its own text. The document's own
 * range `[0, sections[0].start)` is its title block. So the own ranges tile the document.
 */
export type SectionKind = 'heading' | 'article' | 'paragraph' | 'item' | 'appendix' | 'preface';

export interface Section {
  /** Stable while the document's structure stands: derived from document id and position in the outline, not from the text. */
  readonly id: string;
  readonly kind: SectionKind;
  /** The numbering as printed, `（一）`; empty where there is none. */
  readonly label: string;
  /** The heading's words, without label and closing mark; empty for a clause without a title. */
  readonly title: string;
  /** As a reader would cite it: `一、（一）3.`, `第十条第二款第（一）项`. */
  readonly address: string;
  /** 1 for the outermost sections of the document. */
  readonly level: number;
  readonly start: number;
  readonly end: number;
  readonly sections: readonly Section[];
}

/** What the document prints about itself; null where it does not. Dates are `YYYY-MM-DD` (or `YYYY-MM`, `YYYY` where no more is printed). */
export interface DocumentMetadata {
  /** 发文机关 or the body that the title names. */
  readonly issuer: string | null;
  /** The department that the title or the issuer names, in short form: `商务`, `教育`, `纪检监察`. */
  readonly department: string | null;
  /** 年度 of the title, else the year of issue. */
  readonly year: number | null;
  /** 发文字号, as printed: `国办发〔2023〕15号`. */
  readonly documentNumber: string | null;
  /** 成文日期. */
  readonly issuedOn: string | null;
  /** 施行日期. */
  readonly effectiveOn: string | null;
  /** What it prints about how long it is in force, and what it puts out of force; missing where it prints nothing. */
  readonly validity?: DocumentValidity;
}

/** How long a document says it is in force; dates as in {@link DocumentMetadata}. */
export interface DocumentValidity {
  /** Dates of 修订 and 修正, oldest first. */
  readonly revisedOn: readonly string[];
  /** The last day of 有效期 or 试行期; null where there is none. */
  readonly expiresOn: string | null;
  /** Whether it is itself marked as 废止 or 失效, as an archive's copy is. */
  readonly isRepealed: boolean;
  /** The date of that mark; null where it has none. */
  readonly repealedOn: string | null;
  /** The documents that it puts out of force. */
  readonly repeals: readonly RepealedDocument[];
}

/** A document named in a 废止 clause: by title, by number or by both. */
export interface RepealedDocument {
  /** Without 《》. */
  readonly title: string | null;
  readonly documentNumber: string | null;
  /** Where the clause gives a day of its own; else the day on which the document that says so takes effect. */
  readonly on: string | null;
}

export interface PolicyDocument {
  /** URL-safe, stable: derived from the source file's path and the document's title. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** The canonical text: layout noise removed, nothing else changed. */
  readonly text: string;
  readonly start: 0;
  readonly end: number;
  readonly sections: readonly Section[];
  readonly metadata: DocumentMetadata;
}
