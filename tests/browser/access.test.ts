import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';
import type { FakeWence } from './support/fake-wence.js';

const API_KEY = 'a-key-of-the-portal-0123456789';

async function tokenOf(wence: FakeWence): Promise<string> {
  const reply = await fetch(`${wence.url}/api/tokens`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${API_KEY}` },
  });
  return ((await reply.json()) as { readonly token: string }).token;
}

describe('where pages need a token', () => {
  const environment = () => ({ WENCE_API_KEYS: API_KEY, WENCE_CHAT: 'token' });

  test('who brings none is told in words how to get in', async ({
    open,
    startWence,
    expectProblem,
  }) => {
    expectProblem(/401/u);
    const wence = await startWence({ environment });
    const page = await open(wence.url);
    await page.getByText('令牌').first().waitFor();
    expect(await page.locator('wence-chat').count()).toBe(0);
  });

  test('who brings one gets in, and it leaves the address', async ({ open, startWence }) => {
    const wence = await startWence({ environment });
    const page = await open(`${wence.url}/?token=${await tokenOf(wence)}`);
    expect(page.url()).toBe(`${wence.url}/`);
    const chat = chatOn(page);
    await chat.askAndWait('招商怎么开展');
    await chat.marks.first().click();
    await chat.reader.getByText('人人都是招商员').first().waitFor();
    await page.reload();
    await chat.box.waitFor();
  });
});

describe('where keys are set and pages are open', () => {
  test('a page that was left open for hours goes on', async ({
    ask,
    startWence,
    expectProblem,
  }) => {
    expectProblem(/401/u);
    const wence = await startWence({ environment: () => ({ WENCE_API_KEYS: API_KEY }) });
    const { page, chat } = await ask(wence.url, '第一个问题');
    // What the end of the session comes to.
    await page.context().clearCookies();
    await chat.askAndWait('第二个问题');
    expect(wence.asked).toHaveLength(2);
  });
});
