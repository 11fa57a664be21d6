import { editDistance } from '../similar';

/** True when the two words differ in capitals, in one or two letters, or in the order of neighbours. */
export function isNearly(word: string, keyword: string): boolean {
  const most = keyword.length > 6 ? 2 : 1;
  return editDistance(word.toLowerCase(), keyword, most) <= most;
}
