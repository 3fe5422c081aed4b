import { createFollowUps } from '../retrieve/follow-up.js';
import type { PastTurn } from '../retrieve/past-turn.js';
import { questionLanguage } from '../retrieve/question-text.js';
import type { Answer, Answerer } from './answer.js';
import { createAnswerStream } from './answer-stream.js';
import { DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { type AnswererParts, draftingParts } from './answerer-parts.js';
import type { AskedQuestion, DraftedAnswer } from './asked-question.js';
import { printMarks } from './citation-book.js';
import { memoryConversationLimits, type Turn } from './conversations.js';
import { draftEach } from './draft-each.js';
import { draftStandalone } from './draft-standalone.js';
import { frameFor } from './frame-for.js';
import type { GeneratedDraft, Generator } from './generate.js';
import { createMemoryConversations } from './memory-conversations.js';
import { withRepair } from './repaired-answer.js';
import { replayHistory } from './replay-history.js';
import { requestedDocuments } from './requested-documents.js';
import { separateQuestions } from './separate-questions.js';
import { standingNotices } from './standing-notices.js';

/** Days that conversations in memory last; a process rarely runs longer. */
const MEMORY_DAYS = 1;

/**
 * Answers questions in the documents' own words. A question goes through the steps below, each a
 * file of its own; this one only strings them together.
 */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { store } = parts;
  const drafting = draftingParts(parts);
  const { reader, standingOf } = drafting;
  const followUps = createFollowUps({ store, reader });
  const conversations =
    parts.conversations ??
    createMemoryConversations({
      limits: memoryConversationLimits(MEMORY_DAYS),
      clockMs: parts.clockMs,
      newId: () => parts.newId('c_'),
    });

  /** The steps from the words of a question to a draft; nothing is remembered. */
  const draftAnswer = async (asked: AskedQuestion): Promise<DraftedAnswer> => {
    const standalone = followUps.resolve(asked.question, { turns: asked.turns, now: parts.now() });
    const [first, ...others] =
      standalone.aim === null && asked.isPart !== true
        ? separateQuestions(standalone.question)
        : [];
    // Each of them cites at least one clause: where fewer are wanted, they are answered as one.
    const isEach =
      others.length > 0 && others.length < (asked.maxCitations ?? DEFAULT_MAX_CITATIONS);
    if (first !== undefined && isEach) {
      return draftEach(asked, { questions: [first, ...others], draft: draftAnswer });
    }
    return await withRepair(standalone.question, {
      // What a follow-up aims at was put into words here, and spelled right.
      repair: standalone.aim === null ? parts.repair : undefined,
      language: questionLanguage(asked.question),
      answer: (question) =>
        draftStandalone(asked, { standalone: { ...standalone, question }, parts: drafting }),
    });
  };

  /** In a language model's words where there is one and the clauses bear it out. */
  const worded = async (
    { draft, task }: DraftedAnswer,
    options: Parameters<Generator['generate']>[1],
  ): Promise<GeneratedDraft> =>
    parts.generator === undefined || task === undefined
      ? { draft, engine: 'extractive' }
      : parts.generator.generate({ task, draft }, options);

  return {
    async ask(request, { signal, onEvent } = {}) {
      const startedMs = parts.clockMs();
      const stream = createAnswerStream(onEvent);
      const documents = requestedDocuments(request, { store, reader });
      const conversation = await conversations.open(request.conversationId);
      const { question, maxCitations } = request;
      const needsHistory = request.history !== undefined && followUps.leansOnHistory(question);
      const turns = needsHistory
        ? await replayHistory(request.history ?? [], async (earlier, before) => {
            signal?.throwIfAborted();
            const made = await draftAnswer({
              question: earlier,
              turns: before,
              documents,
              maxCitations,
            });
            return pastTurn(made.understood, made.draft);
          })
        : conversation.turns.map((turn) => ({ ...turn, question: turn.interpretedQuestion }));
      // Nobody reads it any more; the model's time is others'.
      signal?.throwIfAborted();
      const made = await draftAnswer({ question, turns, documents, maxCitations });
      const head = {
        id: parts.newId('a_'),
        conversationId: conversation.id,
        interpretedQuestion: made.understood,
      };
      const { draft, engine } = await worded(made, {
        signal,
        say: (text, citations) => {
          stream.meta(head);
          stream.say(text, citations);
        },
      });
      const answer: Answer = {
        ...answerOf(draft),
        notices: [
          ...draft.notices,
          ...standingNotices(draft.citations, {
            store,
            standingOf,
            frame: frameFor(questionLanguage(question)),
          }),
        ],
        ...head,
        question,
        engine,
        timing: { retrieveMs: made.retrieveMs, totalMs: parts.clockMs() - startedMs },
      };
      signal?.throwIfAborted();
      await conversations.record(conversation.id, turnOf(answer));
      stream.finish(answer);
      return answer;
    },
  };
}

function answerOf(draft: Draft): Pick<Answer, keyof Draft> {
  return {
    kind: draft.kind,
    text: printMarks(draft.text),
    citations: [...draft.citations],
    notices: [...draft.notices],
    nearest: [...draft.nearest],
    suggestions: [...draft.suggestions],
  };
}

function turnOf({ id, question, interpretedQuestion, citations }: Answer): Turn {
  return { ...pastTurn(question, { citations }), answerId: id, interpretedQuestion };
}

function pastTurn(question: string, { citations }: Pick<Draft, 'citations'>): PastTurn {
  const cited = citations.map(({ documentId, sectionId }) => ({ documentId, sectionId }));
  return { question, cited };
}
