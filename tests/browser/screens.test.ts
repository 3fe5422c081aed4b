import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axeFindings } from './support/axe.js';
import { test as base, DESKTOP, PHONE } from './support/browser-test.js';
import { chatOn } from './support/chat.js';
import { startIntranetSite } from './support/intranet-site.js';
import { shoot } from './support/screenshots.js';

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['desktop-dark', { ...DESKTOP, colorScheme: 'dark' }],
];

/** Keeps a picture of a screen and what axe-core finds on it. */
type Look = (page: Page, screen: string) => Promise<void>;

const test = base.extend<{ readonly lookAs: (look: string) => Look }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures' names from the pattern
  lookAs: async ({}, use) => {
    const found: string[] = [];
    await use((look) => async (page, screen) => {
      // Nothing is half faded in on the picture, and colours have come to rest.
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
      );
      await shoot(page, `${look}-${screen}`);
      for (const finding of await axeFindings(page)) found.push(`${look} ${screen}: ${finding}`);
    });
    expect(found.join('\n'), 'what axe-core finds').toBe('');
  },
});

describe.for(LOOKS)('%s: axe-core finds nothing and a picture is kept of', ([look, options]) => {
  test('the chat page', async ({ open, sampleUrl, lookAs }) => {
    const inspect = lookAs(look);
    const page = await open(sampleUrl, { ...options, reducedMotion: 'reduce' });
    const chat = chatOn(page);
    await page.getByText('收录 6 份文件').waitFor();
    await inspect(page, 'empty');
    await chat.askAndWait('商务局今年外资招商重点是什么');
    await inspect(page, 'answer');
    await chat.marks.first().hover();
    await page.getByRole('tooltip').waitFor();
    await inspect(page, 'citation-card');
    await page.keyboard.press('Escape');
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
    await inspect(page, 'reader-panel');
    await page.keyboard.press('Escape');
    await chat.reader.waitFor({ state: 'hidden' });
    await chat.askAndWait('今年的工作重点是什么');
    await inspect(page, 'long-answer');
    await chat.askAndWait('公积金怎么提取');
    await inspect(page, 'refusal');
    await page.getByRole('button', { name: '新对话' }).click();
    await chat.askAndWait('2023年商务工作要点有哪几个方面');
    await chat.askAndWait('第二个方面展开说说');
    await inspect(page, 'follow-up');
    const history = page.getByRole('button', { name: '历史' });
    if (await history.isVisible()) await history.click();
    await inspect(page, 'history');
  });

  test('the document page', async ({ open, sampleUrl, lookAs }) => {
    const inspect = lookAs(look);
    const page = await open(sampleUrl, { ...options, reducedMotion: 'reduce' });
    const chat = chatOn(page);
    await chat.askAndWait('商务局今年外资招商重点是什么');
    const address = (await chat.marks.first().getAttribute('href')) ?? '';
    await page.goto(address);
    await page.locator('mark').first().waitFor();
    await inspect(page, 'document');
    await page.goto(address.replace(/[?#].*/u, ''));
    await inspect(page, 'document-top');
  });

  test('failures', async ({ open, wence, lookAs, expectProblem }) => {
    expectProblem(/ERR_|404|503/u);
    const inspect = lookAs(look);
    const page = await open(wence.url, { ...options, reducedMotion: 'reduce' });
    const chat = chatOn(page);
    wence.become({ kind: 'loading', progress: { message: '正在计算向量', done: 12, total: 345 } });
    await chat.ask('招商怎么开展');
    await chat.answer.getByText('正在计算向量').first().waitFor();
    await inspect(page, 'preparing');
    await chat.stop.click();
    await wence.stop();
    await chat.retry.click();
    await chat.answer.getByText('连不上服务器').first().waitFor();
    await inspect(page, 'failure');
    await wence.restart();
    wence.become('ready');
    await page.goto('/documents/nothing');
    await inspect(page, 'not-found');
  });

  test('the chat on another site', async ({ open, startWence, lookAs }) => {
    const inspect = lookAs(look);
    let url = '';
    const site = await startIntranetSite({ wenceUrl: () => url });
    const wence = await startWence({
      name: 'wence.test',
      environment: (publicUrl) => ({
        WENCE_PUBLIC_URL: publicUrl,
        WENCE_ALLOWED_ORIGINS: site.origin,
      }),
    });
    url = wence.url;
    const page = await open(site.origin, { ...options, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: '打开问策' }).waitFor();
    await inspect(page, 'other-site-closed');
    await page.getByRole('button', { name: '打开问策' }).click();
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    await inspect(page, 'other-site');
    await chat.marks.first().click();
    await chat.reader.getByText('人人都是招商员').first().waitFor();
    await inspect(page, 'other-site-reader');
    await site.stop();
  });
});
