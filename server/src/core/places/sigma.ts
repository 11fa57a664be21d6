import { Char } from '../char';
import type { Page } from '../page';
import { isBlank, lineEndAt, nextLineStart, skipBlanks } from '../parse/characters';
import { idForm } from '../parse/ids';
import type { Span } from '../text';
import type { IdReference } from './reference';
import { structuredPage } from './structured';

const prefix = 'attack.';

/**
 * Reads a Sigma rule (or several in one file): the tags `attack.…` of its `tags:` lists. Undefined for YAML that
 * is none. Reads lines, not YAML: a tag stands on a line of its own or between brackets, and nothing else is
 * asked for.
 */
export function readSigma(text: string, fileName = ''): Page | undefined {
  if (!/^(?:detection|correlation|logsource):/m.test(text)) return undefined;
  const places: IdReference[] = [];
  let inTags = false;
  let inBrackets = false;
  for (let start = 0; start < text.length;) {
    const end = lineEndAt(text, start);
    const at = skipBlanks(text, start, end);
    const isItem = text.charCodeAt(at) === Char.Dash && isBlank(text.charCodeAt(at + 1));
    if (inBrackets) inBrackets = addTags(text, { start: at, end }, places);
    else if (at === start && text.startsWith('tags:', at)) {
      inTags = true;
      const rest = skipBlanks(text, at + 5, end);
      if (text[rest] === '[') inBrackets = addTags(text, { start: rest, end }, places);
    } else if (inTags && isItem) addTags(text, { start: at + 1, end }, places);
    // A key or a document's end at the margin ends the list; blank lines and comments do not.
    else if (at < end && at === start && text.charCodeAt(at) !== Char.Hash) inTags = false;
    start = nextLineStart(text, end);
  }
  return structuredPage('sigma', text, fileName, places);
}

/** The tags of a line; true where its bracket stays open. */
function addTags(text: string, place: Span, places: IdReference[]): boolean {
  const line = text.slice(place.start, place.end);
  const comment = /(?:^|\s)#/.exec(line)?.index ?? line.length;
  for (const match of line.slice(0, comment).matchAll(/[^\s"',[\]-][^\s"',[\]]*/g)) {
    const word = match[0];
    if (!word.toLowerCase().startsWith(prefix) || word.length === prefix.length) continue;
    const start = place.start + match.index + prefix.length;
    const span = { start, end: place.start + match.index + word.length };
    const around = { start: start - prefix.length, end: span.end };
    const value = word.slice(prefix.length);
    const id = value.toUpperCase();
    // `attack.t156` is meant for an ID, `attack.ds0009` and `attack.initial-access` are not.
    if (idForm(id) !== undefined) places.push({ id, span, around, form: 'tag', label: undefined });
    else if (/^[a-z][a-z_-]+$/i.test(value)) {
      places.push({ id: value.toLowerCase().replaceAll('_', '-'), span, around, form: 'tactic', label: undefined });
    }
  }
  return !line.slice(0, comment).includes(']');
}
