import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';
import { lookupHeading } from '../../src/retrieve/lookup-heading.js';

const text = [
  '2024年园林工作要点',
  '一、养护绿地',
  '（一）守住“红线”。不得占用绿地。',
  '（二）补植草坪。春季完成。',
  '二、建设公园',
  '（一）修建步道。全长两公里。',
].join('\n');
const documents = readOutline({ source: 'a.txt', text, markup: 'plain', sha256: '' });
const addressesOf = (question: string) =>
  lookupHeading(documents, question).map(({ section }) => section.address);

describe('lookupHeading', () => {
  it('finds the section whose title is quoted', () => {
    expect(addressesOf('《2024年园林工作要点》中“补植草坪”讲了什么？')).toEqual(['一、（二）']);
    expect(addressesOf('“养护绿地”有哪些要求')).toEqual(['一、']);
    expect(addressesOf('What does 《2024年园林工作要点》 say about “建设公园”?')).toEqual(['二、']);
  });

  it('takes quotation marks inside a title for one with those around it', () => {
    expect(addressesOf('《2024年园林工作要点》中“守住‘红线’”讲了什么？')).toEqual(['一、（一）']);
  });

  it('does not take a question about something inside the section', () => {
    expect(addressesOf('“修建步道”由谁负责？')).toEqual([]);
    expect(addressesOf('“修建步道”全长多少')).toEqual([]);
  });

  it('does not take words that are no title', () => {
    expect(addressesOf('“两公里”讲了什么')).toEqual([]);
    expect(addressesOf('补植草坪讲了什么')).toEqual([]);
  });
});
