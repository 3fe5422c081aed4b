import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldScript, simplifiedForModel } from '../../src/text/script-variants.js';

describe('folding scripts', () => {
  it('turns traditional characters into simplified ones', () => {
    expect(foldScript('吸引外資的獎勵')).toBe('吸引外资的奖励');
  });

  it('turns the words of a traditional text into those of the mainland', () => {
    expect(foldScript('軟體與網路')).toBe('软件与网络');
  });

  it('turns Japanese forms into simplified ones beside kana', () => {
    expect(foldScript('経済の発展')).toContain('经济');
    expect(foldScript('経済の発展')).toContain('发展');
  });

  it('leaves a simplified text as it is, also where a word means another thing in Taiwan', () => {
    const text = '程序、信息、著名、乾隆、皇后';
    expect(foldScript(text)).toBe(text);
  });

  it('keeps the words of a simplified text that holds one rare name', () => {
    expect(foldScript('按照规定的程序办理登记，联系人陈喆')).toContain('程序');
  });

  it('gives the model Chinese in simplified characters and Japanese as it is written', () => {
    expect(simplifiedForModel('獎勵外資')).toBe('奖励外资');
    expect(simplifiedForModel('経済の発展')).toBe('経済の発展');
  });

  it('leaves English and numbers as they are', () => {
    expect(foldScript('RCEP 2023')).toBe('RCEP 2023');
  });

  it('folds what is folded no further', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\u4e00-\u9fff]{0,20}$/), (text) => {
        const once = foldScript(text);
        expect(foldScript(foldScript(once))).toBe(foldScript(once));
      }),
    );
  });
});
