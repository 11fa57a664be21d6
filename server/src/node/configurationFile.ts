import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfigurationText } from '../core/configurationText';
import { configurationFileName, type ConfigurationFile } from '../core/settings';
import { codeOf } from './thrown';

/** Reads `.attackmark.json` files, nearest first, each once. Make a new one to see changes on disk. */
export class ConfigurationFiles {
  readonly #read = new Map<string, ConfigurationFile | undefined>();

  /** The configuration of a folder: its own file, or that of the nearest folder above that has one. */
  forFolder(folder: string): ConfigurationFile | undefined {
    if (this.#read.has(folder)) return this.#read.get(folder);
    const parent = dirname(folder);
    const own = join(folder, configurationFileName);
    const found =
      (isEndless(own) ? undefined : readConfigurationFile(own)) ??
      (parent === folder ? undefined : this.forFolder(parent));
    this.#read.set(folder, found);
    return found;
  }
}

/** True for a pipe or a device: whoever reads it may wait for ever. */
function isEndless(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found !== undefined && !found.isFile() && !found.isDirectory();
  } catch {
    return false; // not to be looked at, and not to be read either
  }
}

/** Reads one configuration file; undefined where there is none. Comments and trailing commas are fine. */
export function readConfigurationFile(path: string): ConfigurationFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    return { path, settings: {}, problems: [`it cannot be read (${String(code)})`] };
  }
  return readConfigurationText(path, text);
}
