import type { CheckReport } from './report';

/** The report as JSON, ending in a line end. */
export function formatJson(report: CheckReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
