/** A message to a language model. */
export interface ModelMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** A language model that writes text; what it writes is believed in nothing. */
export interface LanguageModel {
  /**
   * The model's words as they come.
   * @throws whatever stops it: no connection, a refusal of the service, the signal's reason
   */
  write(
    messages: readonly ModelMessage[],
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<string>;
}
