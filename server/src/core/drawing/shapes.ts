import type { GraphNode } from '../features/graph';
import { arrowHead, pathOf, pointAt } from './curves';
import { idWidth, metrics } from './layout';
import type { Palette } from './palette';
import type { Scene, SceneEdge, SceneHeading, SceneNode, Severity } from './scene';
import { isRightToLeft } from './text';

/**
 * A piece of the picture as plain data: an SVG element without a document. The preview makes elements of
 * it, the SVG writer text; both set text as text.
 */
export interface Shape {
  readonly tag: 'g' | 'rect' | 'path' | 'text' | 'circle' | 'line' | 'title';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly Shape[];
}

/** What all edges have in common: said once for their layer, as there are thousands of them. */
export const edgeLayer: Shape['attributes'] = { fill: 'none', 'stroke-width': 1.4, 'stroke-opacity': 0.6 };

/** The layers of a picture, from the bottom up. */
export interface Layers {
  readonly headings: readonly Shape[];
  readonly edges: readonly Shape[];
  readonly edgeMarks: readonly Shape[];
  readonly nodes: readonly Shape[];
}

/** Draws a whole scene. */
export function drawScene(scene: Scene, ink: Palette): Layers {
  return {
    headings: scene.headings.map(heading => drawHeading(heading, ink)),
    edges: scene.edges.map(edge => drawEdge(edge, ink)),
    edgeMarks: scene.edges.flatMap(edge => drawEdgeMark(edge, ink) ?? []),
    nodes: scene.nodes.map(node => drawNode(node, ink)),
  };
}

/** Draws one heading: a column's name, or a tactic's with its colour. */
function drawHeading({ kind, text, x, y, width, colour }: SceneHeading, ink: Palette): Shape {
  if (kind === 'column') {
    return group({ class: 'heading' }, [
      label(text, x, y, { fill: ink.muted, 'font-size': 11, 'font-weight': 600, 'letter-spacing': 0.3 }),
      { tag: 'line', attributes: { x1: x, y1: y + 8, x2: x + width, y2: y + 8, stroke: ink.boxBorder } },
    ]);
  }
  return group({ class: 'heading' }, [
    { tag: 'circle', attributes: { cx: x + 5, cy: y - 4, r: 4, fill: ink.tactics[colour ?? 0]! } },
    label(text, x + 16, y, { fill: ink.muted, 'font-size': 11, 'font-weight': 600 }),
  ]);
}

/** Draws one node. The group's own place is its `transform`: it can be moved without being drawn again. */
function drawNode(scene: SceneNode, ink: Palette): Shape {
  const { node, box, column, presence } = scene;
  const classes = ['node', node.kind, node.state, presence, ...(scene.uncovered ? ['uncovered'] : [])];
  return group({ class: classes.join(' '), transform: `translate(${box.x} ${box.y})` }, [
    drawBox(scene, ink),
    ...drawTactics(scene, ink),
    ...(column === 0 ? groupTexts(scene, ink) : rowTexts(scene, ink)),
    ...drawMarks(scene, ink),
  ]);
}

function drawBox({ node, box, column, presence }: SceneNode, ink: Palette): Shape {
  const hollow = presence === 'missing' || node.kind === 'other' || (node.state === 'unknown' && node.kind !== 'group');
  const unknown = node.state === 'unknown' && (node.kind === 'technique' || node.kind === 'mitigation');
  return {
    tag: 'rect',
    attributes: {
      class: 'box',
      width: box.width,
      height: box.height,
      rx: column === 0 ? 8 : column === 1 ? 5 : box.height / 2,
      fill: hollow ? ink.background : ink.box,
      stroke: unknown ? ink.error : node.kind === 'group' ? ink.muted : ink.boxBorder,
      ...(node.kind === 'group' && { 'stroke-width': 1.5 }),
      ...((unknown || presence !== 'drawn') && { 'stroke-dasharray': '4 3' }),
    },
  };
}

/** A short bar at the left, in the colours of the technique's tactics. */
function drawTactics({ colours, box }: SceneNode, ink: Palette): Shape[] {
  const top = 5;
  const each = (box.height - 2 * top) / colours.length;
  return colours.map((colour, index) => ({
    tag: 'rect',
    attributes: {
      class: `tactic tactic-${colour}`,
      x: 4.5,
      y: round(top + index * each),
      width: 3.5,
      height: round(each),
      rx: 1,
      fill: ink.tactics[colour]!,
    },
  }));
}

function groupTexts({ name, id, fullName }: SceneNode, ink: Palette): Shape[] {
  const middle = metrics.groupHeight / 2;
  // A group that the page does not name by an ID has one line.
  if (id === 'group' || id === '' || fullName === '') {
    return [
      label(fullName === '' ? id : name, metrics.inset, middle + 5, { fill: ink.foreground, 'font-weight': 600 }),
    ];
  }
  return [
    label(name, metrics.inset, middle - 3, { fill: ink.foreground, 'font-weight': 600 }),
    label(id, metrics.inset, middle + 14, { fill: ink.muted, 'font-size': metrics.idFontSize }),
  ];
}

/** True for a node that is struck through. */
export function isStruck({ state }: GraphNode): boolean {
  return state === 'revoked' || state === 'deprecated';
}

function rowTexts({ node, name, id, column, box, presence }: SceneNode, ink: Palette): Shape[] {
  const struck = isStruck(node);
  const faint = struck || presence === 'missing';
  const baseline = box.height / 2 + 4.5;
  const strike = struck ? { 'text-decoration': 'line-through' } : {};
  // Somebody's own node has a label and no ID of its own to show.
  if (node.attackId === null)
    return [label(name === '' ? node.id : name, metrics.inset, baseline, { fill: ink.foreground })];
  return [
    label(id, metrics.inset, baseline, { class: 'id', fill: ink.muted, 'font-size': metrics.idFontSize, ...strike }),
    label(name, metrics.inset + idWidth(column), baseline, {
      class: 'name',
      fill: faint ? ink.muted : ink.foreground,
      ...strike,
    }),
  ];
}

/** The marks at the right, from the edge inwards: findings, what a mitigation covers, "uncovered". */
function drawMarks(scene: SceneNode, ink: Palette): Shape[] {
  const { node, box, severity, covers, uncovered, column } = scene;
  const { gap, icon, pill, uncoveredMark, inset } = metrics;
  const middle = box.height / 2;
  const marks: Shape[] = [];
  // Round ends need a little more room.
  let right = box.width - (column === 2 ? inset - 5 : gap);
  if (severity !== undefined) {
    marks.push(drawSeverity(severity, right - icon / 2, middle, ink, node.findings.length));
    right -= icon + gap;
  }
  if (covers !== undefined) {
    marks.push(
      group({ class: 'covers', transform: `translate(${right - pill} ${middle - 8})` }, [
        { tag: 'rect', attributes: { width: pill, height: 16, rx: 8, fill: ink.boxBorder, 'fill-opacity': 0.55 } },
        label(String(covers), pill / 2, 12, {
          fill: ink.foreground,
          'font-size': metrics.idFontSize,
          'text-anchor': 'middle',
        }),
      ]),
    );
  }
  if (uncovered) {
    const width = uncoveredMark;
    marks.push(
      group({ class: 'uncovered-mark', transform: `translate(${right - width} ${middle - 8})` }, [
        { tag: 'rect', attributes: { width, height: 16, rx: 8, fill: 'none', stroke: ink.warning } },
        label(scene.uncoveredMark, width / 2, 11.5, {
          fill: ink.warning,
          'font-size': metrics.markFontSize,
          'text-anchor': 'middle',
        }),
      ]),
    );
  }
  return marks;
}

/** The sign of a severity, as editors draw it: a cross, a triangle, an i, a dot. More than one finding are counted. */
function drawSeverity(severity: Severity, x: number, y: number, ink: Palette, number: number): Shape {
  const fill = ink[severity];
  const sign = { stroke: ink.background, 'stroke-width': 1.6, 'stroke-linecap': 'round', fill: 'none' };
  const parts: Record<Severity, readonly Shape[]> = {
    error: [circle(7, fill), { tag: 'path', attributes: { d: 'M-2.5 -2.5L2.5 2.5M2.5 -2.5L-2.5 2.5', ...sign } }],
    warning: [
      {
        tag: 'path',
        attributes: { d: 'M0 -6.2L6.8 5.8H-6.8Z', fill, stroke: fill, 'stroke-width': 1.6, 'stroke-linejoin': 'round' },
      },
      { tag: 'path', attributes: { d: 'M0 -2V1.8M0 4.2V4.3', ...sign } },
    ],
    information: [circle(7, fill), { tag: 'path', attributes: { d: 'M0 -0.6V3.4M0 -3.4V-3.3', ...sign } }],
    hint: [circle(3.5, fill)],
  };
  const many =
    number > 1
      ? [label(String(number), 9, 3.5, { fill, 'font-size': 9, 'font-weight': 600, class: 'finding-count' })]
      : [];
  return group({ class: `finding ${severity}`, transform: `translate(${x - (number > 1 ? 4 : 0)} ${y})` }, [
    ...parts[severity],
    ...many,
  ]);
}

const circle = (r: number, fill: string): Shape => ({ tag: 'circle', attributes: { r, fill } });

/** Draws one edge: a line, and an arrow's head where its course would not tell its direction. */
export function drawEdge({ edge, curve, odd, colour, severity }: SceneEdge, ink: Palette): Shape {
  const grave = severity === 'error' || severity === 'warning' ? severity : undefined;
  const stroke = grave !== undefined ? ink[grave] : colour !== undefined ? ink.tactics[colour]! : ink.edge;
  const missing = edge.kind === 'missing';
  const line: Shape = {
    tag: 'path',
    attributes: {
      class: ['edge', edge.kind, ...(colour === undefined ? [] : [`tactic-${colour}`]), ...(grave ? [grave] : [])].join(
        ' ',
      ),
      d: pathOf(curve) + (odd ? arrowHead(curve) : ''),
      stroke,
      ...(grave !== undefined && { 'stroke-width': 2, 'stroke-opacity': 1 }),
      ...(missing && { 'stroke-dasharray': '2 5', 'stroke-linecap': 'round' }),
    },
  };
  return line;
}

/** The sign of an edge's findings, on the edge. */
function drawEdgeMark({ edge, curve, severity }: SceneEdge, ink: Palette): Shape | undefined {
  if (severity === undefined) return undefined;
  const [x, y] = pointAt(curve, 0.62);
  return drawSeverity(severity, round(x), round(y), ink, edge.findings.length);
}

function group(attributes: Shape['attributes'], children: readonly Shape[]): Shape {
  return { tag: 'g', attributes, children };
}

function label(text: string, x: number, y: number, attributes: Shape['attributes']): Shape {
  // A text that begins from the right is read so as a whole, its brackets and its ellipsis too; it stays where it is.
  const direction = isRightToLeft(text) ? { 'unicode-bidi': 'plaintext' } : {};
  return { tag: 'text', attributes: { x, y, 'font-size': metrics.fontSize, ...direction, ...attributes }, text };
}

const round = (value: number): number => Math.round(value * 100) / 100;
