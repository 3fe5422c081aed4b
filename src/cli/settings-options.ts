import { type Command, Option } from 'commander';
import { readSettings, type Settings } from '../config.js';
import { flagOf, settingList } from '../setting-list.js';

/** Settings that a command may be given as flags. */
export type SettingGroup = 'corpus' | 'model' | 'question' | 'server' | 'languageModel' | 'bots';

const groups: Readonly<Record<SettingGroup, readonly string[]>> = {
  corpus: ['WENCE_CORPUS', 'WENCE_INDEX', 'WENCE_DATA'],
  model: ['WENCE_MODEL', 'WENCE_MODELS_DIR'],
  question: ['WENCE_NOW', 'WENCE_DEPARTMENTS', 'WENCE_PUBLIC_URL', 'WENCE_REFUSE_BELOW'],
  server: [
    'HOST',
    'PORT',
    'WENCE_CONVERSATION_DAYS',
    'WENCE_API_KEYS',
    'WENCE_CHAT',
    'WENCE_ALLOWED_ORIGINS',
    'WENCE_RATE_LIMIT',
    'WENCE_TRUST_PROXY',
  ],
  languageModel: [
    'WENCE_LLM_BASE_URL',
    'WENCE_LLM_API_KEY',
    'WENCE_LLM_MODEL',
    'WENCE_LLM_TIMEOUT_MS',
  ],
  bots: settingList
    .map(({ name }) => name)
    .filter((name) => /^WENCE_(?:WECOM|DINGTALK)_/.test(name)),
};

/** Adds the flags of some settings to a command, each with the setting's name in its help. */
export function addSettingOptions(command: Command, wanted: readonly SettingGroup[]): Command {
  const names = new Set(wanted.flatMap((group) => groups[group]));
  for (const { name, placeholder, description } of settingList) {
    if (!names.has(name)) continue;
    command.addOption(new Option(`--${flagOf(name)} <${placeholder}>`, `${description} [${name}]`));
  }
  return command;
}

/** Where settings are read from when a command runs. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDir: string;
}

/**
 * The settings of a command: its flags over the environment and `.env`.
 * @throws WenceError `invalid_setting`
 */
export function settingsOf(
  options: Readonly<Record<string, unknown>>,
  { environment, workingDir }: Surroundings,
): Settings {
  const flags: Record<string, string> = {};
  for (const { name } of settingList) {
    const attribute = flagOf(name).replace(/-(\w)/g, (_match, letter: string) =>
      letter.toUpperCase(),
    );
    const value = options[attribute];
    if (typeof value === 'string') flags[name] = value;
  }
  return readSettings({ environment, flags, workingDir });
}
