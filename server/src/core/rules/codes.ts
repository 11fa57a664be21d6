/** The codes of all findings, in the order in which the documentation lists them. Public: editors and CI jobs rely on them. */
export const ruleCodes = [
  'malformed-id',
  'unknown-id',
  'future-id',
  'revoked-id',
  'deprecated-id',
  'wrong-domain',
  'name-mismatch',
  'bad-link',
  'page-identity',
  'missing-in-graph',
  'missing-in-list',
  'duplicate-in-list',
  'duplicate-edge',
  'edge-direction',
  'detached-technique',
  'mitigation-not-in-attack',
  'mitigation-missing',
  'technique-not-in-attack',
  'technique-missing',
  'graph-syntax',
  'graph-too-large',
  'graph-portability',
  'graph-pitfall',
  'unclosed-fence',
  'missing-section',
  'bad-suppression',
] as const;

/** The code of a finding; also the name of its rule, of the rule's folder and of its setting. */
export type RuleCode = (typeof ruleCodes)[number];

const known: ReadonlySet<string> = new Set(ruleCodes);

/** True for the code of a rule. */
export function isRuleCode(text: string): text is RuleCode {
  return known.has(text);
}

/** How grave a finding is, from least to most. */
export const severities = ['hint', 'information', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

/** What a rule can be set to. */
export type Level = Severity | 'off';

/** True for text that names a level. */
export function isLevel(text: unknown): text is Level {
  return text === 'off' || (severities as readonly unknown[]).includes(text);
}

/** True when `a` is at least as grave as `b`. */
export function isAtLeast(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) >= severities.indexOf(b);
}
