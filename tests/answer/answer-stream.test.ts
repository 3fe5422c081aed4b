import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, AnswerEvent, Citation } from '../../src/answer/answer.js';
import { createAnswerStream } from '../../src/answer/answer-stream.js';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

function citation(index: number): Citation {
  return {
    index,
    documentId: 'd1',
    documentTitle: '工作要点',
    sectionId: `s${index}`,
    address: '一、',
    headingPath: [],
    quote: '句',
    start: index,
    end: index + 1,
    url: '/documents/d1',
    score: 1,
  };
}

function answerOf(text: string, fields: Partial<Answer> = {}): Answer {
  return {
    id: 'a_1',
    conversationId: 'c_1',
    kind: 'answered',
    question: '问',
    interpretedQuestion: '问',
    text,
    citations: [],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 0, totalMs: 0 },
    ...fields,
  };
}

function watched() {
  const events: AnswerEvent[] = [];
  return { events, stream: createAnswerStream((event) => events.push(event)) };
}

const joined = (events: readonly AnswerEvent[]) =>
  events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');

/** What texts are cut at, and what must stay whole. */
const MARKS = fc.constantFrom('甲', 'a', ' ', '。', '；', '\n', '[1]', '”', '……', '😀');

describe('an answer in pieces', () => {
  it('joins to the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: MARKS }), fc.nat(), (text, cut) => {
        const { events, stream } = watched();
        stream.meta(answerOf(text));
        stream.say(text.slice(0, cut % (text.length + 1)), []);
        stream.finish(answerOf(text));
        expect(joined(events)).toBe(text);
      }),
    );
  });

  it('comes sentence by sentence, each with its mark', () => {
    const { events, stream } = watched();
    stream.finish(answerOf('第一句。[1]第二句！[2]\n“第三句。”[3]\n\n· 第四'));
    const deltas = events.flatMap((event) => (event.kind === 'delta' ? [event.text] : []));
    expect(deltas).toEqual(['第一句。[1]', '第二句！[2]\n', '“第三句。”[3]\n\n', '· 第四']);
  });

  it('opens once, cites once, and brings notices last', () => {
    const { events, stream } = watched();
    const notices = [{ kind: 'year', message: '按 2023 年文件回答' }] as const;
    const answer = answerOf('甲。[1]乙。[2]', {
      citations: [citation(1), citation(2)],
      notices: [...notices],
    });
    stream.meta(answer);
    stream.say('甲。[1]', [citation(1)]);
    stream.finish(answer);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toEqual(['meta', 'citation', 'delta', 'citation', 'delta', 'notice']);
  });

  it('says nothing before it opened', () => {
    const { events, stream } = watched();
    expect(() => stream.say('甲。', [])).toThrow(/not opened/);
    expect(events).toEqual([]);
  });

  it('takes nothing back: an answer that begins in other words is a fault', () => {
    const { stream } = watched();
    stream.meta(answerOf('甲。'));
    stream.say('甲。', []);
    expect(() => stream.finish(answerOf('乙。'))).toThrow(/not those of the answer/);
  });

  it('takes no citation back either', () => {
    const { stream } = watched();
    stream.meta(answerOf('甲。[1]'));
    stream.say('甲。[1]', [citation(1)]);
    const moved = { ...citation(1), sectionId: 's9', start: 9, end: 10 };
    expect(() => stream.finish(answerOf('甲。[1]', { citations: [moved] }))).toThrow();
  });
});

describe('asking with a watcher', () => {
  const library = smallLibrary({
    '要点.txt': '2023年商务工作要点\n　　一、招商。全年举办招商活动10次以上。\n　　二、消费。',
  });
  const question = '全年举办招商活动多少次';

  it('brings the same answer in pieces', async () => {
    const events: AnswerEvent[] = [];
    const answer = await ask(library, { question }, { onEvent: (event) => events.push(event) });
    expect(joined(events)).toBe(answer.text);
    expect(events[0]).toEqual({
      kind: 'meta',
      id: answer.id,
      conversationId: answer.conversationId,
      interpretedQuestion: answer.interpretedQuestion,
    });
    const cited = events.flatMap((event) => (event.kind === 'citation' ? [event.citation] : []));
    expect(cited).toEqual(answer.citations);
    expect(cited.length).toBeGreaterThan(0);
  });

  it('stops where nobody waits any more', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(ask(library, { question }, { signal })).rejects.toThrow('gone');
  });
});
