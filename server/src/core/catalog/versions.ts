/** An ATT&CK version is two numbers, not a string and not a decimal: 9.0 < 18.1 < 18.10. */
const shape = /^\d{1,4}(?:\.\d{1,4})?$/;

/** True for text that can be an ATT&CK version: `18`, `18.1`. Whether such a release exists is the catalog's to say. */
export function isVersion(text: string): boolean {
  return shape.test(text);
}

/** Orders versions as releases came out: negative when `a` is older than `b`, 0 when they are the same. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
