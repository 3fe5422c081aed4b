const BOT = '企业微信管理后台 → 安全与管理 → 管理工具 → 智能机器人 → 这个机器人';
const COMPANY = '企业微信管理后台 → 我的企业 → 企业信息';
const APP = '企业微信管理后台 → 应用管理 → 自建 → 这个应用';
const ROBOT = '钉钉开放平台 → 应用开发 → 这个应用';

/** Where in an administrator's console a setting of a bot is found, by the setting's name. */
const places: Readonly<Record<string, string>> = {
  WENCE_WECOM_BOT_ID: `${BOT} → 机器人详情 → Bot ID`,
  WENCE_WECOM_BOT_TOKEN: `${BOT} → API 模式 → Token`,
  WENCE_WECOM_BOT_AES_KEY: `${BOT} → API 模式 → EncodingAESKey，正好 43 位，首尾没有空格和 =`,
  WENCE_WECOM_BOT_NAMES: `${BOT} → 名称`,
  WENCE_WECOM_APP_CORP_ID: `${COMPANY} → 企业 ID`,
  WENCE_WECOM_APP_AGENT_ID: `${APP} → AgentId`,
  WENCE_WECOM_APP_SECRET: `${APP} → Secret，点“查看”`,
  WENCE_WECOM_APP_TOKEN: `${APP} → 接收消息 → 设置 API 接收 → Token`,
  WENCE_WECOM_APP_AES_KEY: `${APP} → 接收消息 → 设置 API 接收 → EncodingAESKey，正好 43 位，首尾没有空格和 =`,
  WENCE_WECOM_GROUP_KEYS:
    '企业微信的群 → 右上角 … → 消息推送 → Webhook 地址里 key= 后面的一串，写成 名称=密钥',
  WENCE_WECOM_TOLERANCE_SECONDS: '自己定，可以不填',
  WENCE_DINGTALK_MODE: `${ROBOT} → 机器人 → 消息接收模式`,
  WENCE_DINGTALK_HOOK_KEY: '自己生成，例如 openssl rand -hex 16，并填进钉钉开放平台的消息接收地址',
  WENCE_DINGTALK_APP_KEY: `${ROBOT} → 凭证与基础信息 → Client ID`,
  WENCE_DINGTALK_APP_SECRET: `${ROBOT} → 凭证与基础信息 → Client Secret`,
  WENCE_DINGTALK_ROBOT_CODE: `${ROBOT} → 机器人 → RobotCode`,
  WENCE_DINGTALK_CORP_ID: '钉钉开放平台首页 → 企业名称 → CorpId，可以不填',
  WENCE_DINGTALK_BOT_NAMES: `${ROBOT} → 机器人 → 机器人名称`,
  WENCE_DINGTALK_TOLERANCE_SECONDS: '自己定，可以不填',
};

/** What to click to find a setting, and the guide to it; undefined for settings of no bot. */
export function settingPlace(name: string): string | undefined {
  const place = places[name];
  return place === undefined ? undefined : `${place}（${guideFor(name)}）`;
}

/** What to click, without the guide. */
export function placeOf(name: string): string {
  return places[name] ?? name;
}

function guideFor(name: string): string {
  return name.includes('DINGTALK') ? 'docs/dingtalk.md' : 'docs/wecom.md';
}
