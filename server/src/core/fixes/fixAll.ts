import { Analysis } from '../analysis/analysis';
import type { OtherPlace } from '../analysis/otherPlaces';
import type { Catalog } from '../catalog/catalog';
import { check } from '../check';
import { diffLines, splitLines } from '../diff';
import { parsePage } from '../parse/parsePage';
import { rules } from '../rules/registry';
import type { Finding } from '../rules/rule';
import type { Choices } from '../settings';
import { applyEdits, areInConflict, type Edit } from './edit';
import type { Fix } from './fix';
import { structuredFixes } from './structuredFixes';

/**
 * How often a page is read, checked and mended anew without fewer findings than before: one fix may uncover what another
 * mends, and of those that insert at one place each waits for the one before.
 */
const mostIdleRounds = 12;
/** UTF-16 units read, after which a page that nobody writes is mended enough. */
const mostUnits = 20_000_000;

const byCode = new Map(rules.map(rule => [rule.code, rule]));

/** The ways to mend a finding that change something, the best first. */
export function fixesFor(finding: Finding, analysis: Analysis): readonly Fix[] {
  return possibleFixes(finding, analysis).filter(({ edits }) => edits.length > 0);
}

/** The one right answer to a finding, where there is one: what "fix all" applies. */
export function safeFixFor(finding: Finding, analysis: Analysis): Fix | undefined {
  return possibleFixes(finding, analysis).find(({ kind }) => kind === 'safe');
}

/** All ways to mend a finding, their edits still to be made: a suggestion may turn out to change nothing. */
function possibleFixes(finding: Finding, analysis: Analysis): readonly Fix[] {
  if (analysis.page.kind !== 'markdown') return structuredFixes(finding, analysis);
  const rule = byCode.get(finding.code);
  const isOfId = (place: OtherPlace) => rule?.scope === 'ids' && place.span.start === finding.span.start;
  const other = analysis.otherPlaces.find(isOfId);
  // A page's name is changed with its file, by renaming.
  if (other !== undefined) return other.isPartOfName ? [] : structuredFixes(finding, analysis);
  return rule?.fixes?.(finding, analysis) ?? [];
}

/** What "fix all" made of a page. */
export interface FixedPage {
  readonly text: string;
  /** How many fixes were applied. */
  readonly fixes: number;
}

/** Applies all safe fixes of a page, again until there are none: a second call changes nothing. */
export function fixAll(
  text: string,
  fileName: string,
  catalog: Catalog,
  choices: Choices,
  wanted: (finding: Finding) => boolean = () => true,
): FixedPage {
  let current: FixedPage = { text, fixes: 0 };
  let best = current;
  let fewest = Infinity;
  const seen = new Set([text]);
  for (let idle = 0, units = 0; idle < mostIdleRounds && units <= mostUnits; idle++, units += current.text.length) {
    const analysis = new Analysis(parsePage(current.text, fileName), catalog, choices);
    const findings = check(analysis).filter(wanted);
    const accepted = compatibleFixes(analysis, findings);
    if (accepted.length === 0) return current;
    if (findings.length < fewest) {
      best = current;
      fewest = findings.length;
      idle = 0;
    }
    const edits = accepted.flatMap(fix => fix.edits);
    current = { text: applyEdits(current.text, edits), fixes: current.fixes + accepted.length };
    // Two fixes that undo each other would go on for ever.
    if (seen.has(current.text)) break;
    seen.add(current.text);
  }
  // Fixes that get nowhere are taken back: what they did would only be in the way, and once more each time.
  return best;
}

/** The same as edits, line by line: none for what is no Markdown. */
export function fixAllEdits(
  { page, catalog, choices }: Analysis,
  wanted?: (finding: Finding) => boolean,
): { readonly edits: readonly Edit[]; readonly fixes: number } {
  if (page.kind !== 'markdown') return { edits: [], fixes: 0 };
  const { text, fixes } = fixAll(page.text, page.fileName, catalog, choices, wanted);
  return { edits: lineEdits(page.text, text), fixes };
}

/** The safe fixes of findings that can be applied together, first come first served. */
function compatibleFixes(analysis: Analysis, findings: readonly Finding[]): Fix[] {
  const accepted: Fix[] = [];
  const taken: Edit[] = [];
  for (const finding of findings) {
    // What another fix changes anyway is looked at again in the next round: often it is mended with it.
    if (areInConflict(taken, [{ span: finding.span, newText: '' }])) continue;
    const fix = safeFixFor(finding, analysis);
    if (fix === undefined || fix.edits.length === 0 || areInConflict(taken, fix.edits)) continue;
    accepted.push(fix);
    taken.push(...fix.edits);
  }
  return accepted;
}

/** The edits, line by line, that make one text another. */
export function lineEdits(before: string, after: string): Edit[] {
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const starts = [0];
  for (const line of oldLines) starts.push(starts.at(-1)! + line.length);
  return diffLines(oldLines, newLines).map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    span: { start: starts[oldStart]!, end: starts[oldEnd]! },
    newText: newLines.slice(newStart, newEnd).join(''),
  }));
}
