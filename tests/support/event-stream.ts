/** One server-sent event. */
export interface ReadEvent {
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** Reads an event stream as a browser would (WHATWG HTML 9.2.6), comments left out. */
export function readEvents(text: string): readonly ReadEvent[] {
  return text
    .split('\n\n')
    .map((block) => {
      const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
      const values = (name: string) =>
        lines
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
      return { event: values('event').at(-1) ?? 'message', data: values('data').join('\n') };
    })
    .filter(({ data }) => data !== '');
}
