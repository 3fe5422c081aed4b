/** Languages in which the server speaks about itself; documents stay as they are. */
export type Language = 'zh' | 'en';

/** The reader's choice between Chinese and English by RFC 9110 `Accept-Language`; Chinese where neither is asked for. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const weights = { zh: 0, en: 0 };
  for (const entry of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])[0];
    const weight = quality === undefined ? 1 : Number(quality);
    const language = tag.split('-')[0];
    if (language === 'zh' || language === 'en') {
      weights[language] = Math.max(weights[language], weight);
    }
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}
