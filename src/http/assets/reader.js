// Brings the quotation into view: a link's #fragment names its section, which may be long.
// It also opens the contents where there is room beside the text. The page works without either.
const quotation = document.querySelector('mark');
const isPlainVisit = ['reload', 'back_forward'].every(
  (kind) => performance.getEntriesByType('navigation')[0]?.type !== kind,
);
if (quotation !== null && isPlainVisit) {
  // After the browser has gone to the fragment itself.
  window.addEventListener('load', () => quotation.scrollIntoView({ block: 'center' }));
}
const contents = document.querySelector('details.contents');
if (contents !== null && window.matchMedia('(min-width: 64rem)').matches) {
  contents.open = true;
}
