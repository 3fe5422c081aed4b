import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';

/** The questions that a conversation shows, in order. */
const turns = (page: Page) => page.locator('wence-turn');

/** Waits until the browser has kept a conversation: it is in the history then, and not before. */
const inHistory = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${title}`, 'u') }).waitFor();

describe('a conversation', () => {
  test('is there again after a reload, and goes on', async ({ ask, wence }) => {
    const { page, chat } = await ask(wence.url, '第一个问题');
    await inHistory(page, '第一个问题');
    await page.reload();
    await turns(page).first().getByText('到此为止').first().waitFor();
    await chat.askAndWait('第二个问题');
    await expect.poll(() => turns(page).count()).toBe(2);
    expect(wence.asked[1]?.conversationId).toBe('c_1');
  });

  test('that was broken off by a reload comes back as stopped', async ({ open, wence }) => {
    const page = await open(wence.url);
    const held = wence.holdNext();
    await chatOn(page).ask('第一个问题');
    await held;
    await inHistory(page, '第一个问题');
    await page.reload();
    await page.getByText('已停止').first().waitFor();
    await chatOn(page).retry.click();
    await chatOn(page).answer.getByText('到此为止').first().waitFor();
  });

  test('makes way for a new one and is found in the history', async ({ ask, wence }) => {
    const { page, chat } = await ask(wence.url, '第一个问题');
    await page.getByRole('button', { name: '新对话' }).click();
    await expect.poll(() => turns(page).count()).toBe(0);
    await chat.askAndWait('第二个问题');
    expect(wence.asked[1]?.conversationId).toBeUndefined();
    await openHistory(page);
    await page.getByRole('button', { name: /^第一个问题/u }).click();
    await expect.poll(() => turns(page).first().textContent()).toContain('第一个问题');
    expect(await turns(page).count()).toBe(1);
  });

  test('is deleted alone, or all with the rest, here and on the server', async ({
    open,
    wence,
  }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    for (const question of ['第一个问题', '第二个问题', '第三个问题']) {
      await chat.askAndWait(question);
      await page.getByRole('button', { name: '新对话' }).click();
    }
    await openHistory(page);
    await page.getByRole('button', { name: '删除“第一个问题”' }).click();
    await expect.poll(() => wence.forgotten).toEqual(['c_1']);
    await page.getByRole('button', { name: '全部清空' }).click();
    await page.getByRole('button', { name: '清空', exact: true }).click();
    await expect.poll(() => [...wence.forgotten].sort()).toEqual(['c_1', 'c_2', 'c_3']);
    await page.reload();
    await chat.box.waitFor();
    expect(await turns(page).count()).toBe(0);
    await openHistory(page);
    await page.getByText('还没有问过问题').waitFor();
  });

  test('in two tabs loses no turn', async ({ open, wence }) => {
    const one = await open(wence.url);
    await chatOn(one).askAndWait('第一个问题');
    const other = await one.context().newPage();
    await other.goto(wence.url);
    await openHistory(other);
    await other.getByRole('button', { name: /^第一个问题/u }).click();
    await turns(other).first().waitFor();
    await Promise.all([chatOn(one).askAndWait('从这边问'), chatOn(other).askAndWait('从那边问')]);
    await one.reload();
    await expect.poll(() => turns(one).count()).toBe(3);
    const questions = (await turns(one).allTextContents()).join();
    expect(questions).toContain('从这边问');
    expect(questions).toContain('从那边问');
  });

  test('of two hundred turns opens and goes on in a new one', async ({ ask, wence }) => {
    const { page, chat } = await ask(wence.url, '问题 1');
    await page.locator('wence-chat').evaluate(async (element) => {
      const chatElement = element as HTMLElement & { ask(question: string): Promise<void> | void };
      const whole = () =>
        new Promise<void>((done) =>
          element.addEventListener('wence-answer', () => done(), { once: true }),
        );
      for (let turn = 2; turn <= 200; turn += 1) {
        const answered = whole();
        chatElement.ask(`问题 ${turn}`);
        await answered;
        await new Promise((done) => setTimeout(done));
      }
    });
    await page.getByText('200 问').waitFor();
    await page.reload();
    await expect.poll(() => turns(page).count()).toBe(200);
    await turns(page).last().getByText('第 200 个回答').waitFor();
    await chat.askAndWait('再问一个');
    await page.getByText('上一个对话已满').waitFor();
    await expect.poll(() => turns(page).count()).toBe(1);
  });
});

async function openHistory(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: '历史' });
  if (await button.isVisible()) await button.click();
}
