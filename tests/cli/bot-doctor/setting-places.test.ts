import { describe, expect, it } from 'vitest';
import { botSettingShape } from '../../../src/bot-settings.js';
import { settingPlace } from '../../../src/cli/bot-doctor/setting-places.js';
import { run } from '../fake-command-line.js';

describe('wence doctor, of settings that lack', () => {
  for (const name of Object.keys(botSettingShape)) {
    it(`says where ${name} is found`, () => {
      expect(settingPlace(name)).toMatch(/docs\/(?:wecom|dingtalk)\.md/);
    });
  }

  it('names each with what to click, and no other', async () => {
    const { code, out } = await run(['doctor'], {
      environment: { WENCE_WECOM_APP_CORP_ID: 'ww1', WENCE_WECOM_APP_TOKEN: 'abc' },
    });
    expect(code).toBe(1);
    for (const name of ['AGENT_ID', 'SECRET', 'AES_KEY']) {
      expect(out).toMatch(new RegExp(`WENCE_WECOM_APP_${name} .*没有设置.*企业微信管理后台 → `));
    }
    expect(out).toContain('WENCE_PUBLIC_URL');
    expect(out).not.toContain('DINGTALK');
  });

  it('tells how long a key of the wrong length is, and not the key', async () => {
    const key = `${'k'.repeat(43)}=`;
    const { out } = await run(['doctor'], { environment: { WENCE_WECOM_BOT_AES_KEY: key } });
    // What lacks beside it is named too.
    expect(out).toContain('WENCE_WECOM_BOT_TOKEN 现在没有设置');
    expect(out).toContain('44 个字符');
    expect(out).toContain('正好 43 位');
    expect(out).not.toContain('kkk');
  });
});
