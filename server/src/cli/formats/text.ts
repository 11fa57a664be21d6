import type { Severity } from '../../core/rules/codes';
import type { Host } from '../host';
import { paint, type Colour } from './colour';
import type { CheckReport, FileFinding } from './report';

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'grey',
};

/** The report for people: findings under their file, then the counts. Coloured on a terminal. */
export function formatText(report: CheckReport, host: Pick<Host, 'stdout' | 'env'>): string {
  const colour = paint(host);
  const files = new Map<string, FileFinding[]>();
  for (const finding of report.findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }

  let text = '';
  for (const [file, findings] of files) {
    text += `${colour('underline', file)}\n`;
    const places = findings.map(({ line, column }) => `${line}:${column}`);
    const width = Math.max(...places.map(place => place.length));
    const levels = Math.max(...findings.map(({ severity }) => severity.length));
    findings.forEach(({ severity, message, code }, i) => {
      text += `  ${colour('grey', places[i]!.padStart(width))}  ${colour(colours[severity], severity.padEnd(levels))}  ${message}  ${colour('grey', code)}\n`;
    });
    text += '\n';
  }
  return `${text}${countsText(report, colour)}\n`;
}

/** One line: how many files, how many findings of each level, and how many of them `--fix` mends. */
export function countsText(report: CheckReport, colour = (_: Colour, text: string) => text): string {
  const counts = (['error', 'warning', 'information', 'hint'] as const)
    .map(severity => ({ severity, count: report.findings.filter(finding => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      colour(colours[severity], `${count} ${severity === 'information' ? 'information' : plural(severity, count)}`),
    );
  const pages = `${report.files} ${plural('file', report.files)} checked`;
  if (counts.length === 0) return `${pages}, nothing found.`;
  const fixable = report.findings.filter(finding => finding.fixable).length;
  return `${pages}: ${counts.join(', ')}.${fixable > 0 ? ` --fix mends ${fixable}.` : ''}`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
