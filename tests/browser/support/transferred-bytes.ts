import type { Page } from 'playwright-core';

/** Counts the bytes that come over the line from now on, headers included, as the browser itself does. */
export async function transferredBytes(page: Page): Promise<() => number> {
  const debuggerSession = await page.context().newCDPSession(page);
  let bytes = 0;
  debuggerSession.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await debuggerSession.send('Network.enable');
  return () => bytes;
}
