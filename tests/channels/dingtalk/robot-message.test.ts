import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readReplyAddress,
  readRobotCallback,
} from '../../../src/channels/dingtalk/robot-message.js';

const robot = { robotCode: 'ding1', corpId: 'corp1', names: ['问策', '制度助手'] };
const nowMs = 1_700_000_000_000;
const body = {
  msgtype: 'text',
  text: { content: ' 全年办会几场？ ' },
  msgId: 'msg1',
  createAt: nowMs,
  conversationType: '1',
  conversationId: 'cid1',
  senderId: '$:LWCP_v1:$abc',
  senderNick: '张三',
  senderStaffId: 'staff1',
  chatbotCorpId: 'corp1',
  robotCode: 'ding1',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s1',
  sessionWebhookExpiredTime: nowMs + 5_400_000,
};
const read = (fields: Readonly<Record<string, unknown>> = {}) =>
  readRobotCallback({ ...body, ...fields }, { robot, nowMs });
const contentOf = (fields: Readonly<Record<string, unknown>>) => {
  const callback = read(fields);
  return callback.kind === 'message' ? callback.message.content : callback.kind;
};
const group = { conversationType: '2', isInAtList: true };

describe('a message to a DingTalk robot', () => {
  it('of one person is read with sender, key and where to reply', () => {
    expect(read()).toEqual({
      kind: 'message',
      message: {
        key: 'dingtalk:ding1:msg1',
        sender: { platform: 'dingtalk', bot: 'ding1', chat: 'staff1', user: 'staff1' },
        isGroup: false,
        content: { kind: 'text', text: '全年办会几场？' },
        replyTo: expect.any(String),
        receivedAtMs: nowMs,
      },
    });
  });

  it('of a group keeps chat and user apart', () => {
    const callback = read(group);
    expect(callback).toMatchObject({
      message: { isGroup: true, sender: { chat: 'cid1', user: 'staff1' } },
    });
    if (callback.kind !== 'message') return;
    expect(readReplyAddress(callback.message.replyTo)).toEqual({
      session: { url: body.sessionWebhook, untilMs: body.sessionWebhookExpiredTime },
      group: 'cid1',
      staffId: 'staff1',
    });
  });

  it('of someone from outside has no staff id to call by', () => {
    for (const senderStaffId of [undefined, null, '']) {
      const callback = read({ senderStaffId });
      expect(callback).toMatchObject({
        message: { sender: { user: 'outside:$:LWCP_v1:$abc', chat: 'outside:$:LWCP_v1:$abc' } },
      });
      if (callback.kind === 'message') {
        expect(readReplyAddress(callback.message.replyTo).staffId).toBeNull();
      }
    }
  });

  const contents: readonly (readonly [string, Readonly<Record<string, unknown>>, unknown])[] = [
    ['a text', {}, { kind: 'text', text: '全年办会几场？' }],
    [
      'a text with its words at the top',
      { text: undefined, content: '几场' },
      { kind: 'text', text: '几场' },
    ],
    [
      'words in a kind not known',
      { msgtype: 'newKind', text: undefined, content: '几场' },
      { kind: 'text', text: '几场' },
    ],
    [
      'a kind not known',
      { msgtype: 'newKind', content: { a: 1 } },
      { kind: 'unsupported', what: 'newKind' },
    ],
    ['a blank', { text: { content: '  ' } }, { kind: 'hello' }],
    ['no text at all', { text: undefined }, { kind: 'hello' }],
    ['a call by name alone', { ...group, text: { content: ' @问策 ' } }, { kind: 'hello' }],
    [
      'a call by name',
      { ...group, text: { content: '＠制度助手 办会几场' } },
      { kind: 'text', text: '办会几场' },
    ],
    [
      'another’s name',
      { ...group, text: { content: '@李四 办会几场' } },
      { kind: 'text', text: '@李四 办会几场' },
    ],
    [
      'the name in a single chat',
      { text: { content: '@问策 办会几场' } },
      { kind: 'text', text: '@问策 办会几场' },
    ],
    [
      'a rich text',
      {
        msgtype: 'richText',
        content: {
          richText: [{ text: '办会' }, { type: 'picture', downloadCode: 'x' }, { text: '几场' }],
        },
      },
      { kind: 'text', text: '办会几场' },
    ],
    [
      'a rich text in a string',
      { msgtype: 'richText', content: '{"richText":[{"text":"几场"}]}' },
      { kind: 'text', text: '几场' },
    ],
    [
      'pictures alone',
      { msgtype: 'richText', content: { richText: [{ type: 'picture', downloadCode: 'x' }] } },
      { kind: 'unsupported', what: 'picture' },
    ],
    [
      'a broken rich text',
      { msgtype: 'richText', content: { richText: 'x' } },
      { kind: 'unsupported', what: 'richText' },
    ],
    [
      'speech',
      { msgtype: 'audio', content: { recognition: '几场', duration: 3 } },
      { kind: 'text', text: '几场' },
    ],
    [
      'speech not understood',
      { msgtype: 'audio', content: { downloadCode: 'x' } },
      { kind: 'unsupported', what: 'audio' },
    ],
    ...(['picture', 'video', 'file'] as const).map(
      (msgtype) =>
        [
          `a ${msgtype}`,
          { msgtype, content: { downloadCode: 'x' } },
          { kind: 'unsupported', what: msgtype },
        ] as const,
    ),
  ];
  for (const [name, fields, expected] of contents) {
    it(`reads ${name}`, () => {
      expect(contentOf(fields)).toEqual(expected);
    });
  }

  it('is not answered where it is for another robot or company', () => {
    expect(read({ robotCode: 'ding2' })).toMatchObject({ kind: 'foreign' });
    expect(read({ robotCode: undefined })).toMatchObject({ kind: 'foreign' });
    expect(read({ chatbotCorpId: 'corp2' })).toMatchObject({ kind: 'foreign' });
    const open = { ...robot, corpId: null };
    expect(
      readRobotCallback({ ...body, chatbotCorpId: 'corp2' }, { robot: open, nowMs }),
    ).toMatchObject({ kind: 'message' });
  });

  it('is not answered where the address to reply to is foreign, and the log does not hold it', () => {
    const callback = read({ sessionWebhook: 'https://evil.cn/robot/sendBySession?session=1' });
    expect(callback.kind).toBe('foreign');
    expect(JSON.stringify(callback)).not.toContain('evil');
  });

  it('without words and with 20001 says that the quota is spent, but a question stays a question', () => {
    for (const errorCode of ['20001', 20001]) {
      expect(read({ text: undefined, errorCode })).toEqual({ kind: 'quota-spent' });
      expect(read({ errorCode })).toMatchObject({ kind: 'message' });
    }
    expect(read({ text: undefined, errorCode: '1' })).toMatchObject({ kind: 'message' });
  });

  it('without id, sender or group is nonsense', () => {
    for (const fields of [
      { msgId: undefined },
      { msgId: '' },
      { msgId: { $ne: 1 } },
      { senderId: undefined, senderStaffId: undefined },
      { ...group, conversationId: undefined },
      { senderId: 7, senderStaffId: 7 },
    ]) {
      expect(read(fields).kind).toBe('nonsense');
    }
  });

  it('of a megabyte is cut before a mention is looked for in it', () => {
    const startedAtMs = performance.now();
    for (const content of [`?${'@问策 '.repeat(200_000)}?`, `?@${' '.repeat(900_000)}?`]) {
      const words = contentOf({ ...group, text: { content } });
      expect(words).toMatchObject({ kind: 'text' });
      expect(JSON.stringify(words).length).toBeLessThan(6_000);
    }
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (whole, part) => {
        readRobotCallback(whole, { robot, nowMs });
        readRobotCallback(
          { ...body, content: part, text: part, msgtype: 'richText' },
          { robot, nowMs },
        );
        readRobotCallback(
          { ...body, content: { richText: [part] }, msgtype: 'richText' },
          { robot, nowMs },
        );
      }),
    );
  });
});
