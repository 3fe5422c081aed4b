import type { FailureKind } from '../ask/ask-client.js';

/** Everything the chat says of its own accord, in one language. */
export interface Words {
  readonly heading: string;
  /** Over an empty conversation. */
  readonly hello: string;
  readonly welcome: string;
  readonly launch: string;
  readonly close: string;
  readonly startNew: string;
  readonly history: string;
  /** `years`: `2021–2024`, or empty where no document has a year. */
  readonly collection: (documentCount: number, years: string) => string;
  readonly emptyCollection: string;
  readonly moreDocuments: (count: number) => string;
  readonly overviewFailed: string;
  readonly samples: string;

  readonly question: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly tooLong: (over: number) => string;
  readonly counted: (length: number, most: number) => string;

  readonly you: string;
  readonly conversation: string;
  readonly interpreted: (question: string) => string;
  readonly searching: string;
  readonly slow: string;
  readonly preparing: string;
  readonly stopped: string;
  readonly offline: string;
  readonly failures: Readonly<Record<FailureKind, string>>;
  readonly requestId: (id: string) => string;
  readonly retry: string;
  readonly retryIn: (seconds: number) => string;
  readonly refused: string;
  readonly nearest: string;
  readonly sources: string;
  readonly allSources: (count: number) => string;
  readonly fewerSources: string;
  readonly sourceMark: (index: number, title: string, address: string) => string;
  readonly goOn: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly useful: string;
  readonly useless: string;
  readonly whatWasWrong: string;
  readonly sendComment: string;
  readonly skip: string;
  readonly thanks: string;
  readonly rateFailed: string;
  readonly answered: (sourceCount: number) => string;
  readonly toLatest: string;
  readonly begunAnew: string;
  readonly historyNotKept: string;
  readonly forgetFailed: string;

  readonly noHistory: string;
  readonly turnCount: (count: number) => string;
  readonly forget: (title: string) => string;
  readonly forgetAll: string;
  readonly forgetAllSure: string;
  readonly forgetAllYes: string;
  readonly cancel: string;
  readonly forgotten: string;

  readonly documentOpening: string;
  readonly documentFailed: string;
  readonly documentGone: string;
  readonly closeDocument: string;
  readonly contents: string;
  readonly fullPage: string;
  readonly inNewTab: string;
  readonly copyLink: string;
  readonly copyQuote: string;
  readonly link: string;
  readonly linkOf: (address: string) => string;
  readonly linkCopied: string;
  readonly quoteCopied: string;
  readonly documentSource: string;
}
