import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test as base, PHONE } from './support/browser-test.js';
import { chatOn, focused } from './support/chat.js';
import type { FakeWence } from './support/fake-wence.js';
import { type IntranetSite, startIntranetSite } from './support/intranet-site.js';
import { shoot } from './support/screenshots.js';

const API_KEY = 'a-key-of-the-portal-0123456789';

/** An intranet portal, and a server that lets it in. */
interface Portal {
  readonly site: IntranetSite;
  readonly wence: FakeWence;
}

const test = base.extend<{
  readonly portal: Portal;
  readonly closedPages: Portal;
  readonly stranger: Portal;
}>({
  portal: async ({ startWence }, use) => {
    const portal = await startPortal(startWence, (origin) => [origin]);
    await use(portal);
    await portal.site.stop();
  },
  // Its readers come to the server through the portal alone.
  closedPages: async ({ startWence }, use) => {
    const portal = await startPortal(startWence, (origin) => [origin], { WENCE_CHAT: 'token' });
    await use(portal);
    await portal.site.stop();
  },
  // A portal that nobody listed, though it has a token.
  stranger: async ({ startWence }, use) => {
    const portal = await startPortal(startWence, () => ['http://other.test']);
    await use(portal);
    await portal.site.stop();
  },
});

async function startPortal(
  startWence: (options: {
    name: string;
    environment: (url: string) => Record<string, string>;
  }) => Promise<FakeWence>,
  listed: (origin: string) => readonly string[],
  further: Readonly<Record<string, string>> = {},
): Promise<Portal> {
  let wence: FakeWence | undefined;
  const url = () => wence?.url ?? '';
  const site = await startIntranetSite({
    wenceUrl: url,
    getToken: async () => {
      // The portal's own server asks by the address it knows; names under .test are the browser's.
      const reply = await fetch(`${url().replace('wence.test', '127.0.0.1')}/api/tokens`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
        body: '{}',
      });
      return reply.json();
    },
  });
  wence = await startWence({
    name: 'wence.test',
    environment: (publicUrl) => ({
      WENCE_API_KEYS: API_KEY,
      WENCE_ALLOWED_ORIGINS: listed(site.origin).join(','),
      WENCE_PUBLIC_URL: publicUrl,
      ...further,
    }),
  });
  return { site, wence };
}

const launcher = (page: Page) => page.getByRole('button', { name: '打开问策' });

describe('on a page of another site', () => {
  test('there is no way to a page of the server that would not open', async ({
    open,
    portal,
    closedPages,
  }) => {
    for (const [{ site }, isOpen] of [
      [portal, true],
      [closedPages, false],
    ] as const) {
      const page = await open(site.origin);
      await launcher(page).click();
      const chat = chatOn(page);
      await chat.askAndWait('招商怎么开展');
      await chat.marks.first().click();
      await chat.reader.getByText('人人都是招商员').first().waitFor();
      expect(await chat.reader.getByRole('link', { name: '打开全文页' }).count()).toBe(
        isOpen ? 1 : 0,
      );
    }
  });

  test('nothing is fetched before the button is pressed; then it asks with the site’s token', async ({
    open,
    portal: { site, wence },
  }) => {
    const page = await open(site.origin);
    await launcher(page).waitFor();
    expect(wence.requests).toEqual(['GET /widget.js']);
    expect(site.tokensGiven()).toBe(0);
    await launcher(page).click();
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    expect(wence.asked).toHaveLength(1);
    expect(site.tokensGiven()).toBe(1);
    await chat.marks.first().click();
    await chat.reader.getByText('人人都是招商员').first().waitFor();
    const link = await chat.marks.first().getAttribute('href');
    expect(link).toMatch(new RegExp(`^${wence.url}/documents/d1`, 'u'));
  });

  test('closes by Escape, gives the focus back to its button, and forgets nothing', async ({
    open,
    portal: { site },
  }) => {
    const page = await open(site.origin);
    await launcher(page).click();
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    await page.keyboard.press('Escape');
    await chat.box.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await chat.answer.getByText('到此为止').first().waitFor();
  });

  test('asks for another token when the first has ended', async ({
    open,
    portal: { site },
    expectProblem,
  }) => {
    expectProblem(/401/u);
    const page = await open(site.origin);
    await launcher(page).click();
    const chat = chatOn(page);
    await chat.askAndWait('第一个问题');
    let refusals = 0;
    await page.route('**/api/ask', async (route) => {
      if (refusals > 0) return route.continue();
      refusals += 1;
      await route.fulfill({
        status: 401,
        headers: { 'Access-Control-Allow-Origin': site.origin, 'Content-Type': 'application/json' },
        body: JSON.stringify({ error: { code: 'unauthorized', message: '' } }),
      });
    });
    await chat.askAndWait('第二个问题');
    expect(site.tokensGiven()).toBe(2);
  });

  test('that is not listed, it says so in words', async ({
    open,
    stranger: { site, wence },
    expectProblem,
  }) => {
    expectProblem(/CORS|ERR_FAILED/u);
    const page = await open(site.origin);
    await launcher(page).click();
    const chat = chatOn(page);
    await chat.ask('招商怎么开展');
    await chat.answer
      .getByText(/没有问成|没有使用权限/u)
      .first()
      .waitFor();
    expect(wence.asked).toEqual([]);
  });

  test('leaves the site’s own names alone', async ({ open, portal: { site } }) => {
    const page = await open(site.origin);
    await launcher(page).click();
    const globals = () =>
      page.evaluate(() => ({
        names: Object.keys(window).sort(),
        own: (window as unknown as { Wence: unknown }).Wence,
      }));
    const withChat = await globals();
    await page.goto('/without');
    const withoutChat = await globals();
    expect(withChat.own).toBe(withoutChat.own);
    const added = withChat.names.filter((name) => !withoutChat.names.includes(name));
    // lit's own notes, which it shares with another lit on the page.
    expect(added.filter((name) => !/^(?:lit|reactiveElement)/u.test(name))).toEqual([]);
  });

  test('shows where it was put with mode="inline", under the heading it was given', async ({
    open,
    portal: { site },
  }) => {
    const page = await open(
      `${site.origin}/?mode=inline&heading=${encodeURIComponent('招商问答')}&welcome=${encodeURIComponent('问招商政策')}`,
    );
    await page.getByText('招商问答').first().waitFor();
    await page.getByText('问招商政策').first().waitFor();
    await chatOn(page).askAndWait('招商怎么开展');
  });

  test('copies although the site is no secure context', async ({ open, portal: { site } }) => {
    const page = await open(site.origin);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await launcher(page).click();
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    await chat.answer.getByRole('button', { name: '复制' }).click();
    await chat.answer.getByText('已复制').waitFor();
    await page.getByLabel('检索').focus();
    await page.keyboard.press('Control+V');
    await expect.poll(() => page.getByLabel('检索').inputValue()).toContain('三大产业');
  });

  test('fills the screen of a phone', async ({ open, portal: { site } }) => {
    const page = await open(site.origin, PHONE);
    await launcher(page).tap();
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    const box = await chat.box.boundingBox();
    expect(box?.width).toBeGreaterThan(250);
    await page.getByRole('button', { name: '关闭' }).first().tap();
    await launcher(page).waitFor();
  });

  test('gives a phone’s screen back when it is closed', async ({ open, portal: { site } }) => {
    const page = await open(site.origin, PHONE);
    const chat = chatOn(page);
    await launcher(page).tap();
    await chat.box.waitFor();
    await page.getByRole('button', { name: '关闭', exact: true }).tap();
    await chat.box.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(page)).toBe('button 打开问策');
    await page.getByLabel('检索').tap();
    await expect.poll(() => focused(page)).toMatch(/^input/u);
    await launcher(page).tap();
    await chat.box.waitFor();
  });
});

describe('styles', () => {
  const LOOKS = [
    'color',
    'fontSize',
    'fontFamily',
    'letterSpacing',
    'textTransform',
    'marginTop',
    'display',
    'backgroundColor',
    'float',
    'width',
  ] as const;

  /** How everything inside the chat looks, by its place. */
  const looksInside = async (page: Page) => {
    await launcher(page).dispatchEvent('click');
    await chatOn(page).askAndWait('招商怎么开展');
    await page.mouse.move(0, 0);
    return page.evaluate((names) => {
      const looks: Record<string, string> = {};
      const visit = (root: ParentNode, path: string) => {
        let index = 0;
        for (const element of root.querySelectorAll('*')) {
          const style = getComputedStyle(element) as unknown as Record<string, string>;
          const key = `${path} ${index} ${element.localName}`;
          looks[key] = names.map((name) => `${name}: ${style[name]}`).join('; ');
          index += 1;
          if (element.shadowRoot) visit(element.shadowRoot, key);
        }
      };
      const panel = document.querySelector('wence-chat')?.shadowRoot?.querySelector('dialog');
      if (panel) visit(panel, '');
      return looks;
    }, LOOKS);
  };

  /** How the site's own elements look. */
  const looksOutside = (page: Page) =>
    page.evaluate(
      (names) =>
        [...document.querySelectorAll('body, body *')]
          .filter(({ localName }) => localName !== 'wence-chat' && localName !== 'script')
          .map((element) => {
            const style = getComputedStyle(element) as unknown as Record<string, string>;
            return `${element.localName} ${names.map((name) => `${name}: ${style[name]}`).join('; ')}`;
          }),
      LOOKS,
    );

  test('of the site do not reach into the chat, however hard they try', async ({
    open,
    portal: { site },
  }) => {
    const plain = await looksInside(await open(site.origin));
    const page = await open(`${site.origin}/hostile`);
    const hostile = await looksInside(page);
    await shoot(page, 'desktop-hostile-site');
    expect(Object.keys(plain).length).toBeGreaterThan(20);
    expect(hostile).toEqual(plain);
  });

  test('of the chat do not reach out into the site', async ({ open, portal: { site } }) => {
    const page = await open(`${site.origin}/without`);
    const without = await looksOutside(page);
    await page.goto('/');
    await launcher(page).click();
    await chatOn(page).box.waitFor();
    expect(await looksOutside(page)).toEqual(without);
  });
});
