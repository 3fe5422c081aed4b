import { type LocatedSection, sectionsBelow } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { type ClauseReference, clauseReferences } from '../retrieve/clause-references.js';
import type { FoundClause } from '../retrieve/lookup-address.js';
import { splitSentences, type TextRange } from '../text/sentences.js';
import { bodyRange, leadInAbove, leadsIntoList, slice } from './clause-text.js';

/** What a document threatens a deed with, and the clauses that say what the deed is. */
export interface Penalty {
  /** The section whose own words threaten; an item where its list's lead-in does. */
  readonly place: LocatedSection;
  /** Those words: whole statements. */
  readonly range: TextRange;
  /** The lead-in above the item; null where it is no item of such a list. */
  readonly lead: LocatedSection | null;
  /** The clauses that it says are broken, by number. */
  readonly conduct: readonly FoundClause[];
  /** The clauses that say how it is punished: 依照前款规定处罚. */
  readonly measure: readonly FoundClause[];
}

/** Tells the penalties of a document. */
export type PenaltiesIn = (document: PolicyDocument) => readonly Penalty[];

/** Words by which clauses threaten, where they say what was broken: 责令 alone is every supervisor's. */
const THREATENS =
  /罚款|罚金|处罚|拘留|没收|吊销|处分|警告|徒刑|拘役|死刑|责令|撤职|赔偿|责任|拖移|取缔|撤销|信用|通报|不授予|不予|无效|依法(?:予以|给予)?(?:处理|惩处|查处)|(?:依照|按照)[^。；]{2,40}(?:执行|处理)/u;
/** The same where they name the deed themselves: only what does something to somebody. */
const THREATENS_OF_ITSELF =
  /处(?:以)?[^，。；]{0,40}(?:罚款|罚金|拘留|徒刑|拘役|死刑|处分)|(?:给予|予以|给以)[^，。；]{0,12}(?:处分|处罚|警告|撤职|开除)|(?:追究|承担)[^，。；]{0,10}(?:法律|刑事|民事|赔偿|连带)责任|没收(?:其|违法|非法|犬|所)|吊销[^，。；]{2,20}(?:$|[，。；])/u;
/** Behind these a list gives each of its items a penalty of its own. */
const LEADS_TO_PENALTIES =
  /下列规定(?:予以|给予|进行)?(?:处罚|处理|处分)|以下规定(?:予以|给予|进行)?(?:处罚|处理)/u;
/** A statement that begins with what it breaks, or so soon, begins a penalty of its own. */
const BEGINS_WITHIN = 40;
/** Words that threaten may begin so far before the line end that cuts them: 依照…处理. */
const SEAM = 44;

/** Whether words, which say what was broken, threaten whoever broke it. */
export function threatens(words: string): boolean {
  return THREATENS.test(words);
}

/** Reads each document's penalties when they are first asked for, and keeps them. */
export function createPenalties(): PenaltiesIn {
  const known = new WeakMap<PolicyDocument, readonly Penalty[]>();
  return (document) => {
    const kept = known.get(document);
    if (kept !== undefined) return kept;
    const read = penaltiesOf(document);
    known.set(document, read);
    return read;
  };
}

/** The penalties of a document in the order of its text, each with the clauses that it refers to. */
export function penaltiesOf(document: PolicyDocument): readonly Penalty[] {
  if (!THREATENS.test(document.text)) return [];
  const references = new Map<string, ClauseReference[]>();
  for (const reference of clauseReferences(document)) {
    const { id } = reference.from.section;
    const known = references.get(id);
    if (known === undefined) references.set(id, [reference]);
    else known.push(reference);
  }
  const of = ({ section }: LocatedSection) => references.get(section.id) ?? [];
  const leads = new Map<Section, Lead | null>();
  return sectionsBelow({ document, path: [] }).flatMap((place): readonly Penalty[] => {
    const body = bodyRange(document, place.section);
    if (body.end <= body.start || leadsIntoList(place)) return [];
    const lead = leadAbove(place, { leads, of });
    const words = slice(document, body);
    const written = of(place);
    const saysBroken = written.some(({ role }) => role === 'breach');
    const threat = saysBroken ? THREATENS : THREATENS_OF_ITSELF;
    if (lead === null && !threat.test(words)) return [];
    let next = 0;
    return parts(document, body, written).map((range) => {
      const own: ClauseReference[] = [];
      for (; next < written.length; next += 1) {
        const reference = written[next];
        if (reference === undefined || reference.start >= range.end) break;
        if (reference.start >= range.start) own.push(reference);
      }
      const broken = own.filter(isConduct);
      const followed = own.filter(isMeasure);
      return {
        place,
        range,
        lead: lead?.place ?? null,
        conduct: broken.length > 0 ? distinct(broken) : (lead?.conduct ?? []),
        measure: followed.length > 0 ? distinct(followed, lead?.measure) : (lead?.measure ?? []),
      };
    });
  });
}

function isConduct({ role }: ClauseReference): boolean {
  return role === 'breach' || role === 'case';
}

function isMeasure({ role }: ClauseReference): boolean {
  return role === 'follow';
}

/** The lead-in of a list, with the clauses that it refers to. */
interface Lead {
  readonly place: LocatedSection;
  readonly conduct: readonly FoundClause[];
  readonly measure: readonly FoundClause[];
}

interface LeadReading {
  /** Those read already. */
  readonly leads: Map<Section, Lead | null>;
  readonly of: (place: LocatedSection) => readonly ClauseReference[];
}

/** The lead-in of a list of deeds or of penalties that a place is an item of. */
function leadAbove(place: LocatedSection, { leads, of }: LeadReading): Lead | null {
  const section = place.path.at(-2);
  if (section === undefined || place.section.kind !== 'item') return null;
  const known = leads.get(section);
  if (known !== undefined) return known;
  const above = leadInAbove(place);
  const words = above === null ? '' : slice(above.document, bodyRange(above.document, section));
  const isThreat = THREATENS_OF_ITSELF.test(words) || LEADS_TO_PENALTIES.test(words);
  const lead =
    above !== null && isThreat
      ? {
          place: above,
          conduct: distinct(of(above).filter(isConduct)),
          measure: distinct(of(above).filter(isMeasure)),
        }
      : null;
  leads.set(section, lead);
  return lead;
}

/** Own words cut where another deed begins: 违反第一款规定的，处…；违反第二款规定的，处…. */
function parts(
  document: PolicyDocument,
  body: TextRange,
  references: readonly ClauseReference[],
): readonly TextRange[] {
  const statements = splitSentences(document.text, { ...body, semicolons: true });
  const cuts: TextRange[] = [];
  let threatensBefore = false;
  let next = 0;
  for (const statement of statements) {
    const before = cuts.at(-1);
    let begins = false;
    for (; next < references.length; next += 1) {
      const reference = references[next];
      if (reference === undefined || reference.start >= statement.end) break;
      const isSoon = reference.start < statement.start + BEGINS_WITHIN;
      begins ||= isSoon && reference.start >= statement.start && isConduct(reference);
    }
    const threatensNow = THREATENS.test(slice(document, statement));
    if (before === undefined || (begins && threatensBefore && threatensNow)) {
      cuts.push(statement);
      threatensBefore = threatensNow;
      continue;
    }
    cuts.splice(-1, 1, { start: before.start, end: statement.end });
    const seam = { start: Math.max(before.start, statement.start - SEAM), end: statement.end };
    threatensBefore ||= threatensNow || THREATENS.test(slice(document, seam));
  }
  return cuts.map((cut) => ({ start: cut.start, end: trimmedEnd(document, cut) }));
}

function trimmedEnd(document: PolicyDocument, { start, end }: TextRange): number {
  return start + document.text.slice(start, end).trimEnd().length;
}

/** The clauses referred to, each once; `others` behind them. */
function distinct(
  references: readonly ClauseReference[],
  others: readonly FoundClause[] = [],
): readonly FoundClause[] {
  const clauses = new Map<string, FoundClause>();
  for (const to of [...references.map((reference) => reference.to), ...others]) {
    const key = `${to.section.id}\0${to.item?.start ?? ''}`;
    if (!clauses.has(key)) clauses.set(key, to);
  }
  return [...clauses.values()];
}
