import type { ReactiveControllerHost } from 'lit';

/** An element as those see it who look after a part of it. */
export type DrawnHost = ReactiveControllerHost & {
  readonly isConnected: boolean;
  readonly shadowRoot: ShadowRoot | null;
  readonly renderRoot: HTMLElement | DocumentFragment;
};
