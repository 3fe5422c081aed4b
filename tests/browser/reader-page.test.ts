import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { PHONE, test } from './support/browser-test.js';
import { visiblePart } from './support/chat.js';

/** Opens a document of the sample by words of its title. */
async function openDocument(page: Page, words: string, rest = ''): Promise<void> {
  const reply = await page.request.get('/api/documents');
  const { documents } = (await reply.json()) as {
    readonly documents: readonly { readonly id: string; readonly title: string }[];
  };
  const found = documents.find(({ title }) => title.includes(words));
  await page.goto(`/documents/${found?.id}${rest}`);
}

describe('the document page', () => {
  test('scrolls to the quoted words and highlights them', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl);
    await openDocument(page, '商务', '?quote=2472-2513');
    const mark = page.locator('mark').first();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
    expect((await page.locator('mark').allTextContents()).join('')).toContain('紧盯重点外资企业');
  });

  test('leads from the outline to each clause', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl);
    await openDocument(page, '商务');
    const link = page
      .getByRole('navigation')
      .getByRole('link', { name: /四、聚焦扩内需/u })
      .first();
    await link.click();
    const target = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    await expect.poll(() => visiblePart(target)).toBeGreaterThan(0);
    await expect
      .poll(() =>
        page.locator('[aria-current="true"], [aria-current="location"]').allTextContents(),
      )
      .toContainEqual(expect.stringContaining('四、'));
  });

  test('gives the link of a clause to the clipboard and says so', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, { permissions: ['clipboard-read', 'clipboard-write'] });
    await openDocument(page, '商务');
    const copy = page
      .getByRole('link', { name: /复制链接/u })
      .or(page.getByRole('button', { name: /复制链接/u }))
      .first();
    await copy.focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(/已复制/u)
      .first()
      .waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(new RegExp(`^${sampleUrl}/documents/[^#]+#s`, 'u'));
  });

  test('folds its outline on a phone and shows the text first', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, PHONE);
    await openDocument(page, '商务', '?quote=2472-2513');
    const mark = page.locator('mark').first();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
  });

  test('that is not there says so', async ({ open, sampleUrl, expectProblem }) => {
    expectProblem(/404/u);
    const page = await open(sampleUrl);
    await page.goto('/documents/nothing');
    await page.getByText('没有').first().waitFor();
  });
});
