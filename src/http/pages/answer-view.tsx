import type { Answer, Citation } from '../../answer/answer.js';

/** An answer with its citation marks as links into the reader. */
export function AnswerView({ answer }: { readonly answer: Answer }) {
  return (
    <article class={`answer ${answer.kind}`} aria-label="回答">
      {answer.interpretedQuestion === answer.question || answer.kind === 'greeting' ? null : (
        <p class="interpreted">按“{answer.interpretedQuestion}”查找</p>
      )}
      {answer.notices.map((notice) => (
        <p class="notice">{notice.message}</p>
      ))}
      <div class="answer-text">
        {answer.text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => (
            <p>{withLinks(line, answer.citations)}</p>
          ))}
      </div>
      <Sources title="依据" citations={answer.citations} isNumbered shown={answer.text} />
      <Sources title="最接近的章节" citations={answer.nearest} isNumbered={false} shown="" />
      <Suggestions title="还可以问" questions={answer.suggestions} />
    </article>
  );
}

/** Questions to go on with, as links. */
export function Suggestions(properties: {
  readonly title: string;
  readonly questions: readonly string[];
}) {
  if (properties.questions.length === 0) return null;
  return (
    <nav class="suggestions" aria-label={properties.title}>
      <h2>{properties.title}</h2>
      <ul>
        {properties.questions.map((question) => (
          <li>
            <a href={`/?${new URLSearchParams({ q: question })}`}>{question}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Sources(properties: {
  readonly title: string;
  readonly citations: readonly Citation[];
  readonly isNumbered: boolean;
  /** What the reader has seen already; a quotation in it is shown in short. */
  readonly shown: string;
}) {
  const { title, citations, isNumbered, shown } = properties;
  if (citations.length === 0) return null;
  return (
    <section class="sources">
      <h2>{title}</h2>
      <ol class={isNumbered ? 'numbered' : 'plain'}>
        {citations.map((citation) => (
          <li>
            {isNumbered ? <span class="number">{citation.index}</span> : null}
            <div>
              <a href={citation.url}>
                {citation.documentTitle}
                {citation.headingPath.map((heading) => (
                  <>
                    <span class="step"> › </span>
                    {heading}
                  </>
                ))}
              </a>
              {isOnlyHeading(citation) ? null : (
                <blockquote class={shown.includes(citation.quote) ? 'repeated' : undefined}>
                  {citation.quote}
                </blockquote>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A quotation of the heading that the link shows already. */
function isOnlyHeading({ quote, headingPath }: Citation): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
  return letters(quote) === letters(headingPath.at(-1) ?? '');
}

/** `…[1]…` with each known mark as a link, on one line with the letter before it; other brackets stay words. */
function withLinks(line: string, citations: readonly Citation[]) {
  return line.split(/(\S(?:\[\d+\])+)/u).map((part, at) => {
    const words = linked(part, citations);
    return at % 2 === 0 ? words : <span class="with-mark">{words}</span>;
  });
}

function linked(words: string, citations: readonly Citation[]) {
  return words.split(/(\[\d+\])/).map((part) => {
    const index = /^\[(\d+)\]$/.exec(part)?.[1];
    const citation = citations.find((candidate) => String(candidate.index) === index);
    if (citation === undefined) return part;
    return (
      <a
        class="mark"
        href={citation.url}
        aria-label={`依据 ${citation.index}：${citation.documentTitle} ${citation.address}`}
      >
        {citation.index}
      </a>
    );
  });
}
