import { describe, expect } from 'vitest';
import { DESKTOP, test } from './support/browser-test.js';
import { shoot } from './support/screenshots.js';

const NO_SCRIPTS = { ...DESKTOP, javaScriptEnabled: false };

describe('without JavaScript', () => {
  test('a question in the form is answered with links to its clauses', async ({
    open,
    sampleUrl,
  }) => {
    const page = await open(sampleUrl, NO_SCRIPTS);
    const box = page.getByRole('textbox').or(page.getByRole('searchbox'));
    await box.fill('商务局今年外资招商重点是什么');
    await box.press('Enter');
    await page.getByText('突出重点产业招商').first().waitFor();
    await shoot(page, 'desktop-without-scripts');
    await page.locator('a[href^="/documents/"]').first().click();
    await page.locator('mark').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/documents\//u);
  });

  test('the reader shows the document, its outline and the quoted words', async ({
    open,
    sampleUrl,
  }) => {
    const page = await open(sampleUrl, NO_SCRIPTS);
    const reply = await page.request.get('/api/documents');
    const { documents } = (await reply.json()) as { documents: { id: string; title: string }[] };
    const business = documents.find(({ title }) => title.includes('商务'));
    await page.goto(`/documents/${business?.id}?quote=804-871`);
    await page.getByRole('heading', { name: '2023年商务工作要点' }).first().waitFor();
    await page.getByRole('navigation').first().waitFor();
    expect((await page.locator('mark').allTextContents()).join('')).toContain('瞄准新能源');
  });
});
