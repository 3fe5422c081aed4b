import { z } from '@hono/zod-openapi';
import {
  answerSchema,
  askRequestSchema,
  citationSchema,
  questionSchema,
} from '../answer/answer.js';
import { searchResultSchema } from '../channels/search-result.js';

/** The bodies and parameters of the ask API; validation, types and OpenAPI all come from here. */

// Made anew with the `z` that knows OpenAPI: the answer stage need not know it.
export const citationBody = z.object(citationSchema.shape).openapi('Citation');
export const answerBody = z
  .object({
    ...answerSchema.shape,
    citations: z.array(citationBody),
    nearest: z.array(citationBody),
  })
  .openapi('Answer');
export const askBody = askRequestSchema;

/** A parameter that may be given several times; each value widens the choice. */
const several = <T extends z.ZodType>(value: T) => z.array(value).max(50).optional();
/** A parameter that may be given once. */
const once = <T extends z.ZodType<unknown, string | undefined>>(value: T) =>
  z
    .array(z.string())
    .max(1)
    .transform((values) => values[0])
    .pipe(value);
const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));

const narrowings = {
  documentId: several(z.string().min(1).max(200)),
  department: several(z.string().min(1).max(100)),
  year: several(wholeNumber(1900, 2200)),
};

/** The parameters of a search as the query string brings them: each a list of values. */
export const searchQuery = z.strictObject({
  q: once(questionSchema),
  limit: once(wholeNumber(1, 50)).prefault(['10']),
  ...narrowings,
});

/** The same parameters as the contract shows them. */
export const searchParameters = z.object({
  q: z.string().min(1).max(1000).openapi({ description: '问题或关键词 · question or key words' }),
  limit: z.int().min(1).max(50).default(10).optional(),
  documentId: z.array(z.string()).optional(),
  department: z.array(z.string()).optional(),
  year: z.array(z.int()).optional(),
});

export const searchBody = z
  .object({
    results: z.array(z.object(searchResultSchema.shape)),
  })
  .openapi('SearchResults');
export type SearchBody = z.infer<typeof searchBody>;

const documentEntry = z.object({
  id: z.string(),
  title: z.string(),
  department: z.string().nullable(),
  year: z.int().nullable(),
  documentNumber: z.string().nullable(),
  issuedOn: z.string().nullable(),
  source: z.string(),
  sectionCount: z.int(),
});
export type DocumentEntry = z.infer<typeof documentEntry>;
export const documentsBody = z
  .object({ documents: z.array(documentEntry) })
  .openapi('DocumentList');

const section = z
  .object({
    id: z.string(),
    kind: z.enum(['heading', 'article', 'paragraph', 'item', 'appendix', 'preface']),
    label: z.string(),
    title: z.string(),
    address: z.string(),
    level: z.int(),
    start: z.int(),
    end: z.int(),
    get sections() {
      return z.array(section);
    },
  })
  .openapi('Section');
export const documentBody = documentEntry
  .extend({ text: z.string(), outline: z.array(section) })
  .openapi('Document');

/** The longest comment on an answer, in UTF-16 code units. */
const MAX_COMMENT_LENGTH = 2000;
export const feedbackBody = z
  .strictObject({
    value: z.enum(['up', 'down']),
    comment: z.string().trim().max(MAX_COMMENT_LENGTH).optional(),
  })
  .openapi('Feedback');

/** How long a token holds, in seconds: long enough for a page to be read, too short to be worth stealing. */
const TOKEN_SECONDS = { minimum: 60, usual: 900, maximum: 3600 } as const;
export const tokenRequest = z
  .strictObject({
    expiresInSeconds: z
      .int()
      .min(TOKEN_SECONDS.minimum)
      .max(TOKEN_SECONDS.maximum)
      .default(TOKEN_SECONDS.usual),
  })
  .openapi('TokenRequest');
export const tokenBody = z
  .object({ token: z.string(), expiresAt: z.iso.datetime() })
  .openapi('Token');

/** The parameters of an overview as the query string brings them, and as the contract shows them. */
export const overviewQuery = z.strictObject({ department: narrowings.department });
export const overviewParameters = z.object({ department: z.array(z.string()).optional() });
export const overviewBody = z
  .object({
    documentCount: z.int(),
    years: z.array(z.int()),
    departments: z.array(z.string()),
    documents: z.array(documentEntry.pick({ id: true, title: true, year: true, department: true })),
    samples: z.array(z.string()),
    pages: z.enum(['open', 'token', 'off']),
  })
  .openapi('Overview');
/** What the documents say of it; who may open pages is a setting. */
export type OverviewBody = Omit<z.infer<typeof overviewBody>, 'pages'>;

export const errorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  })
  .openapi('Error');
