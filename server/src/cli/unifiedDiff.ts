import { diffLines, type Hunk } from '../core/diff';

/** How many lines stand around a change. */
const context = 3;

/** The changes of one file as a unified diff, which `git apply` and `patch -p1` take; empty where there are none. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const oldLines = lines(before);
  const newLines = lines(after);
  const path = name.replaceAll('\\', '/');
  let text = '';
  for (const group of grouped(diffLines(oldLines, newLines))) {
    const [first, last] = [group[0]!, group.at(-1)!];
    const oldStart = Math.max(0, first.oldStart - context);
    const newStart = Math.max(0, first.newStart - context);
    const oldEnd = Math.min(oldLines.length, last.oldEnd + context);
    const newEnd = Math.min(newLines.length, last.newEnd + context);
    text += `@@ -${range(oldStart, oldEnd)} +${range(newStart, newEnd)} @@\n`;
    let at = oldStart;
    for (const hunk of group) {
      text += marked(' ', oldLines.slice(at, hunk.oldStart));
      text += marked('-', oldLines.slice(hunk.oldStart, hunk.oldEnd));
      text += marked('+', newLines.slice(hunk.newStart, hunk.newEnd));
      at = hunk.oldEnd;
    }
    text += marked(' ', oldLines.slice(at, oldEnd));
  }
  return text === '' ? '' : `--- a/${path}\n+++ b/${path}\n${text}`;
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Changes whose context would meet stand together. */
function grouped(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1);
    if (last !== undefined && hunk.oldStart - last.at(-1)!.oldEnd <= 2 * context) last.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function range(start: number, end: number): string {
  const count = end - start;
  // An empty range names the line before it.
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

function marked(mark: string, some: readonly string[]): string {
  return some.map(line => mark + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`)).join('');
}
