import { searchedText } from '../chunk/chunk-texts.js';
import { readCorpusFolder } from '../corpus/fs-corpus.js';
import type { UnreadableFile } from '../corpus/source-file.js';
import type { Embedder } from '../embed/embedder.js';
import { readModelFolder } from '../embed/fs-model-folder.js';
import { openXenovaWorkerEmbedder } from '../embed/xenova-worker-embedder.js';
import { WenceError } from '../errors.js';
import { createBigramIndex } from '../index/bigram-index.js';
import { type BuildProgress, type BuildReport, buildIndexFolder } from '../index/fs-build-index.js';
import { readManifest, readStoredIndex } from '../index/fs-index-files.js';
import { readerHash } from '../index/fs-reader-hash.js';
import { createHnswIndex } from '../index/hnsw-index.js';
import { windowStarts } from '../index/index-contents.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import type { Manifest } from '../index/manifest.js';
import { createSectionStore, type SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import { createExpandingIndex, type Expanding } from '../retrieve/expanding-index.js';
import { readLexicon } from '../retrieve/fs-lexicon.js';
import { createQuestionWords, type QuestionWords } from '../retrieve/question-words.js';
import { createCorpusPhrases } from '../retrieve/repair/corpus-phrases.js';
import { readRepairData } from '../retrieve/repair/fs-repair-data.js';
import { createQuestionRepair, type QuestionRepair } from '../retrieve/repair/repair-question.js';

/** The folders of one installation. */
interface IndexFolders {
  readonly indexDir: string;
  readonly modelDir: string;
}

/** See {@link buildIndex}. */
export interface BuildIndexSettings extends IndexFolders {
  readonly corpusDir: string;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  /** Files that cannot be read are left out and reported, instead of stopping the build. */
  readonly keepGoing?: boolean | undefined;
  /** Starts over, taking nothing from the index that is there. */
  readonly rebuild?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** An embedder that is open already, of the same model; it stays open. */
  readonly embedder?: Embedder;
  readonly now?: () => Date;
}

/** An index in memory, ready to be searched. */
export interface LoadedIndex {
  readonly store: SectionStore;
  readonly vectors: VectorIndex;
  readonly lexical: LexicalIndex;
  /** The text to embed for a question, where it is another than the question. */
  readonly meaningOf?: (question: string) => string;
  /** Cuts a question into words, with the words of this corpus that say the same. */
  readonly wordsOf: QuestionWords;
  /** Undoes slips of the keyboard in a question, by what this corpus prints. */
  readonly repair?: QuestionRepair;
  readonly embedder: Embedder;
  readonly manifest: Manifest;
}

/**
 * Builds or updates the index of a corpus; embeds nothing, and does not even load the model, where
 * nothing changed.
 *
 * @throws WenceError `unreadable_file` naming the files that could not be read, unless `keepGoing`;
 * `invalid_model`; `not_ready` while another process builds the same index
 */
export async function buildIndex(settings: BuildIndexSettings): Promise<BuildReport> {
  const { files, unreadable } = await readCorpusFolder(settings.corpusDir);
  if (unreadable.length > 0 && settings.keepGoing !== true) {
    throw unreadableFiles(unreadable);
  }
  const { modelHash } = settings.embedder ?? (await readModelFolder(settings.modelDir));
  let opened: Embedder | undefined;
  const openEmbedder = async (): Promise<Embedder> => {
    opened = settings.embedder ?? (await openXenovaWorkerEmbedder(settings.modelDir));
    return opened;
  };
  try {
    return await buildIndexFolder(settings.indexDir, {
      files,
      unreadable,
      modelHash,
      readerHash: await readerHash(),
      openEmbedder,
      now: settings.now ?? (() => new Date()),
      keepGoing: settings.keepGoing,
      rebuild: settings.rebuild,
      onProgress: settings.onProgress,
      signal: settings.signal,
    });
  } finally {
    if (opened !== settings.embedder) {
      await opened?.close();
    }
  }
}

/**
 * Loads the index and, beside it, the model.
 *
 * @throws WenceError `invalid_index` where there is none, it is damaged, or another model made it;
 * `invalid_model`
 */
export async function loadIndex({
  indexDir,
  modelDir,
  embedder,
}: IndexFolders & { readonly embedder?: Embedder }): Promise<LoadedIndex> {
  const opening = embedder === undefined ? openXenovaWorkerEmbedder(modelDir) : undefined;
  // Awaited below; without this a failing index would leave a failing model unhandled.
  opening?.catch(() => undefined);
  try {
    const { manifest, contents, graph } = await readIndex(indexDir);
    const { documents, chunks, passages, windows } = contents;
    const store = createSectionStore(documents, chunks);
    const labels = Uint32Array.from(chunks, ({ label }) => label);
    const vectors = createHnswIndex(graph, {
      labels,
      passages,
      windows,
      windowStarts: windowStarts(chunks),
    });
    const { lexical, meaningOf, wordsOf } = await withLexicon({
      lexical: createBigramIndex(
        chunks.map((chunk) => searchedText(chunk, store.document(chunk.documentId)?.text ?? '')),
      ),
    });
    const repairData = await readRepairData();
    const { characters } = repairData.confusable;
    const phrases = createCorpusPhrases({ lexical, store, characters });
    const repair = createQuestionRepair({ ...repairData, phrases });
    const model = embedder ?? (await (opening ?? openXenovaWorkerEmbedder(modelDir)));
    if (model.modelHash !== manifest.modelHash) {
      throw new WenceError(
        'invalid_index',
        `索引（${indexDir}）是用另一个嵌入模型建立的。请运行 wence index 重新建立，或把 WENCE_MODEL 改回原来的模型。`,
      );
    }
    return { store, vectors, lexical, meaningOf, wordsOf, repair, embedder: model, manifest };
  } catch (error) {
    await opening?.then((model) => model.close()).catch(() => undefined);
    throw error;
  }
}

/** An index that also finds what says the same in other words. */
export async function withLexicon<T extends { readonly lexical: LexicalIndex }>(
  index: T,
): Promise<T & Expanding & { readonly wordsOf: QuestionWords }> {
  const lexicon = await readLexicon();
  return {
    ...index,
    ...createExpandingIndex(index.lexical, lexicon),
    wordsOf: createQuestionWords({ lexicon, corpus: index.lexical }),
  };
}

/**
 * What a server does at its start: brings the index up to date and loads it, one that turns out to
 * be damaged being built anew.
 */
export async function openIndex(
  settings: BuildIndexSettings,
): Promise<LoadedIndex & { readonly report: BuildReport }> {
  const embedder = settings.embedder ?? (await openXenovaWorkerEmbedder(settings.modelDir));
  const shared = { ...settings, embedder };
  try {
    const report = await buildIndex(shared);
    try {
      return { ...(await loadIndex(shared)), report };
    } catch (error) {
      if (!(error instanceof WenceError && error.code === 'invalid_index')) {
        throw error;
      }
      const rebuilt = await buildIndex({ ...shared, rebuild: true });
      return { ...(await loadIndex(shared)), report: rebuilt };
    }
  } catch (error) {
    if (settings.embedder === undefined) {
      await embedder.close();
    }
    throw error;
  }
}

/** One more try where another process replaced the index between its manifest and its files. */
async function readIndex(indexDir: string) {
  const read = async () => {
    const manifest = await readManifest(indexDir);
    if (manifest === undefined) {
      throw new WenceError(
        'invalid_index',
        `没有可用的索引（${indexDir}）：尚未建立，或由另一版本的程序建立。请运行 wence index。`,
      );
    }
    return { manifest, ...(await readStoredIndex(indexDir, manifest)) };
  };
  const first = await readManifest(indexDir);
  try {
    return await read();
  } catch (error) {
    const second = await readManifest(indexDir);
    if (second?.build === first?.build) {
      throw error;
    }
    return read();
  }
}

function unreadableFiles(files: readonly UnreadableFile[]): WenceError {
  const lines = files.map(({ source, reason }) => `  ${source}：${reason}`);
  return new WenceError(
    'unreadable_file',
    `${files.length} 个文件无法读取：\n${lines.join('\n')}\n加 --keep-going 可跳过它们继续建立索引。`,
  );
}
