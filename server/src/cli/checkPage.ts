import type { Analysis } from '../core/analysis/analysis';
import { check } from '../core/check';
import { fixesFor, safeFixFor } from '../core/fixes/fixAll';
import type { Page } from '../core/page';
import { isAtLeast, type Severity } from '../core/rules/codes';
import type { Finding } from '../core/rules/rule';
import { slice, type Position, type Span } from '../core/text';
import type { PageFinding, Place } from './formats/report';

/** No more of a page's text than this goes into what a finding is about. */
const mostText = 80;

/**
 * The findings of a page from a level up in the terms of a report; with the ways to mend them where
 * `withFixes` asks for them: to make them costs more than to find.
 */
export function checkPage(analysis: Analysis, least: Severity, withFixes: boolean): PageFinding[] {
  const reported = check(analysis).filter(({ severity }) => isAtLeast(severity, least));
  return reported.map(finding => ({
    ...placeOf(analysis.page, finding.span),
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    fixable: safeFixFor(finding, analysis) !== undefined,
    about: aboutOf(finding, analysis),
    fixes: (withFixes ? fixesFor(finding, analysis) : []).map(({ title, edits }) => ({
      title,
      edits: edits.map(({ span, newText }) => ({ place: placeOf(analysis.page, span), newText })),
    })),
  }));
}

function placeOf({ text, lines }: Page, span: Span): Place {
  const { start, end } = lines.rangeOf(span);
  // A BOM is no column, neither in editors nor in SARIF.
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const columnOf = ({ line, character }: Position) => (line === 0 ? Math.max(0, character - bom) : character) + 1;
  return { line: start.line + 1, column: columnOf(start), endLine: end.line + 1, endColumn: columnOf(end) };
}

/** The text that the finding stands on, and the lists of what is missing: a page that lacks one more has a new finding. */
function aboutOf({ span, data = {} }: Finding, { page }: Analysis): string {
  const text = slice(page.text, span).trim().replace(/\s+/g, ' ').slice(0, mostText);
  const lists = Object.values(data).flatMap(value => (typeof value === 'string' ? [] : [value.join(' ')]));
  return [text, ...lists].filter(part => part !== '').join(': ');
}
