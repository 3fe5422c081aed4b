import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';
import { marks } from './support/hostile-text.js';

const QUESTION = '收到怪文应当在几日内登记';

// A script that ran would raise a dialog, an image that was asked for an error: both fail any test.
describe('text that tries to be more', () => {
  test('in a document shows as characters in answer, card and reader', async ({
    open,
    hostileUrl,
  }) => {
    const page = await open(hostileUrl);
    const chat = chatOn(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await chat.askAndWait(QUESTION);
    await chat.answer.getByText(marks.image).first().waitFor();
    await chat.marks.first().hover();
    await page.getByRole('tooltip').getByText(marks.image).first().waitFor();
    await chat.marks.first().click();
    await chat.reader.getByText(marks.link).first().waitFor();
    expect(await scriptLinks(page)).toEqual([]);
    expect(requests.filter((path) => path === '/x')).toEqual([]);
  });

  test('in a document shows as characters on the document page', async ({ ask, hostileUrl }) => {
    const { page, chat } = await ask(hostileUrl, QUESTION);
    await page.goto((await chat.marks.first().getAttribute('href')) ?? '');
    await page.getByText(marks.script).first().waitFor();
    await page.getByText(marks.link).first().waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await scriptLinks(page)).toEqual([]);
  });

  test('in a question shows as characters, here and in history and title', async ({
    open,
    hostileUrl,
  }) => {
    const page = await open(hostileUrl);
    const chat = chatOn(page);
    const question = `${marks.image}${marks.script} ${marks.link} ${marks.turned} 怎么办`;
    await chat.askAndWait(question);
    await chat.answer.getByText(marks.image).first().waitFor();
    await page.reload();
    await page.locator('wence-turn').getByText(marks.image).first().waitFor();
    expect(await scriptLinks(page)).toEqual([]);
    await page.goto(`/?q=${encodeURIComponent(question)}`);
    await page.locator('wence-turn').nth(0).waitFor();
    expect(await scriptLinks(page)).toEqual([]);
  });

  test('that turns direction does not turn what stands around it', async ({ ask, hostileUrl }) => {
    const { page } = await ask(hostileUrl, `${marks.turned}怪文由谁转办`);
    const isIsolated = await page.evaluate(() => {
      const turned: boolean[] = [];
      const visit = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll('*')) {
          const own = [...element.childNodes].some(
            (node) => node instanceof Text && /[\u202e\u2066]/u.test(node.data),
          );
          const isShown = element.getBoundingClientRect().width > 0;
          if (own && isShown) {
            let holder: Element | null = element;
            let isolated = false;
            while (holder !== null && !isolated) {
              const { unicodeBidi, display } = getComputedStyle(holder);
              isolated =
                /isolate|plaintext/u.test(unicodeBidi) ||
                !display.startsWith('inline') ||
                display !== 'inline';
              holder = holder.parentElement;
            }
            turned.push(isolated);
          }
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document);
      return turned;
    });
    expect(isIsolated).not.toContain(false);
  });
});

/** Addresses on the page that a click would run. */
function scriptLinks(page: import('playwright-core').Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const link of root.querySelectorAll('[href], [src], [action]')) {
        for (const name of ['href', 'src', 'action']) {
          const value = link.getAttribute(name) ?? '';
          if (/^\s*(?:javascript|data|vbscript):/iu.test(value)) found.push(value);
        }
      }
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        if (shadowRoot !== null) visit(shadowRoot);
      }
    };
    visit(document);
    return found;
  });
}
