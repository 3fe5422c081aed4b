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
};

function foldersOf({ corpusDir, indexDir, modelDir }: Settings) {
  return { corpusDir, indexDir, modelDir };
}
