import { z } from 'zod';

/** The bots that this process was told to be; null for those it was not. */
export interface BotSettings {
  readonly wecomBot: WecomBotSettings | null;
  readonly wecomApp: WecomAppSettings | null;
  /** Keys of group robots by the name an administrator gave each. The keys are secrets. */
  readonly wecomGroups: ReadonlyMap<string, string>;
  readonly dingtalk: DingtalkSettings | null;
}

/** WeCom 智能机器人, answering at `/hooks/wecom/bot`. */
export interface WecomBotSettings {
  readonly botId: string;
  /** A secret: never printed or logged. */
  readonly token: string;
  /** A secret: never printed or logged. */
  readonly aesKey: string;
  /** How groups call it, without the @. */
  readonly names: readonly string[];
  readonly toleranceMs: number;
}

/** WeCom 自建应用, answering at `/hooks/wecom/app`. */
export interface WecomAppSettings {
  readonly corpId: string;
  readonly agentId: string;
  /** A secret: never printed or logged. */
  readonly secret: string;
  /** A secret: never printed or logged. */
  readonly token: string;
  /** A secret: never printed or logged. */
  readonly aesKey: string;
  readonly toleranceMs: number;
}

/** DingTalk 机器人, called at `/hooks/dingtalk/{hookKey}` or holding a connection of its own. */
export interface DingtalkSettings {
  readonly mode: 'http' | 'stream';
  /** A secret: never printed or logged. Null in stream mode where it is not set. */
  readonly hookKey: string | null;
  readonly appKey: string;
  /** A secret: never printed or logged. */
  readonly appSecret: string;
  readonly robotCode: string;
  /** Whose messages are answered; null answers every company's. */
  readonly corpId: string | null;
  /** How groups call it, without the @. */
  readonly names: readonly string[];
  readonly toleranceMs: number;
}

const visible = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const identifier = z.string().regex(/^[\w.:@-]{1,128}$/);
/** WeCom prints 43 letters and digits: 32 bytes in Base64 without the closing =. */
const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/);
const entries = (text: string) =>
  text
    .split(/[,，]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
const names = z
  .string()
  .transform((text) => entries(text).map((name) => name.replace(/^[@＠]\s*/u, '')))
  .refine((list) => list.length > 0 && list.every((name) => name !== ''));
const seconds = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.int().min(10).max(3600));

/** What each setting of a bot must look like. */
export const botSettingShape = {
  WENCE_WECOM_BOT_ID: identifier.optional(),
  WENCE_WECOM_BOT_TOKEN: visible.optional(),
  WENCE_WECOM_BOT_AES_KEY: aesKey.optional(),
  WENCE_WECOM_BOT_NAMES: names.optional(),
  WENCE_WECOM_APP_CORP_ID: identifier.optional(),
  WENCE_WECOM_APP_AGENT_ID: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
  WENCE_WECOM_APP_SECRET: visible.optional(),
  WENCE_WECOM_APP_TOKEN: visible.optional(),
  WENCE_WECOM_APP_AES_KEY: aesKey.optional(),
  WENCE_WECOM_GROUP_KEYS: z
    .string()
    .transform((text) => entries(text).map((entry) => entry.split('=').map((part) => part.trim())))
    .refine((pairs) => pairs.length > 0 && pairs.every(isNamedKey))
    .transform((pairs) => pairs.map(([name = '', key = '']) => [name, key] as const))
    .refine((pairs) => new Set(pairs.map(([name]) => name)).size === pairs.length)
    .optional(),
  // WeCom publishes no tolerance; ten minutes outlast its own re-sending.
  WENCE_WECOM_TOLERANCE_SECONDS: seconds.prefault('600'),
  WENCE_DINGTALK_MODE: z.enum(['http', 'stream']).optional(),
  WENCE_DINGTALK_HOOK_KEY: z
    .string()
    .regex(/^[\w-]{12,128}$/)
    .optional(),
  WENCE_DINGTALK_APP_KEY: identifier.optional(),
  WENCE_DINGTALK_APP_SECRET: visible.optional(),
  WENCE_DINGTALK_ROBOT_CODE: identifier.optional(),
  WENCE_DINGTALK_CORP_ID: identifier.optional(),
  WENCE_DINGTALK_BOT_NAMES: names.optional(),
  // DingTalk allows an hour; its signature leaves the body open, so less is safer.
  WENCE_DINGTALK_TOLERANCE_SECONDS: seconds.prefault('300'),
};

type BotValues = z.infer<z.ZodObject<typeof botSettingShape>> & {
  readonly WENCE_PUBLIC_URL?: string | undefined;
};
type SettingName = keyof BotValues;
type Given = Readonly<Partial<Record<SettingName, unknown>>>;

/**
 * The bots whose settings are all there. A bot of which only some are there must stop the start rather
 * than be silently absent: `lacking` names what is missing, the public address included.
 */
export function readBotSettings(values: BotValues): {
  readonly bots: BotSettings;
  readonly lacking: readonly string[];
} {
  const bots: BotSettings = {
    wecomBot: wecomBotOf(values),
    wecomApp: wecomAppOf(values),
    wecomGroups: new Map(values.WENCE_WECOM_GROUP_KEYS ?? []),
    dingtalk: dingtalkOf(values),
  };
  return { bots, lacking: lackingBotSettings(values) };
}

/** The names of what is missing of bots that are partly set up; `values` may be as they were typed. */
export function lackingBotSettings(values: Given): readonly string[] {
  const isAny = sets.some(({ needed, optional }) =>
    [...needed(values), ...optional].some((name) => values[name] !== undefined),
  );
  const lacking = sets.flatMap(({ needed, optional }) => {
    const names = needed(values);
    const isWanted = [...names, ...optional].some((name) => values[name] !== undefined);
    return isWanted ? names.filter((name) => values[name] === undefined) : [];
  });
  const needsAddress = isAny && values.WENCE_PUBLIC_URL === undefined;
  return [...lacking, ...(needsAddress ? ['WENCE_PUBLIC_URL'] : [])];
}

interface SettingSet {
  /** Without any one of these the bot cannot be. */
  readonly needed: (values: Given) => readonly SettingName[];
  /** Set for the bot alone: where one of these is there, the bot was meant to be. */
  readonly optional: readonly SettingName[];
}

const sets: readonly SettingSet[] = [
  {
    needed: () => [
      'WENCE_WECOM_BOT_ID',
      'WENCE_WECOM_BOT_TOKEN',
      'WENCE_WECOM_BOT_AES_KEY',
      'WENCE_WECOM_BOT_NAMES',
    ],
    optional: [],
  },
  {
    needed: () => [
      'WENCE_WECOM_APP_CORP_ID',
      'WENCE_WECOM_APP_AGENT_ID',
      'WENCE_WECOM_APP_SECRET',
      'WENCE_WECOM_APP_TOKEN',
      'WENCE_WECOM_APP_AES_KEY',
    ],
    optional: [],
  },
  { needed: () => ['WENCE_WECOM_GROUP_KEYS'], optional: [] },
  {
    needed: ({ WENCE_DINGTALK_MODE: mode }) => [
      'WENCE_DINGTALK_MODE',
      ...(mode === 'stream' ? [] : (['WENCE_DINGTALK_HOOK_KEY'] as const)),
      'WENCE_DINGTALK_APP_KEY',
      'WENCE_DINGTALK_APP_SECRET',
      'WENCE_DINGTALK_ROBOT_CODE',
      'WENCE_DINGTALK_BOT_NAMES',
    ],
    optional: ['WENCE_DINGTALK_HOOK_KEY', 'WENCE_DINGTALK_CORP_ID'],
  },
];

function wecomBotOf(values: BotValues): WecomBotSettings | null {
  const botId = values.WENCE_WECOM_BOT_ID;
  const token = values.WENCE_WECOM_BOT_TOKEN;
  const key = values.WENCE_WECOM_BOT_AES_KEY;
  const called = values.WENCE_WECOM_BOT_NAMES;
  if (botId === undefined || token === undefined || key === undefined || called === undefined) {
    return null;
  }
  const toleranceMs = values.WENCE_WECOM_TOLERANCE_SECONDS * 1000;
  return { botId, token, aesKey: key, names: called, toleranceMs };
}

function wecomAppOf(values: BotValues): WecomAppSettings | null {
  const corpId = values.WENCE_WECOM_APP_CORP_ID;
  const agentId = values.WENCE_WECOM_APP_AGENT_ID;
  const secret = values.WENCE_WECOM_APP_SECRET;
  const token = values.WENCE_WECOM_APP_TOKEN;
  const key = values.WENCE_WECOM_APP_AES_KEY;
  if (corpId === undefined || agentId === undefined || secret === undefined) return null;
  if (token === undefined || key === undefined) return null;
  const toleranceMs = values.WENCE_WECOM_TOLERANCE_SECONDS * 1000;
  return { corpId, agentId, secret, token, aesKey: key, toleranceMs };
}

function dingtalkOf(values: BotValues): DingtalkSettings | null {
  const mode = values.WENCE_DINGTALK_MODE;
  const hookKey = values.WENCE_DINGTALK_HOOK_KEY ?? null;
  const appKey = values.WENCE_DINGTALK_APP_KEY;
  const appSecret = values.WENCE_DINGTALK_APP_SECRET;
  const robotCode = values.WENCE_DINGTALK_ROBOT_CODE;
  const called = values.WENCE_DINGTALK_BOT_NAMES;
  if (mode === undefined || appKey === undefined || appSecret === undefined) return null;
  if (robotCode === undefined || called === undefined) return null;
  if (mode === 'http' && hookKey === null) return null;
  const corpId = values.WENCE_DINGTALK_CORP_ID ?? null;
  const toleranceMs = values.WENCE_DINGTALK_TOLERANCE_SECONDS * 1000;
  return { mode, hookKey, appKey, appSecret, robotCode, corpId, names: called, toleranceMs };
}

function isNamedKey(pair: readonly string[]): boolean {
  const [name = '', key = ''] = pair;
  return pair.length === 2 && name !== '' && /^[\w-]{8,128}$/.test(key);
}
