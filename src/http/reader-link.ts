/** A place in a document that the reader page can show. */
export interface ReaderPlace {
  readonly documentId: string;
  readonly sectionId: string;
  readonly start: number;
  readonly end: number;
}

/** The reader page's address for a place: the quoted words highlighted, scrolled to their section. */
export function readerLink({ documentId, sectionId, start, end }: ReaderPlace): string {
  const path = `/documents/${encodeURIComponent(documentId)}`;
  return `${path}?quote=${start}-${end}#${encodeURIComponent(sectionId)}`;
}
