import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';
import { boundsOf } from '../../server/src/core/drawing/curves';
import { metrics } from '../../server/src/core/drawing/layout';
import { palettes } from '../../server/src/core/drawing/palette';
import { makeScene } from '../../server/src/core/drawing/scene';
import { writeSvg } from '../../server/src/core/drawing/svg';
import { textWidth } from '../../server/src/core/drawing/text';
import type { GraphModel } from '../../server/src/core/features/graph';
import { hostileLabels } from './hostileLabels';
import { edge, graph, modelOfSample, node } from './models';

describe('SVG', () => {
  it('is well-formed, and draws every node and every edge', () => {
    const model = modelOfSample('groups/G0098.md');
    const root = parse(write(model));
    assert.equal(root.querySelectorAll('g[fill="none"] > path').length, model.edges.length);
    for (const { attackId } of model.nodes) assert.ok(texts(root).includes(attackId!), attackId!);
  });

  it('says what it shows', () => {
    const svg = write(modelOfSample('groups/G0098.md', '15.1'));
    assert.ok(texts(parse(svg)).includes('BlackTech (G0098) · ATT&CK Enterprise 15.1'));
  });

  it('needs nothing but itself', () => {
    const svg = write(modelOfSample('groups/G0098.md'));
    assert.doesNotMatch(svg, /<(?:script|style|image|foreignObject|use)|href|url\(|class=|var\(/);
  });

  it('is light or dark as asked', () => {
    const model = graph(['group T1']);
    for (const theme of ['light', 'dark'] as const) {
      assert.ok(write(model, theme).includes(`fill="${palettes[theme].background}"`));
    }
  });

  for (const [what, label] of Object.entries(hostileLabels)) {
    it(`holds ${what} as text`, () => {
      const root = parse(write(graph(['group T1', 'T1 M1'], [node('T1', { label, name: label })])));
      const shown = texts(root).join('\n');
      const start = label.replace(/[\u0000-\u001f\u202a-\u202e]/g, '').slice(0, 8);
      assert.ok(shown.includes(start), shown);
      assert.deepEqual(
        [...root.querySelectorAll('*')].filter(({ localName }) => !allowed.has(localName)),
        [],
      );
    });
  }

  it('counts techniques and mitigations above their columns, and nothing else', () => {
    const root = parse(write(graph(['group T1', 'group T2', 'T1 M1', 'T1 server', 'note T2'])));
    const headings = texts(root).filter(text => /^(?:\d+ )?(?:group|technique|mitigation)s?$/i.test(text));
    assert.deepEqual(headings, ['Group', '2 techniques', 'Mitigation']);
  });

  it('explains the colours of what it shows, not those of what a filter leaves out', () => {
    const model = graph(
      ['group T1', 'group T2'],
      [node('T1', { tactics: ['discovery'] }), node('T2', { tactics: ['impact'] })],
    );
    const part = { ...model, nodes: model.nodes.filter(({ id }) => id !== 'T2'), edges: model.edges.slice(0, 1) };
    const shown = texts(parse(writeSvg(makeScene(part, { order: 'page' }), model, 'light')));
    assert.deepEqual([shown.includes('discovery'), shown.includes('impact')], [true, false]);
  });

  it('says below a small picture all of what it shows, as far as a name can be bounded', () => {
    const small = graph([], [node('group')]);
    const below = (name: string) => {
      const root = parse(write({ ...small, group: { id: 'G0001', name } }));
      const text = texts(root).at(-1)!;
      assert.ok(textWidth(text, metrics.idFontSize) + 2 * metrics.margin <= Number(root.getAttribute('width')), text);
      return text;
    };
    assert.equal(below('Sample'), 'Sample (G0001) · ATT&CK Enterprise 18.1');
    assert.match(below('A long name '.repeat(20)), /^A long name .*…$/);
  });

  it('cuts what does not fit, and says all of it in the title', () => {
    const label = 'Long name '.repeat(30).trim();
    const root = parse(write(graph(['group T1'], [node('T1', { label })])));
    assert.ok(texts(root).some(text => /^Long name .*…$/.test(text) && text.length < 60));
    assert.ok([...root.querySelectorAll('title')].some(title => title.textContent.includes(label)));
  });

  it('strikes through what is revoked or deprecated, outlines what is unknown, marks what nothing covers', () => {
    const root = parse(
      write(
        graph(
          ['group T1', 'group T2', 'group T3', 'T1 M1'],
          [node('T1', { state: 'revoked' }), node('T2', { state: 'unknown' }), node('M1', { state: 'deprecated' })],
        ),
      ),
    );
    const struck = [...root.querySelectorAll('text[text-decoration="line-through"]')].map(text => text.textContent);
    assert.deepEqual(struck, ['T1', 'Name of T1', 'M1', 'Name of M1']);
    assert.equal(root.querySelectorAll(`rect[stroke="${palettes.light.error}"][stroke-dasharray]`).length, 1);
    assert.equal(texts(root).filter(text => text === 'uncovered').length, 2);
  });

  it('draws missing edges dashed, and edges that run backwards with an arrow', () => {
    const root = parse(write(graph(['T1 M1', edge('T1 M2', { kind: 'missing' }), 'M1 T1', 'T1 T1', 'T1 T2'])));
    const paths = [...root.querySelectorAll('g[fill="none"] > path')].map(path => path.getAttribute('d')!);
    assert.equal(paths.filter(d => d.endsWith('Z')).length, 3);
    assert.equal(root.querySelectorAll('path[stroke-dasharray]').length, 1);
  });

  it('draws edges that run both ways beside each other', () => {
    for (const edges of [
      ['T1 M1', 'M1 T1'],
      ['T1 T2', 'T2 T1'],
    ]) {
      const [there, back] = makeScene(graph(edges), { order: 'page' }).edges;
      // Turned around, a curve is the same line.
      const [x0, y0, x1, y1, x2, y2, x3, y3] = back!.curve;
      assert.notDeepEqual(there!.curve, [x3, y3, x2, y2, x1, y1, x0, y0]);
    }
  });

  it('keeps an edge from a node to itself in the picture', () => {
    const scene = makeScene(graph(['T1 M1', 'M1 M1', 'M1 M1', 'T1 T1']), { order: 'page' });
    for (const { curve } of scene.edges) {
      const { x, width } = boundsOf(curve);
      assert.ok(x >= 0 && x + width <= scene.layout.boxes.get('M1')!.x + scene.layout.boxes.get('M1')!.width);
    }
  });
});

const allowed = new Set(['svg', 'g', 'rect', 'path', 'circle', 'line', 'text', 'title']);

function write(model: GraphModel, theme: 'light' | 'dark' = 'light'): string {
  return writeSvg(makeScene(model, { order: 'page' }), model, theme);
}

function parse(svg: string): Element {
  const { DOMParser } = new JSDOM('').window;
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  assert.equal(documentElement.localName, 'svg', documentElement.textContent ?? '');
  return documentElement as unknown as Element;
}

const texts = (root: Element): string[] => [...root.querySelectorAll('text')].map(text => text.textContent ?? '');

/** As much of a DOM as the tests look at: the root's types know none. */
interface Element {
  readonly localName: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Element> & { readonly length: number };
}
