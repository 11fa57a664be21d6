/**
 * The group that a file is named for: `G0098.md`, `APT28-G0007.md`, and `ACME-G0001.md` where `ACME-` is an own prefix
 * or that of the page's own ID.
 */
export function groupInFileName(fileName: string, pageId: string, ownPrefixes: readonly string[]): string | undefined {
  const match = /(?:^|[^A-Za-z0-9])([A-Z][A-Z0-9_]+-)?(G\d{4})(?![A-Za-z0-9])/.exec(fileName);
  if (match === null) return undefined;
  const [, prefix = '', id = ''] = match;
  return prefix !== '' && (ownPrefixes.includes(prefix) || pageId.startsWith(prefix)) ? prefix + id : id;
}
