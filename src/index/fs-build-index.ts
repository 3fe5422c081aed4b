import type { UnreadableFile } from '../corpus/source-file.js';
import type { Embedder } from '../embed/embedder.js';
import { chunkFiles, sectionCount } from './chunk-files.js';
import { embedChunks } from './embed-chunks.js';
import { isComplete, readManifest, readStoredIndex, writeStoredIndex } from './fs-index-files.js';
import { withIndexLock } from './fs-index-lock.js';
import { buildGraph, type HnswGraph, isWorthRebuilding, updateGraph } from './hnsw-graph.js';
import type { HashedChunk, IndexContents, IndexedChunk } from './index-contents.js';
import { labelChunks } from './label-chunks.js';
import { type IndexCounts, type IndexInputs, isUpToDate, type Manifest } from './manifest.js';

/** How far a build is: files read, texts embedded, then writing. */
export interface BuildProgress {
  readonly stage: 'reading' | 'embedding' | 'writing';
  readonly done: number;
  readonly total: number;
}

/** What an index is built from and with. */
export interface BuildIndexOptions extends IndexInputs {
  /** Opened only where something is built. */
  readonly openEmbedder: () => Promise<Embedder>;
  /** Whether a file whose outline cannot be read is left out instead of stopping the build. */
  readonly keepGoing?: boolean | undefined;
  /** Takes nothing over from the index that is there. */
  readonly rebuild?: boolean | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly now: () => Date;
}

/** What a build did. */
export interface BuildReport extends IndexCounts {
  /** False where the index was up to date and nothing was written. */
  readonly changed: boolean;
  /** Chunks that were embedded, and chunks whose vectors were taken over. */
  readonly embedded: number;
  readonly reused: number;
  readonly skipped: readonly UnreadableFile[];
}

/**
 * Builds or updates the index in a folder: reads only files that changed, embeds only chunks whose
 * text changed, forgets files that are gone, and replaces the old index in one step. An index of
 * another model or form, or a damaged one, is built anew.
 */
export async function buildIndexFolder(
  indexDir: string,
  options: BuildIndexOptions,
): Promise<BuildReport> {
  const upToDate = async (): Promise<BuildReport | undefined> => {
    const manifest = options.rebuild === true ? undefined : await usableManifest(indexDir);
    return manifest !== undefined && isUpToDate(manifest, options)
      ? unchanged(manifest)
      : undefined;
  };
  const report = await upToDate();
  if (report !== undefined) {
    return report;
  }
  return withIndexLock(indexDir, async () => {
    // Another process may have built it since this one looked.
    const reportNow = await upToDate();
    if (reportNow !== undefined) {
      return reportNow;
    }
    const previous = options.rebuild === true ? undefined : await usablePrevious(indexDir, options);
    const embedder = await options.openEmbedder();
    const read = await chunkFiles(options, { embedder, previous });
    const { contents, embedded, reused } = await embedChunks(
      read.files.flatMap(({ items }) => items),
      {
        embedder,
        previous: previous?.contents,
        onProgress: (done, total) => options.onProgress?.({ stage: 'embedding', done, total }),
        signal: options.signal,
      },
    );
    options.onProgress?.({ stage: 'writing', done: 0, total: 1 });
    const stored = await intoGraph(contents, previous);
    options.signal?.throwIfAborted();
    const counts = countsOf(stored.contents);
    await writeStoredIndex(indexDir, {
      ...stored,
      manifest: {
        builtAt: options.now().toISOString(),
        modelHash: embedder.modelHash,
        dimensions: embedder.dimensions,
        readerHash: options.readerHash,
        files: read.files.map(({ indexed }) => indexed),
        skipped: [...read.skipped],
        counts,
      },
    });
    options.onProgress?.({ stage: 'writing', done: 1, total: 1 });
    return { ...counts, changed: true, embedded, reused, skipped: read.skipped };
  });
}

function unchanged({ counts, skipped }: Manifest): BuildReport {
  return { ...counts, changed: false, embedded: 0, reused: counts.chunks, skipped };
}

interface PreviousIndex {
  readonly manifest: Manifest;
  readonly contents: IndexContents;
  readonly graph: HnswGraph;
}

/** The manifest of an index that looks whole; a broken one is as good as none when building. */
async function usableManifest(indexDir: string): Promise<Manifest | undefined> {
  const manifest = await readManifest(indexDir).catch(() => undefined);
  return manifest !== undefined && (await isComplete(indexDir, manifest)) ? manifest : undefined;
}

async function usablePrevious(
  indexDir: string,
  { modelHash }: IndexInputs,
): Promise<PreviousIndex | undefined> {
  const manifest = await usableManifest(indexDir);
  if (manifest === undefined || manifest.modelHash !== modelHash) {
    return undefined;
  }
  const stored = await readStoredIndex(indexDir, manifest).catch(() => undefined);
  return stored === undefined ? undefined : { manifest, ...stored };
}

/** The graph brought up to date where most of it stays, else built anew. */
async function intoGraph(
  contents: IndexContents<HashedChunk>,
  previous: PreviousIndex | undefined,
): Promise<{ readonly contents: IndexContents; readonly graph: HnswGraph }> {
  const { dimensions } = contents.passages;
  const point = (ordinal: number, chunk: IndexedChunk) => ({
    label: chunk.label,
    vector: contents.passages.row(ordinal),
  });
  if (previous !== undefined) {
    const inGraph = previous.graph.getCurrentCount();
    const labelled = labelChunks(contents.chunks, {
      chunks: previous.contents.chunks,
      nextLabel: inGraph,
    });
    const { chunks, addedOrdinals, removedLabels } = labelled;
    const total = inGraph + addedOrdinals.length;
    if (!isWorthRebuilding({ inGraph: total, alive: chunks.length })) {
      const added = addedOrdinals.flatMap((ordinal) => {
        const chunk = chunks[ordinal];
        return chunk === undefined ? [] : [point(ordinal, chunk)];
      });
      await updateGraph(previous.graph, { added, removedLabels });
      return { contents: { ...contents, chunks }, graph: previous.graph };
    }
  }
  const chunks = contents.chunks.map((chunk, ordinal) => ({ ...chunk, label: ordinal }));
  const points = chunks.map((chunk, ordinal) => point(ordinal, chunk));
  return { contents: { ...contents, chunks }, graph: await buildGraph(dimensions, points) };
}

function countsOf({ documents, chunks, windows }: IndexContents): IndexCounts {
  return {
    documents: documents.length,
    sections: documents.reduce((sum, document) => sum + sectionCount(document), 0),
    chunks: chunks.length,
    windows: windows.count,
  };
}
