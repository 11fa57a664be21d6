import type { Analysis } from '../analysis/analysis';
import type { RuleCode } from '../rules/codes';
import type { Report } from '../rules/rule';
import { safeFix, suggestion, type Fix } from './fix';
import { isKeptOnPurpose, onlyMeaning, removeIdEverywhere, replaceIdEverywhere } from './ids';

/** The fixes of an ID that is none: each object it may be meant to be, and taking it off the page. */
export function fixesToSuggestions(code: RuleCode, { data }: Report, analysis: Analysis): Fix[] {
  const id = String(data?.['id']);
  const suggestions = [data?.['suggestions'] ?? []].flat();
  const only = isKeptOnPurpose(analysis, code, id) ? undefined : onlyMeaning(analysis, id, suggestions);
  const fixes: Fix[] = [];
  for (const other of suggestions) {
    const object = analysis.snapshot.get(other);
    if (object === undefined) continue;
    const title = `Replace ${id} with ${object.id} ${object.name}`;
    const replace = () => replaceIdEverywhere(analysis, id, object, false);
    if (object === only) fixes.unshift(safeFix(title, replace));
    else fixes.push(suggestion(title, replace, only === undefined && fixes.length === 0));
  }
  return [...fixes, removalOf(id, analysis)];
}

/** Taking an ID off the page, as a suggestion. */
export function removalOf(id: string, analysis: Analysis): Fix {
  return suggestion(`Remove ${id} from the page`, () => removeIdEverywhere(analysis, id));
}
