import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { fixAll } from '../../server/src/core/fixes/fixAll';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { isRuleCode, ruleCodes, type RuleCode } from '../../server/src/core/rules/codes';
import { rules } from '../../server/src/core/rules/registry';
import type { Finding } from '../../server/src/core/rules/rule';
import { parseSettings, type Choices } from '../../server/src/core/settings';
import { readCase } from '../harness/caseFile';
import { root, shippedCatalog } from '../harness/catalog';
import { readMarks, writeMarks } from '../harness/marks';

/**
 * The cases of all rules, from their folders. A case has one page, with the findings of its rule marked
 * `$[…]{code}`; marks of other codes bring those rules in too. `expect` holds the messages, `fixed NAME.md`
 * the page after the rule's safe fixes; UPDATE=1 writes both.
 */
const folder = join(root, 'server', 'src', 'core', 'rules');

describe('rules', () => {
  it('have one folder each, and one place in the registry', () => {
    deepStrictEqual(
      rules.map(rule => rule.code),
      [...ruleCodes],
    );
    const folders = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory());
    deepStrictEqual(folders.map(entry => entry.name).sort(), [...ruleCodes].sort());
  });

  for (const { code } of rules) {
    describe(code, () => {
      const cases = casesOf(code);

      it('has a case that reports and one that does not', () => {
        const reports = cases.map(path => readFileSync(path, 'utf8').includes(`]{${code}}`));
        ok(reports.includes(true), 'no case reports');
        ok(reports.includes(false), 'no case is silent');
      });

      for (const path of cases) {
        it(readCase(path).title, () => runCase(code, path));
      }

      it('is explained in its README, whose examples hold', () => runReadme(code));
    });
  }
});

function casesOf(code: RuleCode): string[] {
  const cases = join(folder, code, 'cases');
  if (!existsSync(cases)) return [];
  return readdirSync(cases)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => join(cases, name));
}

function runCase(code: RuleCode, path: string): void {
  const { sections } = readCase(path);
  const [fileName, source] = [...sections].find(([name]) => name.endsWith('.md')) ?? [];
  ok(fileName !== undefined && source !== undefined, 'a case has a page: -- NAME.md --');
  const { text, marks } = readMarks(source);
  const codes = new Set<string>([code, ...marks.map(mark => mark.tag).filter(isRuleCode)]);

  const { settings, problems } = parseSettings(JSON.parse(sections.get('settings.json') ?? '{}'));
  deepStrictEqual(problems, []);
  const choices = { own: { attackVersion: '18.1', ...settings } };
  const findings = find(text, fileName, choices).filter(finding => codes.has(finding.code));

  strictEqual(
    writeMarks(
      text,
      findings.map(({ code: tag, span }) => ({ tag, span })),
    ),
    writeMarks(text, marks),
  );
  const messages = findings.map(({ code: tag, severity, message }) => `${severity} ${tag}: ${message}\n`).join('');
  const fixed = fixOnly(code, text, fileName, choices);
  const results = [
    ...(messages === '' ? [] : [['expect', messages] as const]),
    ...(fixed === text ? [] : [[`fixed ${fileName}`, fixed] as const]),
  ];
  const isExpected = ([name, content]: readonly [string, string]) => sections.get(name) === content;
  const known = [...sections.keys()].filter(name => name === 'expect' || name.startsWith('fixed '));
  if (process.env['UPDATE'] === '1' && (known.length !== results.length || !results.every(isExpected))) {
    if (process.env['CI'] !== undefined) throw new Error('UPDATE is not for CI.');
    const whole = readFileSync(path, 'utf8').replace(/\n?-- (?:expect|fixed .*) --\n[^]*$/, '');
    writeFileSync(
      path,
      `${whole.trimEnd()}\n${results.map(([name, content]) => `-- ${name} --\n${content}`).join('')}`,
    );
    return;
  }
  strictEqual(messages, sections.get('expect') ?? '');
  strictEqual(fixed, sections.get(`fixed ${fileName}`) ?? text);
}

/** The page after all safe fixes of one rule; a second time they must change nothing. */
function fixOnly(code: RuleCode, text: string, fileName: string, choices: Choices): string {
  const fix = (page: string) =>
    fixAll(page, fileName, shippedCatalog(), choices, finding => finding.code === code).text;
  const fixed = fix(text);
  strictEqual(fix(fixed), fixed);
  return fixed;
}

/** Examples are fences with four backticks: `markdown reported` must give a finding, `markdown not-reported` none. */
function runReadme(code: RuleCode): void {
  const readme = readFileSync(join(folder, code, 'README.md'), 'utf8');
  strictEqual(readme.split('\n')[0], `# ${code}`);
  const examples = [...readme.matchAll(/^````markdown (reported|not-reported)\n([^]*?)^````$/gm)];
  const kinds = new Set(examples.map(([, kind]) => kind));
  ok(kinds.has('reported') && kinds.has('not-reported'), 'a README has examples of both kinds');
  for (const [, kind, text] of examples) {
    const found = find(text!, '', { own: { attackVersion: '18.1' } }).some(finding => finding.code === code);
    strictEqual(found, kind === 'reported', text);
  }
}

function find(text: string, fileName: string, choices: Choices): Finding[] {
  const failed: unknown[] = [];
  const findings = check(new Analysis(parsePage(text, fileName), shippedCatalog(), choices), {
    onRuleError: (_code, error) => failed.push(error),
  });
  deepStrictEqual(failed, []);
  return findings;
}
