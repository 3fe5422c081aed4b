import { WenceError } from '../errors.js';
import type { LoadProgress, ServiceState } from './app-env.js';
import { RetryLaterError } from './error-reply.js';

/** After how long it is worth asking again. */
const RETRY_AFTER_LOADING_SECONDS = 2;
const RETRY_AFTER_FAILURE_SECONDS = 60;

export type ReadyState = Extract<ServiceState, { readonly kind: 'ready' }>;

/**
 * The loaded index.
 * @throws RetryLaterError `not_ready` with the reason
 */
export function requireReady(state: ServiceState): ReadyState {
  switch (state.kind) {
    case 'ready':
      return state;
    case 'loading':
      throw new RetryLaterError('not_ready', {
        message: `${progressText(state.progress)}，完成后就能回答。`,
        retryAfterSeconds: RETRY_AFTER_LOADING_SECONDS,
      });
    case 'failed': {
      // The whole reason names folders of this machine: it is for the log.
      const code = state.error instanceof WenceError ? state.error.code : 'internal';
      throw new RetryLaterError('not_ready', {
        message: `索引没有载入（${code}），原因见服务日志。`,
        retryAfterSeconds: RETRY_AFTER_FAILURE_SECONDS,
      });
    }
  }
}

/** `正在建立索引（12/345）` */
function progressText({ message, done, total }: LoadProgress): string {
  return total === 0 ? message : `${message}（${done}/${total}）`;
}
