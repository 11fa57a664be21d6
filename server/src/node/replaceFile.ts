import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { codeOf } from './thrown';

/**
 * Writes a file, as UTF-8, whole or not at all: beside it first, and lets that take its place. What is there stays where
 * the disk is full, and where the process ends half-way. A file that cannot be replaced is written in place.
 * @throws what Node throws when it cannot be written
 */
export function replaceFile(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false });
  // A device or a pipe has no content to lose.
  if (old !== undefined && !old.isFile()) return writeFileSync(path, text);
  const target = old === undefined ? path : realpathSync(path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, old === undefined ? {} : { mode: old.mode });
    // What a new file may not have by the umask, such as its group's right to write, the old one may have had.
    if (old !== undefined) chmodSync(temporary, old.mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (old === undefined || !isOnlyPlace(error)) throw error;
    writeFileSync(target, text);
  }
}

/** True where a file may be written and its folder not, or where it is mounted by itself: it can only be written in place. */
function isOnlyPlace(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EBUSY'].includes(codeOf(error) ?? '');
}
