import type { Flowchart, FlowchartProblem } from '../../../server/src/core/flowchart/flowchart';
import { prepare } from '../../../server/src/core/flowchart/prepare';
import type { MermaidJudge, Noticed } from '../mermaidJudge';

/** Problems of a whole subgraph, which are reported where it starts and noticed where it ends. */
const ofSubgraphs = ['missing-end', 'subgraph-member'];

/**
 * What is wrong with the place of the first problem of a refused text, given where Mermaid gave up. A problem must
 * not stand behind that place; and it must stand on its line or, where it is a construct that was opened further up, on a
 * line that Mermaid cannot read even when the text ends with it.
 */
export async function misplacedProblems(
  text: string,
  chart: Flowchart,
  noticed: Noticed,
  judge: MermaidJudge,
): Promise<string[]> {
  const { edited } = prepare(text, 0, text.length);
  if (edited.text !== noticed.input) {
    return [`preprocessing: ${JSON.stringify(edited.text)}, Mermaid ${JSON.stringify(noticed.input)}`];
  }
  const problem = chart.problems.find(({ kind, id }) => kind === 'syntax' && !ofSubgraphs.includes(id));
  if (!problem) return [];
  const member = chart.problems.find(({ id }) => id === 'subgraph-member');
  if (member && member.span.start < problem.span.start) return [];
  // The tokens of links start with the blanks before them, and where the lexer gives up it has no token at all.
  const isBlank = (at: number) => /\s/.test(noticed.input.charAt(at));
  let { start } = noticed;
  while (isBlank(start)) start++;
  const last = edited.sourceStart(Math.max(start, noticed.end - 1));
  if (problem.span.start > last) return [`behind: ${describe(text, problem)}, Mermaid noticed ${quote(text, last)}`];
  const lines = [edited.sourceStart(tokenStart(noticed)), last].map(at => lineOf(text, at));
  const line = lineOf(text, problem.span.start);
  if (lines.includes(line) || (await isBrokenBefore(text, lineEnd(text, problem.span.end), judge))) return [];
  return [`line: ${describe(text, problem)}, Mermaid noticed ${quote(text, last)}`];
}

/** Where the refused token starts. Mermaid's lexer leaves the keyword of `accDescr {` out, which may stand further up. */
function tokenStart({ input, start }: Noticed): number {
  const keyword = /accDescr\s*\{\s*$/.exec(input.slice(0, start));
  return keyword ? keyword.index : start;
}

/** True when Mermaid refuses the text up to `end` however many of its subgraphs are closed. */
async function isBrokenBefore(text: string, end: number, judge: MermaidJudge): Promise<boolean> {
  const start = text.slice(0, end);
  for (let open = start.split('subgraph').length - 1; open >= 0; open--) {
    // Behind `;` no `end` goes into a directive that is not closed.
    if ((await judge.judge(start + '\n;\nend'.repeat(open))).accept) return false;
  }
  return true;
}

function describe(text: string, { id, span }: FlowchartProblem): string {
  return `${id} at ${quote(text, span.start)}`;
}

function quote(text: string, at: number): string {
  return `${at} ${JSON.stringify(text.slice(at, at + 20))}`;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split(/\r\n?|\n/).length;
}

function lineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n]/);
  return end < 0 ? text.length : at + end;
}
