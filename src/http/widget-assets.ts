import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemErrorCode, WenceError } from '../errors.js';

/** What a page may load: an entry of the widget's build. */
export type PageEntry =
  | 'src/widget/chat-page.ts'
  | 'src/widget/reader-page.ts'
  | 'src/widget/site.css';

/** The addresses that a page loads, as they stand in its `<head>`. */
export interface PageAssets {
  /** Module scripts. */
  readonly scripts: readonly string[];
  /** Modules that the scripts import, to be fetched beside them. */
  readonly preloads: readonly string[];
  readonly styles: readonly string[];
}

/** A file in one content coding. */
export interface CodedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong, and of this coding alone. */
  readonly etag: string;
}

/** A file as it is served. */
export interface WidgetFile {
  /** Its `Content-Type`. */
  readonly type: string;
  readonly identity: CodedFile;
  readonly br?: CodedFile;
  readonly gzip?: CodedFile;
}

/** The widget's build, held in memory: a build made while the server runs changes nothing. */
export interface WidgetAssets {
  /** Files under hashed names, by their address (`/assets/…`). */
  readonly hashed: ReadonlyMap<string, WidgetFile>;
  /** The script for other sites: `/widget.js`. */
  readonly script: WidgetFile;
  /** What a page loads that needs these entries. */
  page(...entries: readonly PageEntry[]): PageAssets;
}

/**
 * Reads what `npm run build` made of the widget.
 *
 * @param dir - the folder of the build: `dist/widget`
 * @throws WenceError `unreadable_file` saying what to run where the build is missing or not whole
 */
export function readWidgetAssets(dir: string = builtDir): WidgetAssets {
  const manifest = readManifest(dir);
  const names = new Set(
    Object.values(manifest).flatMap(({ file, css, assets }) => [file, ...css, ...assets]),
  );
  const hashed = new Map([...names].map((name) => [`/${name}`, readFile(join(dir, name))]));
  return {
    hashed,
    script: readFile(join(dir, 'widget.js')),
    page: (...entries) => pageAssets(manifest, entries),
  };
}

/** The same folder seen from `src/http` and from `dist/http`. */
const builtDir = fileURLToPath(new URL('../../dist/widget', import.meta.url));

/** Vite's manifest (vite.dev/guide/backend-integration): chunks by their source or name. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    // What is served lies in this one folder, whatever a manifest says.
    file: z.string().regex(/^assets\/[\w.-]+$/),
    css: z.array(z.string().regex(/^assets\/[\w.-]+$/)).default([]),
    assets: z.array(z.string().regex(/^assets\/[\w.-]+$/)).default([]),
    imports: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

function readManifest(dir: string): Manifest {
  const path = join(dir, '.vite', 'manifest.json');
  let value: unknown;
  try {
    value = JSON.parse(read(path).toString('utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw incomplete(path, cause);
    throw cause;
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) throw incomplete(path, parsed.error);
  return parsed.data;
}

function pageAssets(manifest: Manifest, entries: readonly PageEntry[]): PageAssets {
  const scripts = new Set<string>();
  const preloads = new Set<string>();
  const styles = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string, scriptsOrPreloads: Set<string>) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw incomplete(name);
    (chunk.file.endsWith('.css') ? styles : scriptsOrPreloads).add(`/${chunk.file}`);
    for (const file of chunk.css) styles.add(`/${file}`);
    for (const imported of chunk.imports) add(imported, preloads);
  };
  for (const entry of entries) add(entry, scripts);
  return { scripts: [...scripts], preloads: [...preloads], styles: [...styles] };
}

function readFile(path: string): WidgetFile {
  const coded = (codedPath: string): CodedFile => {
    const bytes = new Uint8Array(read(codedPath));
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return { bytes, etag: `"${hash.slice(0, 22)}"` };
  };
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    identity: coded(path),
    ...(existsSync(`${path}.br`) ? { br: coded(`${path}.br`) } : {}),
    ...(existsSync(`${path}.gz`) ? { gzip: coded(`${path}.gz`) } : {}),
  };
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause;
    throw incomplete(path, cause);
  }
}

function incomplete(what: string, cause?: unknown): WenceError {
  return new WenceError(
    'unreadable_file',
    `网页的脚本和样式没有编译好（${what}）。请运行 npm run build，再启动。`,
    { cause },
  );
}
