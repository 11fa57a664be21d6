import assert from 'node:assert/strict';
import fc from 'fast-check';
import { atCursor } from '../../client/webview/cursor';
import { moveFrom, moveOf } from '../../client/webview/navigate';
import { anchored } from '../../client/webview/anchor';
import { pickEdge } from '../../client/webview/picking';
import { bringIntoSight, firstView, fitView, keepInSight, zoomAt } from '../../client/webview/view';
import { pointAt } from '../../server/src/core/drawing/curves';
import { makeScene } from '../../server/src/core/drawing/scene';
import { graph, modelOfSample } from './models';

const window = { width: 800, height: 600 };

describe('view', () => {
  it('fits a scene into the window', () => {
    const view = fitView({ width: 1600, height: 600 }, window);
    assert.ok(1600 * view.scale <= window.width && view.x >= 0);
    assert.equal(Math.round(view.y + 300 * view.scale), 300);
  });

  it('does not blow up a small scene', () => {
    assert.equal(fitView({ width: 100, height: 100 }, window).scale, 1);
  });

  it('starts at the top of a scene that would be too small to read', () => {
    const view = firstView({ width: 800, height: 9000 }, window);
    assert.ok(view.scale > 0.6 && view.y > 0);
  });

  it('zooms about a point', () => {
    const view = { x: 10, y: 20, scale: 1 };
    const zoomed = zoomAt(view, 2, 110, 220);
    assert.deepEqual(zoomed, { x: -90, y: -180, scale: 2 });
    assert.deepEqual(zoomAt(zoomed, 0.5, 110, 220), view);
  });

  it('never loses the scene', () => {
    const scene = { width: 500, height: 500 };
    const any = fc.record({
      x: fc.double({ noNaN: true }),
      y: fc.double({ noNaN: true }),
      scale: fc.constantFrom(0.1, 1, 4),
    });
    fc.assert(
      fc.property(any, view => {
        const { x, y, scale } = keepInSight(view, scene, window);
        assert.ok(x < window.width && y < window.height && x + scene.width * scale > 0 && y + scene.height * scale > 0);
      }),
    );
  });

  it('brings a box into sight, and leaves one alone that is there', () => {
    const view = { x: 0, y: 0, scale: 1 };
    assert.equal(bringIntoSight(view, { x: 100, y: 100, width: 50, height: 20 }, window), view);
    const far = bringIntoSight(view, { x: 100, y: 3000, width: 50, height: 20 }, window);
    assert.equal(far.y + 3010, 300);
    const near = bringIntoSight(view, { x: 100, y: 590, width: 50, height: 20 }, window);
    assert.ok(near.y < 0 && near.y > -100);
  });

  it('holds still when something grows above what is looked at', () => {
    const techniques = Array.from({ length: 40 }, (_, i) => `group T${i + 1}`);
    const before = makeScene(graph(techniques), { order: 'page' });
    const after = makeScene(graph(['group T99', ...techniques]), { order: 'page' });
    const view = { x: 0, y: -500, scale: 1 };
    const moved = anchored(view, before, after, window, 'T25');
    const seenAt = (scene: typeof before, from: typeof view) => scene.layout.boxes.get('T25')!.y + from.y;
    assert.equal(seenAt(after, moved), seenAt(before, view));
    assert.notEqual(moved.y, view.y);
  });
});

describe('picking', () => {
  const scene = makeScene(modelOfSample('groups/G0098.md'), { order: 'page' });

  it('finds an edge by any of its points', () => {
    const [edge] = scene.edges;
    for (const t of [0.1, 0.5, 0.77]) {
      const [x, y] = pointAt(edge!.curve, t);
      assert.equal(pickEdge([edge!], x + 1, y - 1, 4), edge);
    }
  });

  it('finds nothing where there is nothing', () => {
    assert.equal(pickEdge(scene.edges, -50, -50, 6), undefined);
  });

  it('takes the nearest', () => {
    const edges = scene.edges.slice(0, 2);
    const [x, y] = pointAt(edges[1]!.curve, 0.9);
    assert.equal(pickEdge(edges, x, y, 50), edges[1]);
  });
});

describe('arrow keys', () => {
  const scene = makeScene(graph(['group T1', 'group T2', 'group T3', 'T1 M1', 'T2 M1', 'T2 M2', 'T3 M3']), {
    order: 'page',
  });

  it('go through a column', () => {
    assert.equal(moveFrom(scene, 'T1', 'down'), 'T2');
    assert.equal(moveFrom(scene, 'T1', 'up'), undefined);
    assert.equal(moveFrom(scene, 'T1', 'last'), 'T3');
    assert.equal(moveFrom(scene, 'T3', 'first'), 'T1');
  });

  it('go along edges', () => {
    assert.equal(moveFrom(scene, 'T3', 'right'), 'M3');
    assert.equal(moveFrom(scene, 'M3', 'left'), 'T3');
    assert.equal(moveFrom(scene, 'T3', 'left'), 'group');
    assert.equal(moveFrom(scene, 'M3', 'right'), undefined);
  });

  it('go to the nearest of several', () => {
    assert.equal(moveFrom(scene, 'group', 'right'), 'T2');
  });

  it('go on among the neighbours of where they came from', () => {
    assert.equal(moveFrom(scene, 'M1', 'nextAlong', 'T2'), 'M2');
    assert.equal(moveFrom(scene, 'M2', 'nextAlong', 'T2'), undefined);
    assert.equal(moveFrom(scene, 'M2', 'previousAlong', 'T2'), 'M1');
  });

  it('are these keys and no others', () => {
    assert.equal(moveOf({ key: 'ArrowUp', altKey: false }), 'up');
    assert.equal(moveOf({ key: 'ArrowDown', altKey: true }), 'nextAlong');
    assert.equal(moveOf({ key: 'toString', altKey: false }), undefined);
    assert.equal(moveOf({ key: 'ArrowLeft', altKey: true }), undefined);
  });
});

describe('the cursor', () => {
  const model = modelOfSample('groups/G0098.md', '15.1');
  const technique = model.nodes.find(({ id }) => id === 'T1190')!;

  it('points at the node under it', () => {
    assert.deepEqual(atCursor(model, technique.ranges[1]!.start), { kind: 'node', id: 'T1190' });
    assert.deepEqual(atCursor(model, technique.ranges[1]!.end), { kind: 'node', id: 'T1190' });
    assert.deepEqual(atCursor(model, technique.listRanges[0]!.start), { kind: 'node', id: 'T1190' });
  });

  it('points at the edge of its line, else', () => {
    const index = model.edges.findIndex(({ from, to }) => from === 'group' && to === 'T1190');
    const { line } = model.edges[index]!.range!.start;
    assert.deepEqual(atCursor(model, { line, character: 0 }), { kind: 'edge', index });
    assert.deepEqual(atCursor(model, { line, character: 17 }), { kind: 'edge', index });
  });

  it('points at the item of its line', () => {
    const { line } = technique.listRanges[0]!.start;
    assert.deepEqual(atCursor(model, { line, character: 0 }), { kind: 'node', id: 'T1190' });
  });

  it('points at nothing in prose', () => {
    assert.equal(atCursor(model, { line: 5, character: 30 }), undefined);
  });
});
