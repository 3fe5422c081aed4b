import { splitSections } from '../chunk/split-sections.js';
import type { SourceFile, UnreadableFile } from '../corpus/source-file.js';
import type { Embedder } from '../embed/embedder.js';
import { WenceError } from '../errors.js';
import type { PolicyDocument } from '../outline/outline.js';
import { readOutline } from '../outline/read-outline.js';
import { walkSections } from '../outline/walk-sections.js';
import type { DocumentChunks } from './embed-chunks.js';
import type { IndexContents } from './index-contents.js';
import type { IndexedFile, IndexInputs, Manifest } from './manifest.js';

/** What is read, and how the reading is watched and stopped. */
export interface ChunkFilesOptions extends Omit<IndexInputs, 'modelHash'> {
  /** Whether a file whose outline cannot be read is left out instead of stopping the build. */
  readonly keepGoing?: boolean | undefined;
  readonly onProgress?:
    | ((progress: {
        readonly stage: 'reading';
        readonly done: number;
        readonly total: number;
      }) => void)
    | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An earlier index, whose outlines and chunks serve again where neither file nor program changed. */
export interface PreviousFiles {
  readonly manifest: Pick<Manifest, 'readerHash' | 'files'>;
  readonly contents: Pick<IndexContents, 'documents' | 'chunks'>;
}

/** The files that were read, each with its documents cut into chunks, and those left out. */
export interface ChunkedFiles {
  readonly files: readonly {
    readonly indexed: IndexedFile;
    readonly items: readonly DocumentChunks[];
  }[];
  readonly skipped: readonly UnreadableFile[];
}

/**
 * Reads the outline of each file and cuts it into chunks; of a file that the previous index holds,
 * read by the same program, nothing is read again.
 *
 * @throws WenceError `unreadable_file` for a file whose outline cannot be read, unless `keepGoing`
 */
export async function chunkFiles(
  { files, unreadable, readerHash, keepGoing, onProgress, signal }: ChunkFilesOptions,
  {
    embedder,
    previous,
  }: { readonly embedder: Embedder; readonly previous: PreviousFiles | undefined },
): Promise<ChunkedFiles> {
  const known = previous?.manifest.readerHash === readerHash ? knownFiles(previous) : new Map();
  const read: ChunkedFiles['files'][number][] = [];
  const skipped = [...unreadable];
  for (const [position, file] of files.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'reading', done: position, total: files.length });
    try {
      const items: readonly DocumentChunks[] =
        known.get(fileKey(file)) ?? (await readDocuments(file, embedder));
      const { source, sha256 } = file;
      read.push({ items, indexed: { source, sha256, ...fileCounts(items) } });
    } catch (cause) {
      if (cause instanceof WenceError && cause.code !== 'unreadable_file') {
        throw cause;
      }
      if (keepGoing !== true) {
        throw new WenceError(
          'unreadable_file',
          `无法读取 ${file.source} 的结构。请移走这个文件，或加 --keep-going 跳过它。`,
          { cause },
        );
      }
      skipped.push({ source: file.source, reason: '无法读取它的结构' });
    }
  }
  onProgress?.({ stage: 'reading', done: files.length, total: files.length });
  return { files: read, skipped };
}

async function readDocuments(file: SourceFile, embedder: Embedder): Promise<DocumentChunks[]> {
  const items: DocumentChunks[] = [];
  for (const document of readOutline(file)) {
    const chunks = await splitSections(document, {
      maxTokens: embedder.maxTokens,
      countTokens: (texts) => embedder.countTokens(texts),
    });
    items.push({ document, chunks });
  }
  return items;
}

/** Documents and chunks of the previous index by file and checksum. */
function knownFiles({ manifest, contents }: PreviousFiles): ReadonlyMap<string, DocumentChunks[]> {
  const chunksById = grouped(contents.chunks, ({ documentId }) => documentId);
  const documentsBySource = grouped(contents.documents, ({ source }) => source);
  return new Map(
    manifest.files.map((file) => [
      fileKey(file),
      (documentsBySource.get(file.source) ?? []).map((document) => ({
        document,
        chunks: chunksById.get(document.id) ?? [],
      })),
    ]),
  );
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}

function fileKey({ source, sha256 }: Pick<IndexedFile, 'source' | 'sha256'>): string {
  return `${sha256} ${source}`;
}

function fileCounts(items: readonly DocumentChunks[]) {
  return {
    documents: items.length,
    sections: items.reduce((sum, { document }) => sum + sectionCount(document), 0),
    chunks: items.reduce((sum, { chunks }) => sum + chunks.length, 0),
  };
}

/** All sections of a document, at every depth. */
export function sectionCount({ sections }: PolicyDocument): number {
  return Array.from(walkSections(sections)).length;
}
