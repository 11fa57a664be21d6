/** True when the two words differ in capitals, or in one or two letters. */
export function isNearly(word: string, keyword: string): boolean {
  const most = keyword.length > 6 ? 2 : 1;
  if (Math.abs(word.length - keyword.length) > most) return false;
  const lower = word.toLowerCase();
  let row = Array.from({ length: keyword.length + 1 }, (_, i) => i);
  for (let i = 1; i <= lower.length; i++) {
    const next = [i];
    for (let j = 1; j <= keyword.length; j++) {
      const change = lower[i - 1] === keyword[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[keyword.length]! <= most;
}
