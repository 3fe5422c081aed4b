/** One setting as flags, help texts and messages name it. */
export interface SettingInfo {
  /** Its name in the environment. */
  readonly name: string;
  readonly placeholder: string;
  readonly description: string;
  readonly expected: string;
  readonly secret: boolean;
}

const info = (
  name: string,
  [placeholder, description, expected]: readonly [string, string, string],
  secret = false,
): SettingInfo => ({ name, placeholder, description, expected, secret });

/** Every setting, in the order in which the documentation lists them. */
export const settingList: readonly SettingInfo[] = [
  info('WENCE_CORPUS', ['目录', '文件所在的目录（默认 corpus）', '一个已有的目录']),
  info('WENCE_INDEX', ['目录', '索引所在的目录（默认 index）', '一个目录']),
  info('WENCE_DATA', ['目录', '对话、反馈和日志的目录（默认 data）', '一个目录']),
  info('WENCE_DEPARTMENTS', [
    '文件',
    '部门和别名的设置文件（JSON），补充从文件里认出的部门',
    '一个已有的 JSON 文件',
  ]),
  info('WENCE_CONVERSATION_DAYS', [
    '天数',
    '对话和反馈在最后一次提问后保留几天（默认 30）',
    '1 到 3650 的整数',
  ]),
  info('HOST', ['地址', '监听地址（默认 127.0.0.1）', 'IP 地址或主机名，例如 127.0.0.1']),
  info('PORT', ['端口', '监听端口（默认 8787）', '0 到 65535 的整数']),
  info('WENCE_MODEL', [
    '目录或名称',
    '向量模型：一个目录，或模型目录下的名称',
    '一个模型目录，或 WENCE_MODELS_DIR 下的模型名称',
  ]),
  info('WENCE_MODELS_DIR', ['目录', '放模型的目录（默认随程序带的 models）', '一个目录']),
  info('WENCE_NOW', ['日期', '“今年”从哪一天算起（默认今天）', '日期，例如 2023-06-01']),
  info(
    'WENCE_API_KEYS',
    [
      '密钥',
      'API 密钥，逗号分隔；留空为开放，仅限本机地址',
      '逗号分隔的密钥，由可见的 ASCII 字符组成',
    ],
    true,
  ),
  info('WENCE_CHAT', [
    '方式',
    '设了密钥时谁能用网页：open（能打开的人都能用）、token（凭令牌）或 off（关闭）',
    'open、token 或 off',
  ]),
  info('WENCE_ALLOWED_ORIGINS', [
    '来源',
    '可嵌入问答组件的网站，逗号分隔',
    '逗号分隔的网站来源（协议、域名和端口，不带路径，不接受 *），例如 https://oa.example.cn',
  ]),
  info('WENCE_PUBLIC_URL', [
    '网址',
    '同事访问本服务的网址，页面以外的链接以它开头',
    'http 或 https 网址，例如 https://wence.example.cn',
  ]),
  info('WENCE_RATE_LIMIT', [
    '次数',
    '每个来访者每分钟的提问次数（默认 120，0 为不限）',
    '0 到 100000 的整数',
  ]),
  info('WENCE_REFUSE_BELOW', [
    '0–1',
    '拒答线：得分低于它就拒答，越高越谨慎（默认用校准得到的）',
    '0 到 1 的小数，例如 0.5',
  ]),
  info('WENCE_TRUST_PROXY', [
    '地址',
    '可信的代理地址，逗号分隔',
    '逗号分隔的 IP 地址或网段，例如 10.0.0.1,10.1.0.0/16',
  ]),
  info('WENCE_LLM_BASE_URL', ['网址', '语言模型服务（OpenAI 兼容）', 'http 或 https 网址']),
  info('WENCE_LLM_API_KEY', ['密钥', '语言模型服务的密钥', '一个密钥'], true),
  info('WENCE_LLM_MODEL', ['名称', '语言模型的名称', '模型名称，与 WENCE_LLM_BASE_URL 一起设']),
  info('WENCE_LLM_TIMEOUT_MS', [
    '毫秒',
    '语言模型回答的总时限（默认 20000）',
    '100 到 600000 的整数',
  ]),
  info('WENCE_WECOM_BOT_ID', [
    '编号',
    '企业微信智能机器人：机器人 ID（aibotid）',
    '机器人 ID；智能机器人的 ID、TOKEN、AES_KEY、NAMES 四项要一起设',
  ]),
  info(
    'WENCE_WECOM_BOT_TOKEN',
    ['Token', '企业微信智能机器人：接收消息的 Token', '字母和数字组成的 Token'],
    true,
  ),
  info(
    'WENCE_WECOM_BOT_AES_KEY',
    ['密钥', '企业微信智能机器人：EncodingAESKey', '43 位字母和数字'],
    true,
  ),
  info('WENCE_WECOM_BOT_NAMES', [
    '名称',
    '企业微信智能机器人在群里的名称，逗号分隔：问题首尾的 @名称 会去掉',
    '逗号分隔的名称，不带 @',
  ]),
  info('WENCE_WECOM_APP_CORP_ID', [
    '编号',
    '企业微信自建应用：企业 ID',
    '企业 ID；自建应用的 CORP_ID、AGENT_ID、SECRET、TOKEN、AES_KEY 五项要一起设',
  ]),
  info('WENCE_WECOM_APP_AGENT_ID', [
    '编号',
    '企业微信自建应用：AgentId',
    '应用的 AgentId，一个整数',
  ]),
  info('WENCE_WECOM_APP_SECRET', ['密钥', '企业微信自建应用：Secret', '应用的 Secret'], true),
  info(
    'WENCE_WECOM_APP_TOKEN',
    ['Token', '企业微信自建应用：接收消息的 Token', '字母和数字组成的 Token'],
    true,
  ),
  info(
    'WENCE_WECOM_APP_AES_KEY',
    ['密钥', '企业微信自建应用：EncodingAESKey', '43 位字母和数字'],
    true,
  ),
  info(
    'WENCE_WECOM_GROUP_KEYS',
    [
      '名称=密钥',
      '企业微信群机器人，逗号分隔，供 wence push 推送',
      '逗号分隔的 名称=密钥，密钥是 Webhook 地址里 key= 后面的部分',
    ],
    true,
  ),
  info('WENCE_WECOM_TOLERANCE_SECONDS', [
    '秒',
    '企业微信回调的时间与本机最多相差多少（默认 600）',
    '10 到 3600 的整数',
  ]),
  info('WENCE_DINGTALK_MODE', [
    '方式',
    '钉钉机器人的消息接收方式：http 或 stream',
    'http 或 stream；钉钉的 MODE、APP_KEY、APP_SECRET、ROBOT_CODE、BOT_NAMES 要一起设，http 方式还要 HOOK_KEY',
  ]),
  info(
    'WENCE_DINGTALK_HOOK_KEY',
    [
      '密钥',
      '钉钉机器人（http 方式）：消息接收地址 /hooks/dingtalk/ 后面猜不到的一段',
      '12 到 128 位字母、数字、- 或 _，例如 openssl rand -hex 16 的输出',
    ],
    true,
  ),
  info('WENCE_DINGTALK_APP_KEY', ['编号', '钉钉应用：Client ID（AppKey）', '应用的 Client ID']),
  info(
    'WENCE_DINGTALK_APP_SECRET',
    ['密钥', '钉钉应用：Client Secret（AppSecret）', '应用的 Client Secret'],
    true,
  ),
  info('WENCE_DINGTALK_ROBOT_CODE', ['编号', '钉钉机器人：RobotCode', '机器人的 RobotCode']),
  info('WENCE_DINGTALK_CORP_ID', [
    '编号',
    '钉钉企业的 CorpId；设了就只答这个企业的消息',
    '企业的 CorpId',
  ]),
  info('WENCE_DINGTALK_BOT_NAMES', [
    '名称',
    '钉钉机器人在群里的名称，逗号分隔：问题首尾的 @名称 会去掉',
    '逗号分隔的名称，不带 @',
  ]),
  info('WENCE_DINGTALK_TOLERANCE_SECONDS', [
    '秒',
    '钉钉回调的时间与本机最多相差多少（默认 300）',
    '10 到 3600 的整数',
  ]),
];

/** The command-line flag of a setting: `WENCE_LLM_MODEL` → `llm-model`. */
export function flagOf(name: string): string {
  return name
    .replace(/^WENCE_/, '')
    .toLowerCase()
    .replaceAll('_', '-');
}
