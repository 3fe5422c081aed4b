import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { test as base, inject } from 'vitest';
import { type Chat, chatOn } from './chat.js';
import { type FakeWence, type FakeWenceOptions, startFakeWence } from './fake-wence.js';

export const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} as const;

/** How long something on a page may take to come. */
const PATIENCE_MS = 6000;

/** What a test in the browser is given. Each has a browser context of its own. */
interface BrowserFixtures {
  /** Opens an address in a new context; a test fails on errors that its pages print, dialogs and foreign requests. */
  readonly open: (url: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Opens an address and asks there; the answer is whole. */
  readonly ask: (
    url: string,
    question: string,
    options?: BrowserContextOptions,
  ) => Promise<{ readonly page: Page; readonly chat: Chat }>;
  /** Names an error that the test is about, so that it does not fail of it. */
  readonly expectProblem: (pattern: RegExp) => void;
  /** The program over the sample documents. */
  readonly sampleUrl: string;
  /** The program over a document that tries to be more than text. */
  readonly hostileUrl: string;
  /** A server whose answers the test holds, breaks and ends. */
  readonly wence: FakeWence;
  /** Another such server, with settings. */
  readonly startWence: (options: FakeWenceOptions) => Promise<FakeWence>;
}

let browser: Promise<Browser> | undefined;

export const test = base.extend<BrowserFixtures & { readonly watched: Watched }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures' names from the pattern
  watched: async ({}, use) => {
    const watched: Watched = { contexts: [], problems: [], expected: [] };
    await use(watched);
    await closePages(watched);
    const unexpected = watched.problems.filter(
      (problem) => !watched.expected.some((pattern) => pattern.test(problem)),
    );
    if (unexpected.length > 0) throw new Error(`On the page: ${unexpected.join('\n')}`);
  },
  open: async ({ watched }, use) => {
    await use(async (url, options = DESKTOP) => {
      browser ??= chromium.connect(inject('browserEndpoint'));
      const context = await (await browser).newContext({
        baseURL: new URL(url).origin,
        locale: 'zh-CN',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      watched.contexts.push(context);
      watch(context, watched.problems);
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });
  },
  ask: async ({ open }, use) => {
    await use(async (url, question, options) => {
      const page = await open(url, options);
      const chat = chatOn(page);
      await chat.askAndWait(question);
      return { page, chat };
    });
  },
  expectProblem: async ({ watched }, use) => {
    await use((pattern) => {
      watched.expected.push(pattern);
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  sampleUrl: async ({}, use) => use(inject('sampleUrl')),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  hostileUrl: async ({}, use) => use(inject('hostileUrl')),
  startWence: async ({ watched }, use) => {
    const started: FakeWence[] = [];
    await use(async (options) => {
      const wence = await startFakeWence(options);
      started.push(wence);
      return wence;
    });
    // The pages first: a server that goes away under them is an error of theirs.
    await closePages(watched);
    await Promise.all(started.map((wence) => wence.stop()));
  },
  wence: async ({ startWence }, use) => use(await startWence({})),
});

interface Watched {
  readonly contexts: BrowserContext[];
  readonly problems: string[];
  readonly expected: RegExp[];
}

async function closePages({ contexts }: Watched): Promise<void> {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
}

/** Takes down whatever a person with the developer tools open would frown at. */
function watch(context: BrowserContext, problems: string[]): void {
  context.on('weberror', (error) => problems.push(`script error: ${error.error().stack}`));
  context.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs =
      url.hostname === '127.0.0.1' || url.hostname.endsWith('.test') || url.protocol === 'blob:';
    if (!isOurs) problems.push(`foreign request: ${request.url()}`);
  });
}
