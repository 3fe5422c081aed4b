import { describe, expect, it } from 'vitest';
import { replayHistory } from '../../src/answer/replay-history.js';

const replayed = async (...contents: readonly string[]) => {
  const asked: string[] = [];
  await replayHistory(
    contents.map((content) => ({ role: 'user' as const, content })),
    (question) => {
      asked.push(question);
      return Promise.resolve({ question, cited: [] });
    },
  );
  return asked;
};

describe('a history that a caller sends', () => {
  it('has its last four questions understood anew', async () => {
    expect(await replayed('一', '二', '三', '四', '五')).toEqual(['二', '三', '四', '五']);
  });

  it('costs no more than one question of the greatest length, the earlier ones giving way', async () => {
    const long = '长'.repeat(600);
    expect(await replayed(long, long, long, '短')).toEqual([long, '短']);
    expect(await replayed('早', '全'.repeat(1000))).toEqual(['全'.repeat(1000)]);
    expect(await replayed('太长'.repeat(600))).toEqual([]);
  });
});
