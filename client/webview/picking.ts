import { boundsOf, pointAt } from '../../server/src/core/drawing/curves';
import type { SceneEdge } from '../../server/src/core/drawing/scene';

/**
 * The edge nearest to a point of the scene, within a reach. Thin lines are hard to hit, and a second,
 * wider set of lines to be hit would double the picture's elements: a distance is quickly worked out.
 */
export function pickEdge(edges: readonly SceneEdge[], x: number, y: number, reach: number): SceneEdge | undefined {
  let nearest: SceneEdge | undefined;
  let least = reach * reach;
  for (const edge of edges) {
    const bounds = boundsOf(edge.curve);
    if (x < bounds.x - reach || x > bounds.x + bounds.width + reach) continue;
    if (y < bounds.y - reach || y > bounds.y + bounds.height + reach) continue;
    const distance = squareDistance(edge, x, y);
    if (distance >= least) continue;
    least = distance;
    nearest = edge;
  }
  return nearest;
}

const pieces = 24;

/** The square of the distance from a point to a curve, taken as short straight pieces. */
function squareDistance({ curve }: SceneEdge, x: number, y: number): number {
  let least = Infinity;
  let [ax, ay] = pointAt(curve, 0);
  for (let i = 1; i <= pieces; i++) {
    const [bx, by] = pointAt(curve, i / pieces);
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
    const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
    least = Math.min(least, ex * ex + ey * ey);
    [ax, ay] = [bx, by];
  }
  return least;
}
