/** The part of `node:assert/strict` that the suites use, where there is no Node. */
const assert = {
  ok(value: unknown, message = 'not so'): void {
    if (!value) throw new Error(message);
  },
  equal(actual: unknown, expected: unknown, message?: string): void {
    assert.ok(Object.is(actual, expected), message ?? `${show(actual)} is not ${show(expected)}`);
  },
  notEqual(actual: unknown, expected: unknown, message?: string): void {
    assert.ok(!Object.is(actual, expected), message ?? `both are ${show(actual)}`);
  },
  deepEqual(actual: unknown, expected: unknown, message?: string): void {
    assert.equal(show(actual), show(expected), message);
  },
  match(text: string, pattern: RegExp, message?: string): void {
    assert.ok(pattern.test(text), message ?? `${show(text)} does not match ${pattern}`);
  },
};

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export default assert;
