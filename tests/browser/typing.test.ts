import { describe, expect } from 'vitest';
import { test } from './support/browser-test.js';
import { chatOn, focused } from './support/chat.js';

describe('typing', () => {
  test('an input method that is composing keeps its Enter', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    await chat.box.focus();
    const debuggerSession = await page.context().newCDPSession(page);
    await debuggerSession.send('Input.imeSetComposition', {
      text: 'zhaoshang',
      selectionStart: 9,
      selectionEnd: 9,
    });
    await page.keyboard.press('Enter');
    expect(wence.asked).toEqual([]);
    await debuggerSession.send('Input.insertText', { text: '招商' });
    await expect.poll(() => chat.box.inputValue()).toContain('招商');
    expect(wence.asked).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => wence.asked.length).toBe(1);
  });

  test.for([
    ['that says it is composing', { isComposing: true, keyCode: 13 }],
    ['of Safari, told after the composition has ended', { isComposing: false, keyCode: 229 }],
  ] as const)('an Enter %s does not send', async ([, key], { open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    await chat.box.fill('招商');
    await chat.box.evaluate((box, { isComposing, keyCode }) => {
      const enter = { key: 'Enter', bubbles: true, cancelable: true, composed: true };
      box.dispatchEvent(
        new CompositionEvent('compositionstart', { bubbles: true, composed: true }),
      );
      if (!isComposing) {
        box.dispatchEvent(
          new CompositionEvent('compositionend', { bubbles: true, composed: true }),
        );
      }
      box.dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing, keyCode }));
      if (isComposing) {
        box.dispatchEvent(
          new CompositionEvent('compositionend', { bubbles: true, composed: true }),
        );
      }
    }, key);
    expect(await chat.box.inputValue()).toBe('招商');
    await page.keyboard.press('Enter');
    await expect.poll(() => wence.asked.length).toBe(1);
  });

  test('Shift+Enter breaks the line, and the box grows with it', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    await chat.box.fill('第一行');
    const before = await chat.box.boundingBox();
    for (const line of ['第二行', '第三行', '第四行']) {
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.insertText(line);
    }
    const after = await chat.box.boundingBox();
    expect(after?.height).toBeGreaterThan((before?.height ?? 0) + 40);
    expect(wence.asked).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => wence.asked[0]?.question).toBe('第一行\n第二行\n第三行\n第四行');
  });

  test('blanks are not sent, and a question too long says by how much', async ({ open, wence }) => {
    const page = await open(wence.url);
    const chat = chatOn(page);
    await chat.ask('   ');
    await chat.ask('长'.repeat(1003));
    await page.getByText('超出 3 个字').first().waitFor();
    expect(wence.asked).toEqual([]);
    expect((await chat.box.inputValue()).length).toBe(1003);
  });

  test('the arrow up brings the last question back into an empty box', async ({ ask, wence }) => {
    const { chat } = await ask(wence.url, '招商怎么开展');
    await chat.box.press('ArrowUp');
    expect(await chat.box.inputValue()).toBe('招商怎么开展');
  });

  test('everything is reached by the keyboard alone, in the order it is seen', async ({
    open,
    sampleUrl,
  }) => {
    const page = await open(sampleUrl);
    const chat = chatOn(page);
    await expect.poll(() => focused(page)).toMatch(/^textarea/u);
    await page.keyboard.insertText('商务局今年外资招商重点是什么');
    await page.keyboard.press('Enter');
    await chat.answer.getByRole('button', { name: '复制' }).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^textarea/u);
    const order: string[] = [];
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Shift+Tab');
      const now = await focused(page);
      if (now === '') break;
      order.unshift(now);
    }
    const places = [/^a 依据 1：/u, /^button 复制/u, /^button 有用/u, /^button 没用/u].map((name) =>
      order.findIndex((element) => name.test(element)),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(order.some((element) => element.includes('新对话'))).toBe(true);
  });
});
