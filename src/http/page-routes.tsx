import { quoteRange } from '../channels/reader/reader-text.js';
import type { SectionStore } from '../index/section-store.js';
import { createStandings, type StandingOf, shanghaiDay } from '../retrieve/succession.js';
import { askBody } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { requireDocument } from './document-routes.js';
import { overviewOf } from './overview-route.js';
import { ChatPage, PLAIN_PARAMETER, PlainAskPage } from './pages/ask-page.js';
import { ReaderPage } from './pages/reader-page.js';
import { showPage } from './pages/show-page.js';
import { requireReady } from './ready.js';

/**
 * `GET /`: the chat. Its script asks `?q=` itself; only where the form without scripts asks (`?plain=1`)
 * is the answer part of the page, so that no question is answered twice.
 */
export function askPageRoute({ state, widget }: Pick<AppDependencies, 'state' | 'widget'>) {
  return async (context: AppContext) => {
    const { answerer, store } = requireReady(state());
    const question = context.req.query('q') ?? '';
    const overview = overviewOf(store.documents, 'zh');
    const shown = { question, overview, assets: widget };
    if (context.req.query(PLAIN_PARAMETER) === undefined || question.trim() === '') {
      return showPage(context, { page: <ChatPage {...shown} /> });
    }
    const request = askBody.safeParse({ question });
    if (!request.success) {
      const problem = `问题最多 1000 个字符，现在是 ${question.trim().length} 个。`;
      const page = <PlainAskPage {...shown} answer={null} problem={problem} />;
      return showPage(context, { page, status: 400 });
    }
    const answer = await answerer.ask(request.data, { signal: context.req.raw.signal });
    return showPage(context, { page: <PlainAskPage {...shown} answer={answer} problem={null} /> });
  };
}

/** `GET /documents/{id}`: the reader. */
export function readerRoute({
  state,
  widget,
  now,
  settings,
}: Pick<AppDependencies, 'state' | 'widget' | 'now' | 'settings'>) {
  const standingsOf = createStandingsOf();
  return (context: AppContext) => {
    const { store } = requireReady(state());
    const document = requireDocument(store, context.req.param('id') ?? '');
    const quote = quoteRange(context.req.query('quote'), document.text);
    const standing = standingsOf(store)(document, shanghaiDay(settings.now ?? now()));
    const url = new URL(context.req.url);
    if (context.get('isHttps')) url.protocol = 'https:';
    const base = settings.publicUrl ?? url.origin;
    const address = `${base.replace(/\/$/, '')}/documents/${encodeURIComponent(document.id)}`;
    const page = (
      <ReaderPage
        document={document}
        quote={quote}
        standing={standing}
        address={address}
        assets={widget}
      />
    );
    return showPage(context, { page });
  };
}

/** Which document took the place of which, read once a store. */
function createStandingsOf(): (store: SectionStore) => StandingOf {
  const known = new WeakMap<SectionStore, StandingOf>();
  return (store) => {
    const kept = known.get(store) ?? createStandings(store.documents);
    known.set(store, kept);
    return kept;
  };
}
