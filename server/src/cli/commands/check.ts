import { resolve } from 'node:path';
import { version as productVersion } from '../../../../package.json';
import { domains, type Catalog } from '../../core/catalog/catalog';
import { isAtLeast, severities, type Severity } from '../../core/rules/codes';
import type { ConfigurationFile } from '../../core/settings';
import { compareTexts, counted } from '../../core/words';
import { catalogBuild, loadCatalog } from '../../node/catalogFiles';
import { readConfigurationFile } from '../../node/configurationFile';
import { oneOf, readArguments, readTargetFlags } from '../arguments';
import { Baseline } from '../baseline';
import { CheckCache, defaultCacheName } from '../checkCache';
import { CheckRun } from '../checkRun';
import type { CheckSetup } from '../checkTask';
import { Failure } from '../failure';
import { decodeText } from '../files';
import { formatGithub } from '../formats/github';
import { formatJson } from '../formats/json';
import type { CheckReport, FileFinding } from '../formats/report';
import { formatSarif } from '../formats/sarif';
import { formatText } from '../formats/text';
import type { Host } from '../host';
import { nameOf, nearestConfigurations, reportFailures } from '../pages';

export const usage = `attackmark check PATH… [flags]
  Checks group pages. Folders are walked for .md files; .gitignore is respected.
  --attack-version V    check against this ATT&CK version (a page's front matter and .attackmark.json go first)
  --domain D            auto, enterprise, mobile or ics
  --format F            text, json, sarif (2.1.0) or github (annotations of a workflow run)
  --severity LEVEL      report findings from this level up: hint, information (default), warning, error
  --max-warnings N      exit with 1 when there are more warnings than this
  --fix                 mend what has one right answer, and report the rest
  --config FILE         read settings from this file in place of the nearest .attackmark.json
  --baseline FILE       leave out the findings that this file lists
  --write-baseline      write what is found now to the baseline file, and exit with 0
  --cache               look at files again only when they, their settings or the catalog changed
  --cache-location FILE where that is kept, in place of ${defaultCacheName}
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
    baseline: { type: 'string' },
    'write-baseline': { type: 'boolean', default: false },
    cache: { type: 'boolean', default: false },
    'cache-location': { type: 'string' },
    'max-warnings': { type: 'string' },
    fix: { type: 'boolean', default: false },
    stdin: { type: 'boolean', default: false },
    'stdin-filename': { type: 'string' },
  });
  const format = oneOf('format', values.format, formats);
  const least = oneOf('severity', values.severity, severities);
  const maxWarnings = readCount('max-warnings', values['max-warnings']);
  const catalog = loadCatalog(host.catalogFolder);
  const { version, own } = readTargetFlags(values, catalog);
  const configurationOf = configurations(values.config, host);
  if (values['write-baseline'] && values.baseline === undefined)
    throw new Failure('Name the file that --write-baseline writes, as in: --baseline .attackmark-baseline.json');

  if (values.stdin && positionals.length > 0) throw new Failure('--stdin takes no paths: give the one or the other.');
  if (values.stdin && values.fix) throw new Failure('--fix changes files, and --stdin names none.');
  if (!values.stdin && positionals.length === 0) throw new Failure('Name a file or folder to check, or give --stdin.');

  const cacheFile = values['cache-location'] ?? (values.cache ? defaultCacheName : undefined);
  const cache =
    cacheFile === undefined
      ? undefined
      : new CheckCache(resolve(host.cwd, cacheFile), `${productVersion} ${catalogBuild(host.catalogFolder)}`);
  const isCompared = values.baseline !== undefined && !values['write-baseline'];
  const setup: CheckSetup = {
    catalogFolder: host.catalogFolder,
    own,
    // A baseline may list less grave findings than are reported now: they are not gone for that.
    least: isCompared ? 'hint' : least,
    // Only SARIF tells how to mend a finding.
    withFixes: format === 'sarif',
  };
  const mendFrom = values.fix ? least : undefined;
  const run = new CheckRun(setup, { catalog, configurationOf, mendFrom, cache }, host);
  const failures = values.stdin
    ? await checkStdin(run, values['stdin-filename'] ?? 'stdin.md', host)
    : await run.checkFiles(positionals);

  if (cache?.save() === false)
    host.stderr.write(`attackmark: the cache "${cacheFile}" cannot be written; all is checked again next time.\n`);
  if (values.baseline !== undefined && values['write-baseline']) {
    writeBaseline(values.baseline, run, failures, host);
    return 0;
  }
  const findings = values.baseline === undefined ? run.findings : newFindings(values.baseline, run, least, host);

  const report: CheckReport = {
    attackVersion: versionsInForce(catalog, version ?? 'latest'),
    files: run.names.length,
    findings: sorted(findings),
  };
  host.stdout.write(formatReport(format, report, host));
  const { files, fixes } = run.mended;
  if (files > 0) {
    const made = `${fixes} ${fixes === 1 ? 'fix' : 'fixes'}`;
    host.stderr.write(`attackmark: ${made} in ${counted(files, 'file')}.\n`);
  }
  reportFailures(failures, host);
  return failures.length > 0 ? 2 : statusOf(findings, maxWarnings, host);
}

async function checkStdin(run: CheckRun, name: string, host: Host): Promise<readonly Failure[]> {
  const path = resolve(host.cwd, name);
  const text = decodeText(await host.readStdin());
  if (text === undefined) throw new Failure('Standard input is not UTF-8 text. Give it as UTF-8.');
  run.checkOne(path, nameOf(path, host), text);
  return [];
}

function writeBaseline(name: string, { findings }: CheckRun, failures: readonly Failure[], host: Host): void {
  if (failures.length > 0) {
    reportFailures(failures, host);
    throw new Failure(`"${name}" is not written, since not all files could be checked.`);
  }
  Baseline.write(resolve(host.cwd, name), name, findings, host.cwd);
  host.stderr.write(
    `attackmark: ${name} now lists ${counted(findings.length, 'finding')}, which later runs with --baseline leave out.\n`,
  );
}

/** The findings from a level up that a baseline does not know. Says how many of those that it knows are gone. */
function newFindings(name: string, { findings, names }: CheckRun, least: Severity, host: Host): FileFinding[] {
  const isReported = ({ severity }: FileFinding) => isAtLeast(severity, least);
  // Of findings that are alike, the baseline covers those first that would be reported.
  const reportedFirst = [...findings.filter(isReported), ...findings.filter(finding => !isReported(finding))];
  const { fresh, gone } = Baseline.read(resolve(host.cwd, name), name).compare(reportedFirst, names, host.cwd);
  if (gone > 0)
    host.stderr.write(
      `attackmark: ${counted(gone, 'finding')} of ${name} ${gone === 1 ? 'is' : 'are'} gone; --write-baseline takes ${gone === 1 ? 'it' : 'them'} out of it.\n`,
    );
  return fresh.filter(isReported);
}

/** The exit status that findings give. */
function statusOf(findings: readonly FileFinding[], maxWarnings: number | undefined, host: Host): number {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    host.stderr.write(`attackmark: ${warnings} warnings, and --max-warnings allows ${maxWarnings}.\n`);
    return 1;
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

const formats = ['text', 'json', 'sarif', 'github'] as const;

function formatReport(format: (typeof formats)[number], report: CheckReport, host: Host): string {
  switch (format) {
    case 'text':
      return formatText(report, host);
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, host.cwd, productVersion);
    case 'github':
      return formatGithub(report, host);
  }
}

/** The configuration of a folder: the named file, or the nearest `.attackmark.json`. */
function configurations(named: string | undefined, host: Host): (folder: string) => ConfigurationFile | undefined {
  if (named === undefined) return nearestConfigurations(host);
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
    (a, b) => compareTexts(a.file, b.file) || a.line - b.line || a.column - b.column || compareTexts(a.code, b.code),
  );
}
