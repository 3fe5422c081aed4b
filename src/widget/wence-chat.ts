import { html, LitElement } from 'lit';

/** `<wence-chat>`: the chat as an element for any page. */
export class WenceChat extends LitElement {
  override render() {
    return html`<p>问策</p>`;
  }
}

// The script may be on a page twice.
if (customElements.get('wence-chat') === undefined) customElements.define('wence-chat', WenceChat);
