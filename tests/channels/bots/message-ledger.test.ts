import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import {
  openLibsqlMessageLedger,
  type StoredMessageLedger,
} from '../../../src/channels/bots/libsql-message-ledger.js';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits } from '../../../src/channels/bots/message-ledger.js';
import { messageLedgerContract, messageOf } from '../../contracts/message-ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'wence-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => {
  files += 1;
  return join(folder, `${files}`, 'bots.sqlite');
};

messageLedgerContract('memory', { build: createMemoryMessageLedger });

const opened: StoredMessageLedger[] = [];
messageLedgerContract('a file', {
  build: (options) => {
    const ledger = openLibsqlMessageLedger(newFile(), options);
    opened.push(ledger);
    return ledger;
  },
  clean: () => opened.pop()?.close(),
});

const options = { limits: ledgerLimits(30), clockMs: () => 5000 };

describe('a ledger in a file', () => {
  it('lasts beyond the process that held it', async () => {
    const file = newFile();
    const before = openLibsqlMessageLedger(file, options);
    await before.claim(messageOf('1'));
    await before.claim(messageOf('2'));
    await before.answered(messageOf('2').key, ['一', '二'], 'a_2');
    await before.sent(messageOf('2').key, 1);
    await before.claim(messageOf('3'));
    await before.finish(messageOf('3').key);
    await before.remember(messageOf('1').sender, { conversationId: 'c_1', answerId: 'a_1' });
    before.close();

    const after = openLibsqlMessageLedger(file, options);
    expect(await after.owed()).toMatchObject([
      { message: messageOf('1'), progress: { kind: 'claimed' } },
      { message: messageOf('2'), progress: { parts: ['一', '二'], sentParts: 1 } },
    ]);
    for (const id of ['1', '2', '3']) expect(await after.claim(messageOf(id))).toBe(false);
    expect(await after.conversationOf(messageOf('1').sender)).toMatchObject({ answerId: 'a_1' });
    after.close();
  });

  it('lets one of two processes claim a message', async () => {
    const file = newFile();
    const first = openLibsqlMessageLedger(file, options);
    const second = openLibsqlMessageLedger(file, options);
    const claims = await Promise.all([first.claim(messageOf('1')), second.claim(messageOf('1'))]);
    expect(claims.sort()).toEqual([false, true]);
    first.close();
    second.close();
  });

  it('holds no words and no address of what was answered', async () => {
    const file = newFile();
    const ledger = openLibsqlMessageLedger(file, options);
    await ledger.claim(messageOf('1', { content: { kind: 'text', text: 'WhatWasAsked' } }));
    await ledger.answered(messageOf('1').key, ['WhatWasSaid']);
    await ledger.finish(messageOf('1').key);
    const bytes = readdirSync(dirname(file)).map((name) =>
      readFileSync(join(dirname(file), name), 'latin1'),
    );
    expect(bytes.join()).not.toMatch(/WhatWasAsked|WhatWasSaid|example\.invalid/);
    ledger.close();
  });

  it('is its owner’s alone', () => {
    const file = newFile();
    openLibsqlMessageLedger(file, options).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is refused with advice where an owed message cannot be read, and does not quote it', () => {
    const file = newFile();
    openLibsqlMessageLedger(file, options).close();
    const database = new Database(file);
    database.exec(
      "INSERT INTO messages (key, claimed_ms, message) VALUES ('k', 1, '{bad response_code=secret')",
    );
    database.close();
    expect(() => openLibsqlMessageLedger(file, options)).toThrowError(/WENCE_DATA/u);
    expect(() => openLibsqlMessageLedger(file, options)).not.toThrowError(/secret/u);
  });

  it('is refused with advice where it is damaged, newer or cannot be made', () => {
    const damaged = newFile();
    mkdirSync(dirname(damaged));
    writeFileSync(damaged, 'not a database, but long enough to be taken for one'.repeat(50));
    const newer = newFile();
    mkdirSync(dirname(newer));
    const database = new Database(newer);
    database.pragma('user_version = 9');
    database.close();
    for (const file of [damaged, newer, join(damaged, 'bots.sqlite')]) {
      expect(() => openLibsqlMessageLedger(file, options)).toThrowError(/WENCE_DATA/);
    }
  });
});
