import type { SceneNode } from '../../server/src/core/drawing/scene';
import type { GraphNode } from '../../server/src/core/features/graph';

/** A node's official name, where the page calls it otherwise. Groups go by many names. */
export function officialName({ node, fullName }: SceneNode): string | undefined {
  return node.name === null || node.name === fullName || node.kind === 'group' ? undefined : node.name;
}

/** True for a node that is struck through. */
export function isStruck({ state }: GraphNode): boolean {
  return state === 'revoked' || state === 'deprecated';
}
