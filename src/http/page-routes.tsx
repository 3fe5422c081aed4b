import type { Answer, Answerer } from '../answer/answer.js';
import { askBody } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { requireDocument } from './document-routes.js';
import { AskPage } from './pages/ask-page.js';
import { ReaderPage } from './pages/reader-page.js';
import { quoteRange } from './pages/reader-text.js';
import { showPage } from './pages/show-page.js';
import { requireReady } from './ready.js';

/** `GET /`: the question box; with `?q=` the answer under it. */
export function askPageRoute({ state }: Pick<AppDependencies, 'state'>) {
  const samplesOf = createSamples();
  return async (context: AppContext) => {
    const { answerer, store } = requireReady(state());
    const question = context.req.query('q') ?? '';
    const samples = await samplesOf(answerer);
    const page = (outcome: { readonly answer: Answer | null; readonly problem: string | null }) => (
      <AskPage question={question} documents={store.documents} samples={samples} {...outcome} />
    );
    if (question.trim() === '')
      return showPage(context, { page: page({ answer: null, problem: null }) });
    const request = askBody.safeParse({ question });
    if (!request.success) {
      const problem = `问题最多 1000 个字符，现在是 ${question.trim().length} 个。`;
      return showPage(context, { page: page({ answer: null, problem }), status: 400 });
    }
    const answer = await answerer.ask(request.data, { signal: context.req.raw.signal });
    return showPage(context, { page: page({ answer, problem: null }) });
  };
}

/** `GET /documents/{id}`: the reader. */
export function readerRoute({ state }: Pick<AppDependencies, 'state'>) {
  return (context: AppContext) => {
    const document = requireDocument(requireReady(state()).store, context.req.param('id') ?? '');
    const quote = quoteRange(context.req.query('quote'), document.text);
    return showPage(context, { page: <ReaderPage document={document} quote={quote} /> });
  };
}

/** What every answerer greets with its sample questions for. */
const GREETING = '你能做什么';

/** Sample questions of an answerer, asked for once; a page can do without them. */
function createSamples(): (answerer: Answerer) => Promise<readonly string[]> {
  const known = new WeakMap<Answerer, readonly string[]>();
  return async (answerer) => {
    const kept = known.get(answerer);
    if (kept !== undefined) return kept;
    const samples = await answerer.ask({ question: GREETING }).then(
      (greeting) => greeting.suggestions,
      () => [],
    );
    known.set(answerer, samples);
    return samples;
  };
}
