import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test as base } from './support/browser-test.js';
import { chatOn } from './support/chat.js';
import { type IntranetSite, startIntranetSite } from './support/intranet-site.js';

/** A page of another site with the script on it, but without the element. */
const test = base.extend<{ readonly site: IntranetSite }>({
  site: async ({ startWence }, use) => {
    let wenceUrl = '';
    const site = await startIntranetSite({ wenceUrl: () => wenceUrl });
    const wence = await startWence({
      name: 'wence.test',
      environment: (publicUrl) => ({
        WENCE_ALLOWED_ORIGINS: site.origin,
        WENCE_PUBLIC_URL: publicUrl,
      }),
    });
    wenceUrl = wence.url;
    await use(site);
    await site.stop();
  },
});

const launcher = (page: Page) => page.getByRole('button', { name: '打开问策' });

describe('the element, handled as frameworks handle elements', () => {
  test('shows the chat where its mode is set once it stands on the page', async ({
    open,
    site,
  }) => {
    const page = await open(site.origin);
    await launcher(page).waitFor();
    await page.evaluate(() => {
      const element = document.createElement('wence-chat');
      document.querySelector('wence-chat')?.replaceWith(element);
      element.mode = 'inline';
    });
    await chatOn(page).askAndWait('招商怎么开展');
  });

  test('asks the server that is set once it stands on the page, and no other', async ({
    open,
    site,
  }) => {
    const page = await open(site.origin);
    await launcher(page).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.evaluate(() => {
      const element = document.createElement('wence-chat');
      element.mode = 'inline';
      document.querySelector('wence-chat')?.replaceWith(element);
      element.server = '/gateway/wence/';
    });
    await chatOn(page).ask('招商怎么开展');
    await page.getByText('没有问成').first().waitFor();
    // What the element had begun before it was told is given up without having been sent.
    expect(asked.filter((url) => !url.startsWith(`${site.origin}/gateway/wence/`))).toEqual([]);
  });

  test('says that nothing is reached at a server’s address that is none', async ({
    open,
    site,
  }) => {
    const page = await open(`${site.origin}/?mode=inline&server=${encodeURIComponent('http://[')}`);
    await chatOn(page).ask('招商怎么开展');
    await page.getByText('连不上服务器').first().waitFor();
  });

  test('goes on once it is taken off the page and put back', async ({ open, site }) => {
    const page = await open(`${site.origin}/?mode=inline`);
    await chatOn(page).box.waitFor();
    await page.evaluate(async () => {
      const element = document.querySelector('wence-chat');
      const parent = element?.parentElement;
      element?.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (element) parent?.append(element);
    });
    await chatOn(page).askAndWait('招商怎么开展');
    await page.context().setOffline(true);
    await page.getByText('网络已断开。').first().waitFor();
  });

  test('stays in sight where its mode changes while it is open', async ({ open, site }) => {
    const page = await open(site.origin);
    await launcher(page).click();
    await chatOn(page).box.waitFor();
    for (const mode of ['inline', 'floating'] as const) {
      await page.evaluate((next) => {
        const element = document.querySelector('wence-chat');
        if (element) element.mode = next;
      }, mode);
      await chatOn(page).box.waitFor();
    }
  });
});
