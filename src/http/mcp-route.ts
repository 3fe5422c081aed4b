import type { McpAnswerer, McpService } from '../channels/mcp/mcp-server.js';
import { WenceError } from '../errors.js';
import { countQuestion } from './access.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { failureReply } from './error-reply.js';
import { requireKnownOrigin } from './known-origin.js';
import { packageVersion } from './package-version.js';
import type { RateLimit } from './rate-limit.js';
import { readJson } from './read-json.js';
import { requireReady } from './ready.js';

/** Messages in one body: batches are of MCP 2025-03-26 alone, and each of them costs as much as a request. */
const MOST_MESSAGES = 20;

/** Codes of JSON-RPC 2.0, 5.1. */
const PARSE_ERROR = -32_700;
const INVALID_REQUEST = -32_600;

/**
 * `POST /mcp`: Model Context Protocol. Access, size and type of a request are refused as everywhere
 * in the API; what is wrong with its JSON, in JSON-RPC's words.
 */
export function mcpRoute(
  dependencies: Pick<AppDependencies, 'state' | 'logger' | 'settings'> & {
    readonly rateLimit: RateLimit;
  },
) {
  let answerer: Promise<McpAnswerer> | undefined;
  return async (context: AppContext) => {
    const { settings, state, logger, rateLimit } = dependencies;
    requireKnownOrigin(context.req.header('Origin'), settings);
    const body = await readJson(context.req.raw, context.get('language')).catch(malformed);
    if (body instanceof WenceError) return rpcError(context, PARSE_ERROR, body.message);
    if (Array.isArray(body) && body.length > MOST_MESSAGES) {
      return rpcError(context, INVALID_REQUEST, `At most ${MOST_MESSAGES} messages in a batch`);
    }
    const service: McpService = {
      parts: () => ({ ...requireReady(state()), publicUrl: settings.publicUrl }),
      countQuestion: () => countQuestion(rateLimit, context.get('caller')),
      printError: (error) => failureReply(error, { context, logger }).body.error,
      signal: context.req.raw.signal,
    };
    answerer ??= loadAnswerer();
    const answer = await answerer;
    return answer(context.req.raw, { body, service });
  };
}

/** The SDK is loaded by the first who needs it: servers without MCP do not pay for it. */
async function loadAnswerer(): Promise<McpAnswerer> {
  const { createMcpAnswerer } = await import('../channels/mcp/mcp-server.js');
  return createMcpAnswerer(packageVersion());
}

function malformed(error: unknown): WenceError {
  if (error instanceof WenceError && error.code === 'invalid_request') return error;
  throw error;
}

function rpcError(context: AppContext, code: number, message: string): Response {
  return context.json({ jsonrpc: '2.0', id: null, error: { code, message } }, 400);
}
