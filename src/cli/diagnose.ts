import {
  checkConversationsFile,
  conversationsFile,
  isComplete,
  readCorpusFolder,
  readDepartments,
  readerHash,
  readManifest,
  readModelCalibration,
  readModelFolder,
  tryLanguageModel,
} from '../compose.js';
import type { Settings } from '../config.js';
import type { UnreadableFile } from '../corpus/source-file.js';
import { WenceError } from '../errors.js';
import { readWidgetAssets } from '../http/widget-assets.js';
import { isUpToDate } from '../index/manifest.js';
import type { Finding } from './services.js';

/** Looks at model, corpus and index without changing anything. */
export async function diagnose(settings: Settings): Promise<readonly Finding[]> {
  const model = await checked('模型', '把 WENCE_MODEL 指向完整的模型目录', async () => {
    const model = await readModelFolder(settings.modelDir);
    const { path, dimensions, maxTokens } = model;
    return { message: `${path}（${dimensions} 维，最长 ${maxTokens} 个词元）`, value: model };
  });
  const corpus = await checked('文件', '把文件放进 WENCE_CORPUS 指的目录', async () => {
    const folder = await readCorpusFolder(settings.corpusDir);
    return { message: `${settings.corpusDir}，可读 ${folder.files.length} 份`, value: folder };
  });
  const unreadable = corpus.value?.unreadable ?? [];
  return [
    model.finding,
    ...(model.value === undefined ? [] : [await checkCalibration(settings, model.value)]),
    corpus.value?.files.length === 0
      ? { ...corpus.finding, status: 'problem', advice: '把 .txt 或 .md 文件放进这个目录' }
      : corpus.finding,
    ...unreadable.map(unreadableFinding),
    await checkIndex(settings, { modelHash: model.value?.modelHash, corpus: corpus.value }),
    (await checkConversations(settings)).finding,
    ...(await checkDepartments(settings)),
    await checkPages(settings),
    embeddingFinding(settings),
    await languageModelFinding(settings),
  ];
}

async function checkCalibration(
  { modelDir }: Settings,
  model: Awaited<ReturnType<typeof readModelFolder>>,
): Promise<Finding> {
  const { finding } = await checked('校准', '运行 wence calibrate tests/eval', async () => {
    const { provenance } = await readModelCalibration(modelDir, model);
    const names = provenance.sets.map(({ name }) => name).join('、');
    return { message: `${provenance.fittedOn} 按 ${names} 校准`, value: provenance };
  });
  return finding;
}

async function checkIndex(
  { indexDir }: Settings,
  found: {
    readonly modelHash: string | undefined;
    readonly corpus: Awaited<ReturnType<typeof readCorpusFolder>> | undefined;
  },
): Promise<Finding> {
  const advice = '运行 wence index（wence serve 启动时也会自动更新）';
  const { finding, value: manifest } = await checked('索引', advice, async () => {
    const read = await readManifest(indexDir);
    const isWhole = read !== undefined && (await isComplete(indexDir, read));
    return { message: indexDir, value: isWhole ? read : undefined };
  });
  if (finding.status !== 'ok') return finding;
  const subject = '索引';
  if (manifest === undefined) {
    return { subject, status: 'warning', message: `${indexDir} 里还没有可用的索引`, advice };
  }
  const { documents, sections, chunks } = manifest.counts;
  const counts = `文件 ${documents} 份，章节 ${sections} 个，片段 ${chunks} 个`;
  const { modelHash, corpus } = found;
  if (modelHash === undefined || corpus === undefined) {
    return {
      subject,
      status: 'warning',
      message: `${counts}；无法核对是否最新`,
      advice: '先改正上面的问题',
    };
  }
  const isCurrent = isUpToDate(manifest, { ...corpus, modelHash, readerHash: await readerHash() });
  return isCurrent
    ? { subject, status: 'ok', message: counts }
    : {
        subject,
        status: 'warning',
        message: `${counts}；文件、模型或程序在建立之后有改动`,
        advice,
      };
}

/** Nothing is said where no file is set: most need none. */
async function checkDepartments({ departmentsFile }: Settings): Promise<readonly Finding[]> {
  if (departmentsFile === null) return [];
  const advice = '改正这个文件，或去掉 WENCE_DEPARTMENTS';
  const { finding } = await checked('部门', advice, async () => {
    const entries = await readDepartments(departmentsFile);
    return { message: `${departmentsFile}，补充 ${entries.length} 个部门`, value: entries };
  });
  return [finding];
}

function checkConversations({ dataDir, conversationDays }: Settings) {
  const file = conversationsFile(dataDir);
  return checked('对话', '不改正也能回答，但对话只记在内存里', () => {
    checkConversationsFile(file);
    return { message: `${file}，保留 ${conversationDays} 天`, value: file };
  });
}

function unreadableFinding({ source, reason }: UnreadableFile): Finding {
  const advice = '改正或移走这个文件，或加 --keep-going';
  return { subject: '文件', status: 'warning', message: `${source} 读不了：${reason}`, advice };
}

/** Who may use the pages, and whether what they load was built. */
async function checkPages({ apiKeyHashes, chat }: Settings): Promise<Finding> {
  const { finding } = await checked('网页', '运行 npm run build', () => ({
    value: readWidgetAssets(),
    message: apiKeyHashes.length === 0 ? '没有设密钥，能访问本机地址的都能用' : pageUse[chat],
  }));
  if (finding.status !== 'ok' || apiKeyHashes.length > 0 || chat === 'open') return finding;
  return {
    ...finding,
    status: 'warning',
    message: `${finding.message}；WENCE_CHAT=${chat} 不起作用`,
    advice: '要限制谁能用网页，请设 WENCE_API_KEYS',
  };
}

const pageUse: Readonly<Record<Settings['chat'], string>> = {
  open: '能打开的人都能用（WENCE_CHAT=open）',
  token: '凭令牌才能用（WENCE_CHAT=token）',
  off: '已关闭（WENCE_CHAT=off）',
};

function embeddingFinding({ allowedOrigins }: Settings): Finding {
  const message =
    allowedOrigins.length === 0
      ? '没有让别的网站嵌入（WENCE_ALLOWED_ORIGINS 没有设置）'
      : `可以嵌入：${allowedOrigins.join('、')}`;
  return { subject: '嵌入', status: 'ok', message };
}

async function languageModelFinding({ languageModel }: Settings): Promise<Finding> {
  const subject = '语言模型';
  if (languageModel === null) {
    return { subject, status: 'ok', message: '没有设置，回答直接摘自原文，不访问网络' };
  }
  const { model, baseUrl } = languageModel;
  const problem = await tryLanguageModel(languageModel);
  return problem === null
    ? { subject, status: 'ok', message: `${model}（${baseUrl}）能够回答` }
    : {
        subject,
        status: 'warning',
        message: `${model}（${baseUrl}）：${problem}`,
        advice:
          '核对 WENCE_LLM_BASE_URL、WENCE_LLM_MODEL 和 WENCE_LLM_API_KEY；不改正时回答直接摘自原文',
      };
}

interface Checked<T> {
  readonly message: string;
  readonly value: T;
}

/** A check whose foreseen failure is a finding. */
async function checked<T>(
  subject: string,
  advice: string,
  check: () => Checked<T> | Promise<Checked<T>>,
): Promise<{ readonly finding: Finding; readonly value: T | undefined }> {
  try {
    const { message, value } = await check();
    return { finding: { subject, status: 'ok', message }, value };
  } catch (error) {
    if (!(error instanceof WenceError)) throw error;
    return {
      finding: { subject, status: 'problem', message: error.message, advice },
      value: undefined,
    };
  }
}
