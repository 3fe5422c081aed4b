import { isOffline } from '../ask/failure-of.js';

/** Whether this device has a network, as far as the browser knows. */
export interface Network {
  isOffline(): boolean;
  /** Calls back after it came or went until the returned function is called. */
  subscribe(onChange: () => void): () => void;
}

export const browserNetwork: Network = {
  isOffline,
  subscribe: (onChange) => {
    globalThis.addEventListener('online', onChange);
    globalThis.addEventListener('offline', onChange);
    return () => {
      globalThis.removeEventListener('online', onChange);
      globalThis.removeEventListener('offline', onChange);
    };
  },
};
