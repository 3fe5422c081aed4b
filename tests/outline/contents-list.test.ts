import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';

describe('lines that end like an entry of a contents list', () => {
  it('does not stop at a paragraph too long for an entry that ends in blanks and a number', () => {
    const text = `关于办理事项的提示\n${'请通过网上渠道办理有关事项，'.repeat(20)}          2020`;
    const [document] = readOutline({ source: 'a.txt', text, markup: 'plain', sha256: '' });
    expect(document?.text).toContain('2020');
  });
});
