import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

/** A notice that lost its line ends, as web pages are kept. */
const NOTICE = [
  '云岭市关于支持茶企复工的通知 为帮助茶叶企业渡过难关，现就有关事项通知如下。',
  '（一）减免摊位租金。承租市属茶叶市场摊位的商户，免收两个月租金。租金已经缴纳的，由市场方在一个月内退还。',
  '（二）强化冷库供电。供电公司为茶叶冷库安排专人值守。对欠费的冷库不停电。',
  '（三）畅通鲜叶运输。运输鲜叶的车辆凭通行证优先放行。各地公共收购站点要延长营业时间，通过网上预约安排交售。',
  '（四）加强技术指导。农技人员分片联系茶园，开展修剪、施肥和病虫害防治培训。培训资料在农业农村局网站公布。',
  '（五）严格疫情防控。茶企对进出厂区的人员测量体温并做好登记。车间每日消毒两次，保持通风。',
  '监督举报电话：86001234。',
].join('');

const library = smallLibrary({
  'tea.txt': NOTICE,
  'dogs.txt': '云岭市养犬管理条例\n第一条 养犬人应当携犬登记。\n第二条 收购站点不得收购犬只。',
});

async function quoted(question: string): Promise<string> {
  const answer = await ask(library, question);
  return answer.citations.map(({ quote }) => quote).join('|');
}

describe('the run of statements that answers', () => {
  it('is the labelled paragraph asked about, whole, and none of its neighbours', async () => {
    const quote = await quoted('如何减免茶叶市场摊位租金');
    expect(quote).toContain('免收两个月租金。');
    expect(quote).toContain('一个月内退还。');
    expect(quote).not.toContain('冷库');
  });

  it('leaves out what stands before it as well as what stands behind it', async () => {
    const quote = await quoted('茶叶冷库的供电怎么保障');
    expect(quote).toContain('安排专人值守');
    expect(quote).not.toContain('租金');
    expect(quote).not.toContain('通行证');
  });
});

describe('a telephone number under a label of few words', () => {
  it('answers where the section is the one asked about', async () => {
    expect(await quoted('茶叶企业复工的监督举报电话是多少')).toContain('86001234');
  });

  it('is not given for a document that has none', async () => {
    expect(await quoted('养犬管理条例的登记电话是多少')).not.toContain('86001234');
  });
});

describe('each of many that the document itself speaks of', () => {
  it('asks one document, not all of them', async () => {
    const answer = await ask(library, '各地公共收购站点通过什么方式安排交售');
    expect(new Set(answer.citations.map(({ documentId }) => documentId)).size).toBe(1);
    expect(answer.text).not.toContain('份文件写到');
  });
});
