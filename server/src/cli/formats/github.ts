import { relative, resolve, sep } from 'node:path';
import type { Severity } from '../../core/rules/codes';
import type { Host } from '../host';
import type { CheckReport, FileFinding } from './report';
import { countsText } from './text';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * The report as GitHub's workflow commands, one line a finding: on a runner they become annotations in a
 * pull request's diff. Then a line with the counts, which the log shows as it is.
 */
export function formatGithub(report: CheckReport, { cwd, env }: Pick<Host, 'cwd' | 'env'>): string {
  // GitHub finds files by their path in the repository, wherever the command runs.
  const root = env['GITHUB_WORKSPACE'] ?? cwd;
  const lines = report.findings.map(finding => annotation(finding, relative(root, resolve(cwd, finding.file))));
  return `${lines.map(line => `${line}\n`).join('')}${countsText(report)}\n`;
}

function annotation(finding: FileFinding, file: string): string {
  const { line, endLine, column, endColumn, code, severity, message } = finding;
  const properties: (readonly [string, string | number])[] = [
    ['file', file.split(sep).join('/')],
    ['line', line],
    ['endLine', endLine],
    // GitHub takes columns of a single line only.
    ...(line === endLine
      ? ([
          ['col', column],
          ['endColumn', endColumn],
        ] as const)
      : []),
    ['title', code],
  ];
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${list}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
