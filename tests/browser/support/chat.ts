import type { Locator, Page } from 'playwright-core';

/** The chat as its user finds it: by role and by name. */
export interface Chat {
  readonly box: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly retry: Locator;
  /** All that was asked and answered. */
  readonly log: Locator;
  /** The last answer. */
  readonly answer: Locator;
  /** The numbered marks in the last answer's text. */
  readonly marks: Locator;
  /** The document beside the chat. */
  readonly reader: Locator;
  /** Types a question and presses Enter. */
  ask(question: string): Promise<void>;
  /** Asks, and waits until the answer is whole. */
  askAndWait(question: string): Promise<void>;
}

/** Finds the chat on a page. */
export function chatOn(page: Page): Chat {
  const chat = page.locator('wence-chat');
  const box = chat.getByRole('textbox', { name: '问题' });
  const send = chat.getByRole('button', { name: '发送', exact: true });
  const stop = chat.getByRole('button', { name: '停止' });
  const turns = chat.locator('wence-turn');
  const answer = turns.last();
  const ask = async (question: string) => {
    await box.fill(question);
    await box.press('Enter');
  };
  return {
    box,
    send,
    stop,
    retry: chat.getByRole('button', { name: '重试' }),
    log: chat.getByRole('log'),
    answer,
    marks: answer.getByRole('link', { name: /^依据 \d+：/u }),
    reader: chat.locator('wence-reader'),
    ask,
    askAndWait: async (question) => {
      const before = await turns.count();
      await ask(question);
      // A full conversation makes way for a new one, so the number may fall to one.
      await page.waitForFunction(
        ([count]) => {
          const now = document
            .querySelector('wence-chat')
            ?.shadowRoot?.querySelectorAll('wence-turn');
          return now !== undefined && now.length > 0 && now.length !== count;
        },
        [before],
      );
      await send.waitFor();
    },
  };
}

/** How much of an element is visible, from 0 to 1; what scrolls it out of sight or covers its box counts. */
export function visiblePart(element: Locator): Promise<number> {
  return element.evaluate(
    (node) =>
      new Promise<number>((done) => {
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          done(entry?.intersectionRatio ?? 0);
        });
        observer.observe(node);
      }),
  );
}

/** The element that has the focus, through shadow roots: its role or tag, and its name. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === null || element === document.body) return '';
    const label = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `${element.localName} ${label}`.trim();
  });
}
