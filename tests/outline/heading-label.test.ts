import { describe, expect, it } from 'vitest';
import { readLabels } from '../../src/outline/heading-label.js';

const first = (content: string) => readLabels(content)[0];

describe('readLabels', () => {
  it.each([
    ['第一百〇五条　为了', 'article', 105, '第一百〇五条'],
    ['第一百零五条 为了', 'article', 105, '第一百零五条'],
    ['第１２条 为了', 'article', 12, '第１２条'],
    ['第一條　為了', 'article', 1, '第一條'],
    ['第二分编 通则', 'sub-book', 2, '第二分编'],
    ['第三章　总　则', 'chapter', 3, '第三章'],
    ['第二部分：展望', 'part', 2, '第二部分'],
    ['十二、加强管理', 'chinese', 12, '十二、'],
    ['（三）加强', 'chinese-bracketed', 3, '（三）'],
    ['(三）加强', 'chinese-bracketed', 3, '(三）'],
    ['（ 三 ) 加强', 'chinese-bracketed', 3, '（三)'],
    ['3．加强', 'digit', 3, '3．'],
    ['3 .加强', 'digit', 3, '3.'],
    ['３、加强', 'digit', 3, '３、'],
    ['（3）加强', 'digit-bracketed', 3, '（3）'],
    ['3)加强', 'digit-bracketed', 3, '3)'],
    ['③加强', 'circled', 3, '③'],
    ['1.2.3 加强', 'decimal', 1, '1.2.3'],
    ['问：可以吗？', 'question', 0, ''],
  ])('reads %s', (content, family, number, label) => {
    expect(first(content)).toMatchObject({ family, number, label, weak: family === 'decimal' });
  });

  it('reads 第十七条之一 and 第十七之一条 as inserted after 17', () => {
    expect(first('第十七条之一 已满')).toMatchObject({ number: 17, subNumber: 1 });
    expect(first('第十七之一条 已满')).toMatchObject({ number: 17, subNumber: 1 });
  });

  it('offers both readings of 2.2人户', () => {
    expect(readLabels('2.2人户中2人均').map((label) => label.family)).toEqual(['decimal', 'digit']);
  });

  it.each([
    '第十条第二款规定',
    '第三章规定的',
    '2023年3月5日',
    '113.5度',
    'PM2.5',
    '一天',
    '3.5%增长',
    '200 （成功）',
    '“（一）引文',
    '（完）',
    '',
  ])('takes %j for no sure label', (content) => {
    expect(readLabels(content).filter((label) => !label.weak)).toEqual([]);
  });
});
