/** An event as the server sent it (WHATWG HTML 9.2.6); `event` is empty where it has no name. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads an event stream from pieces of its text, cut anywhere. Comments and fields that only a reconnecting
 * client needs (`id`, `retry`) are passed over, and so is an event without data or without its closing
 * blank line. Our own, at a quarter of a library's size: the script is loaded by other sites.
 * @returns a function that takes the next piece
 */
export function createEventReader(
  onEvent: (event: ServerSentEvent) => void,
): (text: string) => void {
  let rest = '';
  let event = '';
  let data: string[] = [];

  const readLine = (line: string) => {
    if (line === '') {
      if (data.length > 0) onEvent({ event, data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  };

  return (text) => {
    // A return at the very end may be the first half of a line end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line);
  };
}
