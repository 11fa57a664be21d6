import type { Analysis } from '../../analysis/analysis';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { isKeptOnPurpose, replaceIdEverywhere } from '../../fixes/ids';
import { removalOf } from '../../fixes/suggestions';
import type { Report } from '../rule';

/** What took its place: ID, label, link and edges over the whole page. */
export function revokedIdFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const verdict = analysis.verdict(id);
  if (verdict.kind !== 'revoked' || verdict.successor === undefined) return [removalOf(id, analysis)];
  const { successor } = verdict;
  const replace = () => replaceIdEverywhere(analysis, id, successor, true);
  const title = `Replace ${id} with ${successor.id} ${successor.name}`;
  const isKept = isKeptOnPurpose(analysis, 'revoked-id', id);
  return [isKept ? suggestion(title, replace, true) : safeFix(title, replace), removalOf(id, analysis)];
}
