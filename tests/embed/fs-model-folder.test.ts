import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModelFolder } from '../../src/embed/fs-model-folder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wence-model-'));
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'config.json'), '{"hidden_size":8,"max_position_embeddings":64}');
  await writeFile(join(folder, 'tokenizer.json'), '{}');
  await writeFile(join(folder, 'tokenizer_config.json'), '{"model_max_length":1e30}');
  await writeFile(join(folder, 'onnx/model_quantized.onnx'), 'weights');
});

afterEach(() => rm(folder, { recursive: true }));

describe('a model folder', () => {
  it('tells size, limit and the prefixes of E5 where nothing else is said', async () => {
    expect(await readModelFolder(folder)).toMatchObject({
      dimensions: 8,
      maxTokens: 64,
      quantized: true,
      settings: { queryPrefix: 'query: ', passagePrefix: 'passage: ', pooling: 'mean' },
    });
  });

  it('lets wence.json say other prefixes and another pooling', async () => {
    await writeFile(
      join(folder, 'wence.json'),
      '{"queryPrefix":"","passagePrefix":"","pooling":"cls"}',
    );
    const { settings } = await readModelFolder(folder);
    expect(settings).toEqual({ queryPrefix: '', passagePrefix: '', pooling: 'cls' });
  });

  it('tells whether a cross-encoder lies beside the weights, which changes no vector', async () => {
    const without = await readModelFolder(folder);
    await writeFile(join(folder, 'onnx/cross_encoder_quantized.onnx'), 'weights');
    const beside = await readModelFolder(folder);
    expect([without.hasCrossEncoder, beside.hasCrossEncoder]).toEqual([false, true]);
    expect(beside.modelHash).toBe(without.modelHash);
  });

  it('has another hash with other weights, and with other prefixes', async () => {
    const hashes = [(await readModelFolder(folder)).modelHash];
    await writeFile(join(folder, 'wence.json'), '{"queryPrefix":"问："}');
    hashes.push((await readModelFolder(folder)).modelHash);
    await writeFile(join(folder, 'onnx/model_quantized.onnx'), 'weightz');
    hashes.push((await readModelFolder(folder)).modelHash);
    expect(new Set(hashes).size).toBe(3);
  });

  it('keeps its hash when only a calibration is written beside the model', async () => {
    const before = await readModelFolder(folder);
    await writeFile(join(folder, 'calibration.json'), '{}');
    expect((await readModelFolder(folder)).modelHash).toBe(before.modelHash);
  });

  it('loads the full-precision model where there is no quantised one', async () => {
    await rm(join(folder, 'onnx/model_quantized.onnx'));
    await writeFile(join(folder, 'onnx/model.onnx'), 'weights');
    expect(await readModelFolder(folder)).toMatchObject({ quantized: false });
  });

  it('is refused where the folder is missing, saying what belongs in it', async () => {
    await expect(readModelFolder(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'invalid_model',
      message: expect.stringMatching(/没有这个文件夹.*tokenizer\.json.*WENCE_MODEL/),
    });
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
    'is refused without %s',
    async (file) => {
      await rm(join(folder, file));
      await expect(readModelFolder(folder)).rejects.toMatchObject({ code: 'invalid_model' });
    },
  );

  it.each([
    ['config.json', '{"hidden_size":'],
    ['config.json', '{"hidden_size":"many"}'],
    ['wence.json', '{"prefix":"query: "}'],
  ])('is refused when %s holds %s, naming the file', async (file, text) => {
    await writeFile(join(folder, file), text);
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: 'invalid_model',
      message: expect.stringContaining(file),
    });
  });
});
