import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong on a page as it is now, a line a rule with where; empty when all is well. */
export async function axeFindings(page: Page, scope?: string): Promise<readonly string[]> {
  // Evaluated by the debugger, so the page's Content-Security-Policy stays as it is.
  await page.evaluate(axe.source);
  const options = {
    runOnly: { type: 'tag', values: TAGS },
    // What passes is not looked at, and is most of the work.
    resultTypes: ['violations'],
    preload: false,
  };
  return page.evaluate(`axe.run(${JSON.stringify(scope ?? null)} ?? document, ${JSON.stringify(options)})
    .then(({ violations }) => violations.map(({ id, help, nodes }) =>
      id + ': ' + help + '\\n' + nodes.map((node) =>
        '  ' + node.target.flat().join(' » ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')).join('\\n')))`);
}
