import fc from 'fast-check';

/** A flowchart as a list of words: mutations work on words, so that most of the text stays meaningful. */
type Words = readonly string[];

/** Mostly one of the usual words; now and then one that is at the edge of the grammar, or beyond it. */
const mostly = <T>(usual: readonly T[], odd: readonly T[], weight = 12): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const id = mostly(
  [
    'A',
    'B',
    'C',
    'group',
    'T1566.002',
    'M1017',
    'x',
    'o',
    'xy',
    'ops',
    'v',
    'v1',
    '1',
    '10x',
    'a-b',
    'a_b',
    'é',
    'éa',
    'End',
    'endA',
  ],
  [
    'a.end',
    'default',
    'click',
    'style1',
    'graph1',
    'L_A_B_0',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'e1',
    'A,B',
    'end',
    'a:b',
    '%%',
  ],
);
const label = mostly(
  [
    ...[
      'x',
      'User Training',
      ' a ',
      'a/b',
      'a & b',
      'a; b',
      "it's",
      '100%',
      'a > b',
      'a --> b',
      'a ~~~ b',
      '"x"',
      '"a (b)"',
      '"a" b',
    ],
    ...[
      '"`m *d*`"',
      ' ',
      '#35;',
      'a@b',
      '@x',
      'a #quot; b',
      'é',
      '<b class="k">x</b>',
      'end',
      '"x\ny"',
      '%% c',
      '"x\n%% c\ny"',
      'x -',
    ],
  ],
  [
    ...[
      '/a',
      'a\\',
      '~~~',
      'a "b"',
      '""',
      '',
      'x (y)',
      'x [y]',
      'x {y}',
      'x|y',
      'direction LR',
      '- x',
      '(x)',
      '-)',
      '!)',
      '"`a"',
      '`a`',
    ],
  ],
);
const brackets = mostly(
  [
    ...[
      ['[', ']'],
      ['(', ')'],
      ['{', '}'],
      ['((', '))'],
      ['([', '])'],
      ['[[', ']]'],
      ['[(', ')]'],
      ['(((', ')))'],
      ['{{', '}}'],
    ],
    ...[
      ['>', ']'],
      ['[/', '/]'],
      ['[\\', '\\]'],
      ['[/', '\\]'],
      ['[\\', '/]'],
      ['(-', '-)'],
      ['[|a:b|', ']'],
    ],
  ],
  [
    ['[', ')'],
    ['[', ''],
    ['(', '))'],
    [' [', ']'],
  ],
);
const link = mostly(
  [
    '-->',
    '---',
    '--x',
    '--o',
    '<-->',
    'x--x',
    'o--o',
    '-.->',
    '-.-',
    '==>',
    '===',
    '~~~',
    '---->',
    '-...->',
    '<==>',
    '.->',
    '-..-',
    '==x',
    '<-.->',
  ],
  ['---o', '--->', '->', '--', '~~~~', 'x-->', '-->>', '=>', '-- >', '\u2013>', '==', '-.'],
);
const linkWithText = mostly(
  [
    ['-- ', ' -->'],
    ['-- ', ' ---'],
    ['== ', ' ==>'],
    ['-. ', ' .->'],
    ['--', '-->'],
    ['<-- ', ' -->'],
    ['x-- ', ' --x'],
    ['o== ', ' ==o'],
  ],
  [
    ['-- ', ' --'],
    ['-. ', ' -.->'],
    ['-- ', ' ==>'],
    ['x-- ', ' -->'],
  ],
);
const textOfLink = mostly(
  ['x', 'a b', '"a (b)"', '"`m`"', 'a - b', 'x (y)', 'a@b', '#35;', 'x\ny'],
  ['', ' ', 'a.b', 'a=b', 'a "b"', 'a -- b'],
);
const blank = mostly([' ', ' ', ' ', '', '  '], ['\t', '\u00a0', '\n']);
const newLine = mostly(
  ['\n', '\n', '\n', '\n', ';', '\n\n', ' \n', '\n  ', '\n%% note\n', '\r\n', '\r', '\n \n'],
  [' ; ', ' ', '', '\n%%\n'],
);
const attributes = mostly(
  [
    ...[
      '@{ shape: cyl }',
      '@{ shape: rect, label: "x y" }',
      '@{ label: x }',
      '@{}',
      '@{ icon: "x" }',
      '@{\n  shape: hex\n  label: z\n}',
    ],
    ...['@{ animate: true }', '@{ label: 5 }', '@{ label: "a\n b" }', '@{ shape: hex,\n label: z }'],
  ],
  [
    '@{shape: Cyl}',
    '@{ label: a: b }',
    '@{ x',
    '@{ "a',
    '@{ ^ }',
    '@{ a: 1, a: 2 }',
    '@{ shape: 5 }',
    '@{ null }',
    '@{\nnull\n}',
    '@{ shape: rect, }',
  ],
  5,
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
  {
    weight: 2,
    arbitrary: join(word(blank), word(link), word(blank), words('|'), word(label), words('|'), word(blank)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(linkWithText, textOfLink, blank)
      .map(([[start, end], text, space]) => [space, start!, text, end!, space]),
  },
  { weight: 1, arbitrary: join(words(' ', 'e1@'), word(link), word(blank)) },
);
const chain: fc.Arbitrary<Words> = fc
  .tuple(nodes, fc.array(join(anyLink, nodes), { maxLength: 2 }))
  .map(([first, rest]) => [...first, ...rest.flat()]);
const styles = mostly(
  ['fill:#f00', 'fill:red,stroke:#333', 'fill:#f00;', 'stroke-width:2px', 'fill:a b'],
  ['fill:rgb(1,2)', 'a:b,', '', 'fill:red %% c'],
);
const action = mostly(
  ['"u"', 'f', 'href "u"', 'call f()', 'call f(x)', '"u" "t"', '"u" _blank', 'href "u" "t" _self', 'f "t"'],
  ['call f', '', '--> A', '"u" ', 'call f('],
);
const aside = mostly(
  [
    'accTitle: t',
    'accDescr: d',
    'accDescr {\n d\n}',
    'accDescr { d }',
    '%%{init: {}}%%',
    '%% c',
    'direction LR',
    '  direction TB',
  ],
  ['end', '%%', '```', '---', '~~~', 'accDescr { d', '%%{init', '%%{init: {', 'accTitle:', 'direction TBx'],
  4,
);
const statement: fc.Arbitrary<Words> = fc.oneof(
  { weight: 14, arbitrary: chain },
  { weight: 1, arbitrary: join(words('style', ' '), word(id), words(' '), word(styles)) },
  { weight: 1, arbitrary: join(words('classDef', ' '), word(id), words(' '), word(styles)) },
  { weight: 1, arbitrary: join(words('class', ' '), word(id), words(' '), word(id)) },
  {
    weight: 1,
    arbitrary: join(
      words('linkStyle', ' '),
      word(mostly(['default', '0'], ['0,1', '9', '00'], 3)),
      words(' '),
      word(styles),
    ),
  },
  { weight: 1, arbitrary: join(words('click', ' '), word(id), words(' '), word(action)) },
  { weight: 1, arbitrary: word(aside) },
);
const subgraphName = mostly(
  ['s', 's[T]', 's["T (x)"]', '"T"', 'a b', 'A', '"`m`"', '1-2', 's t[T]'],
  ['s[T x (y)]', '', 's ', 's[T] ', 'end', 'A(B)', 's %% c'],
);
const block: fc.Arbitrary<Words> = fc.oneof(
  { weight: 5, arbitrary: join(statement, word(newLine)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(subgraphName, newLine, fc.array(join(statement, word(newLine)), { maxLength: 4 }), newLine)
      .map(([name, start, lines, end]) => ['subgraph', ' ', name, start, ...lines.flat(), 'end', end]),
  },
);
const header = mostly(
  [
    ...[
      'flowchart LR\n',
      'flowchart TD\n',
      'graph TB\n',
      'flowchart\n',
      'graph LR;',
      'flowchart-elk LR\n',
      'flowchart LR \n',
      'flowchart >\n',
    ],
    ...['---\ntitle: x\n---\nflowchart LR\n', '%% c\nflowchart LR\n', '\n flowchart LR\n'],
  ],
  [
    'flowchart LR ',
    'flowchart lr\n',
    '%%\nflowchart LR\n',
    'flowchart LR ;',
    '---\na: b: c\n---\nflowchart LR\n',
    'pie\n',
    'swimlane-beta LR\n',
    '',
  ],
  30,
);
const flowchart: fc.Arbitrary<Words> = fc
  .tuple(header, fc.array(block, { minLength: 1, maxLength: 4 }))
  .map(([first, blocks]) => [first, ...blocks.flat()]);

interface Mutation {
  readonly kind: 'delete' | 'double' | 'swap' | 'insert' | 'cut';
  readonly at: number;
  readonly word: string;
}
const stray = fc.oneof(
  id,
  link,
  label,
  blank,
  newLine,
  attributes,
  fc.constantFrom(...'[](){}|"`\'&;,:*#@<>^~=-.\\/%!?xov \n\r\t\u2028\ufeff\u200b\ud83d'.split('')),
  fc.constantFrom(
    'end',
    'subgraph',
    'style',
    'click ',
    'call ',
    'href ',
    'direction TB',
    '%%',
    '%%{',
    '}%%',
    ':::',
    '_self',
    '<a b="c">',
    '@{',
    'accTitle:',
  ),
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
  .tuple(flowchart, fc.oneof(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: 3 })))
  .map(([list, mutations]) => mutations.reduce(mutate, list).join(''));
