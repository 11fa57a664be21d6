import { compareTexts } from '../words';

/**
 * ATT&CK's tactics, in the order in which its matrices show them. The catalog has a technique's tactics
 * and no order of the columns: that order is a picture's business.
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

/** How many colours there are for tactics; the last one is for tactics that have none of their own. */
export const tacticColours = 16;

/**
 * The colour of each tactic: along the matrix the colours run once around the circle, so that a hue says
 * how far an attack has come. Tactics that never meet in one domain share a colour.
 */
const colours: Readonly<Record<string, number>> = {
  reconnaissance: 0,
  'resource-development': 1,
  'initial-access': 2,
  execution: 3,
  persistence: 4,
  'privilege-escalation': 5,
  'defense-evasion': 6,
  evasion: 6,
  stealth: 6,
  'defense-impairment': 7,
  'impair-process-control': 7,
  'credential-access': 8,
  discovery: 9,
  'lateral-movement': 10,
  collection: 11,
  'command-and-control': 12,
  exfiltration: 13,
  'inhibit-response-function': 13,
  impact: 14,
  effects: 14,
  'network-effects': 0,
  'remote-service-effects': 1,
};

/** Old releases of ICS wrote `execution-ics`. */
function plain(tactic: string): string {
  return tactic.endsWith('-ics') ? tactic.slice(0, -'-ics'.length) : tactic;
}

/** Where a tactic stands in its matrix; tactics of old releases that no matrix shows any more come last. */
export function tacticRank(tactic: string): number {
  const rank = order.indexOf(plain(tactic));
  return rank === -1 ? order.length : rank;
}

/** The number of a tactic's colour, below {@link tacticColours}. */
export function tacticColour(tactic: string): number {
  return colours[plain(tactic)] ?? tacticColours - 1;
}

/** Tactics in the order of the matrix, those of equal rank by name. */
export function sortTactics(tactics: Iterable<string>): string[] {
  return [...tactics].sort((a, b) => tacticRank(a) - tacticRank(b) || compareTexts(a, b));
}
