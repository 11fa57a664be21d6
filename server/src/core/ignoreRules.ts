import ignore, { type Ignore } from 'ignore';

/** A `.gitignore` of more bytes is none. */
export const largestIgnoreFile = 1 << 20;
/** What comes after so many rules leaves nothing out: each is tried for each path. */
const mostRules = 2000;
/** With more of them a rule could share a path among them in too many ways. Two are what one sees. */
const mostStars = 3;
/** Deeper in a folder its rules are not asked: with each level there are more ways. */
const deepest = 64;

/**
 * The rules of a `.gitignore`, which may be anyone's: the library tries every way in which the `**` of a rule could share
 * a path. A rule with many of them leaves nothing out.
 */
export class IgnoreRules {
  readonly #rules: Ignore;

  constructor(text: string, ignoreCase: boolean) {
    const lines = text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#'));
    const isFew = (line: string) => line.split('**').length - 1 <= mostStars;
    this.#rules = ignore({ ignoreCase }).add(lines.slice(0, mostRules).filter(isFew).join('\n'));
  }

  /** What the rules say of a path below their folder, with `/` between its parts and behind a folder: out, in, or nothing. */
  test(path: string): 'ignored' | 'unignored' | undefined {
    if (path.split('/').length > deepest) return undefined;
    const { ignored, unignored } = this.#rules.test(path);
    return ignored ? 'ignored' : unignored ? 'unignored' : undefined;
  }
}
