import { describe, expect, it } from 'vitest';
import { createConversationIds } from '../../src/answer/conversation-ids.js';

describe('conversation ids', () => {
  const create = () => {
    let count = 0;
    return createConversationIds(() => {
      count += 1;
      return `c_${count}`;
    });
  };

  it('go on where the id was given out here', () => {
    const ids = create();
    const first = ids.resolve(undefined);
    expect(ids.resolve(first)).toBe(first);
  });

  it('start anew for an id that is unknown', () => {
    const ids = create();
    expect(ids.resolve('c_elsewhere')).toBe('c_1');
    expect(ids.resolve('c_elsewhere')).toBe('c_2');
  });

  it('forget the conversation that was silent longest', () => {
    const ids = create();
    const [first, second] = [ids.resolve(undefined), ids.resolve(undefined)];
    ids.resolve(first);
    for (let more = 0; more < 9_999; more += 1) ids.resolve(undefined);
    expect(ids.resolve(second)).not.toBe(second);
  });
});
