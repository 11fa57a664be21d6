import type { GraphModel, GraphNode } from '../../server/src/core/features/graph';

/**
 * The nodes that a search finds: those whose ID, names or tactics hold every one of its words, in any
 * order and any case. `T1566/002` finds what `T1566.002` finds. An empty search finds nothing.
 */
export function searchNodes(model: GraphModel, search: string): Set<string> {
  const words = fold(search)
    .split(/\s+/)
    .filter(word => word !== '');
  if (words.length === 0) return new Set();
  const tactics = new Map(model.tactics.map(({ shortName, name }) => [shortName, name]));
  const found = model.nodes.filter(node => {
    const text = textOf(node, tactics);
    return words.every(word => text.includes(word) || text.includes(word.replaceAll('/', '.')));
  });
  return new Set(found.map(node => node.id));
}

function textOf(node: GraphNode, tactics: ReadonlyMap<string, string>): string {
  const names = node.tactics.flatMap(tactic => [tactic, tactics.get(tactic) ?? '']);
  // A line end is in no word: words are found within one name, never across two.
  return fold([node.attackId ?? '', node.id, node.label, node.name ?? '', ...names].join('\n'));
}

/** Case and accents do not matter: "Malteiro" finds "MALTEIRO", "cafe" finds "Café". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
