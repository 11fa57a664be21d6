import type { CheckReport } from './report';

/** The report as JSON, ending in a line end. The keys are public, and so is their order. */
export function formatJson({ attackVersion, files, findings }: CheckReport): string {
  const report = {
    attackVersion,
    files,
    findings: findings.map(({ file, line, column, endLine, endColumn, code, severity, message, fixable }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      code,
      severity,
      message,
      fixable,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
