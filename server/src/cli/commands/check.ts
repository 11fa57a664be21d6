import { basename, dirname, relative, resolve } from 'node:path';
import { Analysis } from '../../core/analysis/analysis';
import { domains, type Catalog } from '../../core/catalog/catalog';
import { check as checkPage } from '../../core/check';
import { parsePage } from '../../core/parse/parsePage';
import { isAtLeast, severities } from '../../core/rules/codes';
import type { ConfigurationFile, Settings } from '../../core/settings';
import { loadCatalog } from '../../node/catalogFiles';
import { ConfigurationFiles, readConfigurationFile } from '../../node/configurationFile';
import { oneOf, readArguments, readDomain, readVersion } from '../arguments';
import { Failure } from '../failure';
import { findPages, readText } from '../files';
import { formatJson } from '../formats/json';
import { formatText } from '../formats/text';
import type { FileFinding, CheckReport } from '../formats/report';
import type { Host } from '../host';
import { Progress } from '../progress';

export const usage = `attackmark check PATH… [flags]
  Checks group pages. Folders are walked for .md files; .gitignore is respected.
  --attack-version V    check against this ATT&CK version (a page's front matter and .attackmark.json go first)
  --domain D            auto, enterprise, mobile or ics
  --format F            text or json
  --severity LEVEL      report findings from this level up: hint, information (default), warning, error
  --max-warnings N      exit with 1 when there are more warnings than this
  --config FILE         read settings from this file in place of the nearest .attackmark.json
  --stdin               check standard input
  --stdin-filename F    the name that standard input has, for its folder's settings and for reports`;

/** `attackmark check`. Gives the exit status. */
export async function check(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    domain: { type: 'string' },
    format: { type: 'string', default: 'text' },
    severity: { type: 'string', default: 'information' },
    config: { type: 'string' },
    'max-warnings': { type: 'string' },
    stdin: { type: 'boolean', default: false },
    'stdin-filename': { type: 'string' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  const least = oneOf('severity', values.severity, severities);
  const maxWarnings = readCount('max-warnings', values['max-warnings']);
  const catalog = loadCatalog(host.catalogFolder);
  const version = readVersion(values['attack-version'], catalog);
  const domain = readDomain(values.domain);
  const own: Settings = { ...(version && { attackVersion: version }), ...(domain && { domain }) };
  const configurationOf = configurations(values.config, host);

  if (values.stdin && positionals.length > 0) throw new Failure('--stdin takes no paths: give the one or the other.');
  if (!values.stdin && positionals.length === 0) throw new Failure('Name a file or folder to check, or give --stdin.');

  const findings: FileFinding[] = [];
  const failures: Failure[] = [];
  const checkOne = (path: string, text: string) => {
    const page = parsePage(text, basename(path));
    const file = configurationOf(dirname(path))?.settings;
    const analysis = new Analysis(page, catalog, { own, ...(file && { file }) });
    const name = relative(host.cwd, path) || path;
    for (const finding of checkPage(analysis)) {
      if (!isAtLeast(finding.severity, least)) continue;
      const { start, end } = page.lines.rangeOf(finding.span);
      findings.push({
        file: name,
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
        code: finding.code,
        severity: finding.severity,
        message: finding.message,
        fixable: false,
      });
    }
  };

  let count = 1;
  if (values.stdin) checkOne(resolve(host.cwd, values['stdin-filename'] ?? 'stdin.md'), await host.readStdin());
  else {
    const files = findPages(positionals, host.cwd);
    count = files.length;
    const progress = new Progress(host.stderr, count, 'Checking');
    for (const path of files) {
      progress.step();
      try {
        checkOne(path, readText(path, relative(host.cwd, path)));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failures.push(error);
      }
    }
    progress.done();
  }

  const report: CheckReport = {
    attackVersion: versionsInForce(catalog, version ?? 'latest'),
    files: count,
    findings: sorted(findings),
  };
  host.stdout.write(format === 'json' ? formatJson(report) : formatText(report, host));
  for (const failure of failures) host.stderr.write(`attackmark: ${failure.message}\n`);
  if (failures.length > 0) return 2;
  const errors = findings.some(finding => finding.severity === 'error');
  const warnings = findings.filter(finding => finding.severity === 'warning').length;
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    host.stderr.write(`attackmark: ${warnings} warnings, and --max-warnings allows ${maxWarnings}.\n`);
    return 1;
  }
  return errors ? 1 : 0;
}

/** The configuration of a folder: the named file, or the nearest `.attackmark.json`. Problems are said once for each file. */
function configurations(named: string | undefined, host: Host): (folder: string) => ConfigurationFile | undefined {
  const warned = new Set<string>();
  const warn = (file: ConfigurationFile | undefined) => {
    if (file === undefined || warned.has(file.path)) return file;
    warned.add(file.path);
    for (const problem of file.problems)
      host.stderr.write(`attackmark: ${relative(host.cwd, file.path)}: ${problem}\n`);
    return file;
  };
  if (named === undefined) {
    const files = new ConfigurationFiles();
    return folder => warn(files.forFolder(folder));
  }
  const file = readConfigurationFile(resolve(host.cwd, named));
  if (file === undefined) throw new Failure(`There is no configuration file "${named}".`);
  if (file.problems.length > 0) throw new Failure(`${named}: ${file.problems.join(' ')}`);
  return () => file;
}

function readCount(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new Failure(`--${flag} takes a whole number, not "${value}".`);
  return Number(value);
}

/** The version that each domain is checked at where no page and no file says otherwise. */
function versionsInForce(catalog: Catalog, wanted: string): Record<string, string> {
  return Object.fromEntries(domains.map(domain => [domain, catalog.at(domain, wanted).version]));
}

function sorted(findings: FileFinding[]): FileFinding[] {
  return findings.sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
