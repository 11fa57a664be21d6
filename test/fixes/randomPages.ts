import * as fc from 'fast-check';
import type { Snapshot } from '../../server/src/core/catalog/catalog';

/** A page as plain facts: what it says, apart from how it is written. */
export interface PageModel {
  readonly name: string;
  readonly id: string;
  readonly items: readonly ModelItem[];
  readonly edges: readonly ModelEdge[];
}

export interface ModelItem {
  readonly id: string;
  readonly label: string;
  /** `techniques/T1566.002` in place of `techniques/T1566/002`. */
  readonly dotted?: boolean;
}

export interface ModelEdge {
  readonly from: string;
  readonly to: string;
  readonly fromLabel: string;
  readonly toLabel: string;
}

/** How a page is written. */
export interface PageStyle {
  readonly lineEnd: '\n' | '\r\n';
  readonly bom: boolean;
  readonly finalNewline: boolean;
  readonly marker: '*' | '-' | '+' | '1.';
  readonly root: string;
  readonly suffix: string;
  readonly fence: string;
  readonly header: string;
  readonly indent: string;
  readonly arrow: string;
  readonly shape: readonly [string, string];
  readonly quoted: boolean;
  /** Labels on every mention, or on the first one only. */
  readonly repeats: boolean;
  readonly semicolons: boolean;
  /** `T1 --> M1 & M2`. */
  readonly ampersand: boolean;
  /** Mitigations below their technique. */
  readonly interleaved: boolean;
  readonly subgraph: boolean;
  readonly linkStyle: boolean;
  readonly notes: boolean;
  readonly fenceClosed: boolean;
}

/** Every way of writing that the product keeps. */
export const pageStyles: fc.Arbitrary<PageStyle> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
  marker: fc.constantFrom('*', '-', '+', '1.'),
  root: fc.constantFrom('techniques/', '/mitre/techniques/', 'https://attack.mitre.org/techniques/'),
  suffix: fc.constantFrom('', '/', '.md'),
  fence: fc.constantFrom('```', '~~~', '````'),
  header: fc.constantFrom('flowchart LR', 'graph TD', 'flowchart'),
  indent: fc.constantFrom('', '  ', '\t'),
  arrow: fc.constantFrom(' --> ', '-->', ' ==> ', ' -.-> '),
  shape: fc.constantFrom(['[', ']'], ['(', ')'], ['([', '])'], ['{{', '}}']),
  quoted: fc.boolean(),
  repeats: fc.boolean(),
  semicolons: fc.boolean(),
  ampersand: fc.boolean(),
  interleaved: fc.boolean(),
  subgraph: fc.boolean(),
  linkStyle: fc.boolean(),
  notes: fc.boolean(),
  fenceClosed: fc.constant(true),
});

/** A page of a group of some techniques, right in every way at the snapshot's version. */
export function correctPages(snapshot: Snapshot): fc.Arbitrary<PageModel> {
  const groups = snapshot
    .all('group')
    .filter(({ id, state }) => state.kind === 'live' && snapshot.techniquesUsedBy(id).length >= 3);
  return fc.constantFrom(...groups).chain(({ id, name }) => {
    const used = [...snapshot.techniquesUsedBy(id)];
    return fc
      .shuffledSubarray(used, { minLength: 2, maxLength: Math.min(6, used.length) })
      .map(techniques => modelOf(name, id, techniques, snapshot));
  });
}

/** The right page for a group and some techniques. */
export function modelOf(name: string, id: string, techniques: readonly string[], snapshot: Snapshot): PageModel {
  const nameOf = (other: string) => snapshot.get(other)!.name;
  return {
    name,
    id,
    items: techniques.map(technique => ({ id: technique, label: nameOf(technique) })),
    edges: [
      ...techniques.map(to => ({ from: 'group', to, fromLabel: name, toLabel: nameOf(to) })),
      ...techniques.flatMap(from =>
        [...snapshot.mitigationsOf(from)]
          .reverse()
          .map(to => ({ from, to, fromLabel: nameOf(from), toLabel: nameOf(to) })),
      ),
    ],
  };
}

/** Writes a page in a style. */
export function writePage({ name, id, items, edges }: PageModel, style: PageStyle): string {
  const lines = ['---', 'tags:', '   - groups', '---', `# ${name}`, `## ID:${id}`, 'About the group.', ''];
  lines.push('## Techniques Used By Group');
  items.forEach((item, i) => {
    const marker = style.marker === '1.' ? `${i + 1}.` : style.marker;
    const path = item.dotted === true ? item.id : item.id.replace('.', '/');
    const note = style.notes && i === 0 ? ' and a note of ours' : '';
    lines.push(`${marker} [${item.label}](${style.root}${path}${style.suffix})${note}`);
  });
  lines.push('', '# Summary of Techniques and Mitigations', `${style.fence}mermaid`, style.header);
  lines.push('%% our own comment');
  const seen = new Set<string>();
  const node = (end: string, label: string) => {
    const isFirst = !seen.has(end);
    seen.add(end);
    if (!isFirst && !style.repeats) return end;
    const needsQuotes = style.quoted || !/^[A-Za-z][\w ]*$/.test(label);
    return end + style.shape[0] + (needsQuotes ? `"${label}"` : label) + style.shape[1];
  };
  const end = style.semicolons ? ';' : '';
  const statements = statementsOf(edges, style).map(
    ({ from, fromLabel, tos }) =>
      style.indent + node(from, fromLabel) + style.arrow + tos.map(to => node(to.to, to.toLabel)).join(' & ') + end,
  );
  const half = Math.ceil(statements.length / 2);
  if (style.subgraph) lines.push('subgraph ours', ...statements.slice(0, half), 'end', ...statements.slice(half));
  else lines.push(...statements);
  if (style.linkStyle && edges.length > 1) lines.push(`${style.indent}linkStyle ${edges.length - 1} stroke:#f00`);
  lines.push(`${style.indent}style ours_too fill:#eee`);
  if (style.fenceClosed) lines.push(style.fence);
  if (style.finalNewline) lines.push('');
  return (style.bom ? '\ufeff' : '') + lines.join(style.lineEnd);
}

interface WrittenStatement {
  readonly from: string;
  readonly fromLabel: string;
  readonly tos: readonly ModelEdge[];
}

function statementsOf(edges: readonly ModelEdge[], style: PageStyle): WrittenStatement[] {
  let ordered = [...edges];
  if (style.interleaved) {
    const techniques = edges.filter(({ from }) => from === 'group').map(({ to }) => to);
    const at = ({ from, to }: ModelEdge) => {
      const index = techniques.indexOf(from === 'group' ? to : from);
      return index < 0 ? techniques.length : index;
    };
    ordered = ordered.sort((a, b) => at(a) - at(b));
  }
  const statements: { from: string; fromLabel: string; tos: ModelEdge[] }[] = [];
  for (const edge of ordered) {
    const last = statements.at(-1);
    const isSame = last?.from === edge.from && last.fromLabel === edge.fromLabel && edge.from !== 'group';
    if (style.ampersand && last !== undefined && isSame && !last.tos.some(({ to }) => to === edge.to))
      last.tos.push(edge);
    else statements.push({ from: edge.from, fromLabel: edge.fromLabel, tos: [edge] });
  }
  return statements;
}

/** A change that makes a right page wrong; undefined where the page has nothing to make wrong that way. */
export type Fault = (model: PageModel, pick: (length: number) => number, snapshot: Snapshot) => PageModel | undefined;

/** Faults by the code of what they bring, each with one right answer. */
export const faults: Readonly<Record<string, Fault>> = {
  'missing-in-graph': ({ edges, ...model }, pick) => {
    const groupEdges = edges.filter(({ from }) => from === 'group');
    if (groupEdges.length < 2) return undefined;
    const gone = groupEdges[pick(groupEdges.length)];
    return { ...model, edges: edges.filter(edge => edge !== gone) };
  },
  'missing-in-list': ({ items, ...model }, pick) => {
    if (items.length < 2) return undefined;
    const gone = items[pick(items.length)];
    return { ...model, items: items.filter(item => item !== gone) };
  },
  'mitigation-missing': ({ edges, ...model }, pick) => {
    const own = edges.filter(({ from }) => from !== 'group');
    if (own.length < 2) return undefined;
    const gone = own[pick(own.length)];
    return { ...model, edges: edges.filter(edge => edge !== gone) };
  },
  'duplicate-in-list': ({ items, ...model }, pick) => {
    // Not the first one, which may hold a note.
    return items.length < 2 ? undefined : { ...model, items: [...items, items[1 + pick(items.length - 1)]!] };
  },
  'duplicate-edge': ({ edges, ...model }, pick) => ({ ...model, edges: [...edges, edges[pick(edges.length)]!] }),
  'edge-direction': ({ edges, ...model }, pick) => {
    const own = edges.filter(({ from }) => from !== 'group');
    if (own.length === 0) return undefined;
    const turned = own[pick(own.length)]!;
    const { from, to, fromLabel, toLabel } = turned;
    return {
      ...model,
      edges: edges.map(edge =>
        edge === turned ? { from: to, to: from, fromLabel: toLabel, toLabel: fromLabel } : edge,
      ),
    };
  },
  'bad-link': ({ items, ...model }, pick) => {
    const subs = items.filter(({ id }) => id.includes('.'));
    if (subs.length === 0) return undefined;
    const bad = subs[pick(subs.length)];
    return { ...model, items: items.map(item => (item === bad ? { ...item, dotted: true } : item)) };
  },
  'name-mismatch': ({ items, ...model }, pick) => {
    const bad = items[pick(items.length)];
    return { ...model, items: items.map(item => (item === bad ? { ...item, label: `${item.label}s of ours` } : item)) };
  },
  'malformed-id': (model, pick) => {
    const { id } = model.items[pick(model.items.length)]!;
    return renamed(model, id, `T${id}`);
  },
  'unknown-id': (model, pick, snapshot) => {
    const { id, label } = model.items[pick(model.items.length)]!;
    // Where two techniques have the name, a person has to say which one is meant.
    return snapshot.named(label, 'technique').length > 1 ? undefined : renamed(model, id, 'T9001');
  },
  'revoked-id': (model, pick, snapshot) => {
    const revoked = snapshot
      .all('technique')
      .filter(({ id }) => model.items.some(item => item.id === snapshot.successor(id)?.object.id));
    if (revoked.length === 0) return undefined;
    const old = revoked[pick(revoked.length)]!;
    return renamed(model, snapshot.successor(old.id)!.object.id, old.id);
  },
};

function renamed({ items, edges, ...model }: PageModel, from: string, to: string): PageModel {
  const idOf = (id: string) => (id === from ? to : id);
  return {
    ...model,
    items: items.map(item => ({ ...item, id: idOf(item.id) })),
    edges: edges.map(edge => ({ ...edge, from: idOf(edge.from), to: idOf(edge.to) })),
  };
}
