import type { Host } from '../host';

const codes = { red: 31, yellow: 33, blue: 34, grey: 90, underline: 4, bold: 1 } as const;
export type Colour = keyof typeof codes;

/** Gives the function that colours text for a terminal, and leaves it as it is for a file or under `NO_COLOR`. */
export function paint({ stdout, env }: Pick<Host, 'stdout' | 'env'>): (colour: Colour, text: string) => string {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const on = (env['NO_COLOR'] ?? '') === '' && (forced || (stdout.isTerminal && env['TERM'] !== 'dumb'));
  return (colour, text) => (on ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}
