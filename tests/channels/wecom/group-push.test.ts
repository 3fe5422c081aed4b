import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlatformCall } from '../../../src/channels/bots/platform-call.js';
import { pushToGroup } from '../../../src/channels/wecom/group-push.js';
import { createDirectNetwork } from '../mock/direct-network.js';
import { type MockWecom, startMockWecom, WECOM_GROUP_KEY } from '../mock/mock-wecom.js';

let wecom: MockWecom;
beforeAll(async () => {
  wecom = await startMockWecom(() => Date.now());
});
afterAll(() => wecom.close());

const push = (text: string, groups = new Map([['办公室', WECOM_GROUP_KEY]])) => {
  const { fetch } = createDirectNetwork({ 'qyapi.weixin.qq.com': wecom.handle });
  const call = createPlatformCall({ fetch, wait: () => Promise.resolve(), random: () => 0.5 });
  const message = { name: '办公室', reply: { kind: 'words', text } as const };
  return pushToGroup(message, { groups, publicUrl: 'https://w.example.cn', call });
};

describe('a push to a group', () => {
  it('arrives as text, in order and inside 2,048 bytes', async () => {
    expect(await push(`第一行<@all>\n${'长句子。'.repeat(400)}`)).toBe(3);
    const texts = wecom.shown.map(({ msgtype, content }) => ({ msgtype, content }));
    expect(texts.every(({ msgtype }) => msgtype === 'text')).toBe(true);
    expect(texts.map(({ content }) => content.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    expect(texts[0]?.content).not.toContain('<@all>');
    expect(wecom.complaints).toEqual([]);
  });

  it('is not cut off where it is too long, but refused', async () => {
    const before = wecom.shown.length;
    await expect(push('长句子。'.repeat(2_000))).rejects.toThrowError(/12 条.*没有发送/u);
    expect(wecom.shown).toHaveLength(before);
  });

  it('says which key is wrong, without the key', async () => {
    const pushed = push('好', new Map([['办公室', 'wrong-key-1234']]));
    await expect(pushed).rejects.toThrowError(/93000.*WENCE_WECOM_GROUP_KEYS/u);
    await expect(push('好', new Map([['办公室', 'wrong-key-1234']]))).rejects.not.toThrowError(
      /wrong-key/u,
    );
  });

  it('is not sent again where it may have arrived', async () => {
    const before = wecom.shown.length;
    wecom.fault('/webhook/send', { kind: 'lost-reply' });
    await expect(push('只此一次')).rejects.toThrowError(/connection broke/u);
    expect(wecom.shown).toHaveLength(before + 1);
  });
});
