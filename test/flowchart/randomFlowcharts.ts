import fc from 'fast-check';

/** A flowchart as a list of words: mutations work on words, so that most of the text stays meaningful. */
type Words = readonly string[];

const id = fc.constantFrom(
  ...['A', 'B', 'C', 'group', 'T1566.002', 'M1017', 'x', 'o', 'xy', 'ops', 'v', 'v1', '1', '10x', 'a-b', 'a_b', 'é', 'éa'],
  ...['End', 'endA', 'a.end', 'default', 'click', 'style1', 'graph1', 'L_A_B_0', '__proto__', 'constructor', 'e1', 'A,B'],
);
const label = fc.constantFrom(
  ...['x', 'User Training', ' a ', 'a/b', '/a', 'a\\', 'a & b', 'a; b', "it's", '100%', 'a > b', 'a --> b', '~~~', 'a ~~~ b'],
  ...['"x"', '"a (b)"', '"a" b', 'a "b"', '"`m *d*`"', '""', '', ' ', '#35;', 'a@b', '@x', 'a #quot; b', 'é', '<b class="k">x</b>'],
  ...['x (y)', 'x [y]', 'x {y}', 'x|y', 'direction LR', 'end', '"x\ny"', '%% c', '- x', 'x -', '(x)', '-)', '!)'],
);
const brackets = fc.constantFrom(
  ...[['[', ']'], ['(', ')'], ['{', '}'], ['((', '))'], ['([', '])'], ['[[', ']]'], ['[(', ')]'], ['(((', ')))'], ['{{', '}}']],
  ...[['>', ']'], ['[/', '/]'], ['[\\', '\\]'], ['[/', '\\]'], ['[\\', '/]'], ['(-', '-)'], ['[|a:b|', ']'], ['[', ')']],
);
const link = fc.constantFrom(
  ...['-->', '---', '--x', '--o', '<-->', 'x--x', 'o--o', '-.->', '-.-', '==>', '===', '~~~', '---->', '-...->', '<==>'],
  ...['---o', '--->', '->', '--', '.->', '-..-', '==x', '<-.->', '~~~~', 'x-->', '-->>', '=>', '-- >'],
);
const linkWithText = fc.constantFrom(
  ...[['-- ', ' -->'], ['-- ', ' ---'], ['== ', ' ==>'], ['-. ', ' .->'], ['--', '-->'], ['<-- ', ' -->'], ['x-- ', ' --x']],
  ...[['-- ', ' --'], ['-. ', ' -.->'], ['o== ', ' ==o'], ['-- ', ' ==>']],
);
const blank = fc.constantFrom(' ', ' ', ' ', '', '  ', '\t', '\u00a0');
const newLine = fc.constantFrom('\n', '\n', '\n', '\n', ';', '\n\n', ' \n', '\n  ', ' ; ', '\n%% note\n', '\r\n', '\r', '\n \n');
const attributes = fc.constantFrom(
  ...['@{ shape: cyl }', '@{ shape: rect, label: "x y" }', '@{ label: x }', '@{shape: Cyl}', '@{ label: a: b }', '@{}'],
  ...['@{ icon: "x" }', '@{\n  shape: hex\n  label: z\n}', '@{ animate: true }', '@{ label: 5 }', '@{ x', '@{ "a', '@{ ^ }'],
);

const join = (...parts: fc.Arbitrary<Words>[]): fc.Arbitrary<Words> => fc.tuple(...parts).map(lists => lists.flat());
const word = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Words> => arbitrary.map(text => [text]);
const words = (...texts: string[]): fc.Arbitrary<Words> => fc.constant(texts);

const shape: fc.Arbitrary<Words> = fc.tuple(brackets, label).map(([[open, close], text]) => [open!, text, close!]);
const node: fc.Arbitrary<Words> = fc.oneof(
  { weight: 6, arbitrary: word(id) },
  { weight: 6, arbitrary: join(word(id), shape) },
  { weight: 1, arbitrary: join(word(id), shape, words(':::', 'k')) },
  { weight: 1, arbitrary: join(word(id), word(attributes)) },
);
const nodes: fc.Arbitrary<Words> = fc.oneof(
  { weight: 8, arbitrary: node },
  { weight: 1, arbitrary: join(node, words(' ', '&', ' '), node) },
  { weight: 1, arbitrary: join(node, word(blank), words('&'), word(blank), node) },
);
const anyLink: fc.Arbitrary<Words> = fc.oneof(
  { weight: 6, arbitrary: join(word(blank), word(link), word(blank)) },
  { weight: 2, arbitrary: join(word(blank), word(link), word(blank), words('|'), word(label), words('|'), word(blank)) },
  {
    weight: 2,
    arbitrary: fc.tuple(linkWithText, label, blank).map(([[start, end], text, space]) => [space, start!, text, end!, space]),
  },
  { weight: 1, arbitrary: join(words(' ', 'e1@'), word(link), word(blank)) },
);
const chain: fc.Arbitrary<Words> = fc
  .tuple(nodes, fc.array(join(anyLink, nodes), { maxLength: 3 }))
  .map(([first, rest]) => [...first, ...rest.flat()]);
const styles = fc.constantFrom('fill:#f00', 'fill:red,stroke:#333', 'fill:#f00;', 'stroke-width:2px', 'fill:rgb(1,2)', 'a:b,', '');
const statement: fc.Arbitrary<Words> = fc.oneof(
  { weight: 12, arbitrary: chain },
  { weight: 1, arbitrary: join(words('style', ' '), word(id), words(' '), word(styles)) },
  { weight: 1, arbitrary: join(words('classDef', ' '), word(id), words(' '), word(styles)) },
  { weight: 1, arbitrary: join(words('class', ' '), word(id), word(blank), word(id)) },
  { weight: 1, arbitrary: join(words('linkStyle', ' '), word(fc.constantFrom('0', '0,1', 'default', '9', '00')), words(' '), word(styles)) },
  {
    weight: 1,
    arbitrary: join(
      words('click', ' '),
      word(id),
      words(' '),
      word(fc.constantFrom('"u"', 'f', 'href "u"', 'call f()', 'call f(x)', '"u" "t"', '"u" _blank', 'call f', '', '--> A')),
    ),
  },
  { weight: 1, arbitrary: word(fc.constantFrom('accTitle: t', 'accDescr: d', 'accDescr {\n d\n}', 'accDescr { d', '%%{init: {}}%%', '%%{init')) },
  { weight: 1, arbitrary: word(fc.constantFrom('direction LR', '  direction TB', 'end', '%%', '%% c', '```', '---', '~~~')) },
);
const subgraphName = fc.constantFrom('s', 's[T]', 's["T (x)"]', 's[T x (y)]', '"T"', 'a b', 'A', '', 's ', '"`m`"', 's[T] ', 'end', '1-2');
const block: fc.Arbitrary<Words> = fc.oneof(
  { weight: 5, arbitrary: join(statement, word(newLine)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(subgraphName, newLine, fc.array(join(statement, word(newLine)), { maxLength: 4 }), newLine)
      .map(([name, start, lines, end]) => ['subgraph', ' ', name, start, ...lines.flat(), 'end', end]),
  },
);
const header = fc.constantFrom(
  ...['flowchart LR\n', 'flowchart TD\n', 'graph TB\n', 'flowchart\n', 'graph LR;', 'flowchart-elk LR\n', 'flowchart LR \n'],
  ...['flowchart LR ', 'flowchart >\n', '---\ntitle: x\n---\nflowchart LR\n', '%% c\nflowchart LR\n', '\n flowchart LR\n'],
);
const flowchart: fc.Arbitrary<Words> = fc
  .tuple(header, fc.array(block, { minLength: 1, maxLength: 6 }))
  .map(([first, blocks]) => [first, ...blocks.flat()]);

type Mutation = { readonly kind: 'delete' | 'double' | 'swap' | 'insert' | 'cut'; readonly at: number; readonly word: string };
const stray = fc.oneof(
  id,
  link,
  label,
  blank,
  newLine,
  attributes,
  fc.constantFrom(...'[](){}|"`\'&;,:*#@<>^~=-.\\/%!?xov \n\r\t\u2028\ufeff\u200b\ud83d'.split('')),
  fc.constantFrom('end', 'subgraph', 'style', 'click ', 'call ', 'href ', 'direction TB', '%%', '%%{', '}%%', ':::', '_self', '<a b="c">', '@{', 'accTitle:'),
);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('delete', 'double', 'swap', 'insert', 'cut'),
  at: fc.nat(),
  word: stray,
});

function mutate(list: Words, { kind, at, word: inserted }: Mutation): Words {
  const index = at % Math.max(1, list.length);
  const [before, here, after] = [list.slice(0, index), list[index] ?? '', list.slice(index + 1)];
  switch (kind) {
    case 'delete':
      return [...before, ...after];
    case 'double':
      return [...before, here, here, ...after];
    case 'swap':
      return after.length === 0 ? list : [...before, after[0]!, here, ...after.slice(1)];
    case 'insert':
      return [...before, inserted, here, ...after];
    case 'cut': {
      const middle = here.length >> 1;
      return [...before, here.slice(0, middle), inserted, here.slice(middle), ...after];
    }
  }
}

/** Flowcharts, most of them nearly right, with up to three words deleted, doubled, swapped or put in. */
export const randomFlowchart: fc.Arbitrary<string> = fc
  .tuple(flowchart, fc.array(mutation, { maxLength: 3 }))
  .map(([list, mutations]) => mutations.reduce(mutate, list).join(''));
