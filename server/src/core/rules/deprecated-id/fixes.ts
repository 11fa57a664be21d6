import type { Analysis } from '../../analysis/analysis';
import type { Fix } from '../../fixes/fix';
import { removalOf } from '../../fixes/suggestions';
import type { Report } from '../rule';

/** Nothing took its place: it can only go, which is for a person to say. */
export function deprecatedIdFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  return [removalOf(String(data?.['id']), analysis)];
}
