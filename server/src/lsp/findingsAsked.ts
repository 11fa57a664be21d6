import type { CodeActionParams, Diagnostic } from 'vscode-languageserver';
import type { Analysis } from '../core/analysis/analysis';
import { check } from '../core/check';
import { grouped } from '../core/grouped';
import { isObject } from '../core/json';
import type { Finding } from '../core/rules/rule';
import { compareTexts } from '../core/words';
import { toDiagnostic } from './convert';

/**
 * The findings that a request for code actions is about, as the text is now, each with the diagnostic it goes by. They
 * are those whose diagnostics the editor names; of an editor that names none they are those that the range touches.
 * A diagnostic of an older text matches none.
 */
export function findingsAsked(
  analysis: Analysis,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
): [Finding, Diagnostic][] {
  const { lines } = analysis.page;
  const withDiagnostic = (finding: Finding): [Finding, Diagnostic] => [finding, toDiagnostic(finding, lines)];
  if (context.diagnostics.length === 0) {
    const [start, end] = [lines.offsetOf(range.start), lines.offsetOf(range.end)];
    const isTouched = ({ span }: Finding) => span.start <= end && span.end >= start;
    return check(analysis).filter(isTouched).map(withDiagnostic);
  }
  const own = context.diagnostics.filter(({ source }) => source === 'attackmark');
  if (own.length === 0) return [];
  const byPlace = grouped(check(analysis).map(withDiagnostic), ([, diagnostic]) => placeOf(diagnostic));
  return own.flatMap(asked =>
    (byPlace.get(placeOf(asked)) ?? [])
      .filter(([, { data }]) => asked.data === undefined || canonical(asked.data) === canonical(data))
      .map(([finding]): [Finding, Diagnostic] => [finding, asked]),
  );
}

// A diagnostic that went to an editor and came back may have its keys in another order, or lack its data.

function placeOf({ code, range: { start, end } }: Diagnostic): string {
  return `${code} ${start.line}:${start.character}-${end.line}:${end.character}`;
}

function canonical(data: unknown): string {
  return JSON.stringify(isObject(data) ? Object.entries(data).sort(([a], [b]) => compareTexts(a, b)) : data);
}
