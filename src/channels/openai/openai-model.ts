/** The one model of the OpenAI protocol here. */
export const MODEL_ID = 'wence';

/** A model as `GET /v1/models/{id}` shows it. */
export interface ModelEntry {
  readonly id: string;
  readonly object: 'model';
  /** Seconds since 1970. */
  readonly created: number;
  readonly owned_by: string;
}

/** The entry of the one model there is, as old as the service that runs it. */
export function modelEntry(startedAt: Date): ModelEntry {
  return {
    id: MODEL_ID,
    object: 'model',
    created: Math.floor(startedAt.getTime() / 1000),
    owned_by: MODEL_ID,
  };
}
