import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the built program', () => {
  it('shows its help without loading a model', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['dist/cli.js', '--help'],
      { cwd: root },
    );
    expect(stdout).toContain('wence serve');
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });
});
