import { idForm } from '../../parse/ids';
import type { Link } from '../../page';
import type { Span } from '../../text';
import type { Rule } from '../rule';
import { badLinkFixes } from './fixes';

export const badLink: Rule = {
  code: 'bad-link',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A list link that names its technique in another form than `techniques/T1566/002`.',
  *check(analysis) {
    for (const { id, idSpan, link, goodForm } of analysis.items) {
      if (link === undefined || goodForm || idForm(id)?.wellFormed !== true) continue;
      const verdict = analysis.verdict(id).kind;
      // An ID with a fault of its own is one fault, not two.
      if (verdict !== 'live') continue;
      const target = goodTarget(link, id, idSpan);
      yield {
        span: link.targetSpan,
        message: `The link names ${id} as “${link.target}”, which is not how these pages link a technique. Write “${target}”.`,
        data: { id, target },
      };
    }
  },
  fixes: badLinkFixes,
};

/** The target in the family's form; its root, site, `.md` and fragment stay. */
function goodTarget({ target, targetSpan }: Link, id: string, idSpan: Span): string {
  const before = target.slice(0, idSpan.start - targetSpan.start);
  const after = target.slice(idSpan.end - targetSpan.start);
  const folder = /(?:^|\/)techniques\/$/i.test(before) ? '' : 'techniques/';
  return `${before}${folder}${id.replace('.', '/')}${after}`;
}
