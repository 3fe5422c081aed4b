import type { Answer } from '../../answer/answer.js';
import type { PolicyDocument } from '../../outline/outline.js';
import { AnswerView, Suggestions } from './answer-view.js';
import { Layout, TopBar } from './layout.js';

/** The question box, with the answer under it once a question was asked. It is a form: it works without scripts. */
export function AskPage(properties: {
  readonly question: string;
  readonly answer: Answer | null;
  /** What is wrong with the question, in words for its writer. */
  readonly problem: string | null;
  readonly documents: readonly PolicyDocument[];
  readonly samples: readonly string[];
}) {
  const { question, answer, problem, documents, samples } = properties;
  return (
    <Layout title={question === '' ? '问策' : `${question} · 问策`} className="ask-page">
      <TopBar />
      <main class="column">
        {answer === null ? (
          <div class="welcome">
            <h1>查政策文件，答案注明出处</h1>
            <p>从下列文件中找答案，每句话都标明出自哪份文件的哪一条。</p>
          </div>
        ) : (
          <h1 class="asked">{answer.question}</h1>
        )}
        {answer === null ? null : <AnswerView answer={answer} />}
        <form class="question-box" action="/" method="get">
          <label for="q">{answer === null ? '问题' : '再问一个'}</label>
          <div class="question-row">
            <input
              id="q"
              name="q"
              type="search"
              value={answer === null ? question : ''}
              maxlength={1000}
              required
              autocomplete="off"
              placeholder="例如：今年的工作重点是什么"
              autofocus={answer === null}
              aria-describedby={problem === null ? undefined : 'problem'}
            />
            <button type="submit">提问</button>
          </div>
          {problem === null ? null : (
            <p id="problem" class="problem" role="alert">
              {problem}
            </p>
          )}
        </form>
        {answer === null ? <Suggestions title="可以这样问" questions={samples} /> : null}
        {answer === null ? <DocumentList documents={documents} /> : null}
      </main>
    </Layout>
  );
}

/** Beyond this many, a list is no help on a start page. */
const MAX_LISTED_DOCUMENTS = 100;

function DocumentList({ documents }: { readonly documents: readonly PolicyDocument[] }) {
  return (
    <section class="documents">
      <h2>文件（{documents.length} 份）</h2>
      {documents.length > 0 ? null : (
        <p class="detail">还没有文件。把 .txt 或 .md 文件放进文件目录，再重新启动。</p>
      )}
      <ul>
        {documents.slice(0, MAX_LISTED_DOCUMENTS).map((document) => (
          <li>
            <a href={`/documents/${encodeURIComponent(document.id)}`}>{document.title}</a>
            {document.metadata.documentNumber === null ? null : (
              <span class="detail"> {document.metadata.documentNumber}</span>
            )}
          </li>
        ))}
      </ul>
      {documents.length > MAX_LISTED_DOCUMENTS ? (
        <p class="detail">只列出前 {MAX_LISTED_DOCUMENTS} 份，其余的可以直接提问。</p>
      ) : null}
    </section>
  );
}
