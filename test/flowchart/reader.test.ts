import assert from 'node:assert/strict';
import { parseFlowchart } from '../../server/src/core/flowchart/parseFlowchart';
import { readMarks, writeMarks } from '../harness/marks';
import { groups, type Case } from './cases';
import { MermaidJudge } from './mermaidJudge';
import { applyFixes, outlineEdge, outlineNode, outlineSubgraph, problemMarks, read, spanMarks } from './outline';
import { differences, ownVerdict } from './verdicts';

const header = 'flowchart LR\n';

describe('the flowchart reader', () => {
  let judge: MermaidJudge;
  before(async () => {
    judge = await MermaidJudge.load();
  });

  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const one of cases) it(one.title, () => check(one, judge));
    });
  }
});

async function check(
  { text: marked, whole, nodes, edges, subgraphs, fixed }: Case,
  judge: MermaidJudge,
): Promise<void> {
  const source = whole ? marked : header + marked;
  const { text } = readMarks(source);
  const chart = read(text);
  if (text !== '') assert.equal(writeMarks(text, problemMarks(chart)), source);
  if (nodes) assert.deepEqual([...chart.nodes.values()].map(outlineNode), nodes);
  if (edges) assert.deepEqual(chart.edges.map(outlineEdge), edges);
  if (subgraphs) assert.deepEqual(chart.subgraphs.map(outlineSubgraph), subgraphs);
  assert.deepEqual(differences(ownVerdict(text), await judge.judge(text, true)), []);
  for (const { message } of chart.problems) assert.match(message, /^[A-Z`].*[.`]$/);

  const mended = applyFixes(text, chart, ['syntax', 'portability', 'pitfall']);
  if (fixed !== undefined) assert.equal(mended, whole ? fixed : header + fixed);
  if (chart.problems.length > 0 && chart.problems.every(problem => problem.fix)) {
    assert.deepEqual(read(mended).problems, []);
    assert.equal((await judge.judge(mended, true)).accept, true);
  }
}

describe('spans of a flowchart', () => {
  const cases: Readonly<Record<string, string>> = {
    header: '$[flowchart LR]{header}\nA',
    id: 'flowchart LR\n$[A]{id}[x] --> $[B]{id}:::k & $[C]{id}',
    mention: 'flowchart LR\n$[A[ x ]]{mention} --> $[B]{mention}:::k',
    label: 'flowchart LR\nA[ $[x y]{label} ] --> B["$[z]{label}"] --> C(("`$[w]{label}`")) --> D["$[x]{label}" ]',
    shape: 'flowchart LR\nA[$[ x ]{shape}] --> B(($["y"]{shape})) --> C[$[x (y)]{shape}]',
    link: 'flowchart LR\nA $[-->]{link} B$[-->|x y|]{link} C $[-- z -->]{link} D e1@$[-.->]{link} E',
    'link-label': 'flowchart LR\nA -->| $[x]{link-label} | B -- $[y]{link-label} --> C -->|"$[z]{link-label}"| D',
    comment: 'flowchart LR\n  $[%% one]{comment}\nA\n\n$[%% two]{comment}',
    subgraph: 'flowchart LR\n$[subgraph s\n  A\nend]{subgraph}\nB',
  };
  for (const [kind, source] of Object.entries(cases)) {
    for (const [name, lineEnd] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
      ['CR', '\r'],
    ] as const) {
      it(`${kind}, ${name}`, () => {
        const marked = source.replaceAll('\n', lineEnd);
        const { text } = readMarks(marked);
        const found = spanMarks(read(text)).filter(({ tag }) => tag === kind);
        assert.equal(writeMarks(text, found), marked);
      });
    }
  }

  it('count in the whole page, behind whatever Mermaid cuts out', () => {
    const before = '# Page\n\n```mermaid\n';
    const block = '---\ntitle: x\n---\n%%{init: {}}%%\nflowchart LR\n%% c\nA["#35;"] --> B{x}\n\n\nB --> $[C]{id}\n';
    const { text, marks } = readMarks(`${before}${block}\`\`\`\n`);
    const chart = parseFlowchart(text, before.length, text.length - 4);
    assert.deepEqual(chart.mentions.at(-1)!.idSpan, marks[0]!.span);
  });

  it('finds labels in attributes', () => {
    const source = `flowchart LR
A@{ shape: rect, label: "$[x (y)]{label}" } --> B@{ label: $[z w]{label}, shape: cyl } --> C@{ label: '$[v]{label}' }
D@{
  shape: hex
  label: $[u t]{label}
}`;
    const { text } = readMarks(source);
    const chart = read(text);
    const found = spanMarks(chart).filter(({ tag }) => tag === 'label');
    assert.equal(writeMarks(text, found), source);
    const outline = chart.mentions.map(({ id, label, labelKind, shape, span }) =>
      [id, label, labelKind, shape, text.slice(span.end - 1, span.end)].join(' '),
    );
    assert.deepEqual(outline, [
      'A x (y) attribute rect }',
      'B z w attribute cyl }',
      'C v attribute  }',
      'D u t attribute hex }',
    ]);
  });

  it('gives every mention its role and statement', () => {
    const text = 'flowchart LR\nA --> B; C\nstyle D fill:red\nclass A,B k\nclick A "u"\n';
    const chart = read(text);
    const outline = chart.mentions.map(
      ({ id, role, statement }) => `${id} ${role} ${text.slice(statement.start, statement.end)}`,
    );
    assert.deepEqual(outline, [
      'A edge A --> B',
      'B edge A --> B',
      'C alone C',
      'D style style D fill:red',
      'A class class A,B k',
      'B class class A,B k',
      'A click click A "u"',
    ]);
  });
});

describe('what the reader says of other texts', () => {
  it('leaves other diagrams alone', () => {
    const chart = read('sequenceDiagram\nA->>B: x');
    assert.deepEqual([chart.accept, chart.isFlowchart, chart.problems], [true, false, []]);
  });

  it('refuses an empty block', () => {
    const chart = read('');
    assert.deepEqual(
      [chart.accept, chart.isFlowchart, chart.problems.map(({ id }) => id)],
      [false, false, ['empty-diagram']],
    );
  });

  it('reads more links than Mermaid draws', () => {
    const chart = read('flowchart LR\n' + 'A --> B\n'.repeat(501));
    assert.deepEqual([chart.accept, chart.edges.length], [true, 501]);
  });
});
