import { describe, expect } from 'vitest';
import { quote } from '../http/fake-service.js';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';

describe('an answer under way', () => {
  test('shows each piece as it comes, with its marks', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    await chat.answer.getByText('正在查找').first().waitFor();
    const { stream, answer, finish } = await held;
    stream.meta(answer);
    stream.say(`${quote}[1]\n`, answer.citations);
    await chat.answer.getByText(quote).first().waitFor();
    expect(await chat.marks.count()).toBe(1);
    expect(await chat.answer.getByText('到此为止').count()).toBe(0);
    await chat.stop.waitFor();
    finish();
    await chat.answer.getByText('到此为止').first().waitFor();
    await chat.send.waitFor();
  });

  test('is stopped by its reader, and what had come stays', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    const { stream, answer, signal } = await held;
    stream.meta(answer);
    stream.say(`${quote}[1]\n`, answer.citations);
    await chat.answer.getByText(quote).first().waitFor();
    await chat.stop.click();
    await chat.answer.getByText('已停止').first().waitFor();
    await expect.poll(() => signal.aborted).toBe(true);
    expect(await chat.answer.getByText(quote).count()).toBeGreaterThan(0);
    await chat.askAndWait('再问一个');
    await chat.answer.getByText('到此为止').first().waitFor();
  });

  test('is not waited for any more once its page is left', async ({ open, wence }) => {
    const page = await open(wence.url);
    const held = wence.holdNext();
    await chatOn(page).ask('招商怎么开展');
    const { signal } = await held;
    await page.goto('about:blank');
    await expect.poll(() => signal.aborted).toBe(true);
  });

  test('that is slow is said to be slow', async ({ open, wence }) => {
    const page = await open('about:blank', { baseURL: wence.url });
    await page.clock.install();
    await page.goto('/');
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    const { finish } = await held;
    await page.clock.fastForward(6000);
    await chat.answer.getByText('比平时慢').first().waitFor();
    finish();
    await chat.answer.getByText('到此为止').first().waitFor();
    expect(await chat.answer.getByText('比平时慢').count()).toBe(0);
  });

  test('takes no second question, and keeps what is typed meanwhile', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('第一个问题');
    const { finish } = await held;
    await chat.box.fill('第二个问题');
    await chat.box.press('Enter');
    expect(wence.asked).toHaveLength(1);
    finish();
    await chat.answer.getByText('到此为止').first().waitFor();
    expect(await chat.box.inputValue()).toBe('第二个问题');
    await chat.box.press('Enter');
    await expect.poll(() => wence.asked.length).toBe(2);
  });

  test('is told to a screen reader once, not piece by piece', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    const live = page.locator('wence-chat').locator('[aria-live="polite"], [role="status"]');
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    const { stream, answer, finish } = await held;
    await expect
      .poll(() => live.allTextContents())
      .toContainEqual(expect.stringContaining('正在查找'));
    stream.meta(answer);
    stream.say(`${quote}[1]\n`, answer.citations);
    await chat.answer.getByText(quote).first().waitFor();
    expect((await live.allTextContents()).join('')).not.toContain(quote);
    finish();
    await expect.poll(async () => (await live.allTextContents()).join('')).toContain('依据 1 处');
  });
});
