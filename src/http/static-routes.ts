import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppContext } from './app-env.js';

/** The files that pages load, by their address; nothing else is served from disk. */
export function staticFiles(): ReadonlyMap<string, StaticFile> {
  const ours = (name: string) =>
    fileURLToPath(new URL(`../../src/http/assets/${name}`, import.meta.url));
  const swaggerDir = dirname(
    createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
  );
  const swagger = (name: string) => join(swaggerDir, name);
  return new Map([
    ['/assets/icon.svg', { path: ours('icon.svg'), type: 'image/svg+xml' }],
    ['/docs', { path: ours('docs.html'), type: 'text/html; charset=utf-8' }],
    ['/docs/start.js', { path: ours('docs-start.js'), type: 'text/javascript; charset=utf-8' }],
    ['/docs/swagger-ui.css', { path: swagger('swagger-ui.css'), type: 'text/css; charset=utf-8' }],
    [
      '/docs/swagger-ui-bundle.js',
      { path: swagger('swagger-ui-bundle.js'), type: 'text/javascript; charset=utf-8' },
    ],
  ]);
}

interface StaticFile {
  readonly path: string;
  /** Its `Content-Type`. */
  readonly type: string;
}

/** Serves one file; read at each request, kept by the browser for a short while. */
export function staticRoute({ path, type }: StaticFile) {
  return async (context: AppContext) => {
    const bytes = await readFile(path);
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=300',
    });
  };
}
