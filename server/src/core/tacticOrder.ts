import { compareTexts } from './words';

/**
 * ATT&CK's tactics, in the order in which its matrices show them. The catalog has a technique's tactics
 * and no order of the columns.
 */
const order = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'evasion',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'inhibit-response-function',
  'impair-process-control',
  'effects',
  'impact',
  'network-effects',
  'remote-service-effects',
];

/** A tactic's short name without the ending that old releases of ICS gave it: `execution-ics`. */
export function plainTactic(tactic: string): string {
  return tactic.endsWith('-ics') ? tactic.slice(0, -'-ics'.length) : tactic;
}

/** Where a tactic stands in its matrix; tactics of old releases that no matrix shows any more come last. */
export function tacticRank(tactic: string): number {
  const rank = order.indexOf(plainTactic(tactic));
  return rank === -1 ? order.length : rank;
}

/** Tactics in the order of the matrix, those of equal rank by name. */
export function sortTactics(tactics: Iterable<string>): string[] {
  return [...tactics].sort((a, b) => tacticRank(a) - tacticRank(b) || compareTexts(a, b));
}
