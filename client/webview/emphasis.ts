import type { Scene } from '../../server/src/core/drawing/scene';
import type { Selection } from '../src/preview/state';

/** What is lit: a thing, what it is joined to, and the edges between. */
export interface Lit {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** What lights up with a node or an edge; undefined when it is not in the picture. */
export function litWith(scene: Scene, { kind, key }: Selection): Lit | undefined {
  const edges = scene.edges.filter(edge =>
    kind === 'edge' ? edge.key === key : edge.edge.from === key || edge.edge.to === key,
  );
  const nodes = new Set(edges.flatMap(({ edge }) => [edge.from, edge.to]));
  if (kind === 'node' && scene.nodes.some(({ node }) => node.id === key)) nodes.add(key);
  return nodes.size === 0 ? undefined : { nodes, edges: new Set(edges.map(edge => edge.key)) };
}
