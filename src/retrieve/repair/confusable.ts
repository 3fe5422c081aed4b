/** How one character comes to stand for another, the likeliest first. */
export type SlipKind = 'sound' | 'near-sound' | 'shape' | 'far-sound';

/** A character that may have been meant. */
export interface Meant {
  readonly character: string;
  readonly kind: SlipKind;
}

/** Which characters are mistaken for each other. */
export interface Confusable {
  /** Every character that has a reading. */
  readonly characters: readonly string[];
  /** What may have been meant where a character stands, itself left out. */
  meantBy(character: string): readonly Meant[];
}

/** Characters whose look-up is kept: 100 each, a few hundred kilobytes at most. */
const MOST_REMEMBERED = 256;

/**
 * By sound: keyboards write by syllables without tones, so every character of the same syllable is
 * one key away; some speakers do not tell zh from z, n from l, -ang from -an, and some not zh from ch.
 * By shape: as a table has it.
 *
 * @param readings lines of a syllable, a blank, and the characters that are read so
 * @param shapes lines of a character and what it is mistaken for
 */
export function createConfusable(readings: string, shapes: string): Confusable {
  const readAs = new Map<string, string>();
  const syllablesOf = new Map<string, string[]>();
  for (const line of readings.split('\n')) {
    const [syllable = '', characters = ''] = line.split(' ');
    readAs.set(syllable, characters);
    for (const character of characters) {
      const known = syllablesOf.get(character);
      if (known === undefined) syllablesOf.set(character, [syllable]);
      else known.push(syllable);
    }
  }
  const shapeLines = shapes.split('\n');
  const near = groupedBy([...readAs.keys()], nearSound);
  const far = groupedBy([...readAs.keys()], farSound);
  const remembered = new Map<string, readonly Meant[]>();
  return {
    characters: [...syllablesOf.keys()],
    meantBy(character) {
      const before = remembered.get(character);
      if (before !== undefined) return before;
      const kinds = new Map<string, SlipKind>();
      const add = (characters: string, kind: SlipKind): void => {
        for (const other of characters) if (!kinds.has(other)) kinds.set(other, kind);
      };
      kinds.set(character, 'sound');
      const syllables = syllablesOf.get(character) ?? [];
      const soundingBy = (groups: ReadonlyMap<string, readonly string[]>, key: Key): string =>
        syllables
          .flatMap((syllable) => groups.get(key(syllable)) ?? [])
          .map((syllable) => readAs.get(syllable) ?? '')
          .join('');
      add(syllables.map((syllable) => readAs.get(syllable) ?? '').join(''), 'sound');
      add(soundingBy(near, nearSound), 'near-sound');
      add(lookalikes(character, shapeLines), 'shape');
      add(soundingBy(far, farSound), 'far-sound');
      kinds.delete(character);
      const meant = Array.from(kinds, ([other, kind]) => ({ character: other, kind }));
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(character, meant);
      return meant;
    },
  };
}

/** A character's lookalikes, and those that have it among theirs. */
function lookalikes(character: string, shapes: readonly string[]): string {
  return shapes
    .filter((line) => line.includes(character))
    .map((line) => (line.startsWith(character) ? line : line.charAt(0)))
    .join('');
}

type Key = (syllable: string) => string;

function groupedBy(syllables: readonly string[], key: Key): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const syllable of syllables) {
    const group = groups.get(key(syllable));
    if (group === undefined) groups.set(key(syllable), [syllable]);
    else group.push(syllable);
  }
  return groups;
}

/** What input methods offer as fuzzy pinyin (模糊音). */
function nearSound(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/u, '$1')
    .replace(/^[nr](?=.)/u, 'l')
    .replace(/^h(?=u|eng|ei|ang?$|en$)/u, 'f')
    .replace(/^fu(?=.)/u, 'f')
    .replace(/([aei])ng$/u, '$1n');
}

/** The same, and voiceless for voiced: zhi and chi, jian and qian. */
function farSound(syllable: string): string {
  const sound = nearSound(syllable);
  const pairs: Readonly<Record<string, string>> = { b: 'p', d: 't', g: 'k', j: 'q', z: 'c' };
  const initial = sound.charAt(0);
  return (pairs[initial] ?? initial) + sound.slice(1);
}
