import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn, visiblePart } from './support/chat.js';

const QUESTION = '商务局今年外资招商重点是什么';

describe('asking', () => {
  test('an empty chat says what it knows and what may be asked', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl);
    await page.getByText('收录 6 份文件').waitFor();
    const sample = page.getByRole('button', { name: /哪几个方面/u });
    await sample.click();
    await chatOn(page).answer.getByRole('button', { name: '复制' }).waitFor();
    expect(await chatOn(page).marks.count()).toBeGreaterThan(0);
  });

  test('a question is answered with marks in the text and the sources below', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.answer.getByText('突出重点产业招商').first().waitFor();
    expect(await chat.marks.count()).toBeGreaterThan(1);
    await chat.answer.getByText('依据', { exact: true }).waitFor();
    expect(await chat.answer.getByText('2023年商务工作要点').count()).toBeGreaterThan(0);
    expect(await chat.box.inputValue()).toBe('');
    expect(await page.title()).toContain(QUESTION);
  });

  test('the next question may lean on the last', async ({ ask, sampleUrl }) => {
    const { chat } = await ask(sampleUrl, '2023年商务工作要点有哪几个方面');
    await chat.askAndWait('第二个方面展开说说');
    await chat.answer.getByText(/按“.*”查找/u).waitFor();
    await chat.answer
      .getByText(/外经贸/u)
      .first()
      .waitFor();
  });

  test('a suggestion for going on is asked by a click', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.answer.getByText('接着问').waitFor();
    const suggestion = chat.answer.getByRole('button').last();
    const words = (await suggestion.textContent())?.trim() ?? '';
    await suggestion.click();
    await page.locator('wence-turn').nth(1).getByRole('button', { name: '复制' }).waitFor();
    expect(await chat.answer.textContent()).toContain(words);
  });

  test('what the documents do not say is refused, with the nearest sections and no sources', async ({
    ask,
    sampleUrl,
  }) => {
    const { chat } = await ask(sampleUrl, '公积金怎么提取');
    await chat.answer.getByText('文件里没有找到').waitFor();
    await chat.answer.getByText('不是答案').waitFor();
    expect(await chat.answer.getByText('依据', { exact: true }).count()).toBe(0);
    await chat.answer.getByRole('link').first().click();
    await chat.reader.getByRole('heading').first().waitFor();
  });

  test('a new question stands at the top, and its long answer is read from its beginning', async ({
    ask,
    sampleUrl,
  }) => {
    const { chat } = await ask(sampleUrl, QUESTION);
    await chat.askAndWait('今年的工作重点是什么');
    const question = chat.answer.getByText('今年的工作重点是什么').first();
    await expect.poll(() => visiblePart(question)).toBe(1);
    expect((await question.boundingBox())?.y).toBeLessThan(150);
  });

  test('a question in the address is asked at once and leaves it', async ({ open, sampleUrl }) => {
    const page = await open(`${sampleUrl}/?q=${encodeURIComponent(QUESTION)}`);
    await chatOn(page).answer.getByRole('button', { name: '复制' }).waitFor();
    expect(await page.locator('wence-turn').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('');
  });

  test('a greeting is answered plainly', async ({ ask, sampleUrl }) => {
    const { chat } = await ask(sampleUrl, '你好');
    await chat.answer.getByText('我是问策').first().waitFor();
    expect(await chat.marks.count()).toBe(0);
  });
});
