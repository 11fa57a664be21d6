/** A stretch of lines, from 0, that two texts do not share: the old text's lines and the new text's in their place. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The lines of a text, each with its line end. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** What must change to make one list of lines another: the fewest lines, by Myers' algorithm. */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return hunksOf(trace(before.slice(start, oldEnd), after.slice(start, newEnd)), start);
}

/** The pairs of equal lines on a shortest path, in order, and the end as a last pair. */
function trace(before: readonly string[], after: readonly string[]): [number, number][] {
  const most = before.length + after.length;
  const steps: Int32Array[] = [];
  const furthest = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let d = 0; d <= most; d++) {
    steps.push(furthest.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!);
      let x = down ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
      furthest[middle + k] = x;
      if (x >= before.length && x - k >= after.length) return walkBack(steps, before.length, after.length);
    }
  }
  return [];
}

function walkBack(steps: readonly Int32Array[], oldLength: number, newLength: number): [number, number][] {
  const pairs: [number, number][] = [[oldLength, newLength]];
  let x = oldLength;
  let y = newLength;
  for (let d = steps.length - 1; d >= 0; d--) {
    const at = (k: number) => steps[d]![k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : at(previous);
    const startY = d === 0 ? 0 : startX - previous;
    while (x > startX && y > startY && x - 1 >= (down ? startX : startX + 1) && y - 1 >= (down ? startY + 1 : startY)) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    if (d === 0) {
      while (x > 0 && y > 0) pairs.push([--x, --y]);
      break;
    }
    x = startX;
    y = startY;
  }
  return pairs.reverse();
}

function hunksOf(pairs: readonly (readonly [number, number])[], offset: number): Hunk[] {
  const hunks: Hunk[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const [oldLine, newLine] of pairs) {
    if (oldLine > oldAt || newLine > newAt) {
      hunks.push({
        oldStart: offset + oldAt,
        oldEnd: offset + oldLine,
        newStart: offset + newAt,
        newEnd: offset + newLine,
      });
    }
    oldAt = oldLine + 1;
    newAt = newLine + 1;
  }
  return hunks;
}
