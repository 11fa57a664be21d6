import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { parseFlowchart } from '../../server/src/core/flowchart/parseFlowchart';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { loadMermaid } from './mermaidPeer';

const root = join(__dirname, '..', '..');
const peers = createRequire(join(root, 'scripts', 'bench', 'peers', 'package.json'));

/** A page to work on, and the release that it is checked against. */
export interface BenchPage {
  readonly text: string;
  readonly attackVersion: string;
}

/** What is timed on a page, by name: each makes ready, and gives the function to time. */
export const works = {
  own({ text, attackVersion }) {
    const catalog = loadCatalog(join(root, 'server', 'catalog'));
    return () => check(new Analysis(parsePage(text), catalog, { own: { attackVersion } }));
  },
  reader({ text }) {
    const { start, end } = flowchartOf(text);
    return () => parseFlowchart(text, start, end);
  },
  async mermaid({ text }) {
    const { start, end } = flowchartOf(text);
    const mermaid = await loadMermaid();
    return () => mermaid.parse(text.slice(start, end));
  },
  async grammar({ text }) {
    const { start, end } = flowchartOf(text);
    return (await loadMermaid()).grammar(text.slice(start, end));
  },
  markdownIt({ text }) {
    const MarkdownIt = peers('markdown-it') as new () => { render(text: string): string };
    const markdownIt = new MarkdownIt();
    return () => markdownIt.render(text);
  },
  async markdownlint({ text }) {
    const { lint } = (await import(peers.resolve('markdownlint/sync'))) as { lint(options: object): object };
    return () => lint({ strings: { page: text } });
  },
} satisfies Readonly<Record<string, (page: BenchPage) => Work | Promise<Work>>>;

type Work = () => unknown;
export type WorkName = keyof typeof works;

/** Where the first flowchart of a page stands in its text. */
function flowchartOf(text: string) {
  return parsePage(text).graphs[0]!.fence.content;
}
