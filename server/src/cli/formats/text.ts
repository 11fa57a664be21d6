import { grouped } from '../../core/grouped';
import { severities, type Severity } from '../../core/rules/codes';
import { counted } from '../../core/words';
import type { Host } from '../host';
import { paint, type Colour } from './colour';
import type { CheckReport } from './report';

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'grey',
};

/** The report for people: findings under their file, then the counts. Coloured on a terminal. */
export function formatText(report: CheckReport, host: Pick<Host, 'stdout' | 'env'>): string {
  const colour = paint(host);
  let text = '';
  for (const [file, findings] of grouped(report.findings, finding => finding.file)) {
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
  const counts = [...severities].reverse().flatMap(severity => {
    const count = report.findings.filter(finding => finding.severity === severity).length;
    if (count === 0) return [];
    return colour(colours[severity], severity === 'information' ? `${count} information` : counted(count, severity));
  });
  const files = `${counted(report.files, 'file')} checked`;
  if (counts.length === 0) return `${files}, nothing found.`;
  const fixable = report.findings.filter(finding => finding.fixable).length;
  return `${files}: ${counts.join(', ')}.${fixable > 0 ? ` --fix mends ${fixable}.` : ''}`;
}
