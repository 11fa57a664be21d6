import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { HumanError } from './humanError';

/**
 * Finds a browser of the Chromium family: the one that CHROMIUM_PATH names, else one on the PATH, else one in its usual
 * place, else one that Playwright has downloaded.
 */
export function findChromium(): string {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted !== undefined) {
    if (!isProgram(wanted)) throw new HumanError(`CHROMIUM_PATH names no program: ${wanted}`);
    return wanted;
  }
  const found = [...onPath(), ...usualPlaces(), ...downloadedByPlaywright()].find(isProgram);
  if (found === undefined) {
    throw new HumanError(
      'No Chromium is installed: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to Chrome or Edge.',
    );
  }
  return found;
}

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return folders.flatMap(folder => commands.map(command => join(folder, command)));
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        name => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
        .map(name => process.env[name])
        .filter(folder => folder !== undefined)
        .flatMap(folder => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    default:
      return ['/snap/bin/chromium'];
  }
}

function downloadedByPlaywright(): string[] {
  const caches = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright'),
  };
  const cache =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    (process.platform === 'darwin' || process.platform === 'win32'
      ? caches[process.platform]
      : join(homedir(), '.cache/ms-playwright'));
  if (!existsSync(cache)) return [];
  const programs = ['chrome-linux/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-win/chrome.exe'];
  return readdirSync(cache)
    .filter(name => /^chromium-\d+$/.test(name))
    .flatMap(name => programs.map(program => join(cache, name, program)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
