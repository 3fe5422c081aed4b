import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const DOGS = [
  '云岭市养犬管理条例',
  '第一条 为了规范养犬，制定本条例。',
  '第二条 携带犬只外出应当遵守下列规定：',
  '（一）用犬绳牵引犬只；',
  '（二）清除犬只粪便；',
  '（三）不得进入商场。',
  '第三条 每户限养一只犬。',
  '第四条 犬只应当每年免疫。',
  '第五条 公安机关应当建立养犬档案。',
  '第六条 违反本条例第二条第一项规定的，处二百元以上五百元以下的罚款。',
  '违反本条例第二条第二项规定的，处五十元的罚款。',
  '单位有前款行为的，处九百元的罚款。',
  '第七条 违反本条例第三条规定的，由公安机关依照有关法律的规定处理。',
  '第八条 违反本条例，有下列行为之一的，处一千元罚款：',
  '（一）遗弃犬只的；',
  '（二）违反本条例第四条规定的；',
  '（三）伪造犬牌的。',
].join('\n');

const MARKET = [
  '云岭市集市管理条例',
  '第一条 摊主不得占用通道。',
  '第二条 摊主不得使用明火。',
  '第三条 摊主应当亮照经营。',
  '第四条 违反本条例规定的，按照下列规定处罚：',
  '（一）违反第一条规定的，处一百元罚款；',
  '（二）违反第二条规定的，处三百元罚款，吊销证照。',
  '第五条 冒用摊位的，处六百元罚款。',
].join('\n');

const library = smallLibrary({ 'dogs.txt': DOGS, 'market.txt': MARKET });

async function cited(question: string): Promise<readonly string[]> {
  const { citations } = await ask(library, question);
  return citations.map(({ address, quote }) => `${address}：${quote}`);
}

describe('the penalty of a deed', () => {
  it('is that of the clause that refers to it, which holds none of its words, then the deed’s own clause', async () => {
    const [penalty, lead, item, ...others] = await cited('外出不用犬绳牵引犬只罚款多少');
    expect(penalty).toBe(
      '第六条第一款：违反本条例第二条第一项规定的，处二百元以上五百元以下的罚款。',
    );
    expect(lead).toBe('第二条：携带犬只外出应当遵守下列规定：');
    expect(item).toBe('第二条第（一）项：（一）用犬绳牵引犬只；');
    expect(others).toEqual([]);
  });

  it('is the one of the item asked about, not its neighbour’s', async () => {
    const [penalty] = await cited('不清除犬只粪便有什么处罚');
    expect(penalty).toContain('五十元');
    expect(penalty).not.toContain('二百元');
  });

  it('is quoted where it only says that another law punishes', async () => {
    const [penalty, deed] = await cited('不按每户限养一只犬会怎样处罚');
    expect(penalty).toContain('依照有关法律的规定处理');
    expect(deed).toBe('第三条：每户限养一只犬。');
  });

  it('is quoted with the whole short list of deeds that it is for', async () => {
    const [penalty, deed] = await cited('犬只没有每年免疫罚款多少');
    expect(penalty).toContain('处一千元罚款：');
    expect(penalty).toContain('违反本条例第四条规定的');
    expect(deed).toBe('第四条：犬只应当每年免疫。');
  });

  it('is the one item of a list that punishes each deed in its own way, under its lead-in', async () => {
    expect(await cited('摊主使用明火罚款多少')).toEqual([
      '第四条：违反本条例规定的，按照下列规定处罚：',
      '第四条第（二）项：（二）违反第二条规定的，处三百元罚款，吊销证照。',
      '第二条：摊主不得使用明火。',
    ]);
  });

  it('reaches from lead-in to item where one citation is all there may be', async () => {
    const { citations } = await ask(library, { question: '摊主使用明火罚款多少', maxCitations: 1 });
    expect(citations.map(({ quote }) => quote)).toEqual([
      expect.stringMatching(/^违反本条例规定的，[\s\S]*处三百元罚款，吊销证照。$/u),
    ]);
  });

  it('is followed by the item alone that it is for, where no citation is left for its lead-in', async () => {
    const { citations } = await ask(library, {
      question: '外出不用犬绳牵引犬只罚款多少',
      maxCitations: 2,
    });
    expect(citations.map(({ address, quote }) => `${address}：${quote}`)).toEqual([
      '第六条第一款：违反本条例第二条第一项规定的，处二百元以上五百元以下的罚款。',
      '第二条第（一）项：（一）用犬绳牵引犬只；',
    ]);
  });

  it('is quoted word for word', async () => {
    const { citations } = await ask(library, '外出不用犬绳牵引犬只罚款多少');
    for (const { documentId, start, end, quote } of citations) {
      expect(library.store.document(documentId)?.text.slice(start, end)).toBe(quote);
    }
  });
});

describe('without a penalty that stands on the clause asked about', () => {
  it('answers as ever: from the clause that names deed and fine itself', async () => {
    const [first] = await cited('冒用摊位罚款多少');
    expect(first).toContain('冒用摊位的，处六百元罚款。');
  });

  it('does not pick one penalty where the question names no deed', async () => {
    const { text } = await ask(library, '云岭市养犬管理条例有哪些处罚');
    expect(text).not.toContain('所指的');
  });

  it('does not punish what no clause punishes', async () => {
    const found = await cited('公安机关不建立养犬档案罚款多少');
    expect(found.join('')).not.toMatch(/元/u);
  });

  it('does not threaten a deed that a clause lets go unpunished', async () => {
    const ambulances = smallLibrary({
      'ambulances.txt': [
        '云岭市急救条例',
        '第一条 给救护车让路闯了红灯的，免予行政处罚。',
        '第二条 给救护车让路闯了红灯，又占用人行道的，应当立即驶离。',
        '第三条 违反本条例第二条规定的，处一千元罚款。',
      ].join('\n'),
    });
    const { citations } = await ask(ambulances, '给救护车让路闯了红灯要不要罚');
    expect(citations[0]?.quote).toContain('免予行政处罚');
    expect(citations.map(({ quote }) => quote).join('')).not.toContain('一千元');
  });

  it('says nothing of penalties where none is asked for', async () => {
    const found = await cited('携带犬只外出应当遵守哪些规定');
    expect(found.join('')).not.toContain('罚款');
  });
});
