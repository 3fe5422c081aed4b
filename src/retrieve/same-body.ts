import type { PolicyDocument } from '../outline/outline.js';

/** 市 and 区 that end no place's name: 城市, 集市, 小区, 园区. */
const NO_PLACE =
  '(?<![城超夜门股上集]市|[小社园校地发验库景灾山郊辖片街矿]区|示范区|工业区|保护区)';
const PLACE = `\\p{Script=Han}{2,7}?(?:省|自治区|市|自治州|州|盟|县|区|旗)${NO_PLACE}`;
const REGION = new RegExp(`^(?:中共)?(${PLACE})`, 'u');
/** A title that says whose rule it is: a place's, a body's, or a law of the country. */
const NAMES_BODY = new RegExp(
  [
    `^(?:中共)?${PLACE}`,
    '^中华人民共和国',
    '^\\p{Script=Han}{2,30}?(?:院|部|委员会|委|局|厅|办公室|公司|集团|中心)关于',
    '(?<!办)法(?:[（(].*[）)])?$',
  ].join('|'),
  'u',
);
/** Words that two spellings of one body differ in: a congress and its standing committee pass one law's versions. */
const SPELLING = /常务委员会|常委会|办公厅|办公室|^中共|^中华人民共和国|^全国|^第.+?届/gu;

/** Whether two documents are of one place, as far as issuer and title say. */
export function isSameRegion(a: PolicyDocument, b: PolicyDocument): boolean {
  const [one, other] = [regionOf(a), regionOf(b)];
  return one === null || other === null || one === other;
}

/** Whether one body issued both, as far as they say who did: of joint issuers one must be of both. */
export function isSameBody(a: PolicyDocument, b: PolicyDocument): boolean {
  if (!isSameRegion(a, b)) return false;
  const [ones, others] = [bodiesOf(a), bodiesOf(b)];
  if (ones.length === 0 || others.length === 0) return NAMES_BODY.test(a.title);
  return ones.some((one) => others.some((other) => one.endsWith(other) || other.endsWith(one)));
}

/** `国` for a body without a place; null where nobody is named. */
function regionOf({ title, metadata }: PolicyDocument): string | null {
  const inTitle = REGION.exec(title)?.[1];
  if (inTitle !== undefined) return inTitle;
  if (metadata.issuer === null) return null;
  return REGION.exec(metadata.issuer)?.[1] ?? '国';
}

function bodiesOf({ metadata }: PolicyDocument): readonly string[] {
  return (metadata.issuer ?? '')
    .split(/[、，\s]/u)
    .map((body) => body.replace(SPELLING, ''))
    .filter((body) => body.length >= 2);
}
