import type { PolicyDocument } from '../outline/outline.js';
import { escapePattern } from '../text/escape-pattern.js';
import { BODY_SUFFIX, DEPARTMENT_GAZETTEER, type DepartmentEntry } from './department-gazetteer.js';

/** A department that a question names. */
export interface DepartmentMention {
  /** The gazetteer's name, or the department as a document's own metadata names it. */
  readonly department: string;
  /** As it stands in the question: `市商务局`. */
  readonly text: string;
  readonly start: number;
}

/** Knows departments by all their names, for one set of documents. */
export interface Departments {
  /** The departments that a question names as bodies or as a field of work (`教育工作`), in order. */
  mentionsIn(question: string): readonly DepartmentMention[];
  /** The documents that a department issued or that are its plan. */
  documentsOf(department: string): readonly PolicyDocument[];
  /** The one name of a department that a caller or a document spells in some way. */
  canonical(name: string): string;
}

/** A title that is one body's own plan or report: then the field it names is that body. */
const OWN_PLAN = /工作(?:的)?(?:要点|计划|总结|安排|任务|打算|思路|意见|方案|报告)|要点/u;
const FIELD_AFTER =
  '(?=工作|要点|系统|战线|领域|方面|条线|口的|[那这][份个篇]|的?文件|今年|去年|明年|202\\d)';
const REGION =
  '(?:全?(?:[省市县区州盟旗镇乡]|自治[区州县])|各级|本级|[\\p{Script=Han}]{2,3}[省市县区州])?';

/**
 * Departments of a set of documents: the gazetteer, the names the documents carry themselves, and
 * what the caller adds.
 *
 * @param documents - all documents of the index
 * @param extra - further entries, such as a settings file's; their names count beside the gazetteer's
 */
export function createDepartments(
  documents: readonly PolicyDocument[],
  extra: readonly DepartmentEntry[] = [],
): Departments {
  const known = mergeEntries([...DEPARTMENT_GAZETTEER, ...extra]);
  const entries = mergeEntries([...known, ...ownEntries(documents, known)]);
  const matchers = entries.map((entry) => ({
    department: entry.department,
    body: bodyPattern(entry),
    field: fieldPattern(entry),
  }));
  const byDepartment = new Map<string, PolicyDocument[]>();
  for (const document of documents) {
    for (const department of departmentsOf(document, entries)) {
      byDepartment.set(department, [...(byDepartment.get(department) ?? []), document]);
    }
  }
  return {
    documentsOf: (department) => byDepartment.get(department) ?? [],
    canonical: (name) => canonicalName(name, entries),
    mentionsIn(question) {
      const found: DepartmentMention[] = [];
      for (const { department, body, field } of matchers) {
        // A field alone is a weak sign: it counts only where documents of that department exist.
        const patterns = byDepartment.has(department) ? [body, field] : [body];
        for (const pattern of patterns) {
          for (const match of question.matchAll(pattern)) {
            found.push({ department, text: match[0], start: match.index });
          }
        }
      }
      return withoutOverlaps(found);
    },
  };
}

/** 外办 is an office, but not in 驻外办事处. */
const NOT_A_VERB = '(?!(?<=办)[事理法学案结证件])';

function bodyPattern(entry: DepartmentEntry): RegExp {
  const names = [...(entry.names ?? [])].sort(longestFirst).map(escapePattern);
  const stems = [...entry.stems].sort(longestFirst).map(escapePattern).join('|');
  const alternatives = [`(?:${stems})${BODY_SUFFIX}`, ...names].join('|');
  return new RegExp(`${REGION}(?:${alternatives})${NOT_A_VERB}`, 'gu');
}

function fieldPattern(entry: DepartmentEntry): RegExp {
  const stems = entry.stems
    .filter((stem) => stem.length >= 2)
    .sort(longestFirst)
    .map(escapePattern);
  return new RegExp(`(?:${stems.join('|')})${FIELD_AFTER}`, 'gu');
}

/** Departments that documents name in their metadata and no entry knows. */
function ownEntries(
  documents: readonly PolicyDocument[],
  known: readonly DepartmentEntry[],
): readonly DepartmentEntry[] {
  const own = new Set<string>();
  for (const { metadata } of documents) {
    const name = metadata.department?.trim() ?? '';
    if (name.length >= 2 && name.length <= 12 && matchEntry(name, known) === undefined)
      own.add(name);
  }
  return [...own].map((department) => ({ department, stems: [department] }));
}

function departmentsOf(
  document: PolicyDocument,
  entries: readonly DepartmentEntry[],
): ReadonlySet<string> {
  const { department, issuer } = document.metadata;
  const found = new Set<string>();
  if (department !== null) found.add(canonicalName(department, entries));
  const issuers = issuer ?? '';
  const heading = document.title.split('关于')[0] ?? '';
  for (const entry of entries) {
    const isTold = (entry.titles ?? []).length + (entry.issuers ?? []).length > 0;
    if (!isTold && (entry.department === '乡镇' || entry.department === '街道')) continue;
    if (isOwn(document, entry)) {
      found.add(entry.department);
      continue;
    }
    const pattern = bodyPattern(entry);
    if (issuers !== '' && pattern.test(issuers)) found.add(entry.department);
    else if (heading !== document.title && bodyPattern(entry).test(heading))
      found.add(entry.department);
  }
  if (OWN_PLAN.test(document.title)) {
    const named = matchEntry(document.title.replace(/《[^》]*》/gu, ''), entries);
    if (named !== undefined) found.add(named.department);
  }
  return found;
}

/** Whether a settings file says that a document is a department's. */
function isOwn(
  { title, metadata }: PolicyDocument,
  { titles = [], issuers = [] }: DepartmentEntry,
): boolean {
  const bare = title.replace(/\s+/gu, '');
  return (
    titles.some((words) => bare.includes(words.replace(/\s+/gu, ''))) ||
    issuers.some((issuer) => (metadata.issuer ?? '').includes(issuer))
  );
}

function canonicalName(name: string, entries: readonly DepartmentEntry[]): string {
  return matchEntry(name, entries)?.department ?? name;
}

/** The entry with the longest stem or name inside a text: 教育技术 before 教育. */
function matchEntry(
  text: string,
  entries: readonly DepartmentEntry[],
): DepartmentEntry | undefined {
  let best: DepartmentEntry | undefined;
  let longest = 1;
  for (const entry of entries) {
    for (const word of [...entry.stems, ...(entry.names ?? [])]) {
      if (word.length > longest && text.includes(word)) {
        best = entry;
        longest = word.length;
      }
    }
  }
  return best;
}

function mergeEntries(entries: readonly DepartmentEntry[]): readonly DepartmentEntry[] {
  const merged = new Map<string, DepartmentEntry>();
  for (const entry of entries) {
    const before = merged.get(entry.department);
    merged.set(entry.department, {
      department: entry.department,
      stems: [...new Set([...(before?.stems ?? []), ...entry.stems])],
      names: [...new Set([...(before?.names ?? []), ...(entry.names ?? [])])],
      titles: [...(before?.titles ?? []), ...(entry.titles ?? [])],
      issuers: [...(before?.issuers ?? []), ...(entry.issuers ?? [])],
    });
  }
  return [...merged.values()];
}

/** Of mentions that share characters the longest stands; of equals the first. */
function withoutOverlaps(found: readonly DepartmentMention[]): readonly DepartmentMention[] {
  const kept: DepartmentMention[] = [];
  for (const mention of [...found].sort((a, b) => b.text.length - a.text.length)) {
    const end = mention.start + mention.text.length;
    const overlaps = kept.some((k) => mention.start < k.start + k.text.length && k.start < end);
    if (!overlaps) kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}
