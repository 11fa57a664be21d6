import { Char, isLineTerminator, isWord, skipSpace } from './chars';

/** A `%%{init: …}%%` directive in line-feed text, as far as Mermaid cuts it out of the diagram. */
export interface Directive {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** What stands after the colon; undefined when that is one bare word or nothing. */
  readonly body: string | undefined;
  /** False when no `}%%` ends it: all the text after it is part of it. */
  readonly closed: boolean;
}

/** Every directive of a text. */
export function findDirectives(text: string): Directive[] {
  const found: Directive[] = [];
  let from = 0;
  for (let at = text.indexOf('%%{'); at >= 0; at = text.indexOf('%%{', from)) {
    const directive = readDirective(text, at);
    if (directive) found.push(directive);
    from = directive ? directive.end : at + 1;
  }
  return found;
}

/**
 * Reads a directive at `start`. Every part after the name may be missing, and a bare word after
 * the name ends it: `%%{init foo: bar}%%` is cut after `foo`, which leaves `: bar}%%` in the text.
 */
function readDirective(text: string, start: number): Directive | undefined {
  const nameStart = skipSpace(text, start + 3);
  const nameEnd = skipWord(text, nameStart);
  if (nameEnd === nameStart) return undefined;
  const name = text.slice(nameStart, nameEnd);
  const colon = skipSpace(text, nameEnd);
  const bodyStart = skipSpace(text, text.charCodeAt(colon) === Char.Colon ? colon + 1 : nameEnd);
  const wordEnd = skipWord(text, bodyStart);
  if (wordEnd > bodyStart) {
    const after = skipSpace(text, wordEnd);
    const closed = text.startsWith('}%%', after);
    return { start, end: closed ? after + 3 : after, name, body: undefined, closed: true };
  }
  const closing = text.indexOf('}%%', bodyStart);
  let bodyEnd = bodyStart;
  const limit = closing < 0 ? text.length : closing;
  while (bodyEnd < limit && (text.charCodeAt(bodyEnd) === Char.LineFeed || !isLineTerminator(text.charCodeAt(bodyEnd))))
    bodyEnd++;
  const after = skipSpace(text, bodyEnd);
  const closed = text.startsWith('}%%', after);
  return { start, end: closed ? after + 3 : after, name, body: text.slice(bodyStart, bodyEnd), closed };
}

function skipWord(text: string, from: number): number {
  let at = from;
  while (isWord(text.charCodeAt(at))) at++;
  return at;
}
