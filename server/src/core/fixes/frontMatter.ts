import type { Page } from '../page';
import { startOfText } from '../parse/characters';
import type { Edit } from './edit';
import { lineStartAt } from './lines';

/** Sets a key of the page's front matter: its value where it is there, a line more or a new block where it is not. */
export function setFrontMatter(page: Page, key: 'attack-version' | 'attack-domain', value: string): Edit {
  const { frontMatter, lineEnd, text } = page;
  const known = key === 'attack-version' ? frontMatter?.attackVersion : frontMatter?.attackDomain;
  if (known !== undefined) {
    const parting = text[known.span.start - 1] === ':' ? ' ' : '';
    return { span: known.span, newText: parting + value };
  }
  if (frontMatter !== undefined) {
    const at = lineStartAt(page, frontMatter.span.end);
    return { span: { start: at, end: at }, newText: `${key}: ${value}${lineEnd}` };
  }
  const at = startOfText(text);
  return { span: { start: at, end: at }, newText: `---${lineEnd}${key}: ${value}${lineEnd}---${lineEnd}` };
}
