import { describe, expect, it } from 'vitest';
import { prefers } from '../../src/http/accepts.js';

const types = { wanted: 'text/event-stream', usual: 'application/json' };

describe('the choice between two media types', () => {
  const streamed = [
    'text/event-stream',
    'Text/Event-Stream',
    'text/event-stream, */*',
    'text/event-stream, */*;q=0.1',
    'text/event-stream, application/json;q=0.9',
    'application/json;q=0.5, text/event-stream;q=0.8',
    'application/json ; q=0.5 , text/event-stream',
    'text/event-stream, application/json',
    'text/*',
    'text/event-stream;charset=utf-8',
    'application/json;q=0, text/event-stream;q=0.1',
  ];
  for (const accept of streamed) {
    it(`streams for ${accept}`, () => {
      expect(prefers(accept, types)).toBe(true);
    });
  }

  const whole = [
    undefined,
    '',
    '*/*',
    'application/json',
    'application/*',
    'application/json, text/event-stream',
    'application/json, text/event-stream;q=0.9',
    'text/event-stream;q=0.5, */*',
    'text/event-stream;q=0',
    'text/event-stream;q=0, */*',
    'text/html, */*',
    'text/event-streams',
    'image/png',
  ];
  for (const accept of whole) {
    it(`does not stream for ${accept === undefined ? 'no header' : `“${accept}”`}`, () => {
      expect(prefers(accept, types)).toBe(false);
    });
  }
});
