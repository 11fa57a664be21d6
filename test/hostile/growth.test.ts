import { ok } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { hover } from '../../server/src/core/features/hover';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { shippedCatalog } from '../harness/catalog';
import { cpuTime } from '../harness/cpuTime';

/**
 * Texts that are cheap to write and dear to read for a reader that looks back, rescans or nests: each is
 * made at two sizes, and the time must grow with the size, not with its square. A growth in step takes
 * about `factor` times as long, a square one its square; the limit lies between, for a busy machine.
 */
const factor = 8;
const limit = factor * 4;
const small = 20_000;

const graph = (lines: string) => `# X\n\`\`\`mermaid\nflowchart LR\n${lines}\n\`\`\`\n`;
const fill = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length));

const texts: Readonly<Record<string, (size: number) => string>> = {
  'opening brackets': size => fill('[', size),
  'brackets and parentheses': size => fill('[](', size),
  'links never closed': size => fill('[a](b ', size),
  'titles never closed': size => fill('[a](b "', size),
  'titles in parentheses never closed': size => fill('[a](b (', size),
  'images in links': size => fill('[![a](b)](c)', size),
  'backticks of every length': size => {
    let text = '';
    for (let i = 1; text.length < size; i++) text += `${'`'.repeat(i)} `;
    return text;
  },
  'one run of backticks': size => fill('`', size),
  'comments never closed': size => fill('<!-- ', size),
  'comments in a paragraph never closed': size => `a ${fill('<!--a ', size)}`,
  'tags never closed': size => fill('<a b="', size),
  'tags with one quote each': size => fill("<a b='", size),
  'less than': size => fill('<', size),
  'quotes in quotes': size => `${'>'.repeat(size)} a`,
  'quotes in quotes on every line': size => fill(`${'>'.repeat(100)} a\n`, size),
  'lists in lists': size => {
    let text = '';
    for (let i = 0; text.length < size; i++) text += `${' '.repeat(Math.min(i * 2, 200))}* a\n`;
    return text;
  },
  'list markers on one line': size => fill('* ', size),
  'numbers on one line': size => fill('1. ', size),
  'list items': size =>
    `# X\n## ID:G0098\n## Techniques Used By Group\n${fill('* [Phishing](techniques/T1566)\n', size)}`,
  'mistyped list items': size =>
    `# X\n## ID:G0098\n## Techniques Used By Group\n${fill('* [Phishing](techniques/TT1566)\n', size)}`,
  'slashes in a target': size => `[a](${fill('/', size)})`,
  'definitions never ended': size => fill('[a]: <b ', size),
  definitions: size => fill('[a]: b\n', size),
  headings: size => fill('# a #\n', size),
  hashes: size => `# ${fill('# ', size)}`,
  underlined: size => fill('a\n===\n', size),
  'fences never closed': size => fill('```\n~~~\n', size),
  'front matter never closed': size => `---\n${fill('a: b\n', size)}`,
  'front matter of tags': size => `---\ntags:\n${fill('  - a\n', size)}---\n`,
  'front matter of brackets': size => `---\ntags: ${fill('[', size)}\n---\n`,
  'blank lines': size => fill('\n', size),
  'carriage returns': size => fill('\r', size),
  'blanks on one line': size => fill(' ', size),
  tabs: size => fill('\t', size),
  'one long word': size => fill('a', size),
  'lone surrogates': size => fill('\ud800', size),
  'IDs in a row': size => fill('T1566.002 ', size),
  'IDs without blanks': size => fill('T1566', size),
  'tables of IDs': size => `| Technique |\n|-|\n${fill('| T1566.002 |\n', size)}`,
  'one row of cells': size => `|a|\n|-|\n${fill('|T1566', size)}\n`,
  'rulers of tables': size => fill('|-|-|\n', size),
  'wikilinks in a table': size => `| a |\n|-|\n${fill('| [[T1566.002]] | [x](T1566) |\n', size)}`,
  'links to the site': size => fill('https://attack.mitre.org/techniques/T1566 ', size),
  'one link to the site': size => fill('https://attack.mitre.org/techniques/', size),
  'a list in front matter': size => `---\ntechniques:\n${fill('- T1566\n', size)}---\n`,
  suppressions: size => fill('<!-- attackmark-disable-next-line revoked-id -->\n', size),
  'a graph of edges': size => graph(fill('group[X] --> T1566[Phishing]\n', size)),
  'a graph of mistyped edges': size => graph(fill('group[X] --> TT1566[Phishing]\n', size)),
  'a graph of techniques by name': size => {
    let text = '';
    for (let i = 0; text.length < size; i++) text += `group[X] --> T9${String(i % 1000).padStart(3, '0')}[Phishin]\n`;
    return graph(text);
  },
  'a graph of broken lines': size => graph(fill('A[B (C)] -->\n', size)),
  'a graph of brackets': size => graph(fill('A[', size)),
  'a graph of brackets, and blanks behind': size => graph(`${fill('A[', size / 2)}${' '.repeat(size / 2)}`),
  'a graph of quotes': size => graph(fill('A["', size)),
  'a graph of subgraphs': size => graph(fill('subgraph a\n', size)),
  'a graph of one chain': size => graph(`A${fill(' --> A', size)}`),
  'a graph of ampersands': size => graph(`A${fill(' & A', size)}`),
  'a graph of directives': size => graph(fill('%%{init: {\n', size)),
  'a graph of attributes': size => graph(fill('A@{ ', size)),
  'a graph of comments': size => graph(fill('%% a\n', size)),
  'a graph of styles': size => graph(fill('style A fill:#fff,', size)),
  'a graph of semicolons': size => graph(fill(';', size)),
  'a graph of hyphens': size => graph(fill('-', size)),
  'broken graphs': size => fill('```mermaid\nflowchart LR\nA[B (C)]\n```\n', size),
  'graphs without end': size => fill('```mermaid\nflowchart LR\nA-->B\n```\n', size),
};

describe('time grows with the text', function () {
  this.timeout(120_000);
  for (const [name, make] of Object.entries(texts)) {
    it(`for ${name}`, () => {
      const times = (size: number) => {
        const text = make(size);
        let best = Infinity;
        for (let i = 0; i < 3; i++) {
          best = Math.min(
            best,
            cpuTime(() => read(text)),
          );
          if (best > 2000) break;
        }
        return best;
      };
      times(small / 4); // warm
      const one = times(small);
      const many = times(small * factor);
      // Below some milliseconds the clock and the collector speak louder than the text.
      ok(
        many < Math.max(60, one * limit),
        `${small} characters: ${one.toFixed(1)} ms, ${small * factor}: ${many.toFixed(1)} ms`,
      );
    });
  }
});

function read(text: string): void {
  const analysis = new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1' } });
  check(analysis);
  hover(analysis, text.length >> 1);
}
