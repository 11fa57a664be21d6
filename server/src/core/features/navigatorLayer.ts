import type { AttackObject, Snapshot } from '../catalog/catalog';
import { compareTexts, counted } from '../words';
import type { GraphEdge, GraphModel, GraphNode } from './graph';
import { groupLinks, techniqueLinks } from './site';

/** A layer of the ATT&CK Navigator, format 4.5: the parts of it that are written here. */
export interface NavigatorLayer {
  readonly name: string;
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: string };
  readonly domain: string;
  readonly description: string;
  readonly sorting: number;
  readonly layout: Readonly<Record<string, string | boolean>>;
  readonly hideDisabled: boolean;
  readonly techniques: readonly LayerTechnique[];
  readonly gradient: { readonly colors: readonly string[]; readonly minValue: number; readonly maxValue: number };
  readonly legendItems: readonly { readonly label: string; readonly color: string }[];
  readonly metadata: readonly LayerMetadata[];
  readonly links: readonly LayerLink[];
}

export interface LayerTechnique {
  readonly techniqueID: string;
  readonly color: string;
  readonly comment: string;
  readonly enabled: boolean;
  /** How many mitigations the page draws for it. */
  readonly score: number;
  readonly metadata: readonly LayerMetadata[];
  readonly links: readonly LayerLink[];
}

interface LayerMetadata {
  readonly name: string;
  readonly value: string;
}

interface LayerLink {
  readonly label: string;
  readonly url: string;
}

/** What a technique of a layer is coloured by, the gravest first: of several, the first that holds counts. */
const layerStates = [
  { state: 'problem', label: 'With an error or a warning', color: '#f4a582' },
  { state: 'revoked', label: 'Revoked ID on the page, shown as what it is now', color: '#c2a5cf' },
  { state: 'bare', label: 'Without a mitigation on the page', color: '#fee391' },
  { state: 'incomplete', label: 'ATT&CK maps more mitigations than the page draws', color: '#c7e9b4' },
  { state: 'covered', label: 'With all mitigations that ATT&CK maps', color: '#7fcdbb' },
] as const;
type LayerState = (typeof layerStates)[number]['state'];

/** What one layer has that another has not. */
interface LayerContent extends Pick<
  NavigatorLayer,
  'name' | 'description' | 'sorting' | 'techniques' | 'gradient' | 'legendItems' | 'links'
> {
  /** Besides what every layer says of itself. */
  readonly metadata?: readonly LayerMetadata[];
}

/** A layer of a domain at a version, of the format 4.5 that Navigator 5.1.0 brought out. */
export function makeLayer(domain: string, version: string, content: LayerContent): NavigatorLayer {
  const { name, description, sorting, techniques, gradient, legendItems, metadata = [], links } = content;
  return {
    name,
    // The Navigator knows major versions only.
    versions: { attack: version.split('.')[0]!, navigator: '5.1.0', layer: '4.5' },
    domain: `${domain}-attack`,
    description,
    sorting,
    layout: { layout: 'side', showName: true, showID: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques,
    gradient,
    legendItems,
    metadata: [{ name: 'ATT&CK', value: version }, { name: 'Made by', value: 'Attackmark' }, ...metadata],
    links,
  };
}

/**
 * A page's techniques as a Navigator layer: coloured by state, scored by mitigations, with the page's
 * findings and mitigations as comments. The Navigator cannot show a revoked technique, so that it stands
 * under its live successor with a note; what has no live one is left out, and the layer's metadata says so.
 */
export function navigatorLayer(model: GraphModel, snapshot: Snapshot): NavigatorLayer {
  const merged = new Map<string, Entry[]>();
  const leftOut: string[] = [];
  for (const node of model.nodes) {
    // What only ATT&CK has is none of the page's techniques.
    if (node.kind !== 'technique' || (node.ranges.length === 0 && node.listRanges.length === 0)) continue;
    const id = node.attackId ?? node.id;
    const object = snapshot.get(id);
    const live = object?.state.kind === 'live' ? object : snapshot.successor(id)?.object;
    if (live?.type !== 'technique') {
      leftOut.push(`${id} ${node.label === id ? '' : node.label}`.trim());
      continue;
    }
    const entry: Entry = { node, live, was: live.id === id ? undefined : `${id} ${object?.name ?? node.label}` };
    merged.set(live.id, [...(merged.get(live.id) ?? []), entry]);
  }
  const techniques = [...merged.values()]
    .map(entries => layerTechnique(entries, model, snapshot))
    .sort((a, b) => compareTexts(a.techniqueID, b.techniqueID));

  const { group, version } = model;
  const name = [group.name, group.id === null ? undefined : `(${group.id})`].filter(Boolean).join(' ') || 'ATT&CK page';
  const used = new Set(techniques.map(({ color }) => color));
  return makeLayer(model.domain, version, {
    name,
    description: `${counted(techniques.length, 'technique')} of ${name}, ATT&CK ${version}.`,
    sorting: 0,
    techniques,
    gradient: {
      colors: ['#ffffff', '#7fcdbb'],
      minValue: 0,
      maxValue: Math.max(1, ...techniques.map(({ score }) => score)),
    },
    legendItems: layerStates.filter(({ color }) => used.has(color)).map(({ label, color }) => ({ label, color })),
    metadata: leftOut.length > 0 ? [{ name: 'Left out, not live in this version', value: leftOut.join(', ') }] : [],
    links: groupLinks(group.id, snapshot),
  });
}

/** A technique as the page names it, and the live one that it is. */
interface Entry {
  readonly node: GraphNode;
  readonly live: AttackObject;
  /** What the page calls it, where that is no longer its ID. */
  readonly was: string | undefined;
}

function layerTechnique(entries: readonly Entry[], model: GraphModel, snapshot: Snapshot): LayerTechnique {
  const { live } = entries[0]!;
  const ids = new Set(entries.map(({ node }) => node.id));
  const edges = model.edges.filter(({ from }) => ids.has(from));
  const mitigations = mitigationsOf(edges, model);
  const findings = [...new Set(entries.flatMap(({ node }) => node.findings.map(({ message }) => message)))];
  const state = stateOf(entries, edges, mitigations.length);
  const comment = [
    ...entries.flatMap(({ was }) => (was === undefined ? [] : [`On the page as ${was}, which ATT&CK has revoked.`])),
    ...findings,
    mitigations.length > 0 ? `Mitigations: ${mitigations.join(', ')}.` : 'No mitigation on the page.',
  ];
  return {
    techniqueID: live.id,
    color: layerStates.find(known => known.state === state)!.color,
    comment: comment.join('\n'),
    enabled: true,
    score: mitigations.length,
    metadata: entries.flatMap(({ was }) => (was === undefined ? [] : [{ name: 'On the page as', value: was }])),
    links: techniqueLinks(live.id, snapshot),
  };
}

function mitigationsOf(edges: readonly GraphEdge[], model: GraphModel): string[] {
  const nodes = new Map(model.nodes.map(node => [node.id, node]));
  const drawn = edges.filter(({ kind, to }) => kind === 'page' && nodes.get(to)?.kind === 'mitigation');
  return [...new Set(drawn.map(({ to }) => to))].map(id => {
    const node = nodes.get(id)!;
    return node.label === id ? id : `${id} ${node.name ?? node.label}`;
  });
}

function stateOf(entries: readonly Entry[], edges: readonly GraphEdge[], mitigations: number): LayerState {
  const findings = entries.flatMap(({ node }) => node.findings).concat(edges.flatMap(edge => edge.findings));
  const isProblem = findings.some(
    ({ code, severity }) => code !== 'revoked-id' && (severity === 'error' || severity === 'warning'),
  );
  if (isProblem) return 'problem';
  if (entries.some(({ was }) => was !== undefined)) return 'revoked';
  if (mitigations === 0) return 'bare';
  return edges.some(({ kind }) => kind === 'missing') ? 'incomplete' : 'covered';
}
