import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { Level, RuleCode } from '../../server/src/core/rules/codes';
import { rules as allRules } from '../../server/src/core/rules/registry';
import type { Finding, Rule } from '../../server/src/core/rules/rule';
import { parseSettings, type Choices } from '../../server/src/core/settings';
import { group, mitigation, revoked, technique, tinyCatalog } from '../catalog/tiny';
import { readCase } from '../harness/caseFile';
import { root, shippedCatalog } from '../harness/catalog';
import { readMarks, writeMarks } from '../harness/marks';

const at18: Choices = { own: { attackVersion: '18.1' } };
const analyse = (text: string, choices = at18, fileName = '') =>
  new Analysis(parsePage(text, fileName), shippedCatalog(), choices);
const levels = (...pairs: [RuleCode, Level][]) => ({ attackVersion: '18.1', rules: new Map(pairs) });

/** A rule that reports the given stretches of the page, under a code of a real one. */
function ruleFor(code: RuleCode, ...spans: [start: number, end: number][]): Rule {
  return {
    code,
    severity: 'warning',
    scope: 'group-page',
    summary: 'For tests.',
    check: () => spans.map(([start, end]) => ({ span: { start, end }, message: `${code} at ${start}` })),
  };
}

const smallPage = '# BlackTech\n## ID:G0098\n';

describe('check', () => {
  it('sorts findings by place, shorter ones first, then by code', () => {
    const rules = [
      ruleFor('unknown-id', [5, 9], [0, 3]),
      ruleFor('bad-link', [5, 9], [5, 7]),
      ruleFor('future-id', [20, 21]),
    ];
    deepStrictEqual(
      check(analyse(smallPage), { rules }).map(({ code, span }) => [code, span.start, span.end]),
      [
        ['unknown-id', 0, 3],
        ['bad-link', 5, 7],
        ['bad-link', 5, 9],
        ['unknown-id', 5, 9],
        ['future-id', 20, 21],
      ],
    );
  });

  it('gives each finding its rule’s code, message and data, and the level in force', () => {
    const rule: Rule = {
      ...ruleFor('unknown-id'),
      check: () => [{ span: { start: 0, end: 1 }, message: 'What, why, what to do.', data: { id: 'x' } }],
    };
    const finding: Finding = {
      code: 'unknown-id',
      severity: 'warning',
      span: { start: 0, end: 1 },
      message: 'What, why, what to do.',
      data: { id: 'x' },
    };
    deepStrictEqual(check(analyse(smallPage), { rules: [rule] }), [finding]);
    const choices = { own: levels(['unknown-id', 'hint']) };
    deepStrictEqual(check(analyse(smallPage, choices), { rules: [rule] }), [{ ...finding, severity: 'hint' }]);
  });

  it('takes a configuration file’s level before the setting’s', () => {
    const rules = [ruleFor('unknown-id', [0, 1])];
    const severityOf = (choices: Choices) => check(analyse(smallPage, choices), { rules })[0]?.severity;
    const own = levels(['unknown-id', 'hint']);
    strictEqual(severityOf({ own, file: levels(['unknown-id', 'error']) }), 'error');
    strictEqual(severityOf({ own, file: levels(['bad-link', 'error']) }), 'hint');
    strictEqual(severityOf({ own, file: levels(['unknown-id', 'off']) }), undefined);
    strictEqual(severityOf({ own: levels(['unknown-id', 'off']), file: levels(['unknown-id', 'warning']) }), 'warning');
  });

  it('does not even ask a rule that is off', () => {
    let asked = 0;
    const rule: Rule = { ...ruleFor('unknown-id'), check: () => (asked++, []) };
    check(analyse(smallPage, { own: levels(['unknown-id', 'off']) }), { rules: [rule] });
    strictEqual(asked, 0);
    check(analyse(smallPage), { rules: [rule] });
    strictEqual(asked, 1);
  });

  it('asks a rule about group pages only of those', () => {
    const groupRule = ruleFor('unknown-id', [0, 1]);
    const anyRule: Rule = { ...ruleFor('graph-syntax', [0, 1]), scope: 'any-page' };
    const codes = (text: string) => check(analyse(text), { rules: [groupRule, anyRule] }).map(({ code }) => code);
    deepStrictEqual(codes('# Notes\n'), ['graph-syntax']);
    deepStrictEqual(codes(smallPage), ['graph-syntax', 'unknown-id']);
    deepStrictEqual(codes('---\ntags: [groups]\n---\n').length, 2);
    deepStrictEqual(codes('## Techniques Used By Group\n').length, 2);
    deepStrictEqual(codes('```mermaid\nflowchart LR\na --> T1106\n```\n').length, 2);
  });

  describe('with a rule that throws', () => {
    const failure = new Error('broken');
    const broken: Rule = {
      ...ruleFor('bad-link'),
      check: () => {
        throw failure;
      },
    };
    const rules = [ruleFor('unknown-id', [0, 1]), broken, ruleFor('future-id', [2, 3])];

    it('loses that rule only, and tells of it', () => {
      const told: unknown[] = [];
      const findings = check(analyse(smallPage), { rules, onRuleError: (code, error) => told.push([code, error]) });
      deepStrictEqual(
        findings.map(({ code }) => code),
        ['unknown-id', 'future-id'],
      );
      deepStrictEqual(told, [['bad-link', failure]]);
    });

    it('does not throw where nobody wants to know', () => strictEqual(check(analyse(smallPage), { rules }).length, 2));

    it('survives one that throws halfway', () => {
      const halfway: Rule = {
        ...broken,
        *check() {
          yield { span: { start: 0, end: 1 }, message: 'first' };
          throw failure;
        },
      };
      const told: unknown[] = [];
      const findings = check(analyse(smallPage), {
        rules: [halfway, ruleFor('future-id', [2, 3])],
        onRuleError: code => told.push(code),
      });
      ok(findings.some(({ code }) => code === 'future-id'));
      deepStrictEqual(told, ['bad-link']);
    });
  });

  it('gives the same twice, and changes nothing that it is given', () => {
    const text = '# BlackTech\n## ID:G0099\n## Techniques Used By Group\n* [x](techniques/T1566.002)\n* T9999\n';
    const page = parsePage(text);
    const before = JSON.stringify(page);
    const first = check(new Analysis(page, shippedCatalog(), at18));
    ok(first.length > 3);
    const analysis = new Analysis(page, shippedCatalog(), at18);
    deepStrictEqual(check(analysis), first);
    deepStrictEqual(check(analysis), first);
    strictEqual(JSON.stringify(page), before);
  });

  it('finds nothing in texts that are none', () => {
    for (const text of ['', '\n', '\ufeff', '---\n---\n', '# ', '```', '~~~text', '<!--', '[', '\u0000']) {
      deepStrictEqual(check(analyse(text)), [], JSON.stringify(text));
    }
  });

  it('says so where ATT&CK names no live successor', () => {
    const catalog = tinyCatalog({
      domain: 'enterprise',
      version: '1.0',
      objects: [
        technique('T1001', 'Kite', revoked()),
        technique('T1002', 'Top', revoked('T1001')),
        group('G0001', 'Magpies'),
        mitigation('M1001', 'Scissors'),
      ],
    });
    const page = parsePage(
      '# Magpies\n## ID:G0001\n## Techniques Used By Group\n* [Kite](techniques/T1001)\n* [Top](techniques/T1002)\n',
    );
    const found = check(new Analysis(page, catalog)).filter(({ code }) => code === 'revoked-id');
    deepStrictEqual(
      found.map(({ data, message }) => [data?.['id'], data?.['replacement'], message.includes('no live replacement')]),
      [
        ['T1001', undefined, true],
        ['T1002', undefined, true],
      ],
    );
  });

  it('counts the characters of a flowchart, comments left out', () => {
    const codes = (...lines: string[]) =>
      check(analyse(`\`\`\`mermaid\nflowchart LR\n${lines.join('\n')}\n\`\`\`\n`)).map(({ code }) => code);
    const node = (length: number) => `a["${'x'.repeat(length)}"]`;
    deepStrictEqual(codes(node(49_900)), []);
    deepStrictEqual(codes(node(50_000)), ['graph-too-large']);
    deepStrictEqual(codes(node(49_000), `%% ${'x'.repeat(5_000)}`), []);
  });

  describe('one fault', () => {
    /** A page without a fault at 18.1. */
    const page = `# GCMAN
## ID:G0036
[GCMAN](/mitre/groups/G0036) is a group.
## Techniques Used By Group
* [SSH](techniques/T1021/004)
* [VNC](techniques/T1021/005)

# Summary of Techniques and Mitigations
\`\`\`mermaid
flowchart LR
group[GCMAN] --> T1021.004[SSH]
group[GCMAN] --> T1021.005[VNC]
T1021.004[SSH] --> M1018[User Account Management]
T1021.004[SSH] --> M1032[Multi-factor Authentication]
T1021.004[SSH] --> M1042[Disable or Remove Feature or Program]
T1021.005[VNC] --> M1033[Limit Software Installation]
T1021.005[VNC] --> M1037[Filter Network Traffic]
T1021.005[VNC] --> M1042[Disable or Remove Feature or Program]
T1021.005[VNC] --> M1047[Audit]
\`\`\`
`;
    const fileName = 'G0036.md';
    const isGrave = ({ severity }: Finding) => severity !== 'hint';

    it('is not on the page that they are made on', () => deepStrictEqual(check(analyse(page, at18, fileName)), []));

    const faults: Record<string, [from: string, to: string][]> = {
      'an ID mistyped in the list': [['techniques/T1021/005', 'techniques/$[T1021/05]{malformed-id}']],
      'an unknown ID in the list': [['techniques/T1021/005', 'techniques/$[T1021/055]{unknown-id}']],
      'an ID mistyped at the group': [['GCMAN] --> T1021.005', 'GCMAN] --> $[T1021.05]{malformed-id}']],
      'an unknown ID at the group': [['GCMAN] --> T1021.005', 'GCMAN] --> $[T1021.055]{unknown-id}']],
      'a mistyped mitigation': [['M1047[', '$[M107]{malformed-id}[']],
      'an unknown mitigation': [['M1047[', '$[M1074]{unknown-id}[']],
      'a wrong label in the list': [['* [VNC]', '* [$[V.N.C.]{name-mismatch}]']],
      'a wrong label in the graph': [['T1021.005[VNC] --> M1047', 'T1021.005[$[V.N.C.]{name-mismatch}] --> M1047']],
      'a wrong label of a mitigation': [['M1047[Audit]', 'M1047[$[Auditing]{name-mismatch}]']],
      'a dotted link': [['(techniques/T1021/005)', '($[techniques/T1021.005]{bad-link})']],
      'a link to another group': [['/mitre/groups/G0036', '/mitre/groups/$[G0098]{page-identity}']],
      'another group in a line': [['group[GCMAN] --> T1021.005', 'group[$[BlackTech]{page-identity}] --> T1021.005']],
      'an item taken away': [
        ['* [VNC](techniques/T1021/005)\n', ''],
        ['GCMAN] --> T1021.005', 'GCMAN] --> $[T1021.005]{missing-in-list}'],
      ],
      'an edge taken away': [
        ['* [VNC](techniques/T1021/005)', '* $[[VNC](techniques/T1021/005)]{missing-in-graph}'],
        ['group[GCMAN] --> T1021.005[VNC]\n', ''],
      ],
      'a mitigation taken away': [
        ['T1021.005[VNC] --> M1047[Audit]\n', ''],
        ['GCMAN] --> T1021.005', 'GCMAN] --> $[T1021.005]{mitigation-missing}'],
      ],
      'a mitigation too many': [
        [
          'T1021.005[VNC] --> M1033',
          'T1021.005 --> $[M1017]{mitigation-not-in-attack}[User Training]\nT1021.005[VNC] --> M1033',
        ],
      ],
      'an item twice': [['\n\n# Summary', '\n* $[[VNC](techniques/T1021/005)]{duplicate-in-list}\n\n# Summary']],
      'an edge twice': [['M1047[Audit]\n', 'M1047[Audit]\n$[T1021.005 --> M1047]{duplicate-edge}\n']],
      'an edge too many, reversed': [['M1047[Audit]\n', 'M1047[Audit]\n$[M1047 --> T1021.005]{edge-direction}\n']],
      'a mitigation under the group': [['M1047[Audit]\n', 'M1047[Audit]\n$[group --> M1047]{edge-direction}\n']],
      'a technique of its own': [
        ['M1047[Audit]\n', 'M1047[Audit]\n$[T1588.002]{detached-technique}[Tool] --> M1056[Pre-compromise]\n'],
      ],
      'a broken arrow': [['T1021.005[VNC] --> M1047', 'T1021.005[VNC] $[->]{graph-syntax} M1047']],
      'a fence left open': [
        ['```mermaid', '$[```mermaid]{unclosed-fence}'],
        ['\n```\n', '\n'],
      ],
      'a title taken away': [['# GCMAN\n## ID:G0036', '$[## ID:G0036]{missing-section}']],
      'an ID line taken away': [['# GCMAN\n## ID:G0036', '$[# GCMAN]{missing-section}']],
    };
    for (const [name, edits] of Object.entries(faults)) {
      it(`gives one code: ${name}`, () => {
        let source = page;
        for (const [from, to] of edits) {
          ok(source.includes(from), from);
          source = source.replace(from, () => to);
        }
        const { text, marks } = readMarks(source);
        const found = check(analyse(text, at18, fileName)).filter(isGrave);
        strictEqual(
          writeMarks(
            text,
            found.map(({ code, span }) => ({ tag: code, span })),
          ),
          writeMarks(text, marks),
        );
      });
    }
  });

  describe('of every rule’s cases', () => {
    const folder = join(root, 'server', 'src', 'core', 'rules');
    const cases = allRules.flatMap(({ code }) =>
      readdirSync(join(folder, code, 'cases'))
        .filter(name => name.endsWith('.txt'))
        .map(name => join(folder, code, 'cases', name)),
    );

    /** Findings by line, code and the text they mark, line ends left out: what a reader would see. */
    const seen = (
      path: string,
      change: (text: string) => string,
      without: (code: RuleCode) => boolean = () => false,
    ) => {
      const { sections } = readCase(path);
      const [fileName, source] = [...sections].find(([name]) => name.endsWith('.md'))!;
      const { settings } = parseSettings(JSON.parse(sections.get('settings.json') ?? '{}'));
      const analysis = analyse(
        change(readMarks(source).text),
        { own: { attackVersion: '18.1', ...settings } },
        fileName,
      );
      const { text, lines } = analysis.page;
      return check(analysis)
        .filter(({ code }) => !without(code))
        .map(
          ({ code, span }) =>
            `${lines.lineOf(span.start) + 1} ${code} ${text
              .slice(span.start, span.end)
              .replace(/\s*[\r\n]+/g, ' ')
              .trim()}`,
        );
    };
    const same = (text: string) => text;

    for (const [name, change] of Object.entries<(text: string) => string>({
      'CRLF line ends': text => text.replaceAll('\n', '\r\n'),
      'lone CR line ends': text => text.replaceAll('\n', '\r'),
      'a BOM': text => `\ufeff${text}`,
      'no final line end': text => text.replace(/\n$/, ''),
    })) {
      it(`finds the same with ${name}`, () => {
        for (const path of cases) deepStrictEqual(seen(path, change), seen(path, same), path);
      });
    }

    it('finds the same with blanks at the ends of lines, save where Mermaid minds them', () => {
      const isMermaids = (code: RuleCode) => code.startsWith('graph-');
      for (const path of cases) {
        if (/[\\/]graph-/.test(path)) continue;
        for (const blanks of ['  ', '\t']) {
          const change = (text: string) => text.replaceAll('\n', `${blanks}\n`);
          deepStrictEqual(seen(path, change, isMermaids), seen(path, same, isMermaids), path);
        }
      }
    });

    it('finds the same with other text above', () => {
      const above = 'Some words.\n\n';
      for (const path of cases) {
        const { sections } = readCase(path);
        const source = [...sections].find(([name]) => name.endsWith('.md'))![1];
        // Front matter stands at the start, and what a page lacks is said of its first line.
        if (source.startsWith('---') || /missing-section|no final/.test(path)) continue;
        const isFirstLines = (code: RuleCode) => code === 'missing-section';
        const moved = seen(path, text => above + text, isFirstLines).map(line =>
          line.replace(/^\d+/, number => String(Number(number) - 2)),
        );
        deepStrictEqual(
          moved,
          seen(path, same, isFirstLines).map(line => line.replace(/on line \d+/, '')),
          path,
        );
      }
    });
  });
});
