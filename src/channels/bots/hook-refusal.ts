/** A callback that is not believed: what the platform is told, and why, for the log. */
export class HookRefusal extends Error {
  override readonly name = 'HookRefusal';
  readonly status: 400 | 403 | 413;

  /** `message` holds nothing of the callback itself. */
  constructor(status: HookRefusal['status'], message: string) {
    super(message);
    this.status = status;
  }
}
