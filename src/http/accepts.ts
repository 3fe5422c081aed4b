/** How a request's `Accept` header stands to one media type. */
interface Preference {
  /** 0–1; 0 is a refusal. */
  readonly quality: number;
  /** Type and subtype named 2, the type alone 1, any type 0; −1 where no entry covers it. */
  readonly specificity: number;
  /** Place of the entry in the header. */
  readonly position: number;
}

/**
 * Whether a reply should rather be `wanted` than `usual`, by RFC 9110 12.5.1: the higher quality
 * wins, then the type that is named more exactly, then the one named first. Where the header says
 * nothing, it is `usual`.
 */
export function prefers(
  accept: string | undefined,
  { wanted, usual }: { readonly wanted: string; readonly usual: string },
): boolean {
  const entries = (accept ?? '').toLowerCase().split(',').map(readEntry);
  const first = preferenceFor(wanted, entries);
  const second = preferenceFor(usual, entries);
  if (first.quality === 0) return false;
  if (first.quality !== second.quality) return first.quality > second.quality;
  if (first.specificity !== second.specificity) return first.specificity > second.specificity;
  return first.position < second.position;
}

interface Entry {
  readonly range: string;
  readonly quality: number;
}

function readEntry(entry: string): Entry {
  const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
  const weight = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]);
  const quality = Number(weight.find((found) => found !== undefined) ?? '1');
  return { range, quality: Number.isNaN(quality) ? 0 : Math.min(1, quality) };
}

function preferenceFor(type: string, entries: readonly Entry[]): Preference {
  // The most exact entry decides, whatever the others weigh.
  const ranges = ['*/*', `${type.split('/')[0]}/*`, type];
  let found: Preference = { quality: 0, specificity: -1, position: entries.length };
  for (const [position, { range, quality }] of entries.entries()) {
    const specificity = ranges.indexOf(range);
    if (specificity > found.specificity) found = { quality, specificity, position };
  }
  return found;
}
