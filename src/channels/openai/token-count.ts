/** How many tokens a request and its answer are counted as, in the OpenAI protocol's words. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Characters that common tokenizers give about one token each. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\p{ASCII}\s]/gu;
/** Characters of other text in a token, by the rule of thumb that OpenAI's guides give. */
const CHARACTERS_PER_TOKEN = 4;

/** Counts tokens by rule of thumb: no tokenizer of a chat model is at work here, and nobody is charged. */
export function usageOf(prompt: string, completion: string): Usage {
  const promptTokens = tokensIn(prompt);
  const completionTokens = tokensIn(completion);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

function tokensIn(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  const rest = text.replace(WIDE, '').length;
  return wide + Math.ceil(rest / CHARACTERS_PER_TOKEN);
}
