import { runCli } from './run-cli.js';
import { processTerminal } from './terminal.js';
import { wenceServices } from './wence-services.js';

/** Runs a command line as this process: its streams, its environment, Ctrl-C, its exit code. */
export async function runProcess(words: readonly string[]): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => {
    // A second Ctrl-C ends the process at once.
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // `wence outline … | head` closes the pipe early: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  // Who reads the log may go: the server stays.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await runCli(words, {
    terminal: processTerminal(process),
    services: wenceServices,
    signal: interruption.signal,
    environment: process.env,
    workingDir: process.cwd(),
  });
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
}
