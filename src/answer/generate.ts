import type { Citation, Notice } from './answer.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { headingLabel, printMarks } from './citation-book.js';
import { answered } from './draft.js';
import { type CheckedSentence, createSentenceCheck } from './generate-check.js';
import { clausesFor, type GivenClause, shownWords } from './generate-clauses.js';
import type { LanguageModel, ModelMessage } from './generate-model.js';
import { createSentenceReader, type ModelSentence } from './generate-sentences.js';
import { drawHandles } from './handles.js';
import { promptMessages } from './prompt.js';
import { readSources } from './support/check-support.js';

/** What answers from a language model are made with. */
export interface GeneratorParts {
  readonly model: LanguageModel;
  /** For the whole answer, both tries included. */
  readonly timeoutMs: number;
  /** A signal that is aborted after so many milliseconds. */
  readonly deadline: (timeoutMs: number) => AbortSignal;
  /** 0 up to 1, not to be foreseen: handles are drawn with it. */
  readonly random: () => number;
  /** Told of what keeps the model from answering; never a key or a question. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/** How one answer is watched and stopped; see AnswerStream. */
export interface GenerateOptions {
  readonly signal?: AbortSignal | undefined;
  readonly say: (text: string, citations: readonly Citation[]) => void;
}

/** A draft, and whether its words are a model's. */
export interface GeneratedDraft {
  readonly draft: Draft;
  readonly engine: 'extractive' | 'generative';
}

/** Puts extractive drafts into a model's words where every one of them is borne out. */
export interface Generator {
  /**
   * The model's answer as far as the clauses bear it out, else the draft with a `partial` notice.
   * @throws the signal's reason once it is aborted
   */
  generate(
    made: { readonly task: AnswerTask; readonly draft: Draft },
    options: GenerateOptions,
  ): Promise<GeneratedDraft>;
}

/** Tries in one answer: a second one only where the first brought nothing. */
const MOST_TRIES = 2;
/** Characters and sentences after which a model is no longer listened to. */
const MOST_CHARACTERS = 6000;
const MOST_SENTENCES = 12;
/** Sentences that have passed before the first is said: then the model is worth following, and there is no way back. */
const SENTENCES_BEFORE_SAYING = 2;

/** A generator over one model. */
export function createGenerator(parts: GeneratorParts): Generator {
  return {
    async generate({ task, draft }, { signal, say }) {
      if (!isForModel(task, draft)) return { draft, engine: 'extractive' };
      const clauses = clausesFor(task, draft);
      const handles = drawHandles(clauses.length, parts.random);
      const check = createSentenceCheck({
        clauses,
        handles,
        sources: readSources(clauses),
        store: task.store,
        maxCitations: task.maxCitations ?? DEFAULT_MAX_CITATIONS,
      });
      const messages = promptMessages(
        task.question.question,
        clauses.map((clause, index) => promptClause(clause, handles[index] ?? '')),
      );
      const speaker = createSpeaker({ say, book: check.book });
      const end = await follow(parts, { messages, signal, check, speaker });
      signal?.throwIfAborted();
      if (!speaker.hasSaid() && !isEnough(check)) {
        const words = task.frame.notices;
        const message = end === 'answered' ? words.unsupported() : words.modelFailed();
        return { draft: withNotice(draft, message), engine: 'extractive' };
      }
      speaker.sayAll();
      return { draft: madeDraft(task, { draft, speaker, check, end }), engine: 'generative' };
    },
  };
}

/** Facts and topics gain by other words; outlines, addresses, lists, refusals and greetings do not. */
function isForModel({ question }: AnswerTask, draft: Draft): boolean {
  const isOfKind = question.intent === 'fact' || question.intent === 'topic';
  // The check reads Chinese against Chinese: words in another language would all be removed.
  const isReadable = question.language === 'zh' && /\p{Script=Han}/u.test(question.question);
  return draft.kind === 'answered' && draft.citations.length > 0 && isOfKind && isReadable;
}

function promptClause(clause: GivenClause, handle: string) {
  const { section } = clause.place;
  const address = section.address === '' ? headingLabel(section) : section.address;
  return { handle, place: `《${clause.title}》${address}`, words: shownWords(clause) };
}

type SentenceCheck = ReturnType<typeof createSentenceCheck>;

interface Following {
  readonly messages: readonly ModelMessage[];
  readonly signal: AbortSignal | undefined;
  readonly check: SentenceCheck;
  readonly speaker: Speaker;
}

/** Listens to the model, and a second time where it said nothing; how it ended. */
async function follow(
  parts: GeneratorParts,
  { messages, signal, check, speaker }: Following,
): Promise<'answered' | 'failed'> {
  const deadline = parts.deadline(parts.timeoutMs);
  const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    try {
      await listen(parts.model, { messages, signal: stop, check, speaker });
      if (check.passed() + check.dropped() > 0) return 'answered';
    } catch (error) {
      if (signal?.aborted !== true) parts.onProblem?.(error);
      if (check.passed() + check.dropped() > 0) return 'failed';
    }
    if (stop.aborted) return 'failed';
  }
  return 'failed';
}

async function listen(
  model: LanguageModel,
  { messages, signal, check, speaker }: Following & { readonly signal: AbortSignal },
): Promise<void> {
  const reader = createSentenceReader();
  // Ends the model's stream however this ends.
  const leave = new AbortController();
  const both = AbortSignal.any([signal, leave.signal]);
  const hear = (sentences: readonly ModelSentence[]) => {
    for (const sentence of sentences) {
      const checked = check.check(sentence);
      if (checked !== null) speaker.hear(checked, check);
    }
  };
  try {
    let characters = 0;
    for await (const words of untilAborted(model.write(messages, { signal: both }), both)) {
      characters += words.length;
      hear(reader.read(words));
      const isEndless =
        characters > MOST_CHARACTERS || check.passed() + check.dropped() >= MOST_SENTENCES;
      if (isEndless) return;
    }
    hear(reader.end());
  } finally {
    leave.abort();
  }
}

/** The words of a model until a signal, also where the model does not heed it. */
async function* untilAborted(
  words: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  signal.throwIfAborted();
  const iterator = words[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Without a listener a late rejection would end the process.
  aborted.catch(() => undefined);
  for (;;) {
    const next = iterator.next();
    next.catch(() => undefined);
    const result = await Promise.race([next, aborted]);
    if (result.done === true) return;
    yield result.value;
  }
}

/** Whether what passed is an answer: something did, and not less than was removed. */
function isEnough(check: SentenceCheck): boolean {
  return check.passed() > 0 && check.passed() >= check.dropped();
}

/** Keeps sentences back until there are enough of them, then says each as it comes. */
interface Speaker {
  hear(sentence: CheckedSentence, check: SentenceCheck): void;
  /** Says what was kept back. */
  sayAll(): void;
  hasSaid(): boolean;
  /** Everything heard, its marks not yet printed. */
  text(): string;
}

function createSpeaker({
  say,
  book,
}: Pick<GenerateOptions, 'say'> & Pick<SentenceCheck, 'book'>): Speaker {
  let text = '';
  let said = 0;
  const sayAll = () => {
    if (said < text.length) say(printMarks(text.slice(said)), [...book.citations]);
    said = text.length;
  };
  return {
    hear({ marked, startsLine, isItem }, check) {
      const opens = text === '' ? '' : startsLine ? '\n' : '';
      text += `${opens}${startsLine && isItem ? '· ' : ''}${marked}`;
      if (said > 0 || (check.passed() >= SENTENCES_BEFORE_SAYING && isEnough(check))) sayAll();
    },
    sayAll,
    hasSaid: () => said > 0,
    text: () => text,
  };
}

/** Notices of a draft that hold for any answer from its documents. */
const LASTING: ReadonlySet<Notice['kind']> = new Set(['year', 'scope', 'superseded', 'corrected']);

function madeDraft(
  task: AnswerTask,
  made: {
    readonly draft: Draft;
    readonly speaker: Speaker;
    readonly check: SentenceCheck;
    readonly end: 'answered' | 'failed';
  },
): Draft {
  const { draft, speaker, check, end } = made;
  const words = task.frame.notices;
  const removed = check.dropped();
  const notices: readonly Notice[] = [
    ...draft.notices.filter(({ kind }) => LASTING.has(kind)),
    ...(end === 'failed' ? [partial(words.modelStopped())] : []),
    ...(removed > 0 ? [partial(words.removed(removed))] : []),
  ];
  return { ...answered(task, { lines: [speaker.text()], book: check.book, notices }) };
}

function withNotice(draft: Draft, message: string): Draft {
  return { ...draft, notices: [...draft.notices, partial(message)] };
}

function partial(message: string): Notice {
  return { kind: 'partial', message };
}
