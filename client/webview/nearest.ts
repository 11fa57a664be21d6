import type { Box } from '../../server/src/core/drawing/layout';
import type { SceneNode } from '../../server/src/core/drawing/scene';

/** The node whose middle is nearest to a height of the scene, the first of several; undefined where there is none. */
export function nearestInHeight(nodes: readonly SceneNode[], height: number): SceneNode | undefined {
  const away = ({ box }: SceneNode) => Math.abs(middleOf(box) - height);
  return nodes.reduce<SceneNode | undefined>(
    (best, node) => (best === undefined || away(node) < away(best) ? node : best),
    undefined,
  );
}

/** The height of a box's middle. */
export function middleOf({ y, height }: Box): number {
  return y + height / 2;
}
