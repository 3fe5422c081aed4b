import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * What the browser is started with. Every name under `.test` leads to this machine, so that a site of
 * another name, which is no secure context, can be visited.
 */
export function chromiumOptions(): LaunchOptions {
  return {
    executablePath: findChromium(),
    args: ['--no-sandbox', '--host-resolver-rules=MAP *.test 127.0.0.1', '--lang=zh-CN'],
  };
}

/** Starts the one browser that all tests share. */
export function launchChromium(): Promise<BrowserServer> {
  return chromium.launchServer(chromiumOptions());
}

/** The browser's program: `CHROMIUM_PATH`, else the first found in `PATH`. */
function findChromium(): string {
  const set = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates =
    set === undefined || set === ''
      ? NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
      : [set];
  const found = candidates.find(isProgram);
  if (found === undefined) {
    throw new Error(
      `No Chromium found: looked for ${candidates.length === 1 ? set : NAMES.join(', ')}. ` +
        'Install one (apt-get install chromium) or set CHROMIUM_PATH to its program.',
    );
  }
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
