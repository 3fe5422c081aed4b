/**
 * Where the chat asks unless it is told: the folder that `widget.js` was loaded from, or on our own pages,
 * whose scripts are modules, the site itself. Only while a script first runs does the browser say which it is.
 */
export const defaultServer: string =
  document.currentScript instanceof HTMLScriptElement && document.currentScript.src !== ''
    ? new URL('.', document.currentScript.src).href
    : `${location.origin}/`;
