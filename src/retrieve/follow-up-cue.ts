/** How a question leans on the conversation, read from its words alone. */
export type FollowUpCue =
  /** 那欧美呢: the last question with one thing in place of another. */
  | { readonly kind: 'swap'; readonly words: string }
  /** 第二点具体怎么做, 前两点, 最后一条; `asks` is what is asked of it, empty for all of it. */
  | {
      readonly kind: 'ordinal';
      /** Counted from 1, or from the end where negative. */
      readonly numbers: readonly number[];
      readonly unit: string;
      /** The words that count, as an address: 第二点, （四）. */
      readonly text: string;
      /** Whether the words say that it was said before: 刚才说的. */
      readonly isSaid: boolean;
      readonly asks: string;
    }
  /** 展开说说 */
  | { readonly kind: 'expand' }
  /** 还有别的吗 */
  | { readonly kind: 'more' }
  /** 下一条: 1, 上一条: -1 */
  | { readonly kind: 'neighbour'; readonly step: 1 | -1; readonly unit: string }
  /** 这一章还有什么 */
  | { readonly kind: 'around'; readonly unit: string }
  /**
   * 它们的时限呢, 谁负责, 有哪些培训: asked of what was cited. `noun` is what a 这个… stands for;
   * `matter` is what the question has of its own, which the clauses cited must hold.
   */
  | {
      readonly kind: 'about';
      readonly words: string;
      readonly noun: string | null;
      readonly matter: readonly string[];
    };
