import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { check } from '../../server/src/core/check';
import { parseFlowchart } from '../../server/src/core/flowchart/parseFlowchart';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { milliseconds, timeInTurn, type Table } from './measure';
import { loadMermaid } from './mermaidPeer';
import { groupPage, largestGroup, pageOfEdges } from './pages';

const root = join(__dirname, '..', '..');
const peers = createRequire(join(root, 'scripts', 'bench', 'peers', 'package.json'));

/** One page in one process, warm: parse and all rules, beside Mermaid on its flowchart and Markdown tools on the page. */
export async function benchCheck(catalog: Catalog): Promise<Table> {
  const mermaid = await loadMermaid();
  const MarkdownIt = peers('markdown-it') as new () => { render(text: string): string };
  const { lint } = (await import(peers.resolve('markdownlint/sync'))) as { lint(options: object): object };
  const markdownIt = new MarkdownIt();

  const snapshot = catalog.at('enterprise', '18.1');
  const older = catalog.at('enterprise', '12.1');
  const pages: [string, string, string][] = [
    ['seed', '15.1', readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8')],
    ['largest real group', '12.1', groupPage(older, largestGroup(older))],
    ['5,000 edges', '18.1', pageOfEdges(snapshot, 5000)],
  ];
  const rows: string[][] = [];
  const figures: Record<string, number> = {};
  for (const [name, attackVersion, text] of pages) {
    const page = parsePage(text);
    const { start, end } = page.graphs[0]!.fence.content;
    const flowchart = text.slice(start, end);
    const grammar = await mermaid.grammar(flowchart);
    const { own, reader, whole, bare, markdown, linted } = await timeInTurn({
      own: () => check(new Analysis(parsePage(text), catalog, { own: { attackVersion } })),
      reader: () => parseFlowchart(text, start, end),
      whole: () => mermaid.parse(flowchart),
      bare: grammar,
      markdown: () => markdownIt.render(text),
      linted: () => lint({ strings: { page: text } }),
    });
    const edges = page.graphs[0]!.flowchart.edges.length;
    const beside = (peer: number, mine: number) => `${milliseconds(peer)} (${(peer / mine).toFixed(1)}×)`;
    rows.push([
      `${name} (${edges} edges, ${text.length.toLocaleString('en')} characters)`,
      milliseconds(own.median),
      milliseconds(reader.median),
      beside(whole.median, own.median),
      beside(bare.median, reader.median),
      beside(markdown.median, own.median),
      beside(linted.median, own.median),
    ]);
    Object.assign(figures, {
      [`${name}: parse and all rules`]: own.median,
      [`${name}: flowchart reader`]: reader.median,
      [`${name}: mermaid.parse`]: whole.median,
      [`${name}: Mermaid's lexer and grammar`]: bare.median,
      [`${name}: markdown-it`]: markdown.median,
      [`${name}: markdownlint`]: linted.median,
    });
  }
  return {
    title: 'One page, warm',
    about:
      'Median times in one process, measured in turn and by the thread’s own clock, which stands still while others run and leaves out what other threads do, such as collecting Mermaid’s garbage. Ours is the whole check: reading the page and all rules; the flowchart reader is the part of it that Mermaid’s lexer and grammar are compared with. `mermaid.parse` gets the flowchart alone, the Markdown tools the whole page. In brackets: how many times as long.',
    head: [
      'page',
      'parse and all rules',
      'flowchart reader',
      '`mermaid.parse`',
      'Mermaid’s lexer and grammar',
      'markdown-it',
      'markdownlint',
    ],
    rows,
    figures,
  };
}
