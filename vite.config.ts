import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';

const outDir = 'dist/widget';

/**
 * Builds what browsers load. `vite build` makes the pages' scripts and styles under hashed names;
 * `vite build --mode embed` makes `widget.js`, one classic script without imports, because other sites
 * load it by a plain `<script src>`.
 */
export default defineConfig(({ mode }) => ({
  publicDir: false,
  plugins: [unindented(), minifiedOnceMore(), compressed()],
  build: {
    outDir,
    target: 'es2022',
    cssTarget: ['chrome108', 'safari16.4', 'firefox115'],
    // The first of the two builds empties the folder.
    emptyOutDir: mode !== 'embed',
    modulePreload: false,
    reportCompressedSize: false,
    // No inline data: addresses, which `default-src 'self'` forbids.
    assetsInlineLimit: 0,
    ...(mode === 'embed'
      ? {
          lib: {
            entry: 'src/widget/embed.ts',
            formats: ['iife' as const],
            name: 'Wence',
            fileName: () => 'widget.js',
          },
          // That terser takes most of the time is known.
          rolldownOptions: { checks: { pluginTimings: false } },
        }
      : {
          manifest: true,
          rolldownOptions: {
            checks: { pluginTimings: false },
            input: ['src/widget/chat-page.ts', 'src/widget/reader-page.ts', 'src/widget/site.css'],
          },
        }),
  },
}));

/** Takes the indentation out of the elements' templates, which a minifier leaves as they are. */
function unindented(): Plugin {
  return {
    name: 'unindented',
    enforce: 'pre',
    transform: (code, id) =>
      /\/src\/widget\/.*\.ts$/.test(id)
        ? code.replace(/>\s*\n\s*</g, '><').replace(/\n\s+/g, '\n')
        : null,
  };
}

/** terser finds two percent more after vite's own minifier, and less when it works alone. */
function minifiedOnceMore(): Plugin {
  return {
    name: 'minified-once-more',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler: async ({ format }, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          const { code } = await minify(file.code, {
            ecma: 2020,
            module: format === 'es',
            compress: { unsafe_arrows: true, pure_getters: true },
          });
          file.code = code ?? file.code;
        }
      },
    },
  };
}

/** Writes a `.br` and a `.gz` beside every script and style, so that serving them costs no time. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle: async () => {
      const files = await readdir(outDir, { recursive: true });
      const texts = files.filter((file) => /\.(?:js|css)$/.test(file));
      await Promise.all(texts.map((file) => compressFile(join(outDir, file))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}
