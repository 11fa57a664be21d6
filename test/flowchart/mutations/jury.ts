import type { Flowchart } from '../../../server/src/core/flowchart/flowchart';
import { MermaidJudge, newestMermaid, previousMermaid, refused, type Verdict } from '../mermaidJudge';
import { read } from '../outline';
import { differences, ownVerdict } from '../verdicts';
import { misplacedProblems } from './places';

/** Mermaid applies settings before it reads a diagram, and breaks on some values: that is no matter of reading. */
const brokenBySettings = /^Error: Unsupported color format|^TypeError/;

/** The two newest major versions of Mermaid, as judges of the flowchart reader. */
export class Jury {
  readonly #newest: MermaidJudge;
  readonly #previous: MermaidJudge;

  private constructor(newest: MermaidJudge, previous: MermaidJudge) {
    this.#newest = newest;
    this.#previous = previous;
  }

  static async load(): Promise<Jury> {
    return new Jury(await MermaidJudge.load(newestMermaid), await MermaidJudge.load(previousMermaid));
  }

  /** How many of some texts the newest release accepts. */
  async countAccepted(texts: readonly string[]): Promise<number> {
    let count = 0;
    for (const text of texts) if ((await this.#newest.judge(text, true)).accept) count++;
    return count;
  }

  /**
   * All in which the reader and Mermaid differ over a text, empty where they agree: whether it is accepted, its nodes,
   * edges and subgraphs, and where its errors are. The newest release is the measure; what the one before refuses or
   * reads in another way must be what the reader reports as `portability`, or one of the known changes. Each difference
   * starts with what differs, up to a colon.
   */
  async disagreements(text: string): Promise<string[]> {
    // Settings matter only to texts that have some, and cost Mermaid as much as reading does.
    const hasSettings = text.includes('---') || text.includes('%%{');
    const own = ownVerdict(text);
    const chart = read(text);
    const newest = await this.#newest.judge(text, hasSettings);
    if (!newest.noticed && brokenBySettings.test(newest.refusal ?? '')) return [];
    const found = differences(own, newest);
    if (newest.noticed && !own.accept)
      found.push(...(await misplacedProblems(text, chart, newest.noticed, this.#newest)));
    const previous = await this.#previous.judge(text, hasSettings);
    return [...found, ...differences(expectedOfPrevious(text, own, chart, previous), previous).map(one => `11 ${one}`)];
  }
}

/** What the release before should say: the same, save what the reader warns of and what is known to have changed. */
function expectedOfPrevious(text: string, own: Verdict, chart: Flowchart, previous: Verdict): Verdict {
  if (!own.accept && isMoreThanBefore(text)) return previous;
  // Behind a keyword, as in `default[x]-->e@--> A`, it takes all up to the `@` for the name of a link, and the diagram with it.
  if (previous.accept && chart.problems.some(({ id }) => id === 'link-name-needs-blank')) return previous;
  if (!own.accept || chart.problems.some(({ kind }) => kind === 'portability')) return refused;
  return areSubgraphsOld(text, previous) ? { ...own, subgraphs: previous.subgraphs } : own;
}

/**
 * True where version 11 may take what version 12 refuses. There each blank is a token of its own, so that the second of
 * `style A  ` is a style, and so is the last of `style A ;` and of `classDef a ;`; and an ID of a link may hold brackets: `A }x@--> B`.
 */
function isMoreThanBefore(text: string): boolean {
  return /\S[^\S\n\r]{2}|(?:[sS]tyle|classDef)[^\n\r]*[^\S\n\r](?:;|$)/m.test(text) || text.includes('@');
}

/**
 * True where version 11 makes other subgraphs of a text than version 12: of `subgraph  name` with two blanks (it makes
 * an ID up), of one that is opened twice (it keeps two), and of one that lists itself (it keeps the member).
 */
function areSubgraphsOld(text: string, { subgraphs }: Verdict): boolean {
  const ids = subgraphs.map(([id]) => id);
  return (
    /subgraph(?:"")*\s{2}/.test(text) ||
    new Set(ids).size < ids.length ||
    subgraphs.some(([id, , members]) => members.includes(id))
  );
}
