import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { HumanError } from './humanError';

/** A desktop VS Code on this machine. */
export interface DesktopVsCode {
  /** The program itself, not the `code` script. */
  readonly executable: string;
}

/** Finds a desktop VS Code: the program that VSCODE_PATH names, else the one behind `code` on the PATH. */
export function findDesktop(): DesktopVsCode | undefined {
  const wanted = process.env['VSCODE_PATH'];
  if (wanted !== undefined) {
    if (!existsSync(wanted)) throw new HumanError(`VSCODE_PATH names no file: ${wanted}`);
    return { executable: wanted };
  }
  const script = findOnPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  const executable = script && programBehind(script);
  return executable === undefined ? undefined : { executable };
}

/** True where a window can be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
}

/** Shows an address in the user's own browser; false where there is no way to. */
export function openInBrowser(url: string): boolean {
  if (!hasDisplay()) return false;
  const [command, ...before] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const address = process.platform === 'win32' ? url.replaceAll('&', '^&') : url;
  return spawnSync(command!, [...before, address], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function findOnPath(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return folders.map(folder => join(folder, command)).find(existsSync);
}

/** The program that a `code` script starts: where it lies differs from system to system. */
function programBehind(script: string): string | undefined {
  const bin = dirname(realpathSync(script));
  const places = {
    darwin: [join(bin, '../../../MacOS/Electron'), join(bin, '../../../MacOS/Code')],
    win32: [join(bin, '../Code.exe')],
    linux: [join(bin, '../code'), join(bin, '../code-insiders')],
  };
  return (process.platform in places ? places[process.platform as keyof typeof places] : places.linux).find(existsSync);
}
