import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { WenceError } from '../errors.js';

/** A SQLite file of this program's own. */
export interface LibsqlFile {
  readonly path: string;
  /** What it is called where it cannot be used: `对话和反馈的文件`. */
  readonly name: string;
  /** What its lack leads to, a sentence with its stop; '' where that stops nothing. */
  readonly lack: string;
  /** SQL that makes its tables. */
  readonly tables: string;
  /** Raised with every change of the tables; a file of a later version is left alone. */
  readonly version: number;
}

/** How long a write waits for another process; it blocks this one. */
const BUSY_MS = 500;

/**
 * Opens the file, making it where it is missing, readable by its owner alone.
 *
 * @throws WenceError `invalid_setting` where it cannot be made, written or read, with what to do
 */
export function openLibsqlFile(file: LibsqlFile): Database.Database {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file.path), { recursive: true, mode: 0o700 });
    // Made before SQLite would: what is asked is nobody else's business.
    closeSync(openSync(file.path, 'a', 0o600));
    database = new Database(file.path);
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // What is forgotten is overwritten, not only unlinked.
    database.pragma('secure_delete = ON');
    prepareTables(database, file);
    return database;
  } catch (cause) {
    database?.close();
    throw unusableFile(file, { cause });
  }
}

/**
 * Requires that this program made the file, or an earlier version of it.
 *
 * @returns the version of its tables; 0 for a new file
 * @throws WenceError `invalid_setting` where a later one made it
 */
export function requireKnownVersion(
  database: Database.Database,
  file: Pick<LibsqlFile, 'version'>,
): number {
  const row = database.prepare('PRAGMA user_version').get();
  const { user_version: version } = z.object({ user_version: z.number() }).parse(row);
  if (version > file.version) {
    throw new WenceError('invalid_setting', `由更新版本的程序建立（格式 ${version}）`);
  }
  return version;
}

/** What is said of a file that cannot be used, with what to do. A `reason` holds nothing of what the file holds. */
export function unusableFile(
  { path, name, lack }: LibsqlFile,
  problem: { readonly cause: unknown } | { readonly reason: string },
): WenceError {
  const cause = 'cause' in problem ? problem.cause : undefined;
  const reason = 'reason' in problem ? problem.reason : messageOf(cause);
  return new WenceError(
    'invalid_setting',
    `${name} ${path} 不能用：${reason}。${lack}请让 WENCE_DATA 指向可以写入的目录；文件若已损坏，把它移走，会重新建立。`,
    { cause, details: [{ field: 'WENCE_DATA', message: `不能写入${name}` }] },
  );
}

/** Does it now; where the file fails the promise is rejected and nothing thrown. */
export function attempt<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(act()));
}

function prepareTables(database: Database.Database, file: LibsqlFile): void {
  database
    .transaction(() => {
      if (requireKnownVersion(database, file) === 0) database.exec(file.tables);
      // Also where nothing changes: a file that cannot be written shows itself now.
      database.pragma(`user_version = ${file.version}`);
    })
    .immediate();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
