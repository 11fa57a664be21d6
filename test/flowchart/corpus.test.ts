import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { materialPath } from '../harness/material';
import { applyFixes, read } from './outline';
import type { Verdict } from './mermaidJudge';
import { differences, ownVerdict } from './verdicts';

/*
 * The reader against some 3,000 flowcharts and what Mermaid 12.3.0 and 11.17.2 make of them. They are
 * third-party texts and no part of the repository: without them the tests are skipped.
 */

const file = materialPath('mermaid', 'cases.jsonl');

/** One line of the file, as far as it is looked at. */
interface CorpusCase {
  readonly id: string;
  readonly text: string;
  readonly accept: boolean;
  readonly direction: string | null;
  readonly nodes: Readonly<Record<string, { readonly label: string; readonly shape: string | null }>>;
  readonly node_order: readonly string[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly kind: string;
    readonly length: number | null;
    readonly id?: string;
  }[];
  readonly subgraphs: readonly {
    readonly id: string;
    readonly title: string;
    readonly nodes: readonly string[];
    readonly dir?: string;
  }[];
  readonly error_kind: string | null;
  readonly error_line_src: number | null;
  readonly v11: 'same' | { readonly accept?: boolean };
}

describe('the flowchart reader on the corpus (skipped where there is none)', function () {
  let cases: readonly CorpusCase[] = [];
  before(function () {
    if (!existsSync(file)) this.skip();
    // Split at line feeds only: the texts may hold other line separators.
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line !== '');
    cases = lines.map(line => JSON.parse(line) as CorpusCase);
  });

  it('agrees with Mermaid on every text', () => {
    assert.deepEqual(
      cases.flatMap(one => describeDifferences(one)),
      [],
    );
  });

  it('reports what Mermaid 11 refuses, and nothing else, as portability', () => {
    const wrong = cases.filter(({ text, accept, v11 }) => {
      const isRefused = accept && v11 !== 'same' && v11.accept === false;
      return isRefused !== read(text).problems.some(({ kind }) => kind === 'portability');
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  it('reports one problem a line, none after the line on which Mermaid gives up', () => {
    const wrong = cases.filter(one => {
      if (one.accept || one.error_line_src === null) return false;
      const lines = read(one.text)
        .problems.filter(({ kind, id }) => kind === 'syntax' && id !== 'missing-end')
        .map(({ span }) => one.text.slice(0, span.start).split(/\r\n?|\n/).length);
      // A link token starts on the line above it, so Mermaid names that line for a link that starts a line.
      return new Set(lines).size !== lines.length || (lines[0] ?? 0) > one.error_line_src + 1;
    });
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  it('mends what it has fixes for', () => {
    const wrong = cases.filter(({ text }) => {
      const chart = read(text);
      const problems = chart.problems.filter(({ kind }) => kind === 'syntax');
      if (problems.length === 0 || !problems.every(({ fix }) => fix)) return false;
      return !read(applyFixes(text, chart, ['syntax'])).accept;
    });
    assert.deepEqual(
      wrong.map(({ id, text }) => `${id}: ${JSON.stringify(text)}`),
      [],
    );
  });
});

function describeDifferences(one: CorpusCase): string[] {
  // Too many links is no matter of reading: the reader reads them all.
  if (one.error_kind === 'edge-limit') return read(one.text).edges.length > 500 ? [] : [`${one.id}: edge limit`];
  return differences(ownVerdict(one.text), expectedVerdict(one)).map(difference => `${one.id}: ${difference}`);
}

function expectedVerdict({ accept, node_order, nodes, edges, subgraphs, direction }: CorpusCase): Verdict {
  return {
    accept,
    nodes: node_order.map(id => [id, nodes[id]!.label, nodes[id]!.shape]),
    edges: edges.map(({ from, to, label, kind, length, id }) => [from, to, label, kind, length ?? 0, id ?? null]),
    subgraphs: subgraphs.map(({ id, title, nodes: members, dir }) => [
      id,
      title,
      [...new Set(members)].sort(),
      dir ?? null,
    ]),
    direction,
  };
}
