/** Median and 99th percentile of a series, in the unit that was measured. */
export interface Figure {
  readonly median: number;
  readonly p99: number;
  readonly runs: number;
}

/** Figures of a series of numbers. */
export function figure(series: readonly number[]): Figure {
  const sorted = [...series].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { median: at(0.5), p99: at(0.99), runs: sorted.length };
}

/** Times a function, warm: it runs for `warmSeconds` first, then for about `seconds`; milliseconds. */
export async function time(run: () => unknown, { seconds = 1, warmSeconds = 0.5, most = 2000 } = {}): Promise<Figure> {
  const warmEnd = performance.now() + warmSeconds * 1000;
  do await run();
  while (performance.now() < warmEnd);
  const series: number[] = [];
  const end = performance.now() + seconds * 1000;
  do {
    const start = performance.now();
    await run();
    series.push(performance.now() - start);
  } while (performance.now() < end && series.length < most);
  return figure(series);
}

/** `1.23 ms`, `456 µs`, `7.8 s`. */
export function milliseconds(value: number): string {
  if (value < 1) return `${(value * 1000).toFixed(0)} µs`;
  if (value < 1000) return `${value.toPrecision(3)} ms`;
  return `${(value / 1000).toPrecision(3)} s`;
}

/** One table of the report. */
export interface Table {
  readonly title: string;
  /** What was measured and how, in a sentence or two. */
  readonly about: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The same as numbers, for machines. */
  readonly figures: Readonly<Record<string, number>>;
}

/** A table as Markdown. */
export function toMarkdown({ title, about, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    about,
    '',
    line(head),
    line(head.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
  ].join('\n');
}
