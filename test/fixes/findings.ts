import type { Finding } from '../../server/src/core/rules/rule';

/** A finding without what moves when lines come and go. */
export function describeFinding({ code, message }: Finding): string {
  return `${code}: ${message.replace(/on line \d+/, '')}`;
}
