import type { Child } from 'hono/jsx';
import type { Answer } from '../../answer/answer.js';
import type { OverviewBody } from '../api-schemas.js';
import { AnswerView, Suggestions } from './answer-view.js';
import { type AssetAddresses, Layout, TopBar } from './layout.js';

/** The parameter by which the form without scripts asks the server itself for a page with the answer. */
export const PLAIN_PARAMETER = 'plain';

const DESCRIPTION = '用一句话查政策文件，答案标明出自哪份文件的哪一条。';

/**
 * The chat page. What stands inside the element is a form that works without scripts, and that can be
 * typed into before the script has come; the element takes both over.
 */
export function ChatPage(properties: {
  /** A question to ask at once; the script reads it from the address itself. */
  readonly question: string;
  readonly overview: OverviewBody;
  readonly assets: AssetAddresses;
}) {
  const { question, overview, assets } = properties;
  const plainAnswer = `/?${new URLSearchParams({ q: question, [PLAIN_PARAMETER]: '1' })}`;
  return (
    <Layout
      title="问策"
      description={DESCRIPTION}
      className="chat-page"
      assets={assets.page('src/widget/site.css', 'src/widget/chat-page.ts')}
      head={
        question.trim() === '' ? null : (
          <noscript>
            <meta http-equiv="refresh" content={`0; url=${plainAnswer}`} />
          </noscript>
        )
      }
    >
      <wence-chat mode="page" language="zh">
        <Welcome question={question} problem={null} overview={overview} />
      </wence-chat>
    </Layout>
  );
}

/** The question box without scripts, and the answer to its question above it. */
export function PlainAskPage(properties: {
  readonly question: string;
  readonly answer: Answer | null;
  /** What is wrong with the question, in words for its writer. */
  readonly problem: string | null;
  readonly overview: OverviewBody;
  readonly assets: AssetAddresses;
}) {
  const { question, answer, problem, overview, assets } = properties;
  return (
    <Layout
      title={`${question} · 问策`}
      description={DESCRIPTION}
      className="ask-page"
      assets={assets.page('src/widget/site.css')}
    >
      <TopBar />
      {answer === null ? (
        <Welcome question={question} problem={problem} overview={overview} />
      ) : (
        <main class="column">
          <h1 class="asked">
            <bdi>{answer.question}</bdi>
          </h1>
          <AnswerView answer={answer} />
          <QuestionBox label="再问一个" question="" problem={null} />
        </main>
      )}
    </Layout>
  );
}

function Welcome(properties: {
  readonly question: string;
  readonly problem: string | null;
  readonly overview: OverviewBody;
}) {
  const { question, problem, overview } = properties;
  return (
    <main class="column">
      <div class="welcome">
        <h1>查政策文件，答案注明出处</h1>
        <p>从下列文件中找答案，每句话都标明出自哪份文件的哪一条。</p>
      </div>
      <QuestionBox label="问题" question={question} problem={problem} hasFocus />
      <Suggestions title="可以这样问" questions={overview.samples} />
      <DocumentList overview={overview} />
    </main>
  );
}

function QuestionBox(properties: {
  readonly label: Child;
  readonly question: string;
  readonly problem: string | null;
  readonly hasFocus?: boolean;
}) {
  const { label, question, problem, hasFocus } = properties;
  return (
    <form class="question-box" action="/" method="get">
      <label for="q">{label}</label>
      <div class="question-row">
        <input
          id="q"
          name="q"
          type="search"
          value={question}
          maxlength={1000}
          required
          autocomplete="off"
          enterkeyhint="send"
          placeholder="例如：今年的工作重点是什么"
          autofocus={hasFocus === true}
          aria-describedby={problem === null ? undefined : 'problem'}
          aria-invalid={problem === null ? undefined : 'true'}
        />
        <input type="hidden" name={PLAIN_PARAMETER} value="1" />
        <button type="submit">提问</button>
      </div>
      {problem === null ? null : (
        <p id="problem" class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function DocumentList({
  overview: { documentCount, documents },
}: {
  readonly overview: OverviewBody;
}) {
  return (
    <section class="documents">
      <h2>文件（{documentCount} 份）</h2>
      {documentCount > 0 ? null : (
        <p class="detail">还没有文件。把 .txt 或 .md 文件放进文件目录，再重新启动。</p>
      )}
      <ul>
        {documents.map(({ id, title }) => (
          <li>
            <a href={`/documents/${encodeURIComponent(id)}`}>
              <bdi>{title}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {documentCount > documents.length ? (
        <p class="detail">只列出最新的 {documents.length} 份，其余的可以直接提问。</p>
      ) : null}
    </section>
  );
}
