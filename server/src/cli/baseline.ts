import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { isObject } from '../core/json';
import { isRuleCode } from '../core/rules/codes';
import { compareTexts } from '../core/words';
import { Failure } from './failure';
import { reason, writeText } from './files';
import type { FileFinding } from './formats/report';

/** How often each finding of a file is there: by its code, then by what it is about. Lines are no part of it. */
type FileBaseline = Map<string, Map<string, number>>;

/**
 * The findings that a repository had when it took Attackmark on: `check --baseline` leaves them out, so
 * that only what is new fails. A finding is known by its file, code and text, not by its line.
 */
export class Baseline {
  readonly #folder: string;
  readonly #files: ReadonlyMap<string, FileBaseline>;

  private constructor(folder: string, files: ReadonlyMap<string, FileBaseline>) {
    this.#folder = folder;
    this.#files = files;
  }

  /**
   * Reads a baseline file.
   * @throws Failure when there is none, or it is something else
   */
  static read(path: string, name: string): Baseline {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw new Failure(
        `The baseline "${name}" cannot be read: ${reason(error)}. Add --write-baseline to make it of what is found now.`,
      );
    }
    const files = parse(text);
    if (files === undefined) {
      throw new Failure(`"${name}" is no baseline of attackmark. Add --write-baseline to write it anew.`);
    }
    return new Baseline(dirname(path), files);
  }

  /** Writes findings as a baseline file, sorted, so that its changes read well in a diff. */
  static write(path: string, name: string, findings: readonly FileFinding[], cwd: string): void {
    const files = countFindings(findings, file => fileKey(dirname(path), resolve(cwd, file)));
    const sorted = (map: ReadonlyMap<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(
        [...map]
          .sort(([a], [b]) => compareTexts(a, b))
          .map(([key, value]) => [key, value instanceof Map ? sorted(value as Map<string, unknown>) : value]),
      );
    writeText(path, name, `${JSON.stringify({ attackmark: 'baseline', format: 1, files: sorted(files) }, null, 2)}\n`);
  }

  /**
   * The findings that the baseline does not know, and how many of those it knows are gone from the files
   * that were checked. Of findings that are alike, the baseline covers as many as it counts.
   */
  compare(
    findings: readonly FileFinding[],
    checked: readonly string[],
    cwd: string,
  ): { fresh: FileFinding[]; gone: number } {
    const left = new Map<string, FileBaseline>();
    const baselineOf = (file: string) => {
      const key = fileKey(this.#folder, resolve(cwd, file));
      let own = left.get(key);
      if (own === undefined) {
        own = new Map([...(this.#files.get(key) ?? [])].map(([code, counts]) => [code, new Map(counts)]));
        left.set(key, own);
      }
      return own;
    };
    for (const file of checked) baselineOf(file);
    const fresh = findings.filter(({ file, code, about }) => {
      const counts = baselineOf(file).get(code);
      const count = counts?.get(about) ?? 0;
      if (count > 0) counts?.set(about, count - 1);
      return count === 0;
    });
    let gone = 0;
    for (const codes of left.values())
      for (const counts of codes.values()) for (const count of counts.values()) gone += count;
    return { fresh, gone };
  }
}

function countFindings(findings: readonly FileFinding[], keyOf: (file: string) => string): Map<string, FileBaseline> {
  const files = new Map<string, FileBaseline>();
  for (const { file, code, about } of findings) {
    const codes = ensure(files, keyOf(file), () => new Map<string, Map<string, number>>());
    const counts = ensure(codes, code, () => new Map<string, number>());
    counts.set(about, (counts.get(about) ?? 0) + 1);
  }
  return files;
}

function ensure<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Paths from the baseline's own folder, the same on every system: it is kept with the pages. */
function fileKey(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

function parse(text: string): Map<string, FileBaseline> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['attackmark'] !== 'baseline' || value['format'] !== 1 || !isObject(value['files'])) {
    return undefined;
  }
  const files = new Map<string, FileBaseline>();
  for (const [file, codes] of Object.entries(value['files'])) {
    const own: FileBaseline = new Map();
    for (const [code, counts] of Object.entries(isObject(codes) ? codes : {})) {
      // The code of a rule that a newer Attackmark has, or an older one had, covers nothing here.
      if (!isRuleCode(code) || !isObject(counts)) continue;
      own.set(
        code,
        new Map(
          Object.entries(counts).flatMap(([about, count]) => (typeof count === 'number' ? [[about, count]] : [])),
        ),
      );
    }
    files.set(file, own);
  }
  return files;
}
