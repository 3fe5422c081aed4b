import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { botSettingShape } from '../../src/bot-settings.js';

const docs = {
  wecom: readFileSync('docs/wecom.md', 'utf8'),
  dingtalk: readFileSync('docs/dingtalk.md', 'utf8'),
};

/** The codes that a table of the program explains: the keys of its object literal. */
function codesIn(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^ {2}(?:'([\w.-]+)'|\[(-\d+)\]|(\w+)): \{/gm)].map(
    ([, quoted, negative, bare]) => quoted ?? negative ?? bare ?? '',
  );
}

describe('the guides to the bots', () => {
  const tables = [
    ['wecom', 'src/channels/wecom/wecom-errors.ts'],
    ['dingtalk', 'src/channels/dingtalk/dingtalk-errors.ts'],
  ] as const;
  for (const [guide, file] of tables) {
    it(`explain every code that ${guide} is answered with advice for`, () => {
      const codes = codesIn(file);
      expect(codes.length).toBeGreaterThan(10);
      const missing = codes.filter((code) => {
        const family = code.replace(/(QpsLimit)\w+$/, '$1').replace(/^43010[1-4]$/, '430101');
        const ending = code.split('.').at(-1) ?? code;
        return !docs[guide].includes(`\`${family}`) && !docs[guide].includes(`…${ending}\``);
      });
      expect(missing).toEqual([]);
    });
  }

  for (const name of Object.keys(botSettingShape)) {
    it(`say where ${name} comes from`, () => {
      expect(docs[name.includes('WECOM') ? 'wecom' : 'dingtalk']).toContain(`| \`${name}\` |`);
    });
  }
});
