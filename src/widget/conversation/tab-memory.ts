/** Which conversation this tab was in, so that it is there again on the site's next page. */
export interface TabMemory {
  read(): string | null;
  write(conversationKey: string | null): void;
}

/** In `sessionStorage`; remembers nothing where that is blocked. */
export function createTabMemory({ baseUrl }: { readonly baseUrl: string }): TabMemory {
  const name = `wence:${new URL(baseUrl).href}`;
  return {
    read: () => {
      try {
        return sessionStorage.getItem(name);
      } catch {
        return null;
      }
    },
    write: (conversationKey) => {
      try {
        if (conversationKey === null) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, conversationKey);
      } catch {
        // The next page begins with an empty chat then.
      }
    },
  };
}
