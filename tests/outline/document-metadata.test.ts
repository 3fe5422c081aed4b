import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/outline/read-outline.js';

const metadata = (text: string) =>
  readOutline({ source: '文件.txt', text, markup: 'plain', sha256: '' })[0]?.metadata;

const NOTICE = `某市教育局关于做好2024年秋季招生工作的通知
某教〔2024〕15号
各学校：
现将有关事项通知如下：
一、招生对象
适龄儿童。
二、附则
本通知自2024年9月1日起施行。
某市教育局
二〇二四年六月三日`;

describe('document metadata', () => {
  it('reads issuer, department, number, dates and year of a notice', () => {
    expect(metadata(NOTICE)).toEqual({
      issuer: '某市教育局',
      department: '教育',
      year: 2024,
      documentNumber: '某教〔2024〕15号',
      issuedOn: '2024-06-03',
      effectiveOn: '2024-09-01',
    });
  });

  it.each(['国办发〔2023〕15号', '国办发[2023]15号', '国办发（2023）15号', '国办发(2023)15号'])(
    'takes %s for a document number',
    (number) => {
      expect(metadata(`关于某事的通知\n${number}\n各单位：\n请执行。`)?.documentNumber).toBe(
        number,
      );
    },
  );

  it('does not take the number of a 提案 in the title, or of a 请示 in the text, for its own', () => {
    const text =
      '国务院办公厅对第2741号提案的答复\n国办函〔2005〕69号\n委员：\n你们的请示（某函〔2004〕3号）收悉。';
    expect(metadata(text)?.documentNumber).toBe('国办函〔2005〕69号');
    expect(
      metadata('对第2741号提案的答复\n委员：\n你们的请示（某函〔2004〕3号）收悉。')?.documentNumber,
    ).toBeNull();
  });

  it('takes the year of the plan, and not that of a matter that the title names', () => {
    expect(metadata('2023年教育工作要点\n一、要点\n抓好教育。')?.year).toBe(2023);
    const reply =
      '国务院关于同意组建2008年北京奥运会协调委员会的批复\n民航总局：\n同意。\n国务院\n二〇〇六年五月二十三日';
    expect(metadata(reply)?.year).toBe(2006);
  });

  it('takes the last date of an adoption note for the date of a law', () => {
    const law =
      '某法\n（1990年1月2日某会议通过 2015年3月4日某会议修正）\n第一条　为了示范，制定本法。\n第二条　本法自1990年5月1日起施行。';
    expect(metadata(law)).toMatchObject({
      issuedOn: '2015-03-04',
      effectiveOn: '1990-05-01',
      documentNumber: null,
    });
  });

  it.each([
    [
      '某法\n2015年4月24日第十二届全国人民代表大会常务委员会第十四次会议通过\n第一条　甲。',
      '全国人民代表大会常务委员会',
    ],
    [
      '某市条例\n（2017年1月2日某市第十八届人民代表大会第六次会议通过 2018年1月3日某省第十二届人民代表大会常务委员会第二次会议批准）\n第一条　甲。',
      '某市人民代表大会',
    ],
    [
      '某条例\n中华人民共和国国务院令\n第706号\n现予公布。\n总理　某某\n2018年11月6日\n某条例\n第一条　甲。',
      '国务院',
    ],
    ['2026年某市政府工作报告\n各位代表：\n现在作报告。', '某市人民政府'],
  ])('names who passed, ordered or reports: %#', (text, issuer) => {
    expect(metadata(text)?.issuer).toBe(issuer);
  });

  it.each([
    '某法\n第一条　第十二届全国人民代表大会常务委员会第十四次会议通过的决定，适用本法。',
    '政府工作报告怎么写\n一、甲\n乙。',
  ])('names no issuer where the opening prints none: %#', (text) => {
    expect(metadata(text)?.issuer).toBeNull();
  });

  it.each(['某报告（十二大）', '某法修正案（十二）'])(
    'takes no number for a department: %s',
    (title) => {
      expect(metadata(`${title}\n一、甲\n乙。`)?.department).toBeNull();
    },
  );

  it.each([
    ['2023年商务工作要点', '商务'],
    ['某县2022年度乡村振兴工作总结', '乡村振兴'],
    ['广州市天河区科技工业和信息化局关于某事的通知', '科技工业和信息化'],
    ['某省住房和城乡建设厅关于某事的通知', '住房和城乡建设'],
    ['市商务局2025年工作要点', '商务'],
    ['市场监管局2025年工作要点', '市场监管'],
  ])('names the department of %s', (title, department) => {
    expect(metadata(`${title}\n一、甲\n乙。`)?.department).toBe(department);
  });

  it.each(['2024年政府工作报告', '国务院办公厅关于某事的通知', '某市公园管理条例'])(
    'names no department for %s',
    (title) => {
      expect(metadata(`${title}\n一、甲\n乙。`)?.department).toBeNull();
    },
  );
});
