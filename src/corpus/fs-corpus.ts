import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { systemErrorCode, WenceError } from '../errors.js';
import { readSource } from './read-source.js';
import type { SourceFile, UnreadableFile } from './source-file.js';

/** What a corpus folder holds. */
export interface CorpusFolder {
  /** Files that were read, by path. */
  readonly files: readonly SourceFile[];
  /** Files that were not, by path, each with its reason in Chinese. */
  readonly unreadable: readonly UnreadableFile[];
}

/** Limits of {@link readCorpusFolder}. */
export interface CorpusFolderOptions {
  /** Largest file read; 50 MiB where it is left out. */
  readonly maxFileBytes?: number;
}

const MEBIBYTE = 1_048_576;
/** The longest statute is under 1 MiB of text: a file above this is no document, and would fill the memory. */
const DEFAULT_MAX_FILE_BYTES = 50 * MEBIBYTE;
/** Folders inside folders: no archive comes near, and a loop of mounts must end. */
const MAX_DEPTH = 32;

/**
 * Reads every document of a folder and the folders below it, sorted by path. Hidden files and
 * folders are left out; symbolic links are followed only where they stay inside the folder.
 *
 * @throws WenceError `unreadable_file` when the folder itself is missing or cannot be listed
 */
export async function readCorpusFolder(
  folder: string,
  options: CorpusFolderOptions = {},
): Promise<CorpusFolder> {
  const maxFileBytes = options.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES;
  const root = await realFolder(folder);
  const unreadable: UnreadableFile[] = [];
  const paths = await listFiles(root, { root, depth: 0, unreadable });
  const files: SourceFile[] = [];
  for (const path of paths.toSorted(byCodePoint)) {
    try {
      files.push(await readOne(path, { root, maxFileBytes }));
    } catch (error) {
      unreadable.push({ source: sourceOf(path, root), reason: reasonOf(error) });
    }
  }
  return { files, unreadable: unreadable.toSorted((a, b) => byCodePoint(a.source, b.source)) };
}

/**
 * Reads one document from anywhere on the disk, its name as source.
 *
 * @throws WenceError `unreadable_file` naming the file and the reason in Chinese
 */
export async function readDocumentFile(
  path: string,
  options: CorpusFolderOptions = {},
): Promise<SourceFile> {
  const maxFileBytes = options.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES;
  try {
    return await readOne(path, { root: join(path, '..'), maxFileBytes });
  } catch (error) {
    throw new WenceError('unreadable_file', `无法读取 ${path}：${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if (!(await stat(root)).isDirectory())
      throw new WenceError(
        'unreadable_file',
        `文档文件夹 ${folder} 不是文件夹，请检查 WENCE_CORPUS`,
      );
    return root;
  } catch (error) {
    if (error instanceof WenceError) throw error;
    throw new WenceError(
      'unreadable_file',
      `无法打开文档文件夹 ${folder}：${reasonOf(error)}。请检查 WENCE_CORPUS`,
      {
        cause: error,
      },
    );
  }
}

interface Listing {
  readonly root: string;
  readonly depth: number;
  readonly unreadable: UnreadableFile[];
}

async function listFiles(folder: string, listing: Listing): Promise<readonly string[]> {
  if (listing.depth > MAX_DEPTH) {
    listing.unreadable.push({
      source: sourceOf(folder, listing.root),
      reason: `文件夹嵌套超过 ${String(MAX_DEPTH)} 层`,
    });
    return [];
  }
  const found: string[] = [];
  for (const name of await namesIn(folder, listing)) {
    if (isLeftOut(name)) continue;
    const path = join(folder, name);
    const kind = await kindOf(path, listing);
    if (kind === 'folder')
      found.push(...(await listFiles(path, { ...listing, depth: listing.depth + 1 })));
    if (kind === 'file') found.push(path);
  }
  return found;
}

async function namesIn(folder: string, listing: Listing): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    listing.unreadable.push({ source: sourceOf(folder, listing.root), reason: reasonOf(error) });
    return [];
  }
}

/** Hidden files, and the lock and temporary files that office programs leave beside documents. */
function isLeftOut(name: string): boolean {
  return (
    name.startsWith('.') || name.startsWith('~$') || name === 'Thumbs.db' || name === 'desktop.ini'
  );
}

async function kindOf(path: string, listing: Listing): Promise<'file' | 'folder' | 'none'> {
  try {
    const own = await lstat(path);
    if (own.isSymbolicLink()) return await kindOfLink(path, listing);
    return own.isDirectory() ? 'folder' : own.isFile() ? 'file' : 'none';
  } catch (error) {
    listing.unreadable.push({ source: sourceOf(path, listing.root), reason: reasonOf(error) });
    return 'none';
  }
}

/** A link to a file inside the folder is read; one that leads out, or to a folder, which may lead round in a circle, is not. */
async function kindOfLink(path: string, listing: Listing): Promise<'file' | 'none'> {
  const target = await realpath(path);
  if (!target.startsWith(listing.root + sep)) {
    listing.unreadable.push({
      source: sourceOf(path, listing.root),
      reason: '符号链接指向文件夹之外，未读取',
    });
    return 'none';
  }
  return (await stat(target)).isFile() ? 'file' : 'none';
}

async function readOne(
  path: string,
  context: { readonly root: string; readonly maxFileBytes: number },
): Promise<SourceFile> {
  const { size } = await stat(path);
  if (size > context.maxFileBytes) {
    const limit = Math.floor(context.maxFileBytes / MEBIBYTE);
    throw new WenceError(
      'unreadable_file',
      `文件有 ${(size / MEBIBYTE).toFixed(1)} MiB，超过 ${String(limit)} MiB 的上限`,
    );
  }
  return readSource(sourceOf(path, context.root), await readFile(path));
}

function sourceOf(path: string, root: string): string {
  return relative(root, path).split(sep).join('/');
}

function byCodePoint(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: '文件不存在',
  EACCES: '没有读取权限',
  EPERM: '没有读取权限',
  EISDIR: '是文件夹，不是文件',
  ENOTDIR: '路径中有一段不是文件夹',
  ELOOP: '符号链接成环',
  EMFILE: '打开的文件过多',
};

function reasonOf(error: unknown): string {
  if (error instanceof WenceError) return error.message;
  const code = systemErrorCode(error);
  return SYSTEM_REASONS[code ?? ''] ?? `读取出错（${code ?? String(error)}）`;
}
