import { describe, expect } from 'vitest';
import { PHONE, test } from './support/browser-test.js';
import { chatOn, focused, visiblePart } from './support/chat.js';

const QUESTION = '商务局今年外资招商重点是什么';
const QUOTE = '瞄准新能源等前沿性产业';

describe('a citation', () => {
  test('shows its address and words while the mouse is on its mark or on the card', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    const card = page.getByRole('tooltip');
    expect(await card.isVisible()).toBe(false);
    await chat.marks.first().hover();
    await card.waitFor();
    const words = await card.textContent();
    expect(words).toContain('2023年商务工作要点');
    expect(words).toContain('一、（一）3.');
    expect(words).toContain('3.突出重点产业招商');
    expect(words).toContain(QUOTE);
    await card.hover();
    expect(await card.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
  });

  test('shows them when its mark has the focus, and Escape puts them away', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.marks.first().focus();
    const card = page.getByRole('tooltip');
    await card.waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    expect(await focused(page)).toMatch(/^a 依据 1：/u);
  });

  test('takes its card along when its answer goes', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION, PHONE);
    await chat.marks.first().hover();
    const card = page.getByRole('tooltip');
    await card.waitFor();
    // The mouse is where the card would be if it did not know where its mark was.
    await page.getByRole('button', { name: '新对话' }).click();
    await card.waitFor({ state: 'hidden', timeout: 200 });
  });

  test('opens its document beside the chat, scrolled to the highlighted words', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.marks.first().click();
    const mark = chat.reader.locator('mark').first();
    await mark.waitFor();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
    expect((await chat.reader.locator('mark').allTextContents()).join('')).toContain(QUOTE);
    const reader = await chat.reader.boundingBox();
    const box = await chat.box.boundingBox();
    expect(reader?.x).toBeGreaterThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
    expect(page.url()).not.toContain('/documents/');
  });

  test('gives the focus to the document, and gets it back when that is closed', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.marks.nth(1).focus();
    await page.keyboard.press('Enter');
    await chat.reader.locator('mark').first().waitFor();
    await expect.poll(() => focused(page)).toContain('2023年商务工作要点');
    await page.keyboard.press('Escape');
    await chat.reader.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(page)).toMatch(/^a 依据 2：/u);
  });

  test('that was read does not put the next question out of place', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    await chat.reader.waitFor({ state: 'hidden' });
    await chat.askAndWait('今年的工作重点是什么');
    const question = chat.answer.getByText('今年的工作重点是什么').first();
    await expect.poll(() => visiblePart(question)).toBe(1);
  });

  test('goes to the next words when another mark is clicked', async ({ ask, sampleUrl }) => {
    const { chat } = await ask(sampleUrl, QUESTION);
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
    await chat.marks.last().click();
    await expect
      .poll(async () => (await chat.reader.locator('mark').allTextContents()).join(''))
      .not.toContain(QUOTE);
    const mark = chat.reader.locator('mark').first();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
  });

  test('is a link that opens the document page in a tab', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    const opened = page.context().waitForEvent('page');
    await chat.marks.first().click({ modifiers: ['Control'] });
    const tab = await opened;
    const mark = tab.locator('mark').first();
    await mark.waitFor();
    await tab.bringToFront();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
    expect(await chat.reader.isVisible()).toBe(false);
  });

  test('opens a sheet on a phone, which leads back to the answer', async ({ ask, sampleUrl }) => {
    const { chat } = await ask(sampleUrl, QUESTION, PHONE);
    await chat.marks.first().tap();
    const mark = chat.reader.locator('mark').first();
    await mark.waitFor();
    await expect.poll(() => visiblePart(mark)).toBeGreaterThan(0.9);
    const sheet = await chat.reader.boundingBox();
    expect(sheet?.width).toBe(390);
    await chat.reader.getByRole('button', { name: /关闭|返回/u }).tap();
    await chat.reader.waitFor({ state: 'hidden' });
    await chat.marks.first().waitFor();
  });
});

describe('an answer', () => {
  test('is copied with its citations and their links', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, { permissions: ['clipboard-read', 'clipboard-write'] });
    const chat = chatOn(page);
    await chat.askAndWait(QUESTION);
    await chat.answer.getByRole('button', { name: '复制' }).click();
    await page.getByText('已复制').first().waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('突出重点产业招商');
    expect(copied).toMatch(/\[1\] 《2023年商务工作要点》一、（一）3\./u);
    expect(copied).toContain(QUOTE);
    expect(copied).toContain(`${new URL(sampleUrl).origin}/documents/`);
  });

  test('is rated, with words for what was wrong', async ({ ask, wence }) => {
    const { chat } = await ask(wence.url, '招商怎么开展');
    const down = chat.answer.getByRole('button', { name: '没用' });
    await down.click();
    await chat.answer.getByRole('textbox', { name: /哪里不好/u }).fill('答非所问');
    await chat.answer.getByRole('button', { name: '提交' }).click();
    await expect
      .poll(() => wence.ratings.at(-1))
      .toMatchObject({
        answerId: 'a_1',
        value: 'down',
        comment: '答非所问',
      });
    expect(await down.getAttribute('aria-pressed')).toBe('true');
    await chat.answer.getByRole('button', { name: '有用' }).click();
    await expect.poll(() => wence.ratings.at(-1)?.value).toBe('up');
  });
});
