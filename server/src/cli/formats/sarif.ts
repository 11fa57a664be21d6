import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sarifLog, type SarifRegion } from '../../core/sarif';
import type { CheckReport, Place } from './report';

/** The report as a SARIF 2.1.0 log, ending in a line end; `cwd` is the folder that the report's paths start from. */
export function formatSarif({ findings }: CheckReport, cwd: string, productVersion: string): string {
  const log = sarifLog(
    findings.map(finding => ({
      uri: uriOf(finding.file, cwd),
      region: regionOf(finding),
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      fingerprint: `${finding.code} ${finding.about}`,
      fixes: finding.fixes.map(({ title, edits }) => ({
        title,
        edits: edits.map(({ place, newText }) => ({ region: regionOf(place), newText })),
      })),
    })),
    productVersion,
  );
  return `${JSON.stringify(log, null, 2)}\n`;
}

function regionOf({ line, column, endLine, endColumn }: Place): SarifRegion {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A file below the folder by its path, so that the log means the same on another machine; any other by its URL. */
function uriOf(file: string, cwd: string): string {
  const path = file.split(sep).join('/');
  if (path.startsWith('../') || resolve(file) === file) return pathToFileURL(resolve(cwd, file)).href;
  return path.split('/').map(encodeURIComponent).join('/');
}
