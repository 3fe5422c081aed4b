import { describe, expect } from 'vitest';
import { quote } from '../http/fake-service.js';
import { test } from './support/browser-test.js';
import { chatOn } from './support/chat.js';

describe('when an answer fails', () => {
  test('a server that went away and came back answers the same question on a retry', async ({
    ask,
    wence,
    expectProblem,
  }) => {
    expectProblem(/ERR_CONNECTION_REFUSED/u);
    const { page, chat } = await ask(wence.url, '第一个问题');
    await wence.stop();
    await chat.ask('第二个问题');
    await chat.answer.getByText('连不上服务器').first().waitFor();
    expect(await chat.answer.textContent()).toContain('第二个问题');
    await wence.restart();
    await chat.retry.click();
    await chat.answer.getByText('到此为止').first().waitFor();
    expect(await page.locator('wence-turn').count()).toBe(2);
    expect(wence.asked.map(({ question }) => question)).toEqual(['第一个问题', '第二个问题']);
  });

  test('a connection that breaks in the middle keeps what had come', async ({
    open,
    wence,
    expectProblem,
  }) => {
    expectProblem(/ERR_(?:INCOMPLETE_CHUNKED_ENCODING|CONNECTION)/u);
    const page = await open(wence.url);
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    const { stream, answer } = await held;
    stream.meta(answer);
    stream.say(`${quote}[1]\n`, answer.citations);
    await chat.answer.getByText(quote).first().waitFor();
    await wence.stop();
    await chat.retry.waitFor();
    expect(await chat.answer.getByText(quote).count()).toBeGreaterThan(0);
    await wence.restart();
    await chat.retry.click();
    await chat.answer.getByText('到此为止').first().waitFor();
  });

  test('an error of the server is told with the number to report it by', async ({
    open,
    wence,
  }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    const held = wence.holdNext();
    await chat.ask('招商怎么开展');
    const { stream, answer, fail } = await held;
    stream.meta(answer);
    stream.say(`${quote}[1]\n`, answer.citations);
    fail();
    await chat.answer.getByText(/编号 r\d+/u).waitFor();
    await chat.retry.click();
    await chat.answer.getByText('到此为止').first().waitFor();
  });

  test('who asks too often is told when to go on', async ({ open, startWence, expectProblem }) => {
    expectProblem(/429/u);
    const wence = await startWence({ environment: () => ({ WENCE_RATE_LIMIT: '1' }) });
    const page = await open('about:blank', { baseURL: wence.url });
    await page.clock.install();
    await page.goto('/');
    const chat = chatOn(page);
    await chat.askAndWait('第一个问题');
    await chat.ask('第二个问题');
    await chat.answer.getByText('问得太快了').first().waitFor();
    const wait = page.getByRole('button', { name: /\d+ 秒后可重试/u });
    await wait.waitFor();
    expect(await wait.isDisabled()).toBe(true);
    await page.clock.runFor(61_000);
    await page.getByRole('button', { name: '重试', exact: true }).waitFor();
  });

  test('while the documents are prepared the question waits and is answered by itself', async ({
    open,
    wence,
    expectProblem,
  }) => {
    expectProblem(/503/u);
    const page = await open('about:blank', { baseURL: wence.url });
    await page.clock.install();
    await page.goto('/');
    const chat = chatOn(page);
    wence.become({ kind: 'loading', progress: { message: '正在计算向量', done: 12, total: 345 } });
    await chat.ask('招商怎么开展');
    await chat.answer.getByText('正在计算向量（12/345）').first().waitFor();
    wence.become('ready');
    await page.clock.runFor(5000);
    await chat.answer.getByText('到此为止').first().waitFor();
  });

  test('without a network it says so, keeps the question, and goes on once it is back', async ({
    ask,
    wence,
    expectProblem,
  }) => {
    expectProblem(/ERR_INTERNET_DISCONNECTED/u);
    const { page, chat } = await ask(wence.url, '第一个问题');
    await page.context().setOffline(true);
    await page.getByText('网络已断开').first().waitFor();
    await chat.ask('第二个问题');
    await chat.answer.getByText('没有问成').first().waitFor();
    await page.context().setOffline(false);
    await chat.retry.click();
    await chat.answer.getByText('到此为止').first().waitFor();
    expect(wence.asked).toHaveLength(2);
  });

  test('an overview that cannot be had does not hinder asking', async ({
    open,
    wence,
    expectProblem,
  }) => {
    expectProblem(/500|ERR_FAILED/u);
    const page = await open('about:blank', { baseURL: wence.url });
    await page.route('**/api/overview*', (route) => route.fulfill({ status: 500 }));
    await page.goto('/');
    await page.getByText('可以直接提问').waitFor();
    await chatOn(page).askAndWait('招商怎么开展');
  });

  test('a document that cannot be had is asked for again by a button', async ({
    ask,
    wence,
    expectProblem,
  }) => {
    expectProblem(/500/u);
    const { page, chat } = await ask(wence.url, '招商怎么开展');
    await page.route('**/api/documents/*', (route) => route.fulfill({ status: 500 }), { times: 1 });
    await chat.marks.first().click();
    await chat.reader.getByRole('button', { name: '重试' }).click();
    await chat.reader.getByText('人人都是招商员').first().waitFor();
  });
});
