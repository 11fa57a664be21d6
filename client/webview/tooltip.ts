import type { SceneEdge, SceneNode } from '../../server/src/core/drawing/scene';
import { describeEdge, someTechniques, stateOf } from '../../server/src/core/drawing/spoken';
import type { GraphModel } from '../../server/src/core/features/graph';
import { html } from './dom';
import { findingLines } from './findings';
import { officialName } from './nodes';
import { tacticLine } from './tactics';
import { t } from './texts';

const delay = 350;
const distance = 14;

/** What the pointer rests on, in words: full names, states, findings. */
export class Tooltip {
  readonly element = html('div', { class: 'tooltip', attributes: { role: 'tooltip', hidden: true } });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #key: string | undefined;

  /** Shows a text soon, unless the pointer goes on; the same key shows the same text. */
  show(key: string, content: () => readonly HTMLElement[], x: number, y: number): void {
    if (key === this.#key) return;
    this.hide();
    this.#key = key;
    this.#timer = setTimeout(() => {
      this.element.replaceChildren(...content());
      this.element.hidden = false;
      this.#place(x, y);
    }, delay);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#key = undefined;
    this.element.hidden = true;
  }

  /** Beside the pointer, on the side that has the room. */
  #place(x: number, y: number): void {
    const { width, height } = this.element.getBoundingClientRect();
    const left = x + distance + width > innerWidth ? Math.max(4, x - distance - width) : x + distance;
    const top = y + distance + height > innerHeight ? Math.max(4, y - distance - height) : y + distance;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }
}

/** What there is to say about a node. */
export function nodeTooltip(sceneNode: SceneNode, model: GraphModel): HTMLElement[] {
  const { node, id, fullName, covers, uncovered, presence } = sceneNode;
  const lines = [title(id, fullName)];
  const official = officialName(sceneNode);
  if (official !== undefined) lines.push(muted(t('Official name: {0}', official)));
  const facts = [
    stateOf(node, t),
    presence === 'listed' ? t('listed, not drawn in the graph') : presence === 'missing' ? t('not in the page') : '',
    uncovered ? t('no mitigation') : '',
    covers === undefined ? '' : t('covers {0}', someTechniques(covers, t)),
  ].filter(fact => fact !== '');
  if (node.tactics.length > 0) lines.push(tacticLine(node.tactics, model));
  if (facts.length > 0) lines.push(muted(sentence(facts.join(', '))));
  return [...lines, ...findingLines(node.findings)];
}

/** What there is to say about an edge. */
export function edgeTooltip({ edge }: SceneEdge, model: GraphModel): HTMLElement[] {
  const names = new Map(model.nodes.map(node => [node.id, node]));
  const end = (key: string) => title(names.get(key)?.attackId ?? key, names.get(key)?.label ?? '');
  const spoken = describeEdge(edge, names, t);
  const ends = html('div', { class: 'ends', attributes: { 'aria-label': spoken } }, end(edge.from), '→', end(edge.to));
  const lines: HTMLElement[] = [ends];
  if (edge.label !== '') lines.push(muted(`“${edge.label}”`));
  if (edge.kind === 'missing')
    lines.push(muted(t('ATT&CK {0} maps it, the page lacks it. Click to draw it.', model.version)));
  return [...lines, ...findingLines(edge.findings)];
}

/** An ID and a name. */
function title(id: string, name: string): HTMLElement {
  const after = name === id ? [] : [' ', html('bdi', {}, name)];
  return html('div', { class: 'title' }, html('span', { class: 'id' }, id), ...after);
}

const muted = (text: string): HTMLElement => html('div', { class: 'muted' }, text);
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
