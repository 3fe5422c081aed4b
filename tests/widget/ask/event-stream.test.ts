import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader, type ServerSentEvent } from '../../../src/widget/ask/event-stream.js';

function events(...pieces: readonly string[]): readonly ServerSentEvent[] {
  const read: ServerSentEvent[] = [];
  const next = createEventReader((event) => read.push(event));
  for (const piece of pieces) next(piece);
  return read;
}

describe('an event stream', () => {
  it('is read event by event, whatever its line ends are', () => {
    const expected = [
      { event: 'meta', data: '{"id":1}' },
      { event: '', data: 'a\nb' },
    ];
    const stream = 'event: meta\ndata: {"id":1}\n\ndata:a\ndata: b\n\n';
    expect(events(stream)).toEqual(expected);
    expect(events(stream.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(events(`${stream.replaceAll('\n', '\r')} `)).toEqual(expected);
  });

  it('has comments and unknown fields passed over, colons in data kept', () => {
    expect(events(': waiting\n\nid: 7\nretry: 5\ndata: a: b\n\n')).toEqual([
      { event: '', data: 'a: b' },
    ]);
  });

  it('gives no event that has no data, or did not end', () => {
    expect(events('event: delta\n\nevent: done\ndata: {}\n')).toEqual([]);
  });

  it('is the same however it is cut', () => {
    const line = fc.constantFrom(
      'data: 招商',
      'data:',
      'event: delta',
      ': x',
      '',
      'data: a:b ',
      'id',
    );
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    const stream = fc
      .array(fc.tuple(line, ends), { maxLength: 20 })
      .map((lines) => lines.map(([text, end]) => text + end).join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const at = [
          0,
          ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b),
          text.length,
        ];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(events(...pieces, ' ')).toEqual(events(text, ' '));
      }),
    );
  });
});
