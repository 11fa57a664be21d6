import type { Scene, SceneNode } from '../../server/src/core/drawing/scene';
import { middleOf, nearestInHeight } from './nearest';

/** Where an arrow key goes. `along`: to the next node that has an edge with the one that the keyboard came from. */
export type Move = 'up' | 'down' | 'left' | 'right' | 'first' | 'last' | 'nextAlong' | 'previousAlong';

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** The move that a key stands for; undefined for any other key. */
export function moveOf({ key, altKey }: { readonly key: string; readonly altKey: boolean }): Move | undefined {
  if (!altKey) return Object.hasOwn(moves, key) ? moves[key] : undefined;
  return key === 'ArrowUp' ? 'previousAlong' : key === 'ArrowDown' ? 'nextAlong' : undefined;
}

/**
 * The node that a move leads to; undefined where there is none. Left and right go along edges, to the
 * neighbour on that side that lies nearest in height; up and down go through the column.
 */
export function moveFrom(scene: Scene, id: string, move: Move, cameFrom?: string): string | undefined {
  const node = scene.nodes.find(other => other.node.id === id);
  if (node === undefined) return scene.nodes[0]?.node.id;
  const column = scene.nodes.filter(other => other.column === node.column);
  const row = column.indexOf(node);
  switch (move) {
    case 'up':
      return column[row - 1]?.node.id;
    case 'down':
      return column[row + 1]?.node.id;
    case 'first':
      return column[0]!.node.id;
    case 'last':
      return column.at(-1)!.node.id;
    case 'left':
    case 'right':
      return nearestInHeight(
        neighbours(scene, id).filter(other => isBeside(node, other, move)),
        middleOf(node.box),
      )?.node.id;
    case 'nextAlong':
    case 'previousAlong': {
      if (cameFrom === undefined) return undefined;
      const siblings = column.filter(other => neighbours(scene, cameFrom).includes(other));
      const at = siblings.indexOf(node);
      return at === -1 ? undefined : siblings[at + (move === 'nextAlong' ? 1 : -1)]?.node.id;
    }
  }
}

/** The nodes that have an edge with a node. */
function neighbours(scene: Scene, id: string): SceneNode[] {
  const ids = new Set<string>();
  for (const { edge } of scene.edges) {
    if (edge.from === id) ids.add(edge.to);
    if (edge.to === id) ids.add(edge.from);
  }
  ids.delete(id);
  return scene.nodes.filter(({ node }) => ids.has(node.id));
}

function isBeside(node: SceneNode, other: SceneNode, side: 'left' | 'right'): boolean {
  return side === 'left' ? other.column < node.column : other.column > node.column;
}
