/** The text of one corpus file, before its outline is read. */
export interface SourceFile {
  /** Path relative to the corpus folder, with `/` between folders. */
  readonly source: string;
  /** Unicode as in the file, line ends `\n`, no byte order mark. Nothing else is changed here. */
  readonly text: string;
  /** How the text is marked up: decides which heading families a reader of the outline may see. */
  readonly markup: 'plain' | 'markdown';
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
}

/** A file that could not be read, with the reason in words for the person who put it there. */
export interface UnreadableFile {
  readonly source: string;
  readonly reason: string;
}
