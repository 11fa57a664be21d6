import { idForm } from '../../parse/ids';
import type { Rule } from '../rule';

export const badLink: Rule = {
  code: 'bad-link',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A list link that names its technique in another form than `techniques/T1566/002`.',
  *check(analysis) {
    for (const { id, link, goodForm } of analysis.items) {
      if (link === undefined || goodForm || idForm(id)?.wellFormed !== true) continue;
      const verdict = analysis.verdict(id).kind;
      // An ID with a fault of its own is one fault, not two.
      if (verdict !== 'live') continue;
      const target = `techniques/${id.replace('.', '/')}`;
      yield {
        span: link.targetSpan,
        message: `The link names ${id} as “${link.target}”, which leads nowhere: a sub-technique’s number follows a slash. Write “${target}”.`,
        data: { id, target },
      };
    }
  },
};
