import { describe, expect, it } from 'vitest';
import { headingText } from '../../src/outline/heading-text.js';

describe('headingText', () => {
  it.each([
    ['第一章', '总则', '第一章 总则'],
    ['第十七条之一', '补充规定', '第十七条之一 补充规定'],
    ['附件2', '住房租赁补贴标准', '附件2 住房租赁补贴标准'],
  ])('sets a space between %s and its title', (label, title, expected) => {
    expect(headingText({ label, title })).toBe(expected);
  });

  it.each([
    ['一、', '总体要求', '一、总体要求'],
    ['（一）', '强化招商顶层设计', '（一）强化招商顶层设计'],
    ['3.', '突出重点产业招商', '3.突出重点产业招商'],
  ])('sets none after %s, which has a mark of its own', (label, title, expected) => {
    expect(headingText({ label, title })).toBe(expected);
  });

  it('leaves out what there is not', () => {
    expect(headingText({ label: '第一条', title: '' })).toBe('第一条');
    expect(headingText({ label: '', title: '前言' })).toBe('前言');
    expect(headingText({ label: '', title: '' })).toBe('');
  });
});
