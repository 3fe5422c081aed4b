import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/chunk/chunk.js';
import type { SectionStore } from '../../src/index/section-store.js';
import type { PolicyDocument } from '../../src/outline/outline.js';
import { documentOf } from '../support/document-of.js';

/** Builds the store under test over these documents and chunks. */
export type BuildSectionStore = (
  documents: readonly PolicyDocument[],
  chunks: readonly Chunk[],
) => SectionStore;

const roads = documentOf('道路养护办法', [
  {
    label: '一、',
    title: '路面',
    sections: [
      { label: '（一）', title: '县道', body: '六月底前完工。' },
      { label: '（二）', title: '村道' },
    ],
  },
]);
/** Its sections bear the same ids as those of the other document would: only both ids together name one. */
const parks = { ...documentOf('公园管理办法', [{ label: '一、', title: '开放时间' }]), id: 'd2' };

const chunk = (documentId: string, sectionId: string, part: number): Chunk => ({
  id: `${sectionId}.${part}`,
  documentId,
  sectionId,
  part,
  context: '',
  windows: [],
  start: part,
  end: part + 1,
});
const chunks = [
  chunk('d1', 'd1-0-0', 0),
  chunk('d1', 'd1-0-0', 1),
  chunk('d1', 'd1-0-1', 0),
  chunk('d2', 'd1-0', 0),
];

/** What every {@link SectionStore} promises, tried on one implementation. */
export function sectionStoreContract(name: string, build: BuildSectionStore): void {
  const store = build([roads, parks], chunks);

  describe(`${name} as a section store`, () => {
    it('keeps documents and chunks in their order', () => {
      expect(store.documents.map(({ id }) => id)).toEqual(['d1', 'd2']);
      expect(store.chunks.map(({ id }) => id)).toEqual(chunks.map(({ id }) => id));
    });

    it('finds a document by its id, and none by another', () => {
      expect(store.document('d2')?.title).toBe('公园管理办法');
      expect(store.document('d3')).toBeUndefined();
    });

    it('finds a section with its ancestors from the outside in, itself last', () => {
      const located = store.section('d1', 'd1-0-1');
      expect(located?.document.id).toBe('d1');
      expect(located?.section.title).toBe('村道');
      expect(located?.path.map(({ title }) => title)).toEqual(['路面', '村道']);
    });

    it('looks for a section in the document named, and in no other', () => {
      expect(store.section('d1', 'd1-0')?.section.title).toBe('路面');
      expect(store.section('d2', 'd1-0')?.section.title).toBe('开放时间');
      expect(store.section('d2', 'd1-0-0')).toBeUndefined();
    });

    it("gives a section's own chunks in text order, without those of its children", () => {
      expect(store.chunksOf('d1', 'd1-0-0')).toEqual([0, 1]);
      expect(store.chunksOf('d1', 'd1-0')).toEqual([]);
      expect(store.chunksOf('d2', 'd1-0')).toEqual([3]);
      expect(store.chunksOf('d3', 'd1-0-0')).toEqual([]);
    });
  });
}
