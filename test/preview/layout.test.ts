import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layOut, type Box, type Layout, type LayoutOptions } from '../../server/src/core/drawing/layout';
import type { GraphModel } from '../../server/src/core/features/graph';
import { edge, graph, modelOf, modelOfSample, node, pageOfGroup, pageWithEdges } from './models';
import { cpuTime } from '../harness/cpuTime';

const page: LayoutOptions = { order: 'page' };

/** The column of mitigations, from top to bottom. */
const mitigations = (layout: Layout): readonly string[] => layout.columns.find(({ column }) => column === 2)?.ids ?? [];
const techniques = (layout: Layout): readonly string[] => layout.columns.find(({ column }) => column === 1)?.ids ?? [];

describe('layout', () => {
  it('puts groups, techniques and mitigations into three columns', () => {
    const { boxes } = layOut(graph(['group T1', 'T1 M1']), page);
    const [group, technique, mitigation] = ['group', 'T1', 'M1'].map(id => boxes.get(id)!);
    assert.ok(group!.x + group!.width < technique!.x);
    assert.ok(technique!.x + technique!.width < mitigation!.x);
  });

  it('keeps the boxes of any graph apart and inside the picture', () => {
    fc.assert(
      fc.property(
        anyGraph,
        fc.constantFrom('page' as const, 'tactic' as const),
        fc.boolean(),
        (model, order, compact) => {
          const layout = layOut(model, { order, compact });
          assert.equal(layout.boxes.size, model.nodes.length);
          assertApart([...layout.boxes.values()]);
          for (const box of layout.boxes.values()) {
            assert.ok(box.x >= 0 && box.y >= 0);
            assert.ok(box.x + box.width <= layout.width && box.y + box.height <= layout.height);
          }
        },
      ),
    );
  });

  it('gives the same picture for the same graph', () => {
    fc.assert(
      fc.property(anyGraph, model => {
        assert.deepEqual(layOut(structuredClone(model), page), layOut(model, page));
      }),
    );
  });

  it('lays out a graph without groups, without mitigations, and without anything', () => {
    assert.equal(layOut(graph(['T1 M1']), page).columns.length, 2);
    assert.equal(layOut(graph(['group T1']), page).columns.length, 2);
    assert.equal(layOut(graph([]), page).boxes.size, 0);
  });

  it('puts nodes of nobody where their edges lead', () => {
    const layout = layOut(graph(['group T1', 'T1 note', 'start T1']), page);
    assert.deepEqual(mitigations(layout), ['note']);
    assert.deepEqual([...techniques(layout)].sort(), ['T1', 'start']);
  });

  describe('the order of techniques', () => {
    it('is the page’s', () => {
      const model = graph(['group T3', 'group T1', 'group T2']);
      assert.deepEqual(techniques(layOut(model, page)), ['T3', 'T1', 'T2']);
    });

    it('has a technique that is only listed after the one before it in the list', () => {
      const line = (number: number) => [{ start: { line: number, character: 2 }, end: { line: number, character: 9 } }];
      const model = graph(
        ['group T1', 'group T3'],
        [
          node('T1', { listRanges: line(5) }),
          node('T3', { listRanges: line(7) }),
          node('T2', { ranges: [], listRanges: line(6) }),
        ],
      );
      assert.deepEqual(techniques(layOut(model, page)), ['T1', 'T2', 'T3']);
    });

    it('goes by the first tactic in the matrix, under a heading each', () => {
      const model = graph(
        ['group T1', 'group T2', 'group T3', 'group T4'],
        [
          node('T1', { tactics: ['impact'] }),
          node('T2', { tactics: ['persistence', 'initial-access'] }),
          node('T3', { tactics: ['initial-access'] }),
          node('T4'),
        ],
      );
      const layout = layOut(model, { order: 'tactic' });
      assert.deepEqual(techniques(layout), ['T2', 'T3', 'T1', 'T4']);
      assert.deepEqual(
        layout.headings.map(({ tactic }) => tactic),
        ['initial-access', 'impact', ''],
      );
    });

    it('leaves room for headings', () => {
      const { boxes, headings } = layOut(modelOfSample('groups/G0098.md'), { order: 'tactic' });
      for (const { x, y, width } of headings) {
        const text = { x, y: y - 11, width, height: 14 };
        assertApart([text, ...boxes.values()]);
      }
    });
  });

  describe('the order of mitigations', () => {
    it('has fewer crossings than the page’s', () => {
      const model = modelOf(pageOfGroup('G0016', '12.1'), '12.1');
      const inPageOrder = model.nodes.filter(({ kind }) => kind === 'mitigation').map(({ id }) => id);
      const layout = layOut(model, page);
      const before = crossings(model, techniques(layout), inPageOrder);
      const after = crossings(model, techniques(layout), mitigations(layout));
      assert.ok(after < before * 0.8, `${after} crossings instead of ${before}`);
    });

    it('has no crossing where there need be none', () => {
      const model = graph(['T1 M9', 'T2 M5', 'T3 M7', 'T1 M8', 'T2 M8']);
      const layout = layOut(model, page);
      assert.equal(crossings(model, techniques(layout), mitigations(layout)), 0);
    });

    it('breaks ties by the page', () => {
      assert.deepEqual(mitigations(layOut(graph(['T1 M3', 'T1 M1', 'T1 M2']), page)), ['M3', 'M1', 'M2']);
    });
  });

  describe('while a page is edited', () => {
    const model = modelOfSample('groups/G0098.md');
    const first = layOut(model, page);
    const before = mitigations(first);

    it('moves no box when an edge between nodes that are there comes', () => {
      const [from] = techniques(first);
      for (const to of before) {
        const after = layOut({ ...model, edges: [...model.edges, edge(`${from} ${to}`)] }, { ...page, before });
        assert.deepEqual(after.boxes, first.boxes);
      }
    });

    it('moves no box when an edge goes whose ends have others', () => {
      for (const gone of model.edges.filter(
        ({ kind, from, to }) => kind === 'page' && joins(model, from) > 1 && joins(model, to) > 1,
      )) {
        const after = layOut({ ...model, edges: model.edges.filter(other => other !== gone) }, { ...page, before });
        assert.deepEqual([...after.boxes].map(place), [...first.boxes].map(place));
      }
    });

    it('keeps the order of what is there when a node comes', () => {
      const grown = graph([...model.edges, 'T1190 M9999'], model.nodes);
      const after = layOut(grown, { ...page, before });
      assert.deepEqual(
        mitigations(after).filter(id => id !== 'M9999'),
        before,
      );
      for (const [id, box] of first.boxes) {
        assert.ok(Math.abs(after.boxes.get(id)!.y - box.y) <= 34, `${id} jumped`);
      }
    });

    it('puts a new mitigation beside the techniques that it belongs to', () => {
      const edges = Array.from({ length: 9 }, (_, row) => `T${row + 1} M${row + 1}`);
      const order = edges.map(ends => ends.split(' ')[1]!);
      const after = layOut(graph([...edges, 'T5 M50']), { ...page, before: order });
      assert.ok(Math.abs(mitigations(after).indexOf('M50') - mitigations(after).indexOf('M5')) === 1);
    });

    it('puts a new mitigation without any edge below all others', () => {
      const after = layOut(graph(['T1 M1', 'T2 M2'], [node('M3')]), { ...page, before: ['M2', 'M1'] });
      assert.deepEqual(mitigations(after), ['M2', 'M1', 'M3']);
    });
  });

  it('lays out 5,000 edges in well under 300 ms', function () {
    const model = modelOf(pageWithEdges(5000, 9));
    assert.equal(model.edges.filter(({ kind }) => kind === 'page').length, 5000);
    const best = Math.min(...[1, 2, 3].map(() => cpuTime(() => layOut(model, page))));
    this.test!.title += `: ${best.toFixed(0)} ms`;
    assert.ok(best < 300);
  });
});

/** Any graph: edges of every direction, more than one between two nodes, from a node to itself, nodes of nobody. */
const anyGraph = fc
  .array(fc.tuple(anyId(), anyId()), { maxLength: 40 })
  .map(edges => graph(edges.map(([from, to]) => `${from} ${to}`)));

function anyId(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant('group'),
    fc.integer({ min: 1, max: 12 }).map(n => `T${n}`),
    fc.integer({ min: 1, max: 9 }).map(n => `M${n}`),
    fc.integer({ min: 1, max: 3 }).map(n => `x${n}`),
  );
}

function assertApart(boxes: readonly Box[]): void {
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      const apart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
      assert.ok(apart, `${JSON.stringify(a)} overlaps ${JSON.stringify(b)}`);
    }
  }
}

/** How many pairs of edges between techniques and mitigations cross. */
function crossings(model: GraphModel, left: readonly string[], right: readonly string[]): number {
  const rows = model.edges
    .map(({ from, to }) => [left.indexOf(from), right.indexOf(to)] as const)
    .filter(([a, b]) => a !== -1 && b !== -1);
  let count = 0;
  for (const [a, b] of rows) for (const [c, d] of rows) if (a < c && b > d) count++;
  return count;
}

const joins = (model: GraphModel, id: string): number =>
  model.edges.filter(({ from, to, kind }) => kind === 'page' && (from === id || to === id)).length;
/** Where a box is; its column may have become wider for a mark. */
const place = ([id, { y, height }]: [string, Box]) => [id, y, height] as const;
