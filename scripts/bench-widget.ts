/**
 * Measures the chat in the browser: bytes of a first visit, how soon one can type, how soon an answer
 * shows, how soon a long history opens, and what the page takes of memory.
 *
 *     npm run bench:widget
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumOptions } from '../tests/browser/support/chromium.js';
import { startProgram } from '../tests/browser/support/program.js';
import { transferredBytes } from '../tests/browser/support/transferred-bytes.js';

const ROUNDS = 10;
const TURNS = 200;
const QUESTION = '商务局今年外资招商重点是什么';

/** The first moment after navigation at which a frame is drawn with the chat's own box in focus or ready for it. */
const NOTE_WHEN_TYPEABLE = `
  const look = () => {
    const box = document.querySelector('wence-chat')?.shadowRoot?.querySelector('textarea')
      ?? [...(document.querySelector('wence-chat')?.shadowRoot?.querySelectorAll('*') ?? [])]
        .map(({ shadowRoot }) => shadowRoot?.querySelector('textarea')).find(Boolean);
    if (box && !box.disabled && box.getBoundingClientRect().height > 0) window.typeableAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
`;

await main();

async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'wence-bench-widget-'));
  const program = await startProgram({ corpus: 'corpus', dir });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const rows = [
      ...(await firstVisit(browser, program.url)),
      ...(await answers(browser, program.url)),
      ...(await history(browser, program.url)),
    ];
    for (const [what, figure] of rows) process.stdout.write(`${figure.padStart(12)}  ${what}\n`);
  } finally {
    await browser.close();
    await program.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

type Row = readonly [what: string, figure: string];

/** Each round has a browser context, and so a cache, of its own. */
async function firstVisit(browser: Browser, url: string): Promise<readonly Row[]> {
  const bytes: number[] = [];
  const typeableMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    const transferred = await transferredBytes(page);
    // Typing without a wait of playwright's own: the page itself says when a key first counts.
    await page.addInitScript(NOTE_WHEN_TYPEABLE);
    await page.goto(url);
    await page.waitForFunction(() => 'typeableAt' in globalThis);
    await page.waitForLoadState('networkidle');
    typeableMs.push(Number(await page.evaluate('window.typeableAt')));
    bytes.push(transferred());
    await page.context().close();
  }
  const script = await readFile('dist/widget/widget.js.gz');
  return [
    ['KB over the line at the first visit', (median(bytes) / 1024).toFixed(1)],
    ['KB widget.js, gzip', (script.length / 1024).toFixed(1)],
    [`ms from navigation until one can type (median of ${ROUNDS})`, median(typeableMs).toFixed(0)],
    ['ms, the slowest of them', Math.max(...typeableMs).toFixed(0)],
  ];
}

async function answers(browser: Browser, url: string): Promise<readonly Row[]> {
  const firstMs: number[] = [];
  const wholeMs: number[] = [];
  const page = await newWatchedPage(browser);
  await page.goto(url);
  for (let round = 0; round <= ROUNDS; round += 1) {
    await page.locator('wence-chat').getByRole('textbox', { name: '问题' }).fill(QUESTION);
    const { first, whole } = await timeAnswer(page, round);
    // The first answer warms the model up.
    if (round === 0) continue;
    firstMs.push(first);
    wholeMs.push(whole);
  }
  const memory = await memoryOf(page);
  await page.context().close();
  return [
    ['ms from Enter to the first words of the answer (median)', median(firstMs).toFixed(0)],
    ['ms from Enter to the whole answer (median)', median(wholeMs).toFixed(0)],
    [`MB of script memory after ${ROUNDS + 1} answers`, (memory / 1024 / 1024).toFixed(1)],
  ];
}

/** Presses Enter, and has the page itself take the times. */
async function timeAnswer(
  page: Page,
  round: number,
): Promise<{ readonly first: number; readonly whole: number }> {
  await page.evaluate(`
    window.times = {};
    const chat = document.querySelector('wence-chat');
    chat.addEventListener('keydown', () => { times.enter ??= performance.now(); }, { capture: true, once: true });
    chat.addEventListener('wence-answer', () => { times.answer ??= performance.now(); }, { once: true });
    const texts = (root) => [...root.querySelectorAll('*')].map((element) =>
      element.shadowRoot ? texts(element.shadowRoot) : element.children.length === 0 ? element.textContent : '').join('');
    const look = () => {
      const turn = [...chat.shadowRoot.querySelectorAll('wence-turn')][${round}];
      const shown = turn ? (turn.shadowRoot ?? turn).textContent : '';
      if (/突出重点产业/u.test(shown)) times.first ??= performance.now();
      if (times.answer && times.first) times.whole ??= performance.now();
      else requestAnimationFrame(look);
    };
    look();
  `);
  await page.keyboard.press('Enter');
  await page.waitForFunction('window.times.whole !== undefined');
  const times = (await page.evaluate('window.times')) as Record<
    'enter' | 'first' | 'whole',
    number
  >;
  return { first: times.first - times.enter, whole: times.whole - times.enter };
}

async function history(browser: Browser, url: string): Promise<readonly Row[]> {
  const page = await newWatchedPage(browser);
  await page.goto(url);
  await page.locator('wence-chat').getByRole('textbox', { name: '问题' }).waitFor();
  await page.evaluate(`(async () => {
    const chat = document.querySelector('wence-chat');
    for (let turn = 1; turn <= ${TURNS}; turn += 1) {
      const answered = new Promise((done) => chat.addEventListener('wence-answer', done, { once: true }));
      chat.ask('${QUESTION}');
      await answered;
      await new Promise((done) => setTimeout(done));
    }
  })()`);
  const openMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(
      `document.querySelector('wence-chat')?.shadowRoot?.querySelectorAll('wence-turn').length === ${TURNS}`,
    );
    openMs.push(performance.now() - startedAt);
  }
  const memory = await memoryOf(page);
  await page.context().close();
  return [
    [`ms until a conversation of ${TURNS} turns is open (median)`, median(openMs).toFixed(0)],
    ['MB of script memory with it', (memory / 1024 / 1024).toFixed(1)],
  ];
}

/** A page that the expressions below may be evaluated on, which its Content-Security-Policy forbids. */
async function newWatchedPage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'zh-CN', bypassCSP: true })).newPage();
}

/** Bytes of the page's script heap after a collection. */
async function memoryOf(page: Page): Promise<number> {
  const debuggerSession = await page.context().newCDPSession(page);
  await debuggerSession.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debuggerSession.send('Runtime.getHeapUsage');
  return usedSize;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
