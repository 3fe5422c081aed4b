/**
 * Values that a published document leaves out: `xx亿元`, `x个`, `××市`, `＊＊`. They are the
 * source's own and are pointed out, never guessed.
 */
/** One letter alone is a placeholder only before Chinese, a range or a decimal: `x个`, `x-x个`, `x.x%`. */
const LETTERS = '(?:[xX]{2,6}|[xX](?=\\s?[\\p{Script=Han}%％]|[-－—~～.．][xX]))';
/** A single × is a sign of multiplication, single stars and circles are marks, and 〇 is a zero among numerals. */
const SIGNS =
  '(?:[×✕╳]{2,6}|[＊*]{2,6}|(?<![一二三四五六七八九十零○〇])[○〇]{2,6}(?![一二三四五六七八九十零])|某{2})';
const PLACEHOLDER = `(?:${LETTERS}|${SIGNS})`;
const NOT_A_WORD = '(?<![A-Za-z0-9])';
const UNIT =
  '(?:\\s*(?:[-－—~～]\\s*[xX×]{1,4})?\\s*(?:[余多])?(?:[万亿千百]*(?:元|亩|吨|人次|人|户|家|个|次|场|处|所|间|门|部|条|届|名|项|套|公里|平方米|头|只|件|年|月|日|天|号|届|位|台|辆|期|倍|强|字)|[%％]|个百分点|以上|以下))';
const VALUE = new RegExp(`${NOT_A_WORD}${PLACEHOLDER}(?![A-Za-z])`, 'u');
const QUANTITY = new RegExp(`${NOT_A_WORD}[xX×✕╳＊*]{1,6}(?:[.．][xX×]{1,3})?${UNIT}`, 'u');

/** Whether a text has a value that its source left out. */
export function hasMaskedValue(text: string): boolean {
  return VALUE.test(text);
}

/** Whether a text has a figure that its source left out: a placeholder with a unit. */
export function hasMaskedQuantity(text: string): boolean {
  return QUANTITY.test(text);
}
