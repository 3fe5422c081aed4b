import type { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import { headingText } from '../outline/heading-text.js';
import type { Retriever, SearchFilter } from './retrieval.js';

/** What a section carries into LangChain: enough to cite it. Offsets are UTF-16 code units into the document's canonical text. */
export interface SectionMetadata {
  readonly documentId: string;
  readonly documentTitle: string;
  readonly source: string;
  readonly sectionId: string;
  /** The clause address as a reader would cite it: 一、（一）3. */
  readonly address: string;
  /** Label and title of each heading, outermost first. */
  readonly headingPath: readonly string[];
  readonly start: number;
  readonly end: number;
  /** 0–1, higher is closer. */
  readonly score: number;
}

export interface WenceRetrieverInput extends BaseRetrieverInput {
  readonly retriever: Retriever;
  /** How many sections at most; 10 unless told, at least 1. */
  readonly limit?: number;
  readonly filter?: SearchFilter;
}

/** The product's retrieval as a LangChain retriever: one document a section, best first. */
export class WenceRetriever extends BaseRetriever<SectionMetadata> {
  override lc_namespace = ['wence', 'retrievers'];
  readonly #retriever: Retriever;
  readonly #limit: number;
  readonly #filter: SearchFilter;

  static override lc_name(): string {
    return 'WenceRetriever';
  }

  constructor({ retriever, limit = 10, filter = {}, ...input }: WenceRetrieverInput) {
    super(input);
    this.#retriever = retriever;
    this.#limit = limit;
    this.#filter = filter;
  }

  override async _getRelevantDocuments(question: string): Promise<Document<SectionMetadata>[]> {
    const { sections } = await this.#retriever.retrieve(question, {
      limit: this.#limit,
      filter: this.#filter,
    });
    return sections.map(({ document, section, path, start, end, score }) => ({
      pageContent: document.text.slice(start, end),
      id: section.id,
      metadata: {
        documentId: document.id,
        documentTitle: document.title,
        source: document.source,
        sectionId: section.id,
        address: section.address,
        headingPath: path.map(headingText),
        start,
        end,
        score,
      },
    }));
  }
}
