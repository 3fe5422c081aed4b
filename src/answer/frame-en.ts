import type { PolicyDocument } from '../outline/outline.js';
import type { AnswerKind } from '../retrieve/answer-kind.js';
import type { Frame } from './frame.js';
import { standingInEnglish, validityInEnglish } from './standing-words.js';

const NAMED_TITLES = 6;

/** The English frame around Chinese quotations. */
export const englishFrame: Frame = {
  language: 'en',
  fact: (quote, { title, clause, mark }) =>
    `According to 《${title}》${clause === '' ? '' : ` (${clause})`}: “${quote}”${mark}`,
  referredClause: (address, quote) => `It refers to ${address}: ${quote}`,
  topicLead: (title, part) =>
    part === '' ? `According to 《${title}》:` : `According to 《${title}》, under “${part}”:`,
  pointLead: (title, heading) =>
    heading === '' ? `According to 《${title}》:` : `According to 《${title}》 (${heading}):`,
  overviewLead: ({ title, part, count, shown }) => {
    const subject = part === '' ? `《${title}》` : `《${title}》 “${part}”`;
    return shown < count
      ? `${subject} has ${count} points; the first ${shown} are:`
      : `${subject} has ${count} points:`;
  },
  clauseLead: (title, address) => `《${title}》 ${address}:`,
  sameAddressLead: (address, count) => `${count} places have “${address}”:`,
  validityLead: validityInEnglish,
  documentListLead: (count, shown) =>
    shown < count
      ? `There are ${count} documents here; the first ${shown} are:`
      : `There are ${count} documents here:`,
  documentSearchLead: (count) =>
    count === 1 ? 'The document that speaks of this:' : `${count} documents speak of this:`,
  documentHeading: (title) => `《${title}》:`,
  acrossLead: (count) => `${count} documents speak of this:`,
  partLead: (asked) => `On “${asked.replace(/[?.,\s]+$/u, '')}”:`,
  particulars: ({ metadata }) => {
    const { documentNumber, issuer, issuedOn } = metadata;
    const words = [documentNumber, issuer, issuedOn].filter((word) => word !== null);
    return words.length === 0 ? '' : ` (${words.join(', ')})`;
  },
  greeting: (documents) =>
    `Hello, this is Wence. I answer from the ${documents.length} documents held here, in their own Chinese words, and cite the clause for each; what they do not say, I say so. You could ask:`,
  thanks: () => 'You are welcome. You could also ask:',
  notices: {
    year: (answered, now) => `Answered from the documents of ${answered}; it is now ${now}.`,
    masked: () =>
      'The “xx” in the quotation stand in the published text: the source leaves them out.',
    scope: (asked, answered) =>
      `${asked} has nothing closer; this comes from ${answered.map((title) => `《${title}》`).join(', ')}.`,
    corrected: (corrections) =>
      `Read as ${corrections.map(({ from, to }) => `“${to}” (typed “${from}”)`).join(', ')}.`,
    standing: standingInEnglish,
    partial: (shown, total) =>
      `${shown} of ${total} points are listed; the rest are in the document.`,
    modelFailed: () => 'The language model gave no usable answer; this is quoted from the text.',
    unsupported: () =>
      'The clauses do not bear out what the language model said; this is quoted from the text.',
    modelStopped: () => 'The language model broke off; this is the part that was checked.',
    removed: (count) =>
      `${count} sentence(s) of the language model that the clauses do not bear out were taken out.`,
  },
  refusals: {
    searched: searchedDocuments,
    nothing: (searched) => `I searched ${searched} and found nothing that answers this question.`,
    lacking: (place, kind) =>
      `${place} speaks of the matter but does not give ${lackedThing(kind)}, so this cannot be answered.`,
    noYear: (years, available) =>
      `There is no document of ${years.join(', ')} here; the documents are of ${available.length === 0 ? 'no stated year' : available.join(', ')}.`,
    noDocument: (name, searched) =>
      `“${name}” is not among the documents here; I searched ${searched} and found nothing on it.`,
    noClause: (title, address) => `《${title}》 has no ${address}.`,
    noPlace: (place, searched) => `I searched ${searched}; they say nothing on ${place}.`,
    noDepartment: (department, searched) =>
      `There is no document of ${department} here; I searched ${searched} and found nothing that answers this question.`,
    emptyFilter: () => 'No document is in the chosen range, so this cannot be answered.',
    noMore: () => 'Nothing else was found besides the clauses cited before.',
  },
  questions: {
    overview: (title) => `What are the main points of 《${title}》?`,
    topic: (title, heading) => `What does 《${title}》 say about “${heading}”?`,
    clause: (title, address) => `What does 《${title}》 ${address} say?`,
  },
};

function searchedDocuments(documents: readonly PolicyDocument[]): string {
  const named = documents
    .slice(0, NAMED_TITLES)
    .map(({ title }) => `《${title}》`)
    .join(', ');
  const more = documents.length > NAMED_TITLES ? ' and others' : '';
  return `the ${documents.length} documents held here (${named}${more})`;
}

function lackedThing(kind: AnswerKind): string {
  switch (kind.kind) {
    case 'number':
      return kind.unit === 'money'
        ? 'the amount asked for'
        : kind.unit === 'duration'
          ? 'the period asked for'
          : 'the figure asked for';
    case 'date':
      return 'the date asked for';
    case 'person':
      return 'a name';
    case 'contact':
      return {
        phone: 'a telephone number',
        address: 'an address',
        email: 'an e-mail address',
        website: 'a web address',
      }[kind.what];
    case 'body':
      return 'who is responsible';
    default:
      return 'what is asked';
  }
}
