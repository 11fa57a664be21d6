/** How often a text is judged before the smallest one so far has to do. */
const mostTries = 3000;

/**
 * The smallest text found that still fails. Cuts out ever smaller stretches of pieces, then of units, as long as
 * that helps; `fails` must hold for the text given.
 */
export async function shrink(
  text: string,
  split: (text: string) => readonly string[],
  fails: (text: string) => boolean | Promise<boolean>,
): Promise<string> {
  const budget = { left: mostTries };
  let smallest = text;
  for (let before = Infinity; smallest.length < before && budget.left > 0;) {
    before = smallest.length;
    smallest = (await cut(split(smallest), fails, budget)).join('');
    smallest = (await cut([...smallest], fails, budget)).join('');
  }
  return smallest;
}

/** The pieces that are left when no stretch of a power of two of them can go. */
async function cut(
  pieces: readonly string[],
  fails: (text: string) => boolean | Promise<boolean>,
  budget: { left: number },
): Promise<readonly string[]> {
  let left = pieces;
  for (let size = 2 ** Math.floor(Math.log2(Math.max(1, left.length))); size >= 1; size /= 2) {
    for (let at = 0; at < left.length && budget.left > 0;) {
      const shorter = [...left.slice(0, at), ...left.slice(at + size)];
      budget.left--;
      if (await fails(shorter.join(''))) left = shorter;
      else at += size;
    }
  }
  return left;
}
