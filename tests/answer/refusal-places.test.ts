import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const FAIR = `关于夜间集市管理的通知
一、开放时间。夜间集市每晚六点至十一点开放。
二、摊位费用。摊位费每月三百元。
三、摊位申请。夜间集市摊位每月申请一次。
四、摊位检查。夜间集市摊位每月检查多次。
`;
const NEWS = `福州市商贸工作简报
一、外地来访。莆田、泉州等地到访学习。
`;

describe('a place that the clause found does not name', () => {
  it('is answered where the document is of no place of its own and others name it', async () => {
    const library = smallLibrary({ 'fair.txt': FAIR, 'news.txt': NEWS });
    const answer = await ask(library, '莆田夜间集市摊位费每月多少');
    expect(answer.kind).toBe('answered');
    expect(answer.citations[0]?.quote).toContain('三百元');
  });

  it('is refused by name where no document names it', async () => {
    const library = smallLibrary({ 'fair.txt': FAIR, 'news.txt': NEWS });
    const answer = await ask(library, '昆明夜间集市摊位费每月多少');
    expect(answer.kind).toBe('refused');
    expect(answer.text).toContain('昆明');
  });

  it('is refused where the document is of another place', async () => {
    const library = smallLibrary({
      'fair.txt': FAIR.replace('关于', '杭州市关于'),
      'news.txt': NEWS,
    });
    const answer = await ask(library, '莆田夜间集市摊位费每月多少');
    expect(answer.kind).toBe('refused');
  });
});
