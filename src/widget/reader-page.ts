/** The reader page's script; the page reads well without it. */
export {};
