import type { SceneNode } from '../../server/src/core/drawing/scene';

/** A node's official name, where the page calls it otherwise. Groups go by many names. */
export function officialName({ node, fullName }: SceneNode): string | undefined {
  return node.name === null || node.name === fullName || node.kind === 'group' ? undefined : node.name;
}
