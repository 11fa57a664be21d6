import { readFileSync } from 'node:fs';

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

/**
 * Times several pieces of work in turn, warm: a slice of each, again and again, so that what else the machine does
 * meanwhile falls on all of them alike. A slice is given its length in seconds and gives the time of one run in it;
 * each is warmed up for `warmSeconds`, then
 * measured for `seconds`. Our check takes some two seconds until the engine has compiled all of it for good.
 */
export async function timeInTurn<Name extends string>(
  slices: Readonly<Record<Name, (seconds: number) => Promise<number>>>,
  { seconds = 2, warmSeconds = 2, sliceSeconds = 0.2 } = {},
): Promise<Record<Name, Figure>> {
  const names = Object.keys(slices) as Name[];
  const series = names.map((): number[] => []);
  for (const name of names) await slices[name](warmSeconds);
  for (let round = 0; round < seconds / sliceSeconds; round++) {
    for (const [i, name] of names.entries()) series[i]!.push(await slices[name](sliceSeconds));
  }
  return Object.fromEntries(names.map((name, i) => [name, figure(series[i]!)])) as Record<Name, Figure>;
}

/**
 * Runs a function for so long, and gives the time of one run in milliseconds, by the thread's own clock: it stands
 * still while others run.
 */
export async function timeSlice(run: () => unknown, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const start = threadTime();
  let count = 0;
  do {
    await run();
    count++;
  } while (performance.now() < end);
  return (threadTime() - start) / count;
}

/**
 * The processor time that this thread has taken so far, in milliseconds. Where the system tells no such thing it is that
 * of all threads: those that compile, and clear up after what ran before, count then too.
 */
function threadTime(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
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
