import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './services.js';
import type { Terminal } from './terminal.js';

/** A plain line is printed each time this much more is done. */
const PLAIN_STEP = 0.2;

/** Shows work as it goes: a bar that moves for a person, a few plain lines for a file or pipe. */
export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  readonly stop: () => void;
}

/** A display on the terminal's `err`. */
export function createProgressDisplay(terminal: Terminal): ProgressDisplay {
  return terminal.isInteractive ? movingBar() : plainLines(terminal);
}

function movingBar(): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: '{message} {bar} {value}/{total}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  return {
    show: ({ message, done, total }) => {
      if (total === 0) return;
      if (!bar.isActive) bar.start(total, done, { message });
      bar.setTotal(total);
      bar.update(done, { message });
    },
    stop: () => bar.stop(),
  };
}

function plainLines({ err }: Terminal): ProgressDisplay {
  let shown = { message: '', share: 0 };
  return {
    show: ({ message, done, total }) => {
      const share = total === 0 ? 0 : done / total;
      const isNew = message !== shown.message;
      if (!isNew && share < shown.share + PLAIN_STEP && (share < 1 || shown.share >= 1)) return;
      shown = { message, share };
      err(total === 0 ? `${message}…\n` : `${message} ${done}/${total}\n`);
    },
    stop: () => undefined,
  };
}
