import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

describe('figures of one matter', () => {
  it('are quoted for every holder, under a question whole', async () => {
    const library = smallLibrary({
      '问答.txt': [
        '渔船贷款常见问题',
        '一、渔船贷款谁可以申请？',
        '答：个人和合作社可以申请。',
        '二、渔船贷款最高可以申请多少额度？',
        '答：个人渔船贷款额度最高20万元；雇工三人以上的，最高40万元。合作社渔船贷款最高300万元。具体额度由银行确定。',
      ].join('\n'),
    });
    const { text } = await ask(library, '渔船贷款最高多少');
    expect(text).toContain('20万元');
    expect(text).toContain('40万元');
    expect(text).toContain('300万元');
  });

  it('are quoted from the rule on, before its exception', async () => {
    const library = smallLibrary({
      '船籍.txt': [
        '船籍资料管理办法',
        '第一条 船籍资料由港务机关保管。',
        '第二条 船籍资料自形成之日起满二十年向公众开放。事故类船籍资料，可以少于二十年向公众开放。港务机关编制目录。',
      ].join('\n'),
    });
    const { text } = await ask(library, '船籍资料向公众开放的期限');
    expect(text).toContain('满二十年向公众开放');
    expect(text).toContain('少于二十年向公众开放');
    expect(text).not.toContain('保管');
  });
});
