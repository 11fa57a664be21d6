import type { CodeActionParams, Diagnostic } from 'vscode-languageserver';
import type { Analysis } from '../core/analysis/analysis';
import { check } from '../core/check';
import type { Finding } from '../core/rules/rule';
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
  const findings = check(analysis).map((finding): [Finding, Diagnostic] => [finding, toDiagnostic(finding, lines)]);
  if (context.diagnostics.length === 0) {
    const [start, end] = [lines.offsetOf(range.start), lines.offsetOf(range.end)];
    return findings.filter(([{ span }]) => span.start <= end && span.end >= start);
  }
  const byPlace = new Map<string, [Finding, Diagnostic][]>();
  for (const found of findings) {
    const place = placeOf(found[1]);
    const others = byPlace.get(place);
    if (others) others.push(found);
    else byPlace.set(place, [found]);
  }
  return context.diagnostics
    .filter(({ source }) => source === 'attackmark')
    .flatMap(asked =>
      (byPlace.get(placeOf(asked)) ?? [])
        .filter(([, own]) => asked.data === undefined || canonical(asked.data) === canonical(own.data))
        .map(([finding]): [Finding, Diagnostic] => [finding, asked]),
    );
}

// A diagnostic that went to an editor and came back may have its keys in another order, or lack its data.

function placeOf({ code, range: { start, end } }: Diagnostic): string {
  return `${code} ${start.line}:${start.character}-${end.line}:${end.character}`;
}

function canonical(data: unknown): string {
  return JSON.stringify(typeof data === 'object' && data !== null ? Object.entries(data).sort(byKey) : data);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
