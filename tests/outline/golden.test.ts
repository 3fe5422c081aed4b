import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { ownRanges } from '../../src/outline/walk-sections.js';

const FOLDER = new URL('../golden/', import.meta.url);
const names = readdirSync(FOLDER).filter((name) => /\.(?:txt|md)$/u.test(name));

/** One line a section, `kind | label | title | address`, indented by level; a title line before each document. */
function render(documents: readonly PolicyDocument[]): string {
  const lines = (sections: readonly Section[], indent: string): string[] =>
    sections.flatMap((section) => [
      `${indent}${[section.kind, section.label, section.title, section.address].join(' | ').replace(/ {2}/gu, ' ')}`,
      ...lines(section.sections, `${indent}  `),
    ]);
  return documents
    .flatMap((document) => [document.title, ...lines(document.sections, '')])
    .map((line) => `${line}\n`)
    .join('');
}

describe('readOutline, a text beside its outline', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    const expected = readFileSync(new URL(name.replace(/\.\w+$/u, '.outline'), FOLDER), 'utf8');
    const markup = name.endsWith('.md') ? 'markdown' : 'plain';
    const documents = readOutline({ source: name, text, markup, sha256: '' });
    expect(render(documents)).toBe(expected);
    for (const document of documents) {
      const pieces = ownRanges(document).map((range) =>
        document.text.slice(range.start, range.end),
      );
      expect(pieces.join('')).toBe(document.text);
    }
  });
});
