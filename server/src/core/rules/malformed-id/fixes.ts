import type { Analysis } from '../../analysis/analysis';
import { fixesToSuggestions } from '../../fixes/suggestions';
import type { Fix } from '../../fixes/fix';
import type { Report } from '../rule';

/** The ID it was meant to be; a safe fix where there is no other reading. */
export function malformedIdFixes(report: Report, analysis: Analysis): readonly Fix[] {
  return fixesToSuggestions('malformed-id', report, analysis);
}
