import type { Scene, SceneNode } from '../../server/src/core/drawing/scene';
import { kindName, someTechniques, stateOf } from '../../server/src/core/drawing/spoken';
import type { GraphEdge, GraphModel, GraphNode, PlacedFinding } from '../../server/src/core/features/graph';
import { coverageOf, rankMitigations } from '../../server/src/core/features/ranking';
import { displayName } from '../../server/src/core/drawing/layout';
import { isStruck } from '../../server/src/core/drawing/shapes';
import type { Range } from '../../server/src/core/text';
import type { Selection } from '../src/preview/state';
import { html, replaceChildren } from './dom';
import { findingLines, severityIcon, severityWord } from './findings';
import { icon } from './icons';
import { officialName } from './nodes';
import { tacticLine } from './tactics';
import { t } from './texts';

export interface PanelHandlers {
  /** Selects a node and brings it into sight. */
  select(id: string): void;
  /** Lights a node as long as the pointer is on its line. */
  hover(id: string | undefined): void;
  reveal(range: Range, event: MouseEvent): void;
  insert(edge: GraphEdge): void;
}

export interface PanelContent {
  /** The whole graph, for findings and what is missing. */
  readonly model: GraphModel;
  /** What is shown of it. */
  readonly scene: Scene;
  readonly shown: GraphModel;
  readonly selection: Selection | null;
  readonly filtered: boolean;
}

/** How many places of a node are offered before "and more". */
const fewPlaces = 4;

/** Draws the list beside the picture: what is selected, what to do next, what is left. */
export function drawPanel(panel: HTMLElement, content: PanelContent, handlers: PanelHandlers): void {
  replaceChildren(
    panel,
    selectionSection(content, handlers),
    rankingSection(content, handlers),
    uncoveredSection(content, handlers),
    findingsSection(content.model.findings, handlers),
  );
}

function section(title: string, note: string, ...children: readonly (HTMLElement | undefined)[]): HTMLElement {
  return html(
    'section',
    { attributes: { 'aria-label': title } },
    html('h2', {}, title, note === '' ? undefined : html('span', { class: 'note' }, note)),
    ...children,
  );
}

function selectionSection(content: PanelContent, handlers: PanelHandlers): HTMLElement | undefined {
  const { selection, scene } = content;
  if (selection === null) return undefined;
  if (selection.kind === 'node') {
    const node = scene.nodes.find(other => other.node.id === selection.key);
    return node === undefined ? undefined : nodeSection(node, content, handlers);
  }
  const found = scene.edges.find(({ key }) => key === selection.key);
  if (found === undefined) return undefined;
  const { edge } = found;
  const nodes = new Map(content.model.nodes.map(node => [node.id, node]));
  const ends = [edge.from, edge.to].flatMap(id => nodes.get(id) ?? []);
  return section(
    t('Edge'),
    '',
    html('ul', {}, ...ends.map(node => nodeRow(node, handlers))),
    edge.range === null ? undefined : html('div', { class: 'places' }, graphPlace(edge.range, handlers)),
    ...findingLines(edge.findings),
  );
}

function nodeSection(sceneNode: SceneNode, { model }: PanelContent, handlers: PanelHandlers): HTMLElement {
  const { node, id, fullName } = sceneNode;
  const official = officialName(sceneNode);
  const places = [
    ...node.ranges.slice(0, fewPlaces).map(range => graphPlace(range, handlers)),
    ...node.listRanges.slice(0, fewPlaces).map(range => listPlace(range, handlers)),
  ];
  const more = Math.max(0, node.ranges.length - fewPlaces) + Math.max(0, node.listRanges.length - fewPlaces);
  return section(
    kindName(node.kind, t),
    stateOf(node, t),
    html(
      'div',
      { class: isStruck(node) ? 'selected-title struck' : 'selected-title' },
      html('span', { class: 'id' }, id),
      html('span', { class: 'name', attributes: { dir: 'auto' } }, fullName),
    ),
    official === undefined ? undefined : html('div', { class: 'muted' }, t('Official name: {0}', official)),
    node.tactics.length > 0 ? tacticLine(node.tactics, model) : undefined,
    ...findingLines(node.findings),
    places.length > 0
      ? html(
          'div',
          { class: 'places' },
          ...places,
          more > 0 ? html('span', { class: 'muted' }, t('and {0} more', more)) : undefined,
        )
      : undefined,
    ...neighbourLists(node, model, handlers),
  );
}

/** The nodes on the other side, those the page has and those it lacks. */
function neighbourLists(node: GraphNode, model: GraphModel, handlers: PanelHandlers): HTMLElement[] {
  if (node.kind === 'group' || node.kind === 'other') return [];
  const nodes = new Map(model.nodes.map(other => [other.id, other]));
  const isTechnique = node.kind === 'technique';
  const other = (edge: GraphEdge) => nodes.get(isTechnique ? edge.to : edge.from);
  const own = model.edges.filter(edge => (isTechnique ? edge.from : edge.to) === node.id);
  const lists: HTMLElement[] = [];
  const drawn = new Set(own.filter(({ kind }) => kind === 'page').flatMap(edge => other(edge) ?? []));
  const wanted = isTechnique ? 'mitigation' : 'technique';
  const rows = [...drawn].filter(({ kind }) => kind === wanted).map(neighbour => nodeRow(neighbour, handlers));
  if (rows.length > 0) {
    lists.push(
      html(
        'h3',
        {},
        isTechnique ? t('Mitigated by') : t('Covers'),
        html('span', { class: 'note' }, String(rows.length)),
      ),
    );
    lists.push(html('ul', {}, ...rows));
  }
  const missing = own.filter(({ kind }) => kind === 'missing');
  if (missing.length > 0) {
    lists.push(html('h3', {}, t('ATT&CK also maps'), html('span', { class: 'note' }, String(missing.length))));
    lists.push(
      html(
        'ul',
        {},
        ...missing.flatMap(edge => {
          const neighbour = other(edge);
          return neighbour === undefined ? [] : [missingRow(edge, neighbour, handlers)];
        }),
      ),
    );
  }
  return lists;
}

function rankingSection({ shown, filtered }: PanelContent, handlers: PanelHandlers): HTMLElement {
  const nodes = new Map(shown.nodes.map(node => [node.id, node]));
  const techniques = shown.nodes.filter(({ kind }) => kind === 'technique').map(({ id }) => id);
  const { mitigations } = rankMitigations(techniques, coverageOf(shown));
  const note = filtered ? t('new, all of what is shown') : t('new, all');
  if (mitigations.length === 0) {
    const says = filtered ? t('The page draws no mitigation for what is shown.') : t('The page draws no mitigation.');
    return section(t('Best next mitigations'), '', html('p', { class: 'muted' }, says));
  }
  let covered = 0;
  const rows = mitigations.map(({ id, covers, adds }) => {
    covered += adds.length;
    const bar = html('span', { class: 'bar' }, html('span', { class: 'all' }), html('span', { class: 'new' }));
    const share = (part: number) => `${(part / Math.max(1, techniques.length)) * 100}%`;
    bar.querySelector<HTMLElement>('.all')!.style.width = share(covers.length);
    bar.querySelector<HTMLElement>('.new')!.style.width = share(adds.length);
    const says =
      adds.length === 0
        ? t('Covers {0}, all covered by those above', someTechniques(covers.length, t))
        : t(
            'Covers {0}, {1} of them anew: {2} of {3} covered',
            someTechniques(covers.length, t),
            adds.length,
            covered,
            techniques.length,
          );
    return nodeRow(nodes.get(id)!, handlers, {
      class: adds.length === 0 ? 'adds-nothing' : '',
      says,
      right: [
        html('span', { class: 'adds' }, adds.length === 0 ? '' : `+${adds.length}`),
        html('span', { class: 'total' }, String(covers.length)),
      ],
      below: bar,
    });
  });
  return section(t('Best next mitigations'), note, html('ol', { class: 'ranking' }, ...rows));
}

function uncoveredSection({ scene }: PanelContent, handlers: PanelHandlers): HTMLElement | undefined {
  const uncovered = scene.nodes.filter(node => node.uncovered);
  if (uncovered.length === 0) return undefined;
  const rows = uncovered.map(({ node }) => nodeRow(node, handlers));
  return section(t('Stay uncovered'), String(uncovered.length), html('ul', {}, ...rows));
}

function findingsSection(findings: readonly PlacedFinding[], handlers: PanelHandlers): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  const rows = findings.map(({ severity, message, range }, index) =>
    html(
      'li',
      {},
      html(
        'button',
        {
          class: 'row finding-row',
          key: `finding ${index}`,
          onClick: event => handlers.reveal(range, event),
          attributes: { type: 'button' },
        },
        severityIcon(severity),
        html('span', { class: 'message' }, severityWord(severity), message),
        html('span', { class: 'line' }, t('line {0}', range.start.line + 1)),
      ),
    ),
  );
  return section(t('Elsewhere in the page'), String(findings.length), html('ul', {}, ...rows));
}

interface RowExtras {
  readonly class?: string;
  readonly says?: string;
  readonly right?: readonly HTMLElement[];
  readonly below?: HTMLElement;
}

/** A line that stands for a node. */
function nodeRow(node: GraphNode, handlers: PanelHandlers, extras: RowExtras = {}): HTMLLIElement {
  const row = html(
    'button',
    {
      class: ['row', ...(isStruck(node) ? ['struck'] : []), ...(extras.class ? [extras.class] : [])].join(' '),
      key: `node ${extras.says === undefined ? '' : 'ranked '}${node.id}`,
      onClick: () => handlers.select(node.id),
      attributes: { type: 'button', title: extras.says },
    },
    html('span', { class: node.kind === 'mitigation' ? 'id short' : 'id' }, node.attackId ?? node.id),
    html('span', { class: 'name', attributes: { dir: 'auto' } }, displayName(node)),
    ...(extras.right ?? []),
    extras.below,
  );
  // Not when it enters: a row that is drawn anew under a pointer that rests is entered too.
  row.addEventListener('pointermove', () => handlers.hover(node.id));
  row.addEventListener('pointerleave', () => handlers.hover(undefined));
  return html('li', {}, row);
}

function missingRow(edge: GraphEdge, node: GraphNode, handlers: PanelHandlers): HTMLLIElement {
  const says = t('Draw {0} to {1} in the page', edge.from, edge.to);
  return html(
    'li',
    { class: 'missing-row' },
    nodeRow(node, handlers).firstElementChild as HTMLElement,
    html(
      'button',
      {
        class: 'add',
        key: `add ${edge.from} ${edge.to}`,
        onClick: () => handlers.insert(edge),
        attributes: { type: 'button', title: says, 'aria-label': says },
      },
      icon('add'),
    ),
  );
}

function graphPlace(range: Range, handlers: PanelHandlers): HTMLElement {
  return placeButton(t('Graph, line {0}', range.start.line + 1), range, handlers);
}

function listPlace(range: Range, handlers: PanelHandlers): HTMLElement {
  return placeButton(t('List, line {0}', range.start.line + 1), range, handlers);
}

function placeButton(text: string, range: Range, handlers: PanelHandlers): HTMLElement {
  return html(
    'button',
    {
      class: 'place',
      key: `place ${text}`,
      onClick: event => handlers.reveal(range, event),
      attributes: { type: 'button', title: t('Go there (Ctrl or Cmd: to the side)') },
    },
    text,
  );
}
