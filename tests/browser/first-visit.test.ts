import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';
import { transferredBytes } from './support/transferred-bytes.js';

const KIB = 1024;

describe('a first visit', () => {
  test('takes at most 60 KB over the line', async ({ open, sampleUrl }) => {
    const page = await open('about:blank', { baseURL: sampleUrl });
    const transferred = await transferredBytes(page);
    await page.goto('/');
    await chatOn(page).box.waitFor();
    await page.waitForLoadState('networkidle');
    expect(transferred()).toBeLessThanOrEqual(60 * KIB);
  });

  test('to another site takes at most 40 KB for widget.js', async ({ sampleUrl }) => {
    const reply = await fetch(`${sampleUrl}/widget.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(reply.headers.get('Content-Encoding')).toBe('gzip');
    const script = Buffer.from(await reply.arrayBuffer());
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(40 * KIB);
  });

  test('keeps what was typed before the scripts came', async ({ open, sampleUrl }) => {
    const page = await open('about:blank', { baseURL: sampleUrl });
    let release: () => void = () => undefined;
    const scripts = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/*.js', async (route) => {
      await scripts;
      await route.continue();
    });
    await page.goto('/', { waitUntil: 'commit' });
    const form = page.getByRole('searchbox').or(page.getByRole('textbox')).first();
    await form.fill('招商');
    release();
    await expect.poll(() => chatOn(page).box.inputValue()).toBe('招商');
  });
});
