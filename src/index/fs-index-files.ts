import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { WenceError } from '../errors.js';
import type { PolicyDocument } from '../outline/outline.js';
import { floatVectors } from './float-vectors.js';
import { type HnswGraph, readGraph, writeGraph } from './hnsw-graph.js';
import type { IndexContents, IndexedChunk } from './index-contents.js';
import { docstoreEntries } from './langchain-docstore.js';
import { INDEX_SCHEMA_VERSION, type Manifest, manifestSchema } from './manifest.js';
import { quantisedVectors } from './quantised-vectors.js';

const MANIFEST = 'manifest.json';
const DOCUMENTS = 'documents.json';
const CHUNKS = 'chunks.json';
const PASSAGES = 'passages.f32';
const WINDOWS = 'windows.q8';
const GRAPH = 'hnswlib.index';
/** Read by LangChain alone. */
const LANGCHAIN_FILES = ['docstore.json', 'args.json'];

/** Folders of builds that were never finished; their writer is gone, since they are made under the lock. */
const UNFINISHED = /^unfinished-/;
const FINISHED = /^build-/;

/** A whole index: its contents and its graph. */
export interface StoredIndex {
  readonly contents: IndexContents;
  readonly graph: HnswGraph;
}

/**
 * The manifest of an index folder; undefined where there is no index or one of another form.
 *
 * @throws WenceError `invalid_index` where the manifest cannot be read
 */
export async function readManifest(indexDir: string): Promise<Manifest | undefined> {
  const text = await readFile(join(indexDir, MANIFEST), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
        return undefined;
      }
      throw damaged(indexDir, `${MANIFEST} 无法读取`, error);
    },
  );
  if (text === undefined) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    const version = z.object({ schemaVersion: z.int() }).parse(value).schemaVersion;
    return version === INDEX_SCHEMA_VERSION ? manifestSchema.parse(value) : undefined;
  } catch (cause) {
    throw damaged(indexDir, `${MANIFEST} 读不懂`, cause);
  }
}

/** Whether every file that the manifest names is there in its size: a quick look, no proof. */
export async function isComplete(indexDir: string, manifest: Manifest): Promise<boolean> {
  for (const { name, bytes } of manifest.artefacts) {
    const size = await stat(join(indexDir, manifest.build, name)).then(
      (entry) => entry.size,
      () => -1,
    );
    if (size !== bytes) {
      return false;
    }
  }
  return true;
}

/**
 * Reads the files that a manifest names, each compared with its checksum first: what was written is
 * what is read, so the contents need no further check.
 *
 * @throws WenceError `invalid_index` naming the file that is missing or changed, and what to do
 */
export async function readStoredIndex(indexDir: string, manifest: Manifest): Promise<StoredIndex> {
  const folder = join(indexDir, manifest.build);
  const files = new Map<string, Buffer>();
  for (const { name, sha256 } of manifest.artefacts) {
    const path = join(folder, name);
    try {
      const isGraph = name === GRAPH;
      const bytes = isGraph ? undefined : await readFile(path);
      const found = bytes === undefined ? await hashFile(path) : hashBytes(bytes);
      if (found !== sha256) {
        throw damaged(indexDir, `${name} 的内容与建立时不同`);
      }
      if (bytes !== undefined) {
        files.set(name, bytes);
      }
    } catch (cause) {
      throw cause instanceof WenceError ? cause : damaged(indexDir, `缺少 ${name}`, cause);
    }
  }
  try {
    const documents: PolicyDocument[] = JSON.parse(textOf(files, DOCUMENTS));
    const chunks: IndexedChunk[] = JSON.parse(textOf(files, CHUNKS));
    const passages = new Float32Array(Uint8Array.from(bytesOf(files, PASSAGES)).buffer);
    return {
      contents: {
        documents,
        chunks,
        passages: floatVectors(passages, manifest.dimensions),
        windows: quantisedVectors(bytesOf(files, WINDOWS), manifest.dimensions),
      },
      graph: await readGraph(join(folder, GRAPH), manifest.dimensions),
    };
  } catch (cause) {
    throw cause instanceof WenceError ? cause : damaged(indexDir, '文件读不懂', cause);
  }
}

/**
 * Writes an index beside the one that is there and puts it in its place: the files into a new
 * folder, then, by one rename, the manifest that names it. Whatever stops this half-way leaves the
 * old index as it was. Call it under {@link withIndexLock}.
 */
export async function writeStoredIndex(
  indexDir: string,
  index: StoredIndex & {
    readonly manifest: Omit<Manifest, 'schemaVersion' | 'build' | 'artefacts'>;
  },
): Promise<Manifest> {
  await mkdir(indexDir, { recursive: true });
  await removeFolders(indexDir, UNFINISHED);
  const id = randomUUID().slice(0, 8);
  const unfinished = join(indexDir, `unfinished-${id}`);
  await mkdir(unfinished);
  const { contents, graph } = index;
  const { values } = contents.passages;
  await writeFile(join(unfinished, DOCUMENTS), JSON.stringify(contents.documents));
  await writeFile(join(unfinished, CHUNKS), JSON.stringify(contents.chunks));
  await writeFile(
    join(unfinished, PASSAGES),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeFile(join(unfinished, WINDOWS), contents.windows.bytes);
  await writeGraph(graph, join(unfinished, GRAPH));
  await writeFile(join(unfinished, 'docstore.json'), JSON.stringify(docstoreEntries(contents)));
  await writeFile(
    join(unfinished, 'args.json'),
    JSON.stringify({ space: 'cosine', numDimensions: index.manifest.dimensions }),
  );
  const artefacts = [];
  for (const name of [DOCUMENTS, CHUNKS, PASSAGES, WINDOWS, GRAPH]) {
    const path = join(unfinished, name);
    artefacts.push({ name, bytes: (await stat(path)).size, sha256: await hashFile(path) });
  }
  const manifest: Manifest = {
    schemaVersion: INDEX_SCHEMA_VERSION,
    build: `build-${id}`,
    ...index.manifest,
    artefacts,
  };
  await rename(unfinished, join(indexDir, manifest.build));
  const draft = join(indexDir, `unfinished-${id}.json`);
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(draft, join(indexDir, MANIFEST));
  await showToLangChain(indexDir, manifest.build);
  await removeFolders(indexDir, FINISHED, manifest.build);
  return manifest;
}

/** An index that cannot be used, with what to do. */
function damaged(indexDir: string, problem: string, cause?: unknown): WenceError {
  return new WenceError(
    'invalid_index',
    `索引损坏（${indexDir}）：${problem}。请运行 wence index --rebuild 重新建立。`,
    { cause },
  );
}

/** Hard links at the top of the index, where `HNSWLib.load('index')` looks; they take no room. */
async function showToLangChain(indexDir: string, build: string): Promise<void> {
  for (const name of [GRAPH, ...LANGCHAIN_FILES]) {
    const draft = join(indexDir, `unfinished-${name}`);
    const source = join(indexDir, build, name);
    await rm(draft, { force: true });
    // Some file systems know no hard links.
    await link(source, draft).catch(() => copyFile(source, draft));
    await rename(draft, join(indexDir, name));
  }
}

async function removeFolders(indexDir: string, names: RegExp, keep?: string): Promise<void> {
  for (const name of await readdir(indexDir)) {
    if (names.test(name) && name !== keep) {
      await rm(join(indexDir, name), { recursive: true, force: true });
    }
  }
}

function bytesOf(files: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const bytes = files.get(name);
  if (bytes === undefined) {
    throw new RangeError(`the manifest names no ${name}`);
  }
  return bytes;
}

function textOf(files: ReadonlyMap<string, Buffer>, name: string): string {
  return bytesOf(files, name).toString('utf8');
}

function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) {
    hash.update(part);
  }
  return hash.digest('hex');
}
