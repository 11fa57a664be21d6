import { uncoveredTechniques } from '../../server/src/core/drawing/layout';
import { sortTactics } from '../../server/src/core/tacticOrder';
import type { GraphModel } from '../../server/src/core/features/graph';
import { filterStates, noFilters, type Filters, type FilterState } from '../src/preview/state';
import { html, replaceChildren } from './dom';
import { icon } from './icons';
import { tacticDot, tacticNames } from './tactics';
import { t } from './texts';
import { hasState, isFiltered } from './visible';

const stateNames: Readonly<Record<FilterState, string>> = {
  revoked: t('Revoked'),
  deprecated: t('Deprecated'),
  unknown: t('Unknown'),
  findings: t('With findings'),
};

/**
 * The filters, which are the legend too: one chip for each tactic of the page and for each state that
 * occurs, with how many nodes have it.
 */
export function drawChips(
  bar: HTMLElement,
  model: GraphModel,
  filters: Filters,
  onChange: (filters: Filters) => void,
): void {
  const chip = (key: string, text: string, count: number, pressed: boolean, change: Filters, dot?: HTMLElement) =>
    html(
      'button',
      {
        class: 'chip',
        key,
        onClick: () => onChange(change),
        attributes: { type: 'button', 'aria-pressed': String(pressed), 'aria-label': t('Only {0}: {1}', text, count) },
      },
      dot,
      text,
      html('span', { class: 'count' }, String(count)),
    );

  const chips: HTMLElement[] = [];
  const uncovered = uncoveredTechniques(model).size;
  if (uncovered > 0 || filters.uncovered) {
    chips.push(
      chip('uncovered', t('Uncovered'), uncovered, filters.uncovered, { ...filters, uncovered: !filters.uncovered }),
    );
  }
  for (const state of filterStates) {
    const count = model.nodes.filter(node => node.kind !== 'group' && hasState(node, state)).length;
    const pressed = filters.states.includes(state);
    if (count > 0 || pressed) {
      chips.push(
        chip(state, stateNames[state], count, pressed, { ...filters, states: toggled(filters.states, state) }),
      );
    }
  }
  if (chips.length > 0 && model.tactics.length > 0) chips.push(html('span', { class: 'divider' }));
  const names = tacticNames(model);
  for (const tactic of sortTactics(new Set([...names.keys(), ...filters.tactics]))) {
    const count = model.nodes.filter(({ tactics }) => tactics.includes(tactic)).length;
    const change = { ...filters, tactics: toggled(filters.tactics, tactic) };
    const text = names.get(tactic) ?? tactic;
    chips.push(chip(`tactic ${tactic}`, text, count, filters.tactics.includes(tactic), change, tacticDot(tactic)));
  }
  if (isFiltered(filters)) {
    const clear = html(
      'button',
      { class: 'chip clear', key: 'clear', onClick: () => onChange(noFilters), attributes: { type: 'button' } },
      icon('close'),
      t('Show all'),
    );
    chips.unshift(clear);
  }
  bar.hidden = chips.length === 0;
  replaceChildren(bar, ...chips);
}

function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter(other => other !== value) : [...list, value];
}
