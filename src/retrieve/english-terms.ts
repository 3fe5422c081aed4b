/**
 * English words as the lexicon has them: lower case, function words left out, endings taken off.
 * One function for the keys of the data and for the words of a question, so that both agree.
 */

/** One English word of a text. */
export interface EnglishWord {
  /** As it is written, in lower case, with what it is joined to by hyphens. */
  readonly written: string;
  readonly stem: string;
}

/** A word, or several joined by hyphens or apostrophes; `e-commerce` and `ecommerce` are one. */
const WORD = /[a-z0-9]+(?:['’-][a-z0-9]+)*/gu;

/**
 * Words that only hold a sentence together, that ask, or that are said of anything: they have no
 * share in what a question is about.
 */
const FUNCTION_WORDS = new Set(
  (
    'a able about above according across actually after again against ago all allow allowed almost along already also ' +
    'although always am among an and another any anybody anyone anything anywhere apply are around as ask asked at ' +
    'available away back be became because become been before being below besides between both bring but by call ' +
    'called came can cannot carry carried come comes concerning could describe described detail details did do ' +
    'document documents does doing done down due during each either else enough especially etc even ever every ' +
    'everyone everything exactly exist explain far few find first for from further gave general get gets getting ' +
    'give given gives giving go goes going gone got had happen happens has have having he help hello hence her here ' +
    'hers hi him his how however i if in including indeed instead into involve involved is it its itself just keep ' +
    'kind kinds know known last least less let like likely list long look lot made main mainly make makes making ' +
    'many may maybe me mean means mention mentioned might mine more most much must my namely need needed needs ' +
    'neither never next no nobody none nor not nothing now of off often ok okay on once one ones only onto or other ' +
    'others otherwise our out over own part per perhaps please possible provide provided put quite rather re ' +
    'really regard regarding related s said same saw say says see seem seen set shall she should show since so ' +
    'some somebody someone something sort sorts stated still such sure t take taken takes taking talk tell ' +
    'text than thank thanks that the their them then there therefore these they thing things this those though ' +
    'through thus to together told too toward towards try two under until up upon us use used using various very ' +
    'via want wanted wants was way ways we well went were what whatever when where whether which while who whole ' +
    'whom whose why will wish with within without would yes yet you your yours'
  ).split(' '),
);

/** The words of a text that say something, in their order. */
export function englishWords(text: string): EnglishWord[] {
  const lower = text.normalize('NFKC').toLowerCase();
  return [...lower.matchAll(WORD)].flatMap(([compound]) => {
    const joined = compound.replace(/['’]s\b|['’]/gu, '').replace(/\b([a-z])-(?=[a-z])/gu, '$1');
    return joined
      .split('-')
      .filter((word) => /[a-z]/u.test(word) && !FUNCTION_WORDS.has(word))
      .map((word) => ({ written: compound, stem: stem(word) }));
  });
}

/** Whether a word, as written in lower case, has no share in what a question is about. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/** The stems of a text's words. */
export function stemmed(text: string): string[] {
  return englishWords(text).map((word) => word.stem);
}

/** Second halves of words written as one that say where or in what form: a class is taught in its classroom. */
const SECOND_HALF = /(?<=^.{4,})(?:rooms?|lands?|houses?|places?|yards?|works?)$/u;

/** The first half of a word written as one, `class` of `classroom`; undefined for any other. */
export function firstHalfOf(stemOfWord: string): string | undefined {
  const half = stemOfWord.replace(SECOND_HALF, '');
  return half === stemOfWord ? undefined : stem(half);
}

/** Endings that make one kind of word of another, longest first. */
const DERIVED =
  /(?:ational|ation|ition|ments?|ional|ally|ical|ists?|ings?|ers?|ors?|ion|ial|ian|al|an|ly|ity|iti|ic|i|n)$/u;

/** Stems that a word may be derived from, nearest first: `grower` from `grow`, `korean` from `korea`. */
export function rootsOf(stemOfWord: string): readonly string[] {
  const roots: string[] = [];
  for (let rest = stemOfWord; ; ) {
    const cut = rest.replace(DERIVED, '');
    if (cut === rest || cut.length < 4) return roots;
    rest = cut;
    roots.push(rest, rest.replace(/([bdglmnprt])\1$/u, '$1'), `${rest}e`, `${rest}i`);
  }
}

/**
 * Takes plural, past and `-ing` endings off: planned, planning and plans are `plan`, and no plane;
 * financed and finance are `financ`, trading and trade `trade`.
 */
function stem(word: string): string {
  if (word.length < 4 || /\d/u.test(word) || /(?:ss|us|is)$/u.test(word)) return word;
  const single = word.replace(/ies$/u, 'y').replace(/(?<=ss|sh|ch|x|z)es$|s$/u, '');
  return withoutVerbEnding(single)
    .replace(/(?<=.{5})e$/u, '')
    .replace(/(?<=..)y$/u, 'i');
}

function withoutVerbEnding(word: string): string {
  const cut = word.replace(/(?:ing|ed)$/u, '');
  if (cut === word || cut.length < 3 || !/[aeiouy]/u.test(cut)) return word;
  const undoubled = cut.replace(/([bdgmnprt])\1$/u, '$1');
  if (undoubled !== cut) return undoubled;
  const isShort = /^[^aeiouy]*[aeiouy]+[^aeiouy]+$/u.test(cut);
  const hadSilentE = /[^aeiou][aeiou][^aeiouwxy]$|[^s][s]$|[cvz]$/u.test(cut);
  return isShort && hadSilentE ? `${cut}e` : cut;
}
