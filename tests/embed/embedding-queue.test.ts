import { describe, expect, it } from 'vitest';
import { createEmbeddingQueue, MOST_WAITING } from '../../src/embed/embedding-queue.js';

/** An engine that computes only when told to, and remembers the order it was asked in. */
function steppedEngine() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    asked,
    embed: (text: string) =>
      new Promise<Float32Array>((resolve) => {
        asked.push(text);
        waiting.push(() => resolve(Float32Array.of(text.length)));
      }),
    async step() {
      waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('the embedding queue', () => {
  it('lets a question go before the passages that are still waiting', async () => {
    const engine = steppedEngine();
    const queue = createEmbeddingQueue(engine);
    const first = queue.batch(['甲', '乙乙', '丙丙丙']);
    const second = queue.batch(['丁']);
    const question = queue.urgent('问');
    for (let step = 0; step < 5; step += 1) {
      await engine.step();
    }
    expect(await question).toEqual(Float32Array.of(1));
    expect(await first).toEqual([Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)]);
    expect(await second).toEqual([Float32Array.of(1)]);
    expect(engine.asked.slice(0, 2)).toEqual(['甲', '问']);
  });

  it('lets other work for a question go before the passages too, one piece at a time', async () => {
    const engine = steppedEngine();
    const queue = createEmbeddingQueue(engine);
    const passages = queue.batch(['甲', '乙']);
    const work = queue.urgentWork(async () => {
      engine.asked.push('读');
      return await Promise.resolve(['读']);
    });
    for (let step = 0; step < 3; step += 1) await engine.step();
    expect(await work).toEqual(['读']);
    expect(await passages).toHaveLength(2);
    expect(engine.asked).toEqual(['甲', '读', '乙']);
  });

  it('reports progress after each passage', async () => {
    const queue = createEmbeddingQueue({ embed: () => Promise.resolve(Float32Array.of(1)) });
    const progress: string[] = [];
    await queue.batch(['甲', '乙'], {
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(progress).toEqual(['1/2', '2/2']);
  });

  it('stops between passages when it is aborted and still answers questions', async () => {
    const controller = new AbortController();
    const embedded: string[] = [];
    const queue = createEmbeddingQueue({
      embed: (text) => {
        embedded.push(text);
        return Promise.resolve(Float32Array.of(1));
      },
    });
    const batch = queue.batch(['甲', '乙', '丙'], {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('够了')),
    });
    await expect(batch).rejects.toThrow('够了');
    expect(embedded).toEqual(['甲']);
    expect(await queue.urgent('问')).toEqual(Float32Array.of(1));
  });

  it('carries the error of one text to its caller alone', async () => {
    const queue = createEmbeddingQueue({
      embed: (text) =>
        text === '坏' ? Promise.reject(new Error('不行')) : Promise.resolve(Float32Array.of(1)),
    });
    const bad = queue.urgent('坏');
    const good = queue.urgent('好');
    await expect(bad).rejects.toThrow('不行');
    await expect(good).resolves.toEqual(Float32Array.of(1));
  });

  it('rejects what waits and what comes after it was closed', async () => {
    const engine = steppedEngine();
    const queue = createEmbeddingQueue(engine);
    const running = queue.urgent('甲');
    const waiting = expect(queue.urgent('乙')).rejects.toMatchObject({ code: 'not_ready' });
    queue.close();
    await waiting;
    await engine.step();
    await expect(running).resolves.toEqual(Float32Array.of(1));
    await expect(queue.urgent('丙')).rejects.toMatchObject({ code: 'not_ready' });
  });

  it('turns a question away while as many wait as can be answered in time, and takes the next again', async () => {
    const engine = steppedEngine();
    const queue = createEmbeddingQueue(engine);
    const accepted = Array.from({ length: MOST_WAITING + 1 }, () => queue.urgent('问'));
    await expect(queue.urgent('多')).rejects.toMatchObject({ code: 'not_ready' });
    await engine.step();
    const next = queue.urgent('再');
    for (let step = 0; step < MOST_WAITING + 1; step += 1) await engine.step();
    await expect(next).resolves.toEqual(Float32Array.of(1));
    expect(await Promise.all(accepted)).toHaveLength(MOST_WAITING + 1);
  });
});
