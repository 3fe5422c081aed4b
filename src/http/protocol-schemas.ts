import { z } from '@hono/zod-openapi';
import { citationBody } from './api-schemas.js';

/** Bodies of the protocols of others that are spoken here. */

/** A whole answer in the OpenAI protocol. */
export const completionBody = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string(),
          refusal: z.null(),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: z.object({
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
      total_tokens: z.int(),
    }),
    citations: z.array(citationBody),
  })
  .openapi('ChatCompletion');
export const modelBody = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.int(),
    owned_by: z.string(),
  })
  .openapi('Model');
export const modelsBody = z.object({ object: z.literal('list'), data: z.array(modelBody) });
export const openaiErrorBody = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  })
  .openapi('OpenaiError');

/** A message of JSON-RPC 2.0; the MCP SDK checks what it holds. */
export const rpcBody = z.looseObject({ jsonrpc: z.literal('2.0') }).openapi('JsonRpcMessage');
