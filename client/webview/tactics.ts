import { tacticColour } from '../../server/src/core/drawing/tactics';
import { sortTactics } from '../../server/src/core/tacticOrder';
import type { GraphModel } from '../../server/src/core/features/graph';
import { html } from './dom';
import { tacticInk } from './theme';

/** A dot in a tactic's colour. */
export function tacticDot(tactic: string): HTMLElement {
  const dot = html('span', { class: 'dot' });
  // The style sheet's policy forbids style attributes; properties set by script are no such thing.
  dot.style.background = tacticInk(tacticColour(tactic));
  return dot;
}

/** Tactics with their colours, in the order of the matrix. */
export function tacticLine(tactics: readonly string[], model: GraphModel): HTMLElement {
  const names = tacticNames(model);
  const entries = sortTactics(tactics).map(tactic =>
    html('span', { class: 'tactic' }, tacticDot(tactic), names.get(tactic) ?? tactic),
  );
  return html('div', { class: 'tactics' }, ...entries);
}

/** What the tactics of a graph are called, by their short names. */
export function tacticNames({ tactics }: GraphModel): ReadonlyMap<string, string> {
  return new Map(tactics.map(({ shortName, name }) => [shortName, name]));
}
