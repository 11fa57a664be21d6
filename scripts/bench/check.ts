import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { milliseconds, timeInTurn, type Table } from './measure';
import { groupPage, largestGroup, pageOfEdges } from './pages';
import { works, type BenchPage, type WorkName } from './work';
import type { Task } from './workProcess';

const root = join(__dirname, '..', '..');

/** One page, warm: parse and all rules, beside Mermaid on its flowchart and Markdown tools on the page. */
export async function benchCheck(catalog: Catalog): Promise<Table> {
  const snapshot = catalog.at('enterprise', '18.1');
  const older = catalog.at('enterprise', '12.1');
  const pages: readonly (BenchPage & { readonly name: string })[] = [
    { name: 'seed', attackVersion: '15.1', text: readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8') },
    { name: 'largest real group', attackVersion: '12.1', text: groupPage(older, largestGroup(older)) },
    { name: '5,000 edges', attackVersion: '18.1', text: pageOfEdges(snapshot, 5000) },
  ];
  const rows: string[][] = [];
  const figures: Record<string, number> = {};
  for (const { name, ...page } of pages) {
    const { text } = page;
    const { own, reader, mermaid, grammar, markdownIt, markdownlint } = await timeWorks(page, pages[0]!);
    const edges = parsePage(text).graphs[0]!.flowchart.edges.length;
    const beside = (peer: number, mine: number) => `${milliseconds(peer)} (${(peer / mine).toFixed(1)}×)`;
    rows.push([
      `${name} (${edges} edges, ${text.length.toLocaleString('en')} characters)`,
      milliseconds(own.median),
      milliseconds(reader.median),
      beside(mermaid.median, own.median),
      beside(grammar.median, reader.median),
      beside(markdownIt.median, own.median),
      beside(markdownlint.median, own.median),
    ]);
    Object.assign(figures, {
      [`${name}: parse and all rules`]: own.median,
      [`${name}: flowchart reader`]: reader.median,
      [`${name}: mermaid.parse`]: mermaid.median,
      [`${name}: Mermaid's lexer and grammar`]: grammar.median,
      [`${name}: markdown-it`]: markdownIt.median,
      [`${name}: markdownlint`]: markdownlint.median,
    });
  }
  return {
    title: 'One page, warm',
    about:
      'Median times, each piece of work in a process of its own that has seen the seed first, all measured in turn and by the thread’s own clock, which stands still while others run. Ours is the whole check: reading the page and all rules; the flowchart reader is the part of it that Mermaid’s lexer and grammar are compared with. `mermaid.parse` gets the flowchart alone, the Markdown tools the whole page. In brackets: how many times as long.',
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

/** Times all work on a page, each piece in a process of its own: none of them runs in what another left of the heap. */
async function timeWorks(page: BenchPage, ordinary: BenchPage) {
  const names = Object.keys(works) as WorkName[];
  const processes = names.map(name => {
    const child = fork(join(__dirname, 'workProcess.js'));
    child.send({ name, page, ordinary } satisfies Task);
    return child;
  });
  try {
    const slices = names.map((name, i) => {
      const child = processes[i]!;
      const slice = async (seconds: number) => {
        child.send(seconds);
        const [time] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(failed)])) as [number];
        return time;
      };
      const failed = () => Promise.reject(new Error(`the process of "${name}" has ended`));
      return [name, slice];
    });
    return await timeInTurn(Object.fromEntries(slices) as Record<WorkName, (seconds: number) => Promise<number>>);
  } finally {
    for (const child of processes) child.kill();
  }
}
