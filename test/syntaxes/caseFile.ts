/** What the characters `start` to `end` of a line are said to be. */
export interface Assertion {
  readonly start: number;
  readonly end: number;
  /** Scopes that they have: `entity.name` stands for `entity.name.type` too. */
  readonly scopes: readonly string[];
  /** Scopes that they have not. */
  readonly absent: readonly string[];
}

export interface SourceLine {
  readonly text: string;
  readonly assertions: readonly Assertion[];
}

export interface Case {
  readonly title: string;
  readonly lines: readonly SourceLine[];
}

const titleMark = '=== ';
const assertionLine = /^(\s*)(\^+) (\S.*)$/;

/**
 * Reads a file of cases: each starts with a line `=== title` and is Markdown. Below a line of Markdown, lines
 * of `^^^^ scope !scope` say what the characters above the carets have, and have not.
 */
export function readCases(file: string): Case[] {
  const [, ...blocks] = `\n${file}`.split(`\n${titleMark}`);
  return blocks.map(block => {
    const [title = '', ...rest] = block.trimEnd().split('\n');
    const lines: { text: string; assertions: Assertion[] }[] = [];
    for (const text of rest) {
      const match = assertionLine.exec(text);
      const above = lines.at(-1);
      if (match === null) lines.push({ text, assertions: [] });
      else if (above === undefined) throw new Error(`${title}: an assertion stands below no line`);
      else above.assertions.push(readAssertion(match[1]!.length, match[2]!.length, match[3]!));
    }
    return { title, lines };
  });
}

function readAssertion(start: number, length: number, words: string): Assertion {
  const all = words.trim().split(/\s+/);
  return {
    start,
    end: start + length,
    scopes: all.filter(word => !word.startsWith('!')),
    absent: all.filter(word => word.startsWith('!')).map(word => word.slice(1)),
  };
}
