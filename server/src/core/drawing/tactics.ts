import { plainTactic } from '../tacticOrder';

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

/** The number of a tactic's colour, below {@link tacticColours}. */
export function tacticColour(tactic: string): number {
  return colours[plainTactic(tactic)] ?? tacticColours - 1;
}
