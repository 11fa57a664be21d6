import type { Analysis } from '../analysis/analysis';
import type { ObjectType } from '../catalog/catalog';
import type { Span } from '../text';

/** An ID as an editor colours it. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: ObjectType;
  /** True where ATT&CK has revoked or deprecated it: editors strike it through. */
  readonly deprecated: boolean;
}

/** Every ID that ATT&CK has or had, in source order. What is none has a finding, and no colour. */
export function semanticTokens(analysis: Analysis): SemanticToken[] {
  const { lines } = analysis.page;
  return analysis.references.flatMap((reference): SemanticToken[] => {
    const verdict = analysis.verdict(analysis.idOf(reference));
    if (!('object' in verdict) || verdict.object === undefined) return [];
    const { span } = reference;
    // A token stands on one line, and none has a link's line end in it.
    if (lines.lineOf(span.start) !== lines.lineOf(span.end)) return [];
    const deprecated = verdict.kind === 'revoked' || verdict.kind === 'deprecated';
    return [{ span, type: verdict.object.type, deprecated }];
  });
}
