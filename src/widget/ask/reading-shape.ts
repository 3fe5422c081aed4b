import type { Section } from '../../outline/outline.js';
import type { DocumentDetail, Overview } from './ask-client.js';
import { type Check, isListOf, isNullOr, isNumber, isShape, isText } from './shape.js';

export const isOverview: Check<Overview> = isShape<Overview>({
  documentCount: isNumber,
  years: isListOf(isNumber),
  departments: isListOf(isText),
  documents: isListOf(
    isShape<Overview['documents'][number]>({
      id: isText,
      title: isText,
      year: isNullOr(isNumber),
      department: isNullOr(isText),
    }),
  ),
  samples: isListOf(isText),
  pages: (value): value is string | undefined => value === undefined || isText(value),
});

const isSection: Check<Section> = isShape<Section>({
  id: isText,
  kind: isText as Check<Section['kind']>,
  label: isText,
  title: isText,
  address: isText,
  level: isNumber,
  start: isNumber,
  end: isNumber,
  sections: (value): value is Section[] => areSections(value),
});

const areSections = isListOf(isSection);

export const isDocumentDetail: Check<DocumentDetail> = isShape<DocumentDetail>({
  id: isText,
  title: isText,
  department: isNullOr(isText),
  year: isNullOr(isNumber),
  documentNumber: isNullOr(isText),
  issuedOn: isNullOr(isText),
  source: isText,
  text: isText,
  outline: areSections,
});
