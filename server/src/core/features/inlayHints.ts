import type { Analysis } from '../analysis/analysis';
import { tacticName } from '../analysis/tactics';
import type { InlayHintsSetting } from '../settings';
import { touches, type Span } from '../text';

/** A text in grey behind a place of the page. */
export interface Hint {
  readonly offset: number;
  readonly text: string;
}

/** Behind each listed technique's name: its ID, its tactics, or both. Nothing behind what is no live technique. */
export function inlayHints(analysis: Analysis, within: Span, wanted: InlayHintsSetting): Hint[] {
  if (wanted === 'off') return [];
  const { snapshot, catalog } = analysis;
  return analysis.items.flatMap(({ id, item, link, labelSpan }) => {
    const object = analysis.live(id);
    if (object === undefined || !touches(within, item.marker.start)) return [];
    const parts: string[] = [];
    // A bare ID is written already.
    if (wanted !== 'tactics' && link !== undefined) parts.push(id);
    if (wanted !== 'ids') parts.push(object.tactics.map(tactic => tacticName(tactic, snapshot, catalog)).join(', '));
    const text = parts.filter(part => part !== '').join(' · ');
    return text === '' ? [] : [{ offset: labelSpan?.end ?? item.lineEnd, text }];
  });
}
