import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import type { DesktopVsCode } from '../../host/desktop';
import { HumanError } from '../../host/humanError';
import { failed } from './outcome';

/** Downloads a release of VS Code (`1.91.0`, `stable`, `insiders`) into `.vscode-test/`. */
export async function downloadDesktop(version: string): Promise<DesktopVsCode> {
  try {
    return { executable: await downloadAndUnzipVSCode({ version, extractSync: true, timeout: 15_000 }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HumanError(`VS Code cannot be downloaded (${why}). Set VSCODE_PATH, or leave out --download.`);
  }
}

/**
 * Runs the suite in a desktop VS Code. Nobody drives its window: the tests that need that say so and are skipped.
 * Gives the exit status.
 */
export async function runOnDesktop(root: string, { executable }: DesktopVsCode): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'attackmark-desktop-'));
  const workspace = join(folder, 'workspace');
  cpSync(join(root, 'samples'), workspace, { recursive: true });
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out/test/e2e/index.js'),
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--skip-welcome',
        '--no-sandbox',
        `--user-data-dir=${join(folder, 'data')}`,
      ],
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
