import type { Analysis } from '../analysis/analysis';
import { spelledLike } from '../places/reference';
import type { Finding } from '../rules/rule';
import { slice } from '../text';
import { suggestion, type Fix } from './fix';

/**
 * The ways to mend an ID of a Sigma rule or a layer, or of a table, a link or front matter: another ID in its place,
 * and nothing else of the file. Each is for a person to agree to: what a rule detects, and what stands beside the ID,
 * does not follow ATT&CK by itself.
 */
export function structuredFixes({ span, data }: Finding, { page }: Analysis): Fix[] {
  const replacements = [data?.['replacement'] ?? [], data?.['suggestions'] ?? []].flat();
  const written = slice(page.text, span);
  return [...new Set(replacements)].map((id, i) => {
    const newText = spelledLike(written, id);
    return suggestion(`Replace ${written} with ${newText}`, () => [{ span, newText }], i === 0);
  });
}
