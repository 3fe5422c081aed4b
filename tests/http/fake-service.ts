import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Answer, Answerer } from '../../src/answer/answer.js';
import { createAnswerStream } from '../../src/answer/answer-stream.js';
import { conversationLimits } from '../../src/answer/conversations.js';
import { createMemoryConversations } from '../../src/answer/memory-conversations.js';
import { readSettings, type Settings } from '../../src/config.js';
import { WenceError } from '../../src/errors.js';
import { createApp } from '../../src/http/app.js';
import type { AppDependencies } from '../../src/http/app-env.js';
import type { ReadyState } from '../../src/http/ready.js';
import type { WidgetAssets, WidgetFile } from '../../src/http/widget-assets.js';
import { createSectionStore } from '../../src/index/section-store.js';
import type { LogFields, Logger } from '../../src/logger.js';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import type { Retriever } from '../../src/retrieve/retrieval.js';

/** A small document whose words would run as HTML if a page let them. */
export const documentText = [
  '2023年测试工作要点',
  '2023年1月5日',
  '　　一、加强招商<img src=x onerror=alert(1)>',
  '　　（一）突出重点产业。围绕“三大产业”开展招商。全年办会20场以上。',
  '　　（二）壮大队伍。人人都是招商员😀。',
  '　　二、保障措施',
  '　　各单位要落实责任。',
].join('\n');

const at = (words: string) => documentText.indexOf(words);
const section = (fields: Partial<Section> & Pick<Section, 'id' | 'start' | 'end'>): Section => ({
  kind: 'heading',
  label: '',
  title: '',
  address: '',
  level: 1,
  sections: [],
  ...fields,
});
const firstStart = at('　　一、');
const childStart = at('　　（一）');
const secondChildStart = at('　　（二）');
const secondStart = at('　　二、');

export const document: PolicyDocument = {
  id: 'd1',
  title: '2023年测试工作要点',
  source: '测试.txt',
  text: documentText,
  start: 0,
  end: documentText.length,
  metadata: {
    issuer: null,
    department: '测试',
    year: 2023,
    documentNumber: null,
    issuedOn: '2023-01-05',
    effectiveOn: null,
  },
  sections: [
    section({
      id: 's1',
      label: '一、',
      title: '加强招商<img src=x onerror=alert(1)>',
      address: '一、',
      start: firstStart,
      end: secondStart,
      sections: [
        section({
          id: 's1-1',
          label: '（一）',
          title: '突出重点产业',
          address: '一、（一）',
          level: 2,
          start: childStart,
          end: secondChildStart,
        }),
        section({
          id: 's1-2',
          label: '（二）',
          title: '壮大队伍',
          address: '一、（二）',
          level: 2,
          start: secondChildStart,
          end: secondStart,
        }),
      ],
    }),
    section({
      id: 's2',
      label: '二、',
      title: '保障措施',
      address: '二、',
      start: secondStart,
      end: documentText.length,
    }),
  ],
};

export const quote = '围绕“三大产业”开展招商。';
export const quoteStart = at(quote);
export const quoteEnd = quoteStart + quote.length;

const store = createSectionStore([document], []);

const search: Retriever = {
  retrieve: (_question, { limit, filter }) => {
    const [outer] = document.sections;
    const inner = outer?.sections[0];
    const years = filter?.years ?? [];
    const isWanted = years.length === 0 || years.includes(2023);
    const sections =
      outer === undefined || inner === undefined || !isWanted
        ? []
        : [
            {
              document,
              section: inner,
              path: [outer, inner],
              start: quoteStart,
              end: quoteEnd,
              score: 0.8,
              features: { cosine: 0.9, coverage: 0.5 },
            },
          ];
    return Promise.resolve({ sections: sections.slice(0, limit), vector: new Float32Array(2) });
  },
};

export const citation = {
  index: 1,
  documentId: 'd1',
  documentTitle: document.title,
  sectionId: 's1-1',
  address: '一、（一）',
  headingPath: ['一、加强招商<img src=x onerror=alert(1)>', '（一）突出重点产业'],
  quote,
  start: quoteStart,
  end: quoteEnd,
  url: `/documents/d1?quote=${quoteStart}-${quoteEnd}#s1-1`,
  score: 0.8,
};

/** An answer to a question; 拒答 in the question makes it a refusal. */
function answerTo(question: string): Answer {
  const isRefusal = question.includes('拒答');
  const isGreeting = question === '你能做什么';
  return {
    id: 'a_1',
    conversationId: 'c_1',
    kind: isGreeting ? 'greeting' : isRefusal ? 'refused' : 'answered',
    question,
    interpretedQuestion: question,
    text: isRefusal ? '文件没有说。' : isGreeting ? '你好。' : `${quote}[1]`,
    citations: isRefusal || isGreeting ? [] : [citation],
    notices: [{ kind: 'year', message: '按 2023 年文件回答' }],
    nearest: isRefusal ? [citation] : [],
    suggestions: ['保障措施有哪些'],
    engine: 'extractive',
    timing: { retrieveMs: 1, totalMs: 2 },
  };
}

/** Answers like {@link answerTo}; 故障 in the question breaks it, 中断 once it has begun. */
export const answerer: Answerer = {
  ask: (request, options) => {
    if (request.question.includes('故障')) return Promise.reject(new Error('secret inner words'));
    const unknown = (request.filter?.documentIds ?? []).filter((id) => id !== 'd1');
    if (unknown.length > 0) {
      const details = unknown.map((id) => ({ field: 'filter.documentIds', message: id }));
      return Promise.reject(new WenceError('not_found', `没有文件 ${unknown[0]}`, { details }));
    }
    const answer = answerTo(request.question);
    const stream = createAnswerStream(options?.onEvent);
    if (request.question.includes('中断')) {
      stream.meta(answer);
      return Promise.reject(new Error('secret inner words'));
    }
    stream.finish(answer);
    return Promise.resolve(answer);
  },
};

export const conversations = createMemoryConversations({
  limits: conversationLimits(1),
  clockMs: () => 0,
  newId: () => 'c_1',
});

export const readyState: ReadyState = {
  kind: 'ready',
  answerer,
  search,
  store,
  documentsIn: ({ departments = [] }) =>
    store.documents.filter(
      ({ metadata }) => departments.length === 0 || departments.includes(metadata.department ?? ''),
    ),
  conversations,
};

const built = (text: string, type: string): WidgetFile => {
  const coded = (bytes: Buffer, name: string) => ({
    bytes: new Uint8Array(bytes),
    etag: `"${name}"`,
  });
  return {
    type,
    identity: coded(Buffer.from(text), 'plain'),
    br: coded(brotliCompressSync(text), 'br'),
    gzip: coded(gzipSync(text), 'gzip'),
  };
};

/** What a build of the widget could be. */
export const widget: WidgetAssets = {
  hashed: new Map([
    ['/assets/chat-page-A1.js', built('chat()', 'text/javascript; charset=utf-8')],
    ['/assets/site-C3.css', built('body {}', 'text/css; charset=utf-8')],
  ]),
  script: built('customElements', 'text/javascript; charset=utf-8'),
  page: (...entries) => ({
    scripts: entries.flatMap((entry) => (entry.endsWith('.ts') ? ['/assets/chat-page-A1.js'] : [])),
    preloads: [],
    styles: entries.flatMap((entry) => (entry.endsWith('.css') ? ['/assets/site-C3.css'] : [])),
  }),
};

/** Settings as an environment gives them, without a `.env`. */
function settingsFrom(environment: Readonly<Record<string, string>> = {}): Settings {
  return readSettings({ environment, workingDir: '/nonexistent' });
}

interface LoggedLine extends LogFields {
  readonly logged: string;
}

/** An app over fakes, with what it logged. */
export function fakeApp(
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly state?: AppDependencies['state'];
    readonly now?: () => Date;
  } = {},
) {
  const lines: LoggedLine[] = [];
  const keep = (fields: LogFields, logged: string) => {
    lines.push({ ...fields, logged });
  };
  const logger: Logger = { info: keep, warn: keep, error: keep };
  let ids = 0;
  const app = createApp({
    settings: settingsFrom(options.environment),
    state: options.state ?? (() => readyState),
    logger,
    now: options.now ?? (() => new Date('2023-06-01T00:00:00Z')),
    newId: () => {
      ids += 1;
      return `r${ids}`;
    },
    widget,
  });
  return { app, lines };
}

/** A `POST /api/ask` with a JSON body. */
export function asking(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
