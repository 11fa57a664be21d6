import type { Random } from '../../fuzz/random';
import { splitTokens } from './tokens';

/** Tokens that mean something to Mermaid wherever they stand. */
const TELLING = [
  ...['end', 'subgraph', 'style', 'class', 'classDef', 'linkStyle', 'click', 'call', 'href', 'default', 'graph'],
  ...['flowchart', 'direction', 'LR', 'TD', 'interpolate', '_self', 'accTitle', 'accDescr', 'x', 'o', 'v', '1'],
  ...['-->', '---', '--', '-', '==>', '==', '=', '-.->', '-.', '.->', '~~~', '~', '<-->', '<', '>', '--o', '--x', '.'],
  ...['[', ']', '(', ')', '{', '}', '|', '"', '"`', '`"', '((', '))', '[[', ']]', '{{', '}}', '(-', '-)', '[/', '\\]'],
  ...['@', '@{', ':::', ':', ';', ',', '&', '#', '%%', '%%{', '}%%', '*', '^', '/', '\\', '?', '!', "'", '`', '$'],
  ...[' ', '  ', '\t', '\n', '\n\n', '\r\n', '\u00a0', '\u2028', '\ufeff', '\u200b', '\u2013', '\ud83d', '\u{1f980}'],
  ...[
    '#35;',
    '#quot;',
    '<b a="c">',
    'e1@',
    'T1566.002',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '---\n',
    '\ufb02',
  ],
];

/** What is done to a text: a token is left out, doubled, changed with another, or put in. */
const CHANGES = ['delete', 'double', 'swap', 'swap', 'insert', 'insert'] as const;

/**
 * A flowchart with one to three of its tokens changed. Tokens to put in come from the text itself, from another
 * flowchart (`donor`), or from those that mean something to Mermaid.
 */
export function mutate(text: string, donor: string, random: Random): string {
  const tokens = splitTokens(text);
  for (let left = 1 + (random.oneIn(2) ? random.below(3) : 0); left > 0; left--) change(tokens, donor, random);
  return tokens.join('');
}

function change(tokens: string[], donor: string, random: Random): void {
  const at = random.below(tokens.length);
  switch (random.pick(CHANGES)) {
    case 'delete':
      tokens.splice(at, 1);
      return;
    case 'double':
      tokens.splice(at, 0, tokens[at] ?? '');
      return;
    case 'swap': {
      // Mostly with a neighbour: tokens that change places over the whole text seldom leave anything to read.
      const other = random.oneIn(3) ? random.below(tokens.length) : Math.min(at + 1, tokens.length - 1);
      [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
      return;
    }
    case 'insert':
      tokens.splice(at, 0, stray(tokens, donor, random));
  }
}

function stray(tokens: readonly string[], donor: string, random: Random): string {
  if (random.oneIn(2)) return random.pick(TELLING);
  const own = random.oneIn(2) ? tokens : splitTokens(donor);
  return own.length === 0 ? '' : random.pick(own);
}
