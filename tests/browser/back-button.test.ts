import { describe, expect } from 'vitest';
import { PHONE, test } from './support/browser-test.js';
import { chatOn, focused } from './support/chat.js';

const QUESTION = '商务局今年外资招商重点是什么';

describe('“back” on a phone', () => {
  test('closes the document over the chat, and the page stays', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION, PHONE);
    await chat.marks.first().tap();
    await chat.reader.getByRole('heading', { name: '2023年商务工作要点' }).waitFor();
    await page.goBack();
    await chat.reader.waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${sampleUrl}/`);
    expect(await focused(page)).toMatch(/^a 依据 1：/u);
  });

  test('closes the history, and closing it by its button leaves no step behind', async ({
    open,
    sampleUrl,
  }) => {
    const page = await open(sampleUrl, PHONE);
    const chat = chatOn(page);
    const stepsBefore = await page.evaluate<number>('history.length');
    const history = page.getByRole('navigation', { name: '历史' });
    await page.getByRole('button', { name: '历史' }).tap();
    await history.waitFor();
    await page.goBack();
    await history.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '历史' }).tap();
    await history.getByRole('button', { name: '关闭' }).tap();
    await history.waitFor({ state: 'detached' });
    await page.waitForFunction('history.state === null');
    expect(await page.evaluate<number>('history.length')).toBe(stepsBefore + 1);
    await chat.askAndWait(QUESTION);
  });

  test('is the page’s own where the document stands beside the chat', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    const steps = await page.evaluate<number>('history.length');
    await chat.marks.first().click();
    await chat.reader.getByRole('heading', { name: '2023年商务工作要点' }).waitFor();
    expect(await page.evaluate<number>('history.length')).toBe(steps);
  });

  test('is left alone in a chat that does not fill its page', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, PHONE);
    await page.evaluate(() => document.querySelector('wence-chat')?.setAttribute('mode', 'inline'));
    const chat = chatOn(page);
    await chat.askAndWait(QUESTION);
    const steps = await page.evaluate<number>('history.length');
    await chat.marks.first().tap();
    await chat.reader.getByRole('heading', { name: '2023年商务工作要点' }).waitFor();
    expect(await page.evaluate<number>('history.length')).toBe(steps);
  });
});
