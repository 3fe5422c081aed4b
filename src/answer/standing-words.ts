import type { PolicyDocument } from '../outline/outline.js';
import type { Standing } from '../retrieve/succession.js';

/** A standing that a reader must be told of. */
export type NotedStanding = Exclude<Standing, { readonly kind: 'in-force' }>;

/** In Chinese, that a quoted document is not, or not wholly, what is in force. */
export function standingInChinese(document: PolicyDocument, standing: NotedStanding): string {
  const name = `《${document.title}》${particular(document)}`;
  switch (standing.kind) {
    case 'superseded': {
      const since = standing.on === null ? '' : `自 ${standing.on} 起`;
      return `${name}${since}已被${successor(standing.by)}取代，请以后者为准。`;
    }
    case 'repealed': {
      const since = standing.on === null ? '' : `自 ${standing.on} 起`;
      const by = standing.by === null ? '' : `，依据是《${standing.by.title}》`;
      return `${name}${since}已废止${by}，引用的内容仅供查阅。`;
    }
    case 'expired':
      return `${name}的有效期到 ${standing.on} 为止，已经过期。`;
    case 'not-yet':
      return `${name}自 ${standing.on} 起施行，现在还没有生效。`;
    case 'to-be-superseded':
      return `${name}将自 ${standing.on} 起由${successor(standing.by)}取代。`;
    case 'amended': {
      const since = standing.on === null ? '' : `（${standing.on}）`;
      return `${name}后来由《${standing.by.title}》${since}作过修改，引用的可能是修改前的文字。`;
    }
  }
}

/** In Chinese, the line above the sentences that say whether a document is in force. */
export function validityInChinese({ title, metadata }: PolicyDocument, { kind }: Standing): string {
  const until = metadata.validity?.expiresOn ?? null;
  switch (kind) {
    case 'superseded':
    case 'repealed':
    case 'expired':
      return `《${title}》现在不再有效：`;
    case 'not-yet':
      return `《${title}》现在还没有生效：`;
    case 'in-force':
    case 'to-be-superseded':
    case 'amended':
      if (until !== null) return `《${title}》的有效期到 ${until} 为止，现在还没有到期：`;
      return `收录的文件没有写明《${title}》已经废止、失效或被取代：`;
  }
}

/** The same in English. */
export function validityInEnglish({ title, metadata }: PolicyDocument, { kind }: Standing): string {
  const until = metadata.validity?.expiresOn ?? null;
  switch (kind) {
    case 'superseded':
    case 'repealed':
    case 'expired':
      return `《${title}》 is no longer in force:`;
    case 'not-yet':
      return `《${title}》 is not yet in force:`;
    case 'in-force':
    case 'to-be-superseded':
    case 'amended':
      if (until !== null) return `《${title}》 is in force until ${until}:`;
      return `No document here says that 《${title}》 has been repealed, has expired or was superseded:`;
  }
}

/** In English, that a quoted document is not, or not wholly, what is in force; titles stay as printed. */
export function standingInEnglish(document: PolicyDocument, standing: NotedStanding): string {
  const name = `《${document.title}》${particular(document)}`;
  switch (standing.kind) {
    case 'superseded': {
      const since = standing.on === null ? '' : ` since ${standing.on}`;
      return `${name} has been superseded${since} by ${successor(standing.by)}, which is what counts.`;
    }
    case 'repealed': {
      const since = standing.on === null ? '' : ` since ${standing.on}`;
      const by = standing.by === null ? '' : ` by 《${standing.by.title}》`;
      return `${name} has been out of force${since}${by}; it is quoted for reference only.`;
    }
    case 'expired':
      return `${name} was in force until ${standing.on} and has expired.`;
    case 'not-yet':
      return `${name} takes effect on ${standing.on} and is not yet in force.`;
    case 'to-be-superseded':
      return `${name} will be superseded by ${successor(standing.by)} on ${standing.on}.`;
    case 'amended': {
      const since = standing.on === null ? '' : ` (${standing.on})`;
      return `${name} was later amended by 《${standing.by.title}》${since}; the words quoted may be those before.`;
    }
  }
}

/** What tells documents of one title apart: the number, else the date. */
function particular({ metadata }: PolicyDocument): string {
  const words = metadata.documentNumber ?? metadata.issuedOn ?? metadata.effectiveOn;
  return words === null ? '' : `（${words}）`;
}

function successor(by: PolicyDocument): string {
  return `《${by.title}》${particular(by)}`;
}
