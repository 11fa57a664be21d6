import type { Analysis } from '../../analysis/analysis';
import type { Fix } from '../../fixes/fix';
import { removalOf } from '../../fixes/suggestions';
import type { Report } from '../rule';

/** The technique can go; whether it shall, only its author knows. */
export function techniqueNotInAttackFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  return [removalOf(String(data?.['id']), analysis)];
}
