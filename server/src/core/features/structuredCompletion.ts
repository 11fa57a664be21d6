import type { Analysis } from '../analysis/analysis';
import { parentName } from '../analysis/names';
import type { AttackObject } from '../catalog/catalog';
import { lineEndAt } from '../parse/characters';
import { detailOf, live, type CompletionEntry, type Completions } from './completionEntries';

/**
 * What may be written at an offset of a Sigma rule (a tag: tactics, techniques, groups, software) or of a layer
 * (a technique's ID, a tactic's short name). Live objects of the file's version only; undefined anywhere else in the
 * file.
 */
export function structuredCompletion(analysis: Analysis, offset: number): Completions | undefined {
  const { text, lines, kind } = analysis.page;
  const lineStart = lines.startOf(lines.lineOf(offset));
  const before = text.slice(lineStart, offset);
  const after = text.slice(offset, lineEndAt(text, offset));
  if (kind === 'layer') {
    const match = /"(techniqueID|tactic)"\s*:\s*"([\w.-]*)$/.exec(before);
    if (match === null) return undefined;
    const typed = match[2]!;
    const replace = { start: offset - typed.length, end: offset + /^[\w.-]*/.exec(after)![0].length };
    const items =
      match[1] === 'tactic'
        ? live(analysis, 'tactic').map(object => entry(object, analysis, object.tactics[0]!))
        : live(analysis, 'technique').map(object => entry(object, analysis, object.id));
    return { replace, items };
  }
  const typed = /(?:^\s*-\s+|[\s[,])["']?([a-z][\w.-]*)$/i.exec(before)?.[1];
  if (typed === undefined || !isBegunTag(typed) || !isInTags(text, lineStart, before)) return undefined;
  const replace = { start: offset - typed.length, end: offset + /^[\w.-]*/.exec(after)![0].length };
  return { replace, items: tagEntries(analysis) };
}

/** Every tag of ATT&CK's that a Sigma rule, or a page's front matter, may have: tactics first. */
export function tagEntries(analysis: Analysis): CompletionEntry[] {
  const tactics = live(analysis, 'tactic').map(object => entry(object, analysis, `attack.${object.tactics[0]!}`));
  const others = (['technique', 'group', 'software', 'campaign'] as const).flatMap(type =>
    live(analysis, type).map(object => entry(object, analysis, `attack.${object.id.toLowerCase()}`)),
  );
  return [...tactics, ...others];
}

/** `att`, `attack.`, `attack.t15`: the beginning of a tag of ATT&CK's; other tags have other lists. */
export function isBegunTag(typed: string): boolean {
  const word = typed.toLowerCase();
  return 'attack.'.startsWith(word) || word.startsWith('attack.');
}

/** True for a line of the list `tags:`: of its bracket, or an item below it. */
function isInTags(text: string, lineStart: number, before: string): boolean {
  if (/^tags:/.test(before)) return true;
  // The nearest line above at the margin that is no item is the key that the line belongs to.
  const above = text.slice(Math.max(0, lineStart - 4000), lineStart).split(/\r\n|\n|\r/);
  const key = above.findLast(line => /^[^\s#-]/.test(line));
  return key !== undefined && /^tags:/.test(key) && (/^\s*-/.test(before) || !key.includes(']'));
}

function entry(object: AttackObject, analysis: Analysis, newText: string): CompletionEntry {
  const { id, type, name, aliases } = object;
  const parent = parentName(object, analysis.snapshot);
  return {
    id,
    type,
    label: name,
    detail: detailOf(object, analysis),
    filterText: [newText, name, ...(parent === undefined ? [] : [parent]), ...aliases].join(' '),
    newText,
  };
}
