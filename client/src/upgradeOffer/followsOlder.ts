/** What a page has when ATT&CK went on and the page did not. */
const codesOfAge: ReadonlySet<string> = new Set([
  'revoked-id',
  'deprecated-id',
  'mitigation-missing',
  'mitigation-not-in-attack',
  'name-mismatch',
]);
/** What only an older ATT&CK explains: the others may be slips. */
const sureSigns: ReadonlySet<string> = new Set(['revoked-id', 'deprecated-id']);

/** Fewer are mended by hand. */
const many = 5;

/**
 * How many of a page's findings come from following an older ATT&CK; 0 where they are few, or where the page has
 * as many of other kinds: it is being written then, and an offer to upgrade it would be in the way.
 *
 * @param codes the findings' codes, hints left out
 */
export function findingsOfAge(codes: readonly string[]): number {
  const ofAge = codes.filter(code => codesOfAge.has(code));
  const isOld = ofAge.some(code => sureSigns.has(code));
  return isOld && ofAge.length >= many && ofAge.length > codes.length / 2 ? ofAge.length : 0;
}
