import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A folder of its own for a test. */
export class Folder {
  /** Without links in it: what the server finds below it is named as it is here. */
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'attackmark-')));

  /** The URI of a file in it, or its own. */
  uri(name = ''): string {
    return pathToFileURL(join(this.path, name)).href;
  }

  /** Writes a file, the folders above it included, and gives its path. */
  write(name: string, content: string | Buffer): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
