import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';

const validityOf = (text: string) =>
  readOutline({ source: '文件.txt', text, markup: 'plain', sha256: '' })[0]?.metadata.validity;

/** A rule with a closing article, issued on a day. */
const rule = (closing: string, title = '云岭市物业管理办法') => `${title}
（2020年3月10日云岭市人民政府公布）
第一条 为了规范物业管理活动，制定本办法。
第二条 ${closing}`;

const repealed = (closing: string) =>
  validityOf(rule(closing))?.repeals.map(
    ({ title, documentNumber }) => title ?? documentNumber ?? '',
  ) ?? [];

describe('how long a document is in force', () => {
  it.each([
    ['本办法自2020年5月1日起施行，有效期5年。', '2025-04-30'],
    ['本办法自2020年5月1日起施行，有效期为三年。', '2023-04-30'],
    ['本办法自发布之日起施行，有效期5年。', '2025-03-09'],
    ['本办法自2020年5月1日起施行，有效期至2022年12月31日。', '2022-12-31'],
    ['本办法自2020年5月1日起施行，试行期两年。', '2022-04-30'],
    ['本办法自2020年5月1日起试行，试行期限为18个月。', '2021-10-31'],
    ['本办法自印发之日起30日后施行，有效期1年。', '2021-04-08'],
    ['本办法自2020年5月1日起施行，至2023年12月31日止。', '2023-12-31'],
    ['本办法自2020年5月1日起实施，有效期5年，由市住房局负责解释。', '2025-04-30'],
    ['本办法自2020年5月1日起实施，试行二年。', '2022-04-30'],
    ['本办法执行期限为2020年5月1日至2027年12月31日。', '2027-12-31'],
    ['本办法自2020年5月1日起执行至2024年12月31日。', '2024-12-31'],
  ])('%s ends on %s', (closing, day) => {
    expect(validityOf(rule(closing))?.expiresOn).toBe(day);
  });

  it.each([
    '本办法自2020年5月1日起施行。',
    '经营许可证自发证之日起生效，许可证有效期5年。',
    '申请人应当提交有效期内的身份证件。',
    '服务协议有效期可为1年、2年或3年，并与政策实施周期相衔接。',
    '临时通行证有效期30日，自发放之日起执行。',
    '老旧小区改造工程自2020年5月1日起实施至2023年12月31日。',
    '本办法施行前的合同执行至期满为止。',
    '专项检查自2020年5月1日起实施，至2020年8月31日止。',
    '本市户籍居民的居住证有效期5年，自签发之日起生效。',
    '市住房局应当自本办法施行之日起一年内，至2021年6月30日前完成登记。',
  ])('%s says nothing of the kind', (closing) => {
    expect(validityOf(rule(closing))?.expiresOn ?? null).toBeNull();
  });

  it('reads the dates of 修订 and 修正 from the note below the title, and from the title', () => {
    const text = `云岭市养犬条例
（2010年1月5日云岭市第五届人民代表大会常务委员会第三次会议通过 根据2015年6月1日云岭市第六届人民代表大会常务委员会第八次会议《关于修改〈云岭市养犬条例〉的决定》第一次修正 2021年9月29日云岭市第七届人民代表大会常务委员会第二次会议修订）
第一条 为了规范养犬行为，制定本条例。`;
    expect(validityOf(text)?.revisedOn).toEqual(['2015-06-01', '2021-09-29']);
    const titled = validityOf(
      `云岭市养犬条例（2021年修订）\n第一条 为了规范养犬行为，制定本条例。`,
    );
    expect(titled?.revisedOn).toEqual(['2021']);
  });

  it('reads the mark of an archive, with its date', () => {
    const text = `标题：云岭市停车管理办法
发文字号：云府〔2012〕3号
成文日期：2012年2月1日
有效性：失效
废止日期：2019年6月30日
云岭市停车管理办法
第一条 为了规范停车，制定本办法。`;
    expect(validityOf(text)).toMatchObject({ isRepealed: true, repealedOn: '2019-06-30' });
    expect(validityOf(text.replace('有效性：失效', '有效性：有效'))?.isRepealed ?? false).toBe(
      false,
    );
    expect(
      validityOf(rule('本办法自公布之日起施行。', '云岭市停车管理办法（已废止）')),
    ).toMatchObject({
      isRepealed: true,
      repealedOn: null,
    });
  });
});

describe('what a document puts out of force', () => {
  it.each([
    ['本办法自2020年5月1日起施行。《云岭市住宅区管理规定》同时废止。', ['云岭市住宅区管理规定']],
    [
      '本办法施行后，2008年3月1日公布的《云岭市住宅区管理规定》（云府令第8号）即行废止。',
      ['云岭市住宅区管理规定'],
    ],
    ['《甲规定》《乙规定》和《丙办法》同时废止。', ['甲规定', '乙规定', '丙办法']],
    [
      '《甲规定》（云府〔2001〕1号）、《乙规定》（云府〔2002〕2号），自本办法施行之日起废止。',
      ['甲规定', '乙规定'],
    ],
    [
      '《甲规定》（云府〔2001〕1号）、《乙规定》，以及市政府办公室《丙办法》（云府办〔2002〕7号）同时废止。',
      ['甲规定', '乙规定', '丙办法'],
    ],
    ['原《云岭市维修资金管理办法》停止执行。', ['云岭市维修资金管理办法']],
    ['云府〔2010〕5号文同时废止。', ['云府〔2010〕5号']],
    ['根据《城市管理条例》的规定，《云岭市停车规定》自2020年6月1日起废止。', ['云岭市停车规定']],
    [
      '市政府决定废止《云岭市暂住人口规定》和《云岭市集市规定》。',
      ['云岭市暂住人口规定', '云岭市集市规定'],
    ],
  ])('%s', (closing, titles) => {
    expect(repealed(closing)).toEqual(titles);
  });

  it.each([
    '《云岭市住宅区管理规定》第三条同时废止。',
    '《云岭市住宅区管理规定》中与本办法不一致的规定同时废止。',
    '制定、修改、废止《业主公约》，应当经业主大会同意。',
    '《云岭市住宅区管理规定》废止前已经受理的，按照原规定办理。',
    '任何单位不得废止《业主公约》。',
    '本市有关规定与本办法不一致的，同时废止。',
  ])('%s puts no document out of force', (closing) => {
    expect(repealed(closing)).toEqual([]);
  });

  it('takes the list of an annex to a law, titles without marks', () => {
    const text = `云岭市城市管理条例
第一条 为了加强城市管理，制定本条例。
附件一
下列条例和规定，已纳入本条例或者已不适用，自本条例施行之日起，予以废止：
1.云岭市市容管理条例
2.关于占道经营的若干规定
附件二
下列决定予以保留：
1.关于养犬的决定`;
    expect(validityOf(text)?.repeals.map(({ title }) => title)).toEqual([
      '云岭市市容管理条例',
      '关于占道经营的若干规定',
    ]);
  });

  it('takes the list of a decision, but not what it goes on to keep', () => {
    const text = `云岭市人民政府关于公布规范性文件清理结果的通知
云府〔2022〕9号
各部门：
现将清理结果公布如下：
一、废止的规范性文件目录
1.《云岭市小作坊管理办法》（云府〔2009〕4号）
2.《云岭市户外广告规定》（云府〔2011〕6号）
二、继续有效的规范性文件目录
1.《云岭市养犬规定》（云府〔2015〕2号）
云岭市人民政府
2022年5月6日`;
    expect(validityOf(text)?.repeals).toEqual([
      { title: '云岭市小作坊管理办法', documentNumber: '云府〔2009〕4号', on: null },
      { title: '云岭市户外广告规定', documentNumber: '云府〔2011〕6号', on: null },
    ]);
  });
});
