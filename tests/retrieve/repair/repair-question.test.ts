import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBigramIndex } from '../../../src/index/bigram-index.js';
import { readOutline } from '../../../src/outline/read-outline.js';
import { createCorpusPhrases } from '../../../src/retrieve/repair/corpus-phrases.js';
import { readRepairData } from '../../../src/retrieve/repair/fs-repair-data.js';
import {
  createQuestionRepair,
  type QuestionRepair,
} from '../../../src/retrieve/repair/repair-question.js';
import { storeOfPassages } from './passages.js';

const DATA = await readRepairData();

/** A repair by what these passages print. */
function repairOf(passages: readonly string[]): QuestionRepair {
  const phrases = createCorpusPhrases({
    lexical: createBigramIndex(passages),
    store: storeOfPassages(passages),
    characters: DATA.confusable.characters,
  });
  return createQuestionRepair({ ...DATA, phrases });
}

const OFFICE = repairOf([
  '推动跨境电商稳步发展，拓宽跨境电商货源渠道。',
  '制定市级外贸扶持政策，给予重点支持。',
  '设置森林防火检查点，加强森林防火巡查。',
  '完善应急保供协议，新增应急保供基地。',
  '食用菌产业振兴行动，规范食用菌菌种生产。',
  '人工智能实验校的普及率，网络安全等级保护工作。',
  '招商引资考核办法，落实招商引资要素保障。',
  '研学实践智慧平台的推广应用。',
  '末端配送网点覆盖率。',
]);

function repaired(question: string): string {
  return OFFICE.repair(question).question;
}

describe('repair of a question by what the documents print', () => {
  it('reads characters of the same sound as the word meant', () => {
    expect(repaired('夸境电商怎么发展')).toBe('跨境电商怎么发展');
    expect(repaired('网络按全等级保护')).toBe('网络安全等级保护');
    expect(repaired('人工只能实验校')).toBe('人工智能实验校');
  });

  it('reads sounds that some speakers do not tell apart', () => {
    expect(repaired('招山引资考核办法')).toBe('招商引资考核办法');
    expect(repaired('外贸扶植政策有哪些')).toBe('外贸扶持政策有哪些');
  });

  it('reads characters of like shape as the one meant', () => {
    expect(repaired('食用茵产业振兴')).toBe('食用菌产业振兴');
    expect(repaired('未端配送网点')).toBe('末端配送网点');
  });

  it('undoes swapped, doubled and left-out characters', () => {
    expect(repaired('境跨电商货源')).toBe('跨境电商货源');
    expect(repaired('应急保供基基地')).toBe('应急保供基地');
    expect(repaired('研学实智慧平台')).toBe('研学实践智慧平台');
  });

  it('undoes several slips of one question', () => {
    expect(repaired('夸境电商和食用茵产业')).toBe('跨境电商和食用菌产业');
  });

  it('says what it changed, with enough around it to be understood', () => {
    expect(OFFICE.repair('夸境电商怎么发展').corrections).toEqual([
      { from: '夸境电商', to: '跨境电商' },
    ]);
    expect(OFFICE.repair('外贸扶植政策有哪些').corrections).toEqual([
      { from: '扶植政策', to: '扶持政策' },
    ]);
  });

  it('hands a question without slips back as it was typed, blanks and widths included', () => {
    const question = '跨境电商　怎么发展，２０２３年';
    expect(OFFICE.repair(question)).toEqual({ question, corrections: [] });
  });

  it('leaves alone what the documents do not print and no slip explains', () => {
    for (const question of [
      '公积金怎么提取',
      '仉晓燕主任的电话',
      '爨底下村门票',
      '竞业限制补偿金',
    ]) {
      expect(repaired(question)).toBe(question);
    }
  });

  it('leaves a word that is right elsewhere where too little speaks for another', () => {
    expect(repaired('放火怎么处罚')).toBe('放火怎么处罚');
    expect(repaired('法院检察院的扶植')).toBe('法院检察院的扶植');
  });

  it('never changes numerals, Latin words or document numbers', () => {
    const numbered = repairOf([
      '第十二条规定，第二十条规定。',
      '国办发〔2023〕15号',
      'AEO企业培育',
    ]);
    for (const question of ['第十三条规定', '国力发〔2023〕15号', 'AE0企业培育', 'KPl考核']) {
      expect(numbered.repair(question).question).toBe(question);
    }
  });

  it('leaves Japanese and Korean questions as they are', () => {
    for (const question of ['越境電商はどう発展させますか', '사境电商']) {
      expect(repaired(question)).toBe(question);
    }
  });

  it('repairs Chinese words inside an English question', () => {
    expect(repaired('How to develop 夸境电商?')).toBe('How to develop 跨境电商?');
  });

  it('leaves a story alone', () => {
    const story = `夸境电商怎么发展，${'我们店里开了三年，'.repeat(14)}`;
    expect(repaired(story)).toBe(story);
  });

  it('changes nothing for documents that hold no text', () => {
    expect(repairOf([]).repair('夸境电商怎么发展').corrections).toEqual([]);
  });

  it('takes any text, and repairs what it repaired no further', () => {
    const characters = fc.constantFrom(...'跨夸境电商怎么发展防放火食用菌茵，a1的 《');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 30 }), (question) => {
        const once = OFFICE.repair(question);
        expect(once.corrections.length).toBeLessThanOrEqual(3);
        if (once.corrections.length === 0) expect(once.question).toBe(question);
        else if (once.corrections.length < 3) expect(repaired(once.question)).toBe(once.question);
      }),
      { numRuns: 60 },
    );
  });
});

describe('repair by the sample corpus', () => {
  const sample = repairOf(samplePassages());

  it('leaves every right question of the labelled sets as it is', () => {
    const changed = rightQuestions().filter(
      (question) => sample.repair(question).corrections.length > 0,
    );
    expect(changed).toEqual([]);
  });

  it('repairs at least four of five homophones, and two of three slips of other kinds', () => {
    const share = (file: string): number => {
      const questions = labelled(file).map(({ question }) => question);
      const found = questions.filter((question) => sample.repair(question).corrections.length > 0);
      return found.length / questions.length;
    };
    expect(share('homophones.jsonl')).toBeGreaterThanOrEqual(0.8);
    expect(share('typos.jsonl')).toBeGreaterThanOrEqual(0.65);
  });
});

interface Labelled {
  readonly type: string;
  readonly question: string;
}

function labelled(file: string): readonly Labelled[] {
  const text = readFileSync(new URL(`../../eval/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Labelled);
}

function rightQuestions(): readonly string[] {
  const files = [
    'correct-questions',
    'sample',
    'colloquial',
    'mixed',
    'script',
    'unanswerable',
    'off-domain',
  ];
  return files
    .flatMap((file) => labelled(`${file}.jsonl`))
    .filter(({ type }) => type !== 'typo')
    .map(({ question }) => question);
}

function samplePassages(): readonly string[] {
  const source = '2023年工作要点汇编.txt';
  const text = readFileSync(new URL(`../../../corpus/${source}`, import.meta.url), 'utf8');
  return readOutline({ source, text, markup: 'plain', sha256: '' }).flatMap((document) =>
    document.text.split('\n'),
  );
}
