import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

/** Where npm looks for a package from within another, nearest first. */
function placesOf(name: string, from: string): readonly string[] {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  const outside = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1));
  return from === '' ? [place] : [place, ...placesOf(name, outside)];
}

describe('the package lock', () => {
  // An npm that cannot reach a platform's binary writes a lock without it; `npm ci` then refuses that lock everywhere.
  it('names every optional package, those of other platforms too, so that npm ci takes it', () => {
    const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !placesOf(name, from).some((place) => place in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});
