import { milliseconds, type Table } from './measure';

type Figures = Readonly<Record<string, number>>;

interface Target {
  readonly what: string;
  /** The figure, and how it is written. NaN where it was not measured. */
  readonly measured: (figures: Figures) => number;
  readonly write: (value: number) => string;
  readonly isMet: (value: number) => boolean;
}

const times = (value: number) => `${value.toFixed(1)}×`;
const ratio = (peer: string, own: string) => (figures: Figures) => figures[peer]! / figures[own]!;
const largest = 'largest real group';

const targets: readonly Target[] = [
  {
    what: 'parse and all rules of the largest real page within 1 ms',
    measured: figures => figures[`${largest}: parse and all rules`]!,
    write: milliseconds,
    isMet: value => value <= 1,
  },
  {
    what: 'its flowchart read 10 times as fast as by Mermaid’s bare lexer and grammar',
    measured: ratio(`${largest}: Mermaid's lexer and grammar`, `${largest}: flowchart reader`),
    write: times,
    isMet: value => value >= 10,
  },
  {
    what: 'the page checked 200 times as fast as `mermaid.parse` reads its flowchart',
    measured: ratio(`${largest}: mermaid.parse`, `${largest}: parse and all rules`),
    write: times,
    isMet: value => value >= 200,
  },
  {
    what: 'the page checked 10 times as fast as by markdownlint',
    measured: ratio(`${largest}: markdownlint`, `${largest}: parse and all rules`),
    write: times,
    isMet: value => value >= 10,
  },
  {
    what: 'over 5,000 pages a second on the command line',
    measured: figures => 10_000 / (figures['10,000 generated pages: attackmark check']! / 1000),
    write: value => `${Math.round(value).toLocaleString('en')} a second`,
    isMet: value => value >= 5000,
  },
  {
    what: 'first findings within 120 ms of the server’s start',
    measured: figures => figures['start, warm']!,
    write: milliseconds,
    isMet: value => value <= 120,
  },
  {
    what: 'after a keystroke, 99 of 100 answers within 16 ms',
    measured: figures => Math.max(...Object.keys(figures).flatMap(key => (key.endsWith(': p99') ? figures[key]! : []))),
    write: milliseconds,
    isMet: value => value <= 16,
  },
  {
    what: 'no memory gained from a sixth of an hour’s typing to its end (5 % allowed for)',
    measured: ratio('at the end', 'after a sixth'),
    write: value => `${((value - 1) * 100).toFixed(0)} %`,
    isMet: value => value <= 1.05,
  },
];

/** What was aimed at, and what this run shows of it. */
export function targetTable(tables: readonly Table[]): Table {
  const figures = Object.assign({}, ...tables.map(table => table.figures)) as Figures;
  return {
    title: 'Targets',
    about:
      'What was aimed at, and what this run shows of it. Absolute times are those of this machine under the load that it had.',
    head: ['target', 'measured', 'met'],
    rows: targets.map(({ what, measured, write, isMet }) => {
      const value = measured(figures);
      return Number.isFinite(value) ? [what, write(value), isMet(value) ? 'yes' : 'no'] : [what, '–', 'not measured'];
    }),
    figures: {},
  };
}
