import { describe, expect, it } from 'vitest';
import type { AskClient, DocumentDetail } from '../../../src/widget/ask/ask-client.js';
import { OpenDocument } from '../../../src/widget/elements/open-document.js';

const detail: DocumentDetail = {
  id: 'd1',
  title: '工作要点',
  department: null,
  year: null,
  documentNumber: null,
  issuedOn: null,
  source: '工作要点.txt',
  text: '工作要点',
  outline: [],
};

describe('OpenDocument', () => {
  it('fetches again what it was fetching when the chat was moved on its page', async () => {
    const { reading, replies } = openedOnce();
    reading.hostDisconnected();
    reading.hostConnected();
    expect(replies).toHaveLength(2);
    replies[1]?.(detail);
    await expect.poll(() => reading.document).toBe(detail);
  });

  it('fetches nothing when the chat is moved with its document whole, or with none', async () => {
    const { reading, replies } = openedOnce();
    replies[0]?.(detail);
    await expect.poll(() => reading.document).toBe(detail);
    reading.hostDisconnected();
    reading.hostConnected();
    expect(replies).toHaveLength(1);
    reading.close();
    reading.hostDisconnected();
    reading.hostConnected();
    expect(replies).toHaveLength(1);
  });
});

/** A document that is being fetched, and what gives each reply. */
function openedOnce() {
  const replies: ((detail: DocumentDetail) => void)[] = [];
  const client: Pick<AskClient, 'document'> = {
    document: () => new Promise((resolve) => replies.push(resolve)),
  };
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const reading = new OpenDocument(host, () => client as AskClient);
  void reading.open({ documentId: 'd1', url: '/documents/d1' }, null);
  return { reading, replies };
}
