import { resolve } from 'node:path';
import { parseFlowchart } from '../../core/flowchart/parseFlowchart';
import { LineIndex } from '../../core/text';
import { oneOf, readArguments } from '../arguments';
import { Failure } from '../failure';
import { readText } from '../files';
import type { Host } from '../host';
import { nameOf } from '../pages';

export const usage = `attackmark flowchart FILE… [flags]
  Prints what the flowchart reader makes of plain Mermaid files, one JSON object a line.
  --format F            json`;

/** `attackmark flowchart`. Gives the exit status. */
export async function flowchart(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, { format: { type: 'string', default: 'json' } });
  oneOf('format', values.format, ['json']);
  if (positionals.length === 0) throw new Failure('Name a Mermaid file, as in: attackmark flowchart graph.mmd');
  for (const file of positionals) {
    const path = resolve(host.cwd, file);
    const name = nameOf(path, host);
    host.stdout.write(`${JSON.stringify(readOne(name, readText(path, name)))}\n`);
  }
  return 0;
}

function readOne(file: string, text: string): object {
  const lines = new LineIndex(text);
  const chart = parseFlowchart(text, 0, text.length);
  const nodes = [...chart.nodes.values()].map(({ id, label, shape }) => [id, { label, shape: shape ?? null }] as const);
  const errors = chart.problems
    .filter(problem => problem.kind === 'syntax')
    .map(({ span, message }) => {
      const { line, character } = lines.positionOf(span.start);
      return { line: line + 1, column: character + 1, message };
    });
  return {
    file,
    accept: chart.isFlowchart && chart.accept,
    // Not an object literal: a node may be called __proto__.
    nodes: Object.fromEntries(nodes),
    edges: chart.edges.map(({ from, to, label }) => ({ from: from.id, to: to.id, label })),
    errors,
  };
}
