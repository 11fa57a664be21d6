import { basename, dirname, resolve } from 'node:path';
import { version as productVersion } from '../../../../package.json';
import { domains, type Catalog } from '../../core/catalog/catalog';
import { fixAll } from '../../core/fixes/fixAll';
import { isAtLeast, severities } from '../../core/rules/codes';
import type { Choices, ConfigurationFile } from '../../core/settings';
import { catalogBuild, loadCatalog } from '../../node/catalogFiles';
import { readConfigurationFile } from '../../node/configurationFile';
import { CheckCache, defaultCacheName } from '../checkCache';
import { checkText, type CheckSetup, type CheckTask } from '../checkTask';
import { checkOnThreads, leastForThreads } from '../checkThreads';
import { Baseline } from '../baseline';
import { oneOf, readArguments, readTargetFlags } from '../arguments';
import { Failure } from '../failure';
import { decodeText, findPages, writeText } from '../files';
import { forEachFile, nameOf, nearestConfigurations, reportFailures } from '../pages';
import { Progress } from '../progress';
import { formatGithub } from '../formats/github';
import { formatJson } from '../formats/json';
import { formatSarif } from '../formats/sarif';
import { formatText } from '../formats/text';
import type { CheckReport, FileFinding, PageFinding } from '../formats/report';
import type { Host } from '../host';

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

  let findings: FileFinding[] = [];
  const names: string[] = [];
  let failures: readonly Failure[] = [];
  const fixed = { files: 0, fixes: 0 };
  const taskOf = (path: string): CheckTask => ({
    path,
    name: nameOf(path, host),
    settings: configurationOf(dirname(path))?.settings,
  });
  const report = (name: string, found: readonly PageFinding[]) => {
    names.push(name);
    for (const finding of found) findings.push({ file: name, ...finding });
  };
  const checkOne = (path: string, name: string, before: string) => {
    const task = taskOf(path);
    const { settings } = task;
    const text = values.fix ? mend(path, name, before, { own, ...(settings && { file: settings }) }) : before;
    const find = () => checkText(text, task, setup, catalog);
    report(name, cache?.findings(path, [text, own, settings, setup.least, setup.withFixes], find) ?? find());
  };

  /** Applies what `--fix` mends, and gives the text as it is then. */
  const mend = (path: string, name: string, before: string, choices: Choices) => {
    const { text, fixes } = fixAll(before, basename(path), catalog, choices, ({ severity }) =>
      isAtLeast(severity, least),
    );
    if (text === before) return before;
    writeText(path, name, text);
    fixed.files++;
    fixed.fixes += fixes;
    return text;
  };

  if (values.stdin) {
    const path = resolve(host.cwd, values['stdin-filename'] ?? 'stdin.md');
    const text = decodeText(await host.readStdin());
    if (text === undefined) throw new Failure('Standard input is not UTF-8 text. Give it as UTF-8.');
    checkOne(path, nameOf(path, host), text);
  } else {
    const files = findPages(positionals, host.cwd);
    if (files.length >= leastForThreads && !values.fix && cache === undefined) {
      const progress = new Progress(host.stderr, files.length, 'Checking');
      const tasks = files.map(taskOf);
      const results = await checkOnThreads(tasks, setup, catalog, host.startWorker, done => progress.step(done));
      progress.done();
      results.forEach((result, i) => {
        if ('findings' in result) report(tasks[i]!.name, result.findings);
      });
      failures = results.flatMap(result => ('failure' in result ? [new Failure(result.failure)] : []));
    } else failures = forEachFile(files, 'Checking', host, checkOne);
  }

  if (cache?.save() === false)
    host.stderr.write(`attackmark: the cache "${cacheFile}" cannot be written; all is checked again next time.\n`);

  if (values.baseline !== undefined) {
    const path = resolve(host.cwd, values.baseline);
    if (values['write-baseline']) {
      if (failures.length > 0) {
        reportFailures(failures, host);
        throw new Failure(`"${values.baseline}" is not written, since not all files could be checked.`);
      }
      Baseline.write(path, values.baseline, findings, host.cwd);
      host.stderr.write(
        `attackmark: ${values.baseline} now lists ${countOf(findings.length)}, which later runs with --baseline leave out.\n`,
      );
      return 0;
    }
    const isReported = ({ severity }: FileFinding) => isAtLeast(severity, least);
    // Of findings that are alike, the baseline covers those first that would be reported.
    const reportedFirst = [...findings.filter(isReported), ...findings.filter(finding => !isReported(finding))];
    const { fresh, gone } = Baseline.read(path, values.baseline).compare(reportedFirst, names, host.cwd);
    findings = fresh.filter(isReported);
    if (gone > 0)
      host.stderr.write(
        `attackmark: ${countOf(gone)} of ${values.baseline} ${gone === 1 ? 'is' : 'are'} gone; --write-baseline takes ${gone === 1 ? 'it' : 'them'} out of it.\n`,
      );
  }

  const whole: CheckReport = {
    attackVersion: versionsInForce(catalog, version ?? 'latest'),
    files: names.length,
    findings: sorted(findings),
  };
  host.stdout.write(formatReport(format, whole, host));
  if (fixed.files > 0) {
    const fixes = `${fixed.fixes} ${fixed.fixes === 1 ? 'fix' : 'fixes'}`;
    host.stderr.write(`attackmark: ${fixes} in ${fixed.files} ${fixed.files === 1 ? 'file' : 'files'}.\n`);
  }
  reportFailures(failures, host);
  if (failures.length > 0) return 2;
  const errors = findings.some(finding => finding.severity === 'error');
  const warnings = findings.filter(finding => finding.severity === 'warning').length;
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    host.stderr.write(`attackmark: ${warnings} warnings, and --max-warnings allows ${maxWarnings}.\n`);
    return 1;
  }
  return errors ? 1 : 0;
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

function countOf(findings: number): string {
  return `${findings} ${findings === 1 ? 'finding' : 'findings'}`;
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
