import type { Analysis } from '../analysis/analysis';
import type { Span } from '../text';
import { describeId } from './describe';
import { idAt } from './idAt';

/** What a hover shows, and the place it is about. */
export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly contents: string;
}

/** The hover at an offset: what the ATT&CK ID there is. Undefined where no ID stands. */
export function hover(analysis: Analysis, offset: number): Hover | undefined {
  const found = idAt(analysis, offset);
  if (found === undefined) return undefined;
  return { span: found.span, contents: describeId(found.id, found.label, analysis) };
}
