import { describe, expect, it } from 'vitest';
import { type LinePlace, lineStyle } from '../../../src/channels/reader/line-style.js';

const place: LinePlace = {
  isOpening: false,
  isFirst: false,
  title: '某市办法',
  previous: '',
  next: '',
};

describe('how a line is set', () => {
  it('is to the right for a date and the body above it, and not for a sentence above a date', () => {
    expect(lineStyle('2023年10月19日', place)).toBe('signature');
    expect(lineStyle('二〇二三年十月十九日', place)).toBe('signature');
    expect(lineStyle('某市人民政府办公厅', { ...place, next: '2023年10月19日' })).toBe('signature');
    expect(lineStyle('请认真贯彻执行。', { ...place, next: '2023年10月19日' })).toBe('paragraph');
    expect(lineStyle('2023年10月19日起，本办法施行。', place)).toBe('paragraph');
  });

  it('is flush left for whom a document is sent to, and only before the text', () => {
    expect(lineStyle('各区人民政府，市政府各部门：', { ...place, isFirst: true })).toBe(
      'addressee',
    );
    expect(lineStyle('各区人民政府，市政府各部门：', place)).toBe('paragraph');
    expect(lineStyle('根据规定，通知如下。请照办：', { ...place, isFirst: true })).toBe(
      'paragraph',
    );
  });

  it('is centred under the title, except for sentences', () => {
    expect(lineStyle('某政办〔2023〕5号', { ...place, isOpening: true })).toBe('centred');
    const sentence = `${'为了规范管理，'.repeat(8)}制定本办法。`;
    expect(lineStyle(sentence, { ...place, isOpening: true })).toBe('paragraph');
  });

  it('is the title’s where a notice brings its document, with the note in brackets under it', () => {
    expect(lineStyle('某 市 办 法', place)).toBe('title');
    expect(lineStyle('（2019年1月1日通过）', { ...place, previous: '某市办法' })).toBe('centred');
    expect(lineStyle('（2019年1月1日通过）', place)).toBe('paragraph');
    expect(lineStyle('某市办法另行规定', place)).toBe('paragraph');
  });

  it('keeps the columns of a table', () => {
    expect(lineStyle('| 类别 | 标准 |', place)).toBe('row');
    expect(lineStyle('类别\t标准', place)).toBe('row');
    expect(lineStyle('一户｜一档', place)).toBe('paragraph');
  });
});
