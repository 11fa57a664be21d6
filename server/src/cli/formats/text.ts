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
  for (const finding of report.findings) files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);

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
  const counts = (['error', 'warning', 'information', 'hint'] as const)
    .map(severity => ({ severity, count: report.findings.filter(finding => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      colour(colours[severity], `${count} ${severity === 'information' ? 'information' : plural(severity, count)}`),
    );
  const pages = `${report.files} ${plural('file', report.files)} checked`;
  return `${text}${counts.length === 0 ? `${pages}, nothing found.` : `${pages}: ${counts.join(', ')}.`}\n`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
