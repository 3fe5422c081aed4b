import { pino } from 'pino';

/** What is worth a log line; never a question's text, a key or a token. */
export interface LogFields {
  readonly [name: string]: string | number | boolean | null | undefined | Error;
}

/** Structured log lines. */
export interface Logger {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Writes one JSON object a line to a stream, with ISO times. */
export function createLogger(stream: { readonly write: (line: string) => void }): Logger {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    stream,
  );
}
