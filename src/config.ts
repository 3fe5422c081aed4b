import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP, isIPv4 } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseDotenv } from 'dotenv';
import { z } from 'zod';
import {
  type BotSettings,
  botSettingShape,
  lackingBotSettings,
  readBotSettings,
} from './bot-settings.js';
import { WenceError } from './errors.js';
import { settingList } from './setting-list.js';

/** How this process was told to run; read once, validated, never changed. Paths are absolute. */
export interface Settings {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly dataDir: string;
  /** Days after its last question at which a conversation is forgotten. */
  readonly conversationDays: number;
  readonly modelDir: string;
  /** The settings file of departments; null when unset. */
  readonly departmentsFile: string | null;
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** What "今年" is counted from; null means the real clock. */
  readonly now: Date | null;
  /** Hex SHA-256 of each API key: the keys themselves are not kept. Empty means open. */
  readonly apiKeyHashes: readonly string[];
  readonly chat: 'open' | 'token' | 'off';
  readonly allowedOrigins: readonly string[];
  /** Without a closing slash; null when unset. */
  readonly publicUrl: string | null;
  /** Questions a minute from one caller; 0 means no limit. */
  readonly rateLimit: number;
  /** Refusal score under which an answer is refused, 0–1; null means the calibration's. */
  readonly refuseBelow: number | null;
  /** Addresses or CIDR ranges of proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly languageModel: LanguageModelSettings | null;
  readonly bots: BotSettings;
}

interface LanguageModelSettings {
  readonly baseUrl: string;
  /** A secret: never printed or logged. */
  readonly apiKey: string | null;
  readonly model: string;
  readonly timeoutMs: number;
}

/** Where settings come from; flags win over the environment, the environment over `.env`. */
export interface SettingSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Values given on the command line, by the setting's name. */
  readonly flags?: Readonly<Record<string, string | undefined>>;
  /** Relative folders start here, and `.env` is looked for here. */
  readonly workingDir: string;
}

/**
 * Reads and validates every setting.
 * @throws WenceError `invalid_setting` with one detail for each wrong setting: name, found, expected. Secrets are not shown.
 */
export function readSettings(sources: SettingSources): Settings {
  const raw = gather(sources);
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    // All at once: what is wrong would hide what lacks beside it.
    const wrong = new Set([...names, ...lackingBotSettings(raw)]);
    throw invalidSettings([...wrong].map((name) => ({ name, found: raw[name] })));
  }
  const values = parsed.data;
  const folder = (path: string) => resolve(sources.workingDir, path);
  const llmIsHalfSet =
    (values.WENCE_LLM_BASE_URL === undefined) !== (values.WENCE_LLM_MODEL === undefined);
  if (
    llmIsHalfSet ||
    (values.WENCE_LLM_API_KEY !== undefined && values.WENCE_LLM_MODEL === undefined)
  ) {
    const missing = values.WENCE_LLM_MODEL === undefined ? 'WENCE_LLM_MODEL' : 'WENCE_LLM_BASE_URL';
    throw invalidSettings([{ name: missing, found: undefined }]);
  }
  if (values.WENCE_CORPUS !== undefined && !existsSync(folder(values.WENCE_CORPUS))) {
    throw invalidSettings([{ name: 'WENCE_CORPUS', found: values.WENCE_CORPUS }]);
  }
  if (values.WENCE_DEPARTMENTS !== undefined && !existsSync(folder(values.WENCE_DEPARTMENTS))) {
    throw invalidSettings([{ name: 'WENCE_DEPARTMENTS', found: values.WENCE_DEPARTMENTS }]);
  }
  const { bots, lacking } = readBotSettings(values);
  if (lacking.length > 0) {
    throw invalidSettings(lacking.map((name) => ({ name, found: undefined })));
  }
  return {
    corpusDir: folder(values.WENCE_CORPUS ?? 'corpus'),
    indexDir: folder(values.WENCE_INDEX),
    dataDir: folder(values.WENCE_DATA),
    modelDir: findModel(values, folder),
    departmentsFile:
      values.WENCE_DEPARTMENTS === undefined ? null : folder(values.WENCE_DEPARTMENTS),
    conversationDays: values.WENCE_CONVERSATION_DAYS,
    host: values.HOST,
    port: values.PORT,
    now: values.WENCE_NOW ?? null,
    apiKeyHashes: values.WENCE_API_KEYS.map(hashSecret),
    chat: values.WENCE_CHAT,
    allowedOrigins: values.WENCE_ALLOWED_ORIGINS,
    publicUrl: values.WENCE_PUBLIC_URL ?? null,
    rateLimit: values.WENCE_RATE_LIMIT,
    refuseBelow: values.WENCE_REFUSE_BELOW ?? null,
    trustedProxies: values.WENCE_TRUST_PROXY,
    languageModel:
      values.WENCE_LLM_BASE_URL === undefined || values.WENCE_LLM_MODEL === undefined
        ? null
        : {
            baseUrl: values.WENCE_LLM_BASE_URL,
            apiKey: values.WENCE_LLM_API_KEY ?? null,
            model: values.WENCE_LLM_MODEL,
            timeoutMs: values.WENCE_LLM_TIMEOUT_MS,
          },
    bots,
  };
}

/**
 * Refuses to serve without API keys where other machines could reach the port.
 * @throws WenceError `invalid_setting`
 */
export function requireSafeExposure(settings: Settings): void {
  if (settings.apiKeyHashes.length > 0 || isLoopback(settings.host)) return;
  throw new WenceError(
    'invalid_setting',
    `设置 WENCE_API_KEYS 不对：现在没有设置，而 HOST 是 ${settings.host}，别的机器可以访问。` +
      '应为至少一个密钥；只在本机使用时把 HOST 设为 127.0.0.1。',
    { details: [{ field: 'WENCE_API_KEYS', message: '没有设置，而 HOST 不是本机地址' }] },
  );
}

/** Hex SHA-256 of a secret, the only form in which API keys are kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const bundledModelsDir = fileURLToPath(new URL('../models', import.meta.url));
const bundledModel = 'multilingual-e5-small-cjk-en';

// A list of nothing but commas is a slip of the hand; of keys, it would open the service.
const list = z
  .string()
  .refine((text) => text === '' || /[^,\s]/.test(text))
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );
const listOf = (isValid: (entry: string) => boolean) =>
  list.refine((entries) => entries.every(isValid)).prefault('');
const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));
const webAddress = z
  .string()
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) return false;
    // A password in an address would be shown wherever the address is.
    return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  })
  .transform((text) => text.replace(/\/+$/, ''));

const settingsSchema = z.object({
  WENCE_CORPUS: z.string().optional(),
  WENCE_INDEX: z.string().default('index'),
  WENCE_DATA: z.string().default('data'),
  WENCE_DEPARTMENTS: z.string().optional(),
  WENCE_CONVERSATION_DAYS: integer(1, 3650).prefault('30'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  PORT: integer(0, 65_535).prefault('8787'),
  WENCE_MODEL: z.string().default(bundledModel),
  WENCE_MODELS_DIR: z.string().default(bundledModelsDir),
  WENCE_NOW: z
    .string()
    .transform(parseDate)
    .refine((date) => date !== null)
    .optional(),
  WENCE_API_KEYS: listOf((key) => /^[\x21-\x7e]+$/.test(key)),
  WENCE_CHAT: z.enum(['open', 'token', 'off']).default('open'),
  WENCE_ALLOWED_ORIGINS: listOf(
    (origin) =>
      /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin,
  ),
  WENCE_PUBLIC_URL: webAddress.optional(),
  WENCE_RATE_LIMIT: integer(0, 100_000).prefault('120'),
  WENCE_REFUSE_BELOW: z
    .string()
    .regex(/^(?:0?\.\d{1,4}|[01](?:\.0{0,4})?)$/)
    .transform(Number)
    .optional(),
  WENCE_TRUST_PROXY: listOf(isAddressOrRange),
  WENCE_LLM_BASE_URL: webAddress.optional(),
  WENCE_LLM_API_KEY: z.string().optional(),
  WENCE_LLM_MODEL: z.string().optional(),
  WENCE_LLM_TIMEOUT_MS: integer(100, 600_000).prefault('20000'),
  ...botSettingShape,
});

/** An empty value counts as unset: `.env` files list settings that way. */
function gather({ environment, flags = {}, workingDir }: SettingSources): Record<string, string> {
  const file = join(workingDir, '.env');
  const fromFile = existsSync(file) ? parseDotenv(readFileSync(file)) : {};
  const gathered: Record<string, string> = {};
  for (const { name } of settingList) {
    const value = [flags[name], environment[name], fromFile[name]]
      .map((candidate) => candidate?.trim())
      .find((candidate) => candidate !== undefined && candidate !== '');
    if (value !== undefined) gathered[name] = value;
  }
  return gathered;
}

function findModel(
  values: { readonly WENCE_MODEL: string; readonly WENCE_MODELS_DIR: string },
  folder: (path: string) => string,
): string {
  const named = join(folder(values.WENCE_MODELS_DIR), values.WENCE_MODEL);
  // The bundled model is checked when it is opened: commands that need no model run without it.
  if (values.WENCE_MODEL === bundledModel || existsSync(named)) return named;
  const direct = folder(values.WENCE_MODEL);
  if (existsSync(direct)) return direct;
  throw invalidSettings([{ name: 'WENCE_MODEL', found: values.WENCE_MODEL }]);
}

/** A day begins in Asia/Shanghai, where the documents are read; a time with a zone is taken as it stands. */
function parseDate(text: string): Date | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
  if (day === null && !isInstant) return null;
  const date = new Date(day === null ? text : `${text}T00:00:00+08:00`);
  if (Number.isNaN(date.getTime())) return null;
  // JavaScript rolls 31 February over into March.
  return day !== null && new Date(`${text}T00:00:00Z`).getUTCDate() !== Number(day[3])
    ? null
    : date;
}

function isAddressOrRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  return (
    prefix === undefined ||
    (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIPv4(address) ? 32 : 128))
  );
}

/** Whether a host is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function invalidSettings(
  wrong: readonly { readonly name: string; readonly found: string | undefined }[],
): WenceError {
  const details = wrong.map(({ name, found }) => {
    const setting = settingList.find((candidate) => candidate.name === name);
    const shown =
      found === undefined
        ? '没有设置'
        : setting?.secret
          ? `是（不显示，${found.length} 个字符）`
          : `是“${found}”`;
    const expected = setting?.expected ?? '别的值';
    const gap = /^[\x21-\x7e]/u.test(expected) ? ' ' : '';
    return { field: name, message: `现在${shown}，应为${gap}${expected}` };
  });
  const message = details
    .map(({ field, message: text }) => `设置 ${field} 不对：${text}。`)
    .join('\n');
  return new WenceError('invalid_setting', message, { details });
}
