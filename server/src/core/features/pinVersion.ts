import type { Edit } from '../fixes/edit';
import { setFrontMatter } from '../fixes/frontMatter';
import { wholeLines } from '../fixes/lines';
import type { Page } from '../page';
import { lineEndAt, nextLineStart } from '../parse/characters';

/**
 * Pins a page to an ATT&CK version, `attack-version: 18.1` in its front matter, or for `latest` takes the pin away.
 * Touches the pin and nothing else: quotes, comments, the order of keys and line ends stay. A page without front
 * matter gets one; a front matter that held nothing but the pin goes with it.
 */
export function pinVersion(page: Page, version: string): Edit[] {
  const pin = page.frontMatter?.attackVersion;
  if (version !== 'latest') return pin?.value === version ? [] : [setFrontMatter(page, 'attack-version', version)];
  if (page.frontMatter === undefined || pin === undefined) return [];
  const { text } = page;
  const { start, end } = page.frontMatter.span;
  const line = wholeLines(page, pin.span.start, pin.span.end);
  const around = text.slice(nextLineStart(text, lineEndAt(text, start)), line.start) + text.slice(line.end, end);
  const holdsNothingElse = /^\s*(?:---|\.\.\.)[ \t]*$/.test(around);
  return [{ span: holdsNothingElse ? { start, end: nextLineStart(text, end) } : line, newText: '' }];
}
