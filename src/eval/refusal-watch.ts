import type { Answer } from '../answer/answer.js';
import {
  type RefusalFeatures,
  type RefusalModel,
  refusalScore,
} from '../retrieve/refusal-score.js';

/** Notes what the refusal of each answer rested on, for the refusal curve. */
export interface RefusalWatch {
  /** To be told of the features of every question searched for. */
  readonly onFeatures: (features: RefusalFeatures) => void;
  /** Runs one question; none may run beside it. */
  watch(ask: () => Promise<Answer>): Promise<Answer>;
  /**
   * An answer's refusal score: the model's where that decided; 0 for a refusal and 1 for an answer
   * that a rule decided, whatever the threshold.
   */
  scoreOf(answer: Answer, model: RefusalModel & { readonly refuseBelow: number }): number;
}

/** A watch that has seen nothing. */
export function createRefusalWatch(): RefusalWatch {
  const features = new Map<string, readonly RefusalFeatures[]>();
  let seen: RefusalFeatures[] = [];
  return {
    onFeatures: (found) => seen.push(found),
    async watch(ask) {
      seen = [];
      const answer = await ask();
      features.set(answer.id, seen);
      return answer;
    },
    scoreOf({ id, kind }, model) {
      const [only, ...more] = features.get(id) ?? [];
      const byRule = kind === 'refused' ? 0 : 1;
      // Several questions in one have a score each, and no single one.
      if (only === undefined || more.length > 0) return byRule;
      const score = refusalScore(only, model);
      return score < model.refuseBelow === (kind === 'refused') ? score : byRule;
    },
  };
}
