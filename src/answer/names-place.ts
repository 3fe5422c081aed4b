import type { PolicyDocument } from '../outline/outline.js';

/** Characters at a document's beginning and end in which it says whose it is: the address line, the signature. */
const OPENING = 300;
const CLOSING = 200;

/** Whether a document says that it is of a place or for it: in its title, its issuer, its opening or its signature. */
export function namesPlace({ title, metadata, text }: PolicyDocument, place: string): boolean {
  return [title, metadata.issuer ?? '', text.slice(0, OPENING), text.slice(-CLOSING)].some(
    (words) => words.includes(place),
  );
}
