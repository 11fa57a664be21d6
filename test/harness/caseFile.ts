import { readFileSync } from 'node:fs';

/**
 * A case: a sentence that says what is tested, then named sections.
 *
 *     A revoked ID warns and names its replacement.
 *     -- G0098.md --
 *     …
 *     -- expect --
 *     …
 */
export interface Case {
  readonly title: string;
  readonly sections: ReadonlyMap<string, string>;
}

/** Reads a case from its text. The line end before the next section's line belongs to neither. */
export function parseCase(text: string): Case {
  const parts = text.replace(/\r\n/g, '\n').split(/^-- (.+) --\n/m);
  const sections = new Map<string, string>();
  for (let i = 1; i < parts.length; i += 2) sections.set(parts[i]!, parts[i + 1]!);
  return { title: parts[0]!.trim().replace(/\s+/g, ' '), sections };
}

/** Reads a case from its file. */
export function readCase(path: string): Case {
  const parsed = parseCase(readFileSync(path, 'utf8'));
  if (parsed.title === '' || parsed.sections.size === 0)
    throw new Error(`${path}: a case starts with a sentence and has sections.`);
  return parsed;
}
