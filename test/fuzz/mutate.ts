import type { Random } from './random';
import type { Tokens } from './tokens';

/** What is done to a text: a token is left out, doubled, changed with another, or put in. */
const changes = ['delete', 'double', 'swap', 'swap', 'insert', 'insert'] as const;

/**
 * A text with one to three of its tokens changed. Tokens to put in come from the text itself, from another one of its
 * kind (`donor`), or from those that mean something.
 */
export function mutate(text: string, donor: string, { split, telling }: Tokens, random: Random): string {
  const tokens = split(text);
  const stray = () => {
    if (random.oneIn(2)) return random.pick(telling);
    const own = random.oneIn(2) ? tokens : split(donor);
    return own.length === 0 ? '' : random.pick(own);
  };
  for (let left = 1 + (random.oneIn(2) ? random.below(3) : 0); left > 0; left--) change(tokens, stray, random);
  return tokens.join('');
}

function change(tokens: string[], stray: () => string, random: Random): void {
  const at = random.below(tokens.length);
  switch (random.pick(changes)) {
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
      tokens.splice(at, 0, stray());
  }
}
