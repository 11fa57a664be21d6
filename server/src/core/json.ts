/** True for a JSON object: no list, and not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Has a reader of JSON read that calls itself for each level of it. False where there are more levels than the stack has
 * room for: nobody writes that, but anyone can.
 */
export function isWithinStack(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
