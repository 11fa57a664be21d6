import { sortTactics } from '../tacticOrder';
import { english, type Translate } from '../translate';
import type { GraphModel } from '../features/graph';
import { metrics } from './layout';
import { palettes, type Theme } from './palette';
import type { Scene } from './scene';
import { drawScene, edgeLayer, type Shape } from './shapes';
import { describeEdge } from './spoken';
import { tacticColour } from './tactics';
import { fitText, textWidth } from './text';

/** A font that is there: the picture holds no font and fetches none. */
const fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const line = 20;
/** So far a small picture is made wider for what is written below it. */
const captionWidth = 560;

/**
 * Writes a scene as an SVG file that stands by itself: no script, no style sheet, no font, nothing that
 * has to be fetched. Needs no document, so that a command line can write it as well as a browser.
 */
export function writeSvg(scene: Scene, model: GraphModel, theme: Theme, t: Translate = english): string {
  const ink = palettes[theme];
  const layers = drawScene(scene, ink);
  const wanted = Math.ceil(textWidth(scene.caption, metrics.idFontSize)) + 2 * metrics.margin;
  const width = Math.max(scene.width, Math.min(wanted, captionWidth));
  const foot = footer(scene, width, model, theme);
  const height = scene.height + foot.height;
  const svg = ['<svg xmlns="http://www.w3.org/2000/svg"'];
  svg.push(` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
  svg.push(` font-family="${escapeXml(fonts)}" role="img">\n`);
  svg.push(element({ tag: 'title', attributes: {}, text: scene.caption }));
  svg.push(element({ tag: 'rect', attributes: { width, height, fill: ink.background } }));
  const titles = new Map(scene.nodes.map((node, index) => [layers.nodes[index]!, node.spoken]));
  const nodes = new Map(model.nodes.map(node => [node.id, node]));
  scene.edges.forEach(({ edge }, index) => titles.set(layers.edges[index]!, describeEdge(edge, nodes, t)));
  const group = (shapes: readonly Shape[], attributes: Shape['attributes'] = {}) => {
    svg.push(`<g${written(attributes)}>\n`);
    for (const shape of shapes) svg.push(element(shape, titles.get(shape)));
    svg.push('</g>\n');
  };
  group(layers.headings);
  group(layers.edges, edgeLayer);
  group(layers.edgeMarks);
  group(layers.nodes);
  group(foot.shapes);
  svg.push('</svg>\n');
  return svg.join('');
}

/** Below the picture: what it shows, and what its colours mean. */
function footer(scene: Scene, width: number, model: GraphModel, theme: Theme): { height: number; shapes: Shape[] } {
  const ink = palettes[theme];
  const small = (text: string, x: number, y: number): Shape => ({
    tag: 'text',
    attributes: { x, y, fill: ink.muted, 'font-size': metrics.idFontSize },
    text,
  });
  // A filtered picture shows some of the tactics only.
  const shown = new Set(scene.nodes.flatMap(({ node }) => node.tactics));
  const names = new Map(
    model.tactics.filter(({ shortName }) => shown.has(shortName)).map(({ shortName, name }) => [shortName, name]),
  );
  const shapes: Shape[] = [];
  let x: number = metrics.margin;
  let y = scene.height + 8;
  for (const tactic of sortTactics(names.keys())) {
    const name = names.get(tactic)!;
    const wanted = 14 + textWidth(name, metrics.idFontSize);
    if (x > metrics.margin && x + wanted > width - metrics.margin) {
      x = metrics.margin;
      y += line;
    }
    shapes.push({
      tag: 'circle',
      attributes: { cx: x + 4, cy: y - 4, r: 4, fill: ink.tactics[tacticColour(tactic)]! },
    });
    shapes.push(small(name, x + 14, y));
    x += wanted + 18;
  }
  if (shapes.length > 0) y += line + 4;
  const caption = fitText(scene.caption, width - 2 * metrics.margin, metrics.idFontSize);
  shapes.push(small(caption, metrics.margin, y));
  return { height: y + 16 - scene.height, shapes };
}

function element({ tag, attributes, text, children }: Shape, title?: string): string {
  const start = `<${tag}${written(attributes)}`;
  const inner =
    (title === undefined ? '' : `<title>${escapeXml(title)}</title>`) +
    (text === undefined ? '' : escapeXml(text)) +
    (children ?? []).map(child => element(child)).join('');
  return `${start}${inner === '' ? '/>' : `>${inner}</${tag}>`}${tag === 'text' ? '' : '\n'}`;
}

/** Attributes as text. Classes are left out: they are for the preview's style sheet. */
function written(attributes: Shape['attributes']): string {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'class')
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML may hold it: marks escaped, and what XML allows no document to hold left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, mark => entities[mark]!);
}
