/** Longer than this it is a sentence, and no heading run into one. */
const MAX_LEAD_LENGTH = 30;

/** `3.突出重点产业招商：瞄准…` as its heading, colon included, and the rest; an empty heading where there is none. */
export function leadOf(text: string): { readonly lead: string; readonly rest: string } {
  const end = text.search(/[：:]/u);
  const lead = text.slice(0, end + 1);
  const isLead =
    end > 0 &&
    lead.length <= MAX_LEAD_LENGTH &&
    !/[。！？；，,“”]/u.test(lead) &&
    end + 1 < text.length;
  // `10:30` and `https://` are no headings.
  const isInWord = /^[:：](?:\d|\/)/u.test(text.slice(end));
  return isLead && !isInWord ? { lead, rest: text.slice(end + 1) } : { lead: '', rest: text };
}
