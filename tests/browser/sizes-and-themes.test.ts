import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { DESKTOP, PHONE, test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';

const QUESTION = '商务局今年外资招商重点是什么';

/** How far the page can be scrolled sideways, in pixels. */
const sidewaysScroll = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

/** What is wider than the place it stands in, through shadow roots, by tag and words. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        const isVisible = element.checkVisibility() && box.width > 1 && box.height > 1;
        if (isVisible && box.right > innerWidth + 1) {
          found.push(`${element.localName}.${element.className} ${element.textContent?.trim()}`);
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  });

describe('on a phone', () => {
  test('the box stays in sight while an answer is read', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, PHONE);
    const chat = chatOn(page);
    await chat.box.tap();
    await chat.box.fill(QUESTION);
    await chat.send.tap();
    await chat.answer.getByRole('button', { name: '复制' }).waitFor();
    const box = await chat.box.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test('what is tapped is large enough for a finger', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION, PHONE);
    for (const button of await page.getByRole('button').all()) {
      if (!(await button.isVisible())) continue;
      const box = await button.boundingBox();
      const name = await button.evaluate((node) => node.ariaLabel ?? node.textContent);
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${name}`).toBeGreaterThanOrEqual(24);
    }
    const send = await chat.send.boundingBox();
    expect(Math.min(send?.width ?? 0, send?.height ?? 0)).toBeGreaterThanOrEqual(44);
  });
});

describe('320 pixels wide', () => {
  const NARROW = { viewport: { width: 320, height: 568 } };

  test('the chat and the document need no sideways scrolling', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, NARROW);
    const chat = chatOn(page);
    expect(await tooWide(page)).toEqual([]);
    await chat.askAndWait(QUESTION);
    expect(await tooWide(page)).toEqual([]);
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
    expect(await tooWide(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test('long words and addresses are broken', async ({ ask, wence }) => {
    const { page } = await ask(
      wence.url,
      `https://example.cn/${'a'.repeat(300)} ${'长'.repeat(200)}`,
      NARROW,
    );
    expect(await tooWide(page)).toEqual([]);
  });

  test('the document page needs no sideways scrolling', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION, NARROW);
    await page.goto((await chat.marks.first().getAttribute('href')) ?? '');
    await page.locator('mark').first().waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await tooWide(page)).toEqual([]);
  });
});

describe('the wishes of a reader', () => {
  test('a dark screen gets light words on dark paper', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, { ...DESKTOP, colorScheme: 'dark' });
    await chatOn(page).askAndWait(QUESTION);
    const { paper, ink } = await chatOn(page).answer.evaluate((turn) => {
      let background = 'rgba(0, 0, 0, 0)';
      let node: Node | null = turn;
      while (node !== null && background === 'rgba(0, 0, 0, 0)') {
        if (node instanceof Element) background = getComputedStyle(node).backgroundColor;
        node = node instanceof ShadowRoot ? node.host : node.parentNode;
      }
      return { paper: background, ink: getComputedStyle(turn).color };
    });
    expect(lightness(ink)).toBeGreaterThan(lightness(paper) + 0.5);
  });

  test('forced colours keep marks, the box and the buttons visible', async ({
    open,
    sampleUrl,
  }) => {
    const page = await open(sampleUrl, { ...DESKTOP, forcedColors: 'active' });
    const chat = chatOn(page);
    await chat.askAndWait(QUESTION);
    const hasBorder = await chat.marks
      .first()
      .evaluate(
        (mark) =>
          Number.parseFloat(getComputedStyle(mark).borderTopWidth) > 0 ||
          getComputedStyle(mark).textDecorationLine.includes('underline'),
      );
    expect(hasBorder).toBe(true);
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
  });

  test('nothing moves for those who asked for less motion', async ({ open, sampleUrl }) => {
    const page = await open(sampleUrl, { ...DESKTOP, reducedMotion: 'reduce' });
    const chat = chatOn(page);
    await chat.askAndWait(QUESTION);
    await chat.marks.first().click();
    await chat.reader.locator('mark').first().waitFor();
    const moving = await page.evaluate(() => {
      const all = (root: Document | ShadowRoot): Animation[] => [
        ...root.getAnimations(),
        ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
          shadowRoot === null ? [] : all(shadowRoot),
        ),
      ];
      return all(document).filter(({ effect }) => {
        const timing = effect?.getComputedTiming();
        return Number(timing?.duration ?? 0) > 10;
      }).length;
    });
    expect(moving).toBe(0);
  });
});

describe('printing', () => {
  test('a conversation is printed without its controls', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await page.emulateMedia({ media: 'print' });
    expect(await chat.box.isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: '新对话' }).isVisible()).toBe(false);
    expect(await chat.answer.getByText('突出重点产业招商').first().isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  test('a long conversation is printed to its end', async ({ ask, sampleUrl }) => {
    const { page, chat } = await ask(sampleUrl, '今年的工作重点是什么');
    await chat.askAndWait(QUESTION);
    expect(pageCount(await page.pdf({ format: 'A4' }))).toBeGreaterThan(1);
  });

  test('a document is printed whole, with its highlight and without the outline', async ({
    ask,
    sampleUrl,
  }) => {
    const { page, chat } = await ask(sampleUrl, QUESTION);
    await page.goto((await chat.marks.first().getAttribute('href')) ?? '');
    await page.locator('mark').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.locator('mark').first().isVisible()).toBe(true);
    expect(pageCount(await page.pdf({ format: 'A4' }))).toBeGreaterThan(3);
  });
});

/** From 0, black, to 1, white. */
function lightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/gu) ?? []).map(Number);
  return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
}

function pageCount(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
}
