import type { RefusalPoint } from './refusal-curve.js';
import { refusalCurveSvg } from './svg-curve.js';

/** What a report shows, in its order; every string is plain text. */
export interface ReportPage {
  readonly title: string;
  /** Lines below the title: when, over what. */
  readonly facts: readonly string[];
  readonly parts: readonly ReportPart[];
}

/** One part of a report. */
export type ReportPart =
  | {
      readonly kind: 'table';
      readonly heading: string;
      readonly note?: string;
      /** The first row is the heading; the first column names the rows. */
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'curve';
      readonly heading: string;
      readonly note: string;
      readonly curve: readonly RefusalPoint[];
      readonly refuseBelow: number;
    }
  | {
      readonly kind: 'entries';
      readonly heading: string;
      readonly entries: readonly ReportEntry[];
    };

/** One question with what is to be said of it. */
export interface ReportEntry {
  readonly title: string;
  readonly lines: readonly (readonly [label: string, text: string])[];
}

/**
 * A report as one HTML file that needs nothing else: no script, no address, all text escaped, so
 * that questions and documents of any source are safe in it; with rules for print.
 */
export function htmlReport({ title, facts, parts }: ReportPage): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${facts.map((fact) => `<p class="fact">${escaped(fact)}</p>`).join('\n')}
${parts.map(partHtml).join('\n')}
</main>
</body>
</html>
`;
}

/** Text as HTML; control characters, which HTML forbids, as U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/(?![\n\t])\p{Cc}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function partHtml(part: ReportPart): string {
  const heading = `<h2>${escaped(part.heading)}</h2>`;
  switch (part.kind) {
    case 'table':
      return `<section>\n${heading}\n${note(part.note)}${table(part.rows)}\n</section>`;
    case 'curve':
      return `<section class="whole">\n${heading}\n${note(part.note)}<figure>\n${refusalCurveSvg(part.curve, part.refuseBelow)}\n<figcaption><span class="key should">━</span> 该拒答的，拒答的比例　<span class="key should-not">┅</span> 该回答的，拒答的比例　<span class="key">┊</span> 现在的拒答线 ${part.refuseBelow.toFixed(2)}</figcaption>\n</figure>\n</section>`;
    case 'entries':
      return `<section>\n${heading}\n${part.entries.map(entryHtml).join('\n')}\n</section>`;
  }
}

function note(text: string | undefined): string {
  return text === undefined ? '' : `<p class="note">${escaped(text)}</p>\n`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const headCells = head
    .map((cell, column) => {
      const holdsWords = rows.some((row) => toneOf(row[column] ?? '').includes('words'));
      return `<th scope="col"${holdsWords ? ' class="words"' : ''}>${escaped(cell)}</th>`;
    })
    .join('');
  const bodyRows = rows.map(([name = '', ...cells]) => {
    const rest = cells.map((cell) => `<td${toneOf(cell)}>${escaped(cell)}</td>`).join('');
    return `<tr><th scope="row">${escaped(name)}</th>${rest}</tr>`;
  });
  return `<div class="wide"><table>\n<thead><tr>${headCells}</tr></thead>\n<tbody>\n${bodyRows.join('\n')}\n</tbody>\n</table></div>`;
}

/** Words stand left, figures right; a difference is coloured by its mark, which says it without colour too. */
function toneOf(cell: string): string {
  if (cell.endsWith('▲')) return ' class="better"';
  if (cell.endsWith('▼')) return ' class="worse"';
  return /^[\d+\-–·±]/u.test(cell) || cell === '' ? '' : ' class="words"';
}

function entryHtml({ title, lines }: ReportEntry): string {
  const rows = lines
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `<dt>${escaped(label)}</dt><dd>${escaped(text)}</dd>`);
  return `<article>\n<h3>${escaped(title)}</h3>\n<dl>${rows.join('\n')}</dl>\n</article>`;
}

const STYLE = `:root { color-scheme: light; }
body { margin: 0; color: #1a1a1a; background: #fff; font: 16px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid #d0d0d0; padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
.fact, .note { margin: 0 0 .5rem; color: #555; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { border-bottom: 1px solid #e2e2e2; padding: .3rem .55rem; text-align: right; white-space: nowrap; }
th:first-child { text-align: left; }
.words { text-align: left; color: #444; }
thead th { border-bottom: 2px solid #999; }
.better { color: #0a6b2d; }
.worse { color: #b00020; font-weight: 600; }
article { border-left: 3px solid #b00020; padding: .25rem 0 .25rem .9rem; margin: 0 0 1.1rem; break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0; font-size: .9rem; }
dt { color: #666; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0; }
svg { width: 100%; max-width: 40rem; height: auto; font-size: 13px; }
svg text { fill: #444; }
.grid { stroke: #e4e4e4; }
.threshold { stroke: #555; stroke-dasharray: 2 4; stroke-width: 1.5; }
polyline { fill: none; stroke-width: 2.5; }
polyline.should { stroke: #0b5cad; }
polyline.should-not { stroke: #b00020; stroke-dasharray: 7 4; }
figcaption { font-size: .9rem; color: #444; }
.key.should { color: #0b5cad; }
.key.should-not { color: #b00020; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  table { font-size: 8pt; }
  th, td { padding: .15rem .35rem; }
  tr, .whole { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
@page { margin: 16mm; }`;
