import { LitElement, type PropertyDeclarations } from 'lit';
import type { QuestionFilter } from '../ask/ask-client.js';
import { chooseLanguage, type Language, type Words, wordsIn } from '../words/words.js';
import { defaultServer } from './default-server.js';

/** For an address that is none: nothing is reached there, and the chat says so. */
const NO_SERVER = 'about:invalid';

/** What a site says of its chat, by attributes or properties, and what follows from it. */
export class ChatSettings extends LitElement {
  static override properties: PropertyDeclarations = {
    mode: { reflect: true },
    server: {},
    heading: {},
    welcome: {},
    color: {},
    theme: { reflect: true },
    language: {},
    department: {},
    token: {},
    tokenUrl: { attribute: 'token-url' },
  };

  /** `floating` (a button at the bottom right; default), `inline` (where the element stands), `page` (all of it). */
  declare mode: 'floating' | 'inline' | 'page';
  /** Address of the server; default: where the script came from. */
  declare server: string;
  declare heading: string;
  declare welcome: string;
  /** Any CSS colour for buttons, links and marks; made darker or lighter where letters would be hard to read. */
  declare color: string;
  declare theme: 'auto' | 'light' | 'dark';
  /** `zh` or `en`; default: the page's language, else the browser's. */
  declare language: '' | Language;
  /** Departments to look in, separated by commas; default: all. */
  declare department: string;
  /** A short-lived token from `POST /api/tokens`; may be replaced at any time. */
  declare token: string;
  /** An address on the page's own site that replies `{ token, expiresAt }`. */
  declare tokenUrl: string;

  constructor() {
    super();
    this.mode = 'floating';
    this.server = '';
    this.heading = '';
    this.welcome = '';
    this.color = '';
    this.theme = 'auto';
    this.language = '';
    this.department = '';
    this.token = '';
    this.tokenUrl = '';
  }

  protected get chosenLanguage(): Language {
    return chooseLanguage(this.language, document.documentElement.lang, navigator.language);
  }

  /** What the chat says, in its language. */
  protected get words(): Words {
    return wordsIn(this.chosenLanguage);
  }

  protected get headline(): string {
    return this.heading === '' ? this.words.heading : this.heading;
  }

  protected get baseUrl(): string {
    try {
      return this.server === '' ? defaultServer : new URL(this.server, location.href).href;
    } catch {
      return NO_SERVER;
    }
  }

  protected get filter(): QuestionFilter | undefined {
    const departments = this.department
      .split(/[,，、]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return departments.length === 0 ? undefined : { departments };
  }
}
