/** Checks of the shape of values that come from the other side of a message channel. */
export type Check<T> = (value: unknown) => value is T;

export const isString: Check<string> = (value): value is string => typeof value === 'string';
export const isBoolean: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isNumber: Check<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);
export const isBytes: Check<Uint8Array> = (value): value is Uint8Array => value instanceof Uint8Array;

/** An array whose items all have one shape. */
export function arrayOf<T>(item: Check<T>): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(item);
}

/** One of a few strings. */
export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some(known => known === value);
}

/** Null, or a shape. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** One shape or another. */
export function either<T, U>(first: Check<T>, second: Check<U>): Check<T | U> {
  return (value): value is T | U => first(value) || second(value);
}

/** An object with at least these fields. */
export function object<T extends object>(fields: { readonly [K in keyof T]: Check<T[K]> }): Check<T> {
  const checks = Object.entries(fields) as [string, Check<unknown>][];
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    checks.every(([name, check]) => check((value as Readonly<Record<string, unknown>>)[name]));
}
