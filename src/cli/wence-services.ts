import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { pushToGroup } from '../channels/wecom/group-push.js';
import {
  buildIndex,
  openBots,
  openConversations,
  openGenerator,
  openMemoryConversations,
  openPlatformCall,
  openWence,
  readDepartments,
  readDocumentFile,
} from '../compose.js';
import type { Settings } from '../config.js';
import { readOutline } from '../outline/read-outline.js';
import { isServing } from './bot-doctor/check-addresses.js';
import { diagnoseBots } from './bot-doctor/diagnose-bots.js';
import { calibrate } from './calibrate.js';
import { diagnose } from './diagnose.js';
import { evaluate } from './evaluate.js';
import { inWords } from './index-progress.js';
import type { Services } from './services.js';

/** The commands' services as the program composes them. */
export const wenceServices: Services = {
  buildIndex: (settings, { onProgress, signal, rebuild, keepGoing }) =>
    buildIndex({
      ...foldersOf(settings),
      onProgress: inWords(onProgress),
      signal,
      rebuild,
      keepGoing,
    }),

  open: async (settings, options) => {
    const { onProgress, signal, keepGoing, onConversationProblem, onModelProblem } = options;
    onProgress({ message: '正在载入模型和索引', done: 0, total: 0 });
    const expiryDays = settings.conversationDays;
    const kept =
      onConversationProblem === undefined
        ? openMemoryConversations(expiryDays)
        : openConversations({
            dataDir: settings.dataDir,
            expiryDays,
            onProblem: onConversationProblem,
          });
    const { conversations } = kept;
    try {
      const {
        report,
        close,
        refusal: _refusal,
        ...wence
      } = await openWence({
        ...foldersOf(settings),
        today: () => settings.now ?? new Date(),
        refuseBelow: settings.refuseBelow,
        departments: await readDepartments(settings.departmentsFile),
        onProgress: inWords(onProgress),
        signal,
        keepGoing,
        conversations,
        generator:
          settings.languageModel === null
            ? undefined
            : openGenerator(settings.languageModel, { onProblem: onModelProblem }),
      });
      return {
        ...wence,
        conversations,
        skipped: report.skipped,
        close: async () => {
          await close();
          kept.close();
        },
      };
    } catch (error) {
      kept.close();
      throw error;
    }
  },

  openBots,
  pushToGroup: ({ bots, publicUrl }, { group, reply }) =>
    pushToGroup(
      { name: group, reply },
      { groups: bots.wecomGroups, publicUrl: publicUrl ?? '', call: openPlatformCall() },
    ),
  readDocuments: async (path) => readOutline(await readDocumentFile(path)),
  evaluate,
  calibrate,
  diagnose,
  diagnoseBots: (settings, { sendTest }) =>
    diagnoseBots(settings, {
      sendTest,
      fetch: globalThis.fetch,
      lookup: async (hostname) =>
        (await lookup(hostname, { all: true })).map(({ address }) => address),
      wait: (durationMs) => wait(durationMs),
      random: Math.random,
      randomBytes: (count) => randomBytes(count),
      clockMs: () => Date.now(),
    }),
  isServing: (settings) => isServing(settings, globalThis.fetch),
};

function foldersOf({ corpusDir, indexDir, modelDir }: Settings) {
  return { corpusDir, indexDir, modelDir };
}
