import type { Analysis } from './analysis/analysis';
import { addToSet } from './grouped';
import { badSuppressions } from './rules/bad-suppression/rule';
import { isAtLeast, isRuleCode, type Level, type RuleCode } from './rules/codes';
import { rules as allRules } from './rules/registry';
import type { Finding, Rule } from './rules/rule';
import { levelsOf } from './settings';
import { compareTexts } from './words';

/** What a check may be given besides the page: for tests, and for a host that wants to know of broken rules. */
export interface CheckOptions {
  readonly rules?: readonly Rule[];
  /** Told when a rule throws. That rule's findings are lost, all others' are reported. */
  readonly onRuleError?: (code: RuleCode, error: unknown) => void;
}

/**
 * All findings of a page, sorted by place: the rules that are not off, less what the page suppresses,
 * plus the suppressions that are wrong or needless. Pure; does not throw.
 */
export function check(analysis: Analysis, options: CheckOptions = {}): Finding[] {
  const rules = options.rules ?? allRules;
  const levels = levelsOf(analysis.choices);
  const levelOf = (rule: Rule): Level => levels.get(rule.code) ?? rule.severity;

  const findings: Finding[] = [];
  for (const rule of rules) {
    const level = levelOf(rule);
    if (level === 'off' || !isAsked(rule, analysis)) continue;
    try {
      // All of a rule's reports or none: half of them would pass for the whole.
      const reports = [...rule.check(analysis)];
      for (const report of reports) {
        const { atMost = level } = report;
        findings.push({ ...report, code: rule.code, severity: isAtLeast(atMost, level) ? level : atMost });
      }
    } catch (error) {
      options.onRuleError?.(rule.code, error);
    }
  }
  const isOff = (code: RuleCode) => rules.some(rule => rule.code === code && levelOf(rule) === 'off');
  return suppress(analysis, findings, isOff, levels.get('bad-suppression') ?? 'warning').sort(byPlace);
}

function isAsked({ scope }: Rule, { page, isGroupPage }: Analysis): boolean {
  if (page.kind !== 'markdown') return scope === 'ids';
  return scope !== 'group-page' || isGroupPage;
}

/** What says nothing of an ID that is wrong itself, and may have something to say once that is mended. */
const aboutGoodIds: ReadonlySet<string> = new Set<RuleCode>([
  'name-mismatch',
  'bad-link',
  'mitigation-not-in-attack',
  'mitigation-missing',
  'technique-not-in-attack',
]);

function suppress(
  analysis: Analysis,
  findings: Finding[],
  isOff: (code: RuleCode) => boolean,
  level: Level,
): Finding[] {
  const { suppressions, lines } = analysis.page;
  if (suppressions.length === 0) return findings;

  const codesByLine = new Map<number, Set<string>>();
  for (const { line, codes } of suppressions) for (const { value } of codes) addToSet(codesByLine, line, value);
  const used = new Set<string>();
  const kept = findings.filter(finding => {
    const line = lines.lineOf(finding.span.start);
    if (codesByLine.get(line)?.has(finding.code) !== true) return true;
    used.add(`${line} ${finding.code}`);
    return false;
  });
  if (level === 'off') return kept;
  const badIds = analysis.places.filter(({ verdict }) => verdict.kind !== 'live');
  const linesOfBadIds = new Set(badIds.map(({ span }) => lines.lineOf(span.start)));
  // A rule that is switched off finds nothing: what silences it elsewhere is not needless for that.
  const isUsed = (line: number, code: string) =>
    used.has(`${line} ${code}`) ||
    (isRuleCode(code) && isOff(code)) ||
    (aboutGoodIds.has(code) && linesOfBadIds.has(line));
  for (const report of badSuppressions(suppressions, isUsed)) {
    kept.push({ ...report, code: 'bad-suppression', severity: level });
  }
  return kept;
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || compareTexts(a.code, b.code);
}
