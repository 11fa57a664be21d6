import type { Analysis } from '../analysis/analysis';
import { lineEndAt } from '../parse/characters';
import { listedUnder } from '../parse/frontMatter';
import type { CompletionPlace } from './completionPlace';
import { isBegunTag } from './structuredCompletion';

/** An item of a list that is being written: of one line each, or between brackets; a quote or `[[` may begin it. */
const inItem = /^\s*-\s+["']?(?:\[\[)?([\w.&][^"'\[\],:#]*|)$/;
const inBrackets = /(?:^|[[,])\s*["']?(?:\[\[)?([\w.&][^"'\[\],:#]*|)$/;

/** The place of a caret in a list of front matter that holds ATT&CK's objects or tags; undefined anywhere else. */
export function frontMatterPlace({ page }: Analysis, offset: number): CompletionPlace | undefined {
  const { frontMatter, text, lines } = page;
  if (frontMatter === undefined || offset <= frontMatter.span.start || offset >= frontMatter.span.end) return undefined;
  const lineStart = lines.startOf(lines.lineOf(offset));
  const before = text.slice(lineStart, offset);
  const isItem = /^\s*-\s/.test(before);
  const typed = (isItem ? inItem : inBrackets).exec(before)?.[1];
  if (typed === undefined) return undefined;
  // The nearest line above that has a key is the one that an item, or a bracket's next line, belongs to.
  const above = text.slice(frontMatter.span.start, offset).split(/\r\n|\n|\r/);
  const keyLine = above.findLastIndex(line => /^[^\s#-][^:]*:/.test(line));
  const key = (above[keyLine] ?? '')
    .split(':')[0]!
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  const isOpen = /\[[^\]]*$/.test(above.slice(keyLine).join('\n'));
  if (key === '' || !(isItem || isOpen)) return undefined;
  const after = text.slice(offset, lineEndAt(text, offset));
  const replace = { start: offset - typed.length, end: offset + /^[\w.-]*/.exec(after)![0].length };
  const type = listedUnder(key);
  if (type !== null) return { kind: 'listed', replace, type };
  return /^tags?$/i.test(key) && typed !== '' && isBegunTag(typed) ? { kind: 'tag', replace } : undefined;
}
