import { z } from 'zod';
import type { SourceFile, UnreadableFile } from '../corpus/source-file.js';

/** Raised when the files of an index change their form; an index of another form is built anew. */
export const INDEX_SCHEMA_VERSION = 1;

const countsSchema = z.object({
  documents: z.int().nonnegative(),
  sections: z.int().nonnegative(),
  chunks: z.int().nonnegative(),
  windows: z.int().nonnegative(),
});

const indexedFileSchema = z.object({
  source: z.string(),
  sha256: z.string(),
  documents: z.int().nonnegative(),
  sections: z.int().nonnegative(),
  chunks: z.int().nonnegative(),
});

/** `index/manifest.json`: what an index was built from and with. Written last: it names the build that counts. */
export const manifestSchema = z.object({
  schemaVersion: z.literal(INDEX_SCHEMA_VERSION),
  /** Folder inside the index that holds this build's files. */
  build: z.string().regex(/^build-[\w-]+$/),
  builtAt: z.iso.datetime(),
  modelHash: z.string(),
  dimensions: z.int().positive(),
  /** Hash of the program that read the files: another one may read another outline. */
  readerHash: z.string(),
  files: z.array(indexedFileSchema),
  skipped: z.array(z.object({ source: z.string(), reason: z.string() })),
  counts: countsSchema,
  /** The build's files with their checksums. */
  artefacts: z.array(
    z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string() }),
  ),
});

/** See {@link manifestSchema}. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Documents, sections, chunks and sentence windows of an index. */
export type IndexCounts = Readonly<z.infer<typeof countsSchema>>;

/** One file of the corpus as it was indexed. */
export type IndexedFile = Readonly<z.infer<typeof indexedFileSchema>>;

/** What an index would have to be built from and with to be up to date. */
export interface IndexInputs {
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly UnreadableFile[];
  readonly modelHash: string;
  readonly readerHash: string;
}

/** Whether building again would give the same index. */
export function isUpToDate(manifest: Manifest, inputs: IndexInputs): boolean {
  return (
    manifest.modelHash === inputs.modelHash &&
    manifest.readerHash === inputs.readerHash &&
    fingerprint(manifest.files) === fingerprint(inputs.files) &&
    JSON.stringify(manifest.skipped.map(skippedPair)) ===
      JSON.stringify(inputs.unreadable.map(skippedPair))
  );
}

/** The files in any order, as one string. */
function fingerprint(files: readonly Pick<IndexedFile, 'source' | 'sha256'>[]): string {
  return JSON.stringify(files.map(({ source, sha256 }) => [source, sha256]).toSorted());
}

function skippedPair({ source, reason }: UnreadableFile): readonly string[] {
  return [source, reason];
}
