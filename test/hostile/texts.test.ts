import { deepStrictEqual, ok } from 'node:assert/strict';
import { readConfigurationText } from '../../server/src/core/configurationText';
import { parseSettings } from '../../server/src/core/settings';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { readLayer } from '../../server/src/core/places/layer';
import { campaign } from '../fuzz/campaign';
import { shippedCatalog } from '../harness/catalog';
import { cpuTime } from '../harness/cpuTime';
import { HostileTexts } from './fuzzer';
import { innocentTexts, nastyNames } from './texts';
import { tryText } from './trial';

/* FUZZ_RUNS sets how many random texts, FUZZ_SEED which. `npm run fuzz -- --only hostile-texts` tries them for as long as you like. */

const page = [
  '\ufeff---\r\ntags:\r\n  - groups\r\nattack-version: 18.1\r\n---\r\n# BlackTech\r\n## ID:G0098\r\n[BlackTech](/mitre/groups/G0098)',
  '## Techniques Used By Group\r\n* [Spearphishing Link](techniques/T1566/002)\r\n* [DLL](techniques/T1574/002) 🦀\r\n* T1O46',
  '<!-- attackmark-disable-next-line revoked-id -- ours -->\r\n* [Native API](<techniques/T1106> "API")\r\n',
  '```mermaid\r\nflowchart LR\r\n%% ours\r\ngroup[BlackTech] --> T1566.002["Spearphishing (Link)"] & T1106',
  'T1566.002 -- x --> M1017[User Training]:::k\r\nT1574.002[DLL (x)]\r\nlinkStyle 0 stroke:#f00;\r\n```\r\n',
].join('\r\n');

/** Every so many units of the page are tried: fuzzing has the others. */
const step = 5;

const tryAll = (text: string, fileName = 'G0098.md', offset = text.length >> 1) =>
  tryText(text, { catalog: shippedCatalog(), choices: { own: { attackVersion: '18.1' } }, fileName, offset });

/** Calls a function with each of some texts, and says which ones it throws on. */
const failures = (texts: Iterable<string>, run: (text: string) => void): string[] => {
  const found: string[] = [];
  for (const text of texts) {
    try {
      run(text);
    } catch (error) {
      found.push(`${JSON.stringify(text.slice(0, 200))}: ${String(error)}`);
    }
  }
  return found;
};

describe('no text makes the core throw, leave the text, or mend for ever:', function () {
  this.timeout(120_000);

  it('a page, cut short anywhere', () => {
    const prefixes = Array.from({ length: Math.ceil(page.length / step) }, (_, i) => page.slice(0, i * step));
    deepStrictEqual(failures(prefixes, tryAll), []);
  });

  it('a page, with any one unit left out', () => {
    const texts = Array.from(
      { length: Math.ceil(page.length / step) },
      (_, i) => page.slice(0, i * step) + page.slice(i * step + 1),
    );
    deepStrictEqual(failures(texts, tryAll), []);
  });

  it('names that are something else to a careless program, as IDs, labels, targets and tags', () => {
    const forms: ((name: string) => string)[] = [
      name => page.replaceAll('T1566.002', name),
      name => page.replaceAll('T1566/002', name),
      name => page.replaceAll('M1017', name),
      name => page.replaceAll('G0098', name),
      name => page.replaceAll('BlackTech', name),
      name => page.replaceAll('User Training', name),
      name => page.replaceAll('group', name),
      name => page.replaceAll('revoked-id', name),
      name => page.replace('tags:', `${name}:`).replace('18.1', name),
      name => page.replaceAll('flowchart LR', `flowchart LR\r\nsubgraph ${name}\r\nend\r\nclass ${name} ${name}`),
    ];
    const texts = nastyNames.flatMap(name => forms.map(form => form(name.replaceAll('$', '$$$$'))));
    deepStrictEqual(failures(texts, tryAll), []);
  });

  it('the same in Sigma rules and Navigator layers', () => {
    const texts = innocentTexts().filter(({ fileName }) => !fileName.endsWith('.md'));
    deepStrictEqual(
      texts.map(({ fileName }) => fileName),
      ['rule.yml', 'layer.json'],
    );
    for (const { fileName, text } of texts) {
      const renamed = nastyNames.map(name => text.replaceAll(/t1574\.002|enterprise/gi, name.replaceAll('$', '$$$$')));
      const prefixes = Array.from({ length: text.length }, (_, i) => text.slice(0, i));
      deepStrictEqual(
        failures([...renamed, ...prefixes], one => tryAll(one, fileName)),
        [],
      );
    }
  });

  it('random texts, most of them pages with some tokens changed', async () => {
    const fuzzer = new HostileTexts();
    await fuzzer.open();
    const inputs = Number(process.env['FUZZ_RUNS'] ?? 160);
    const [tally] = await campaign([fuzzer], Number(process.env['FUZZ_SEED'] ?? 338), { inputs });
    deepStrictEqual(tally!.finding, undefined);
  });

  // What fuzzing has found; each was the smallest text.
  const found: Readonly<Record<string, readonly [text: string, fileName?: string]>> = {
    'two last lines of a graph that go': ['```mermaid\nflowchart\nT1027-->M047\nT1027'],
    'last lines that go, and lines that come in their place': [
      '```mermaid\nflowchart\ngroup-->T0865\nT0865-->M0917\nT0865-->M0931',
    ],
    'a label that moves to a line that goes': [
      '# Techniques Used By Group\n```mermaid\nflowchart\ngroup->T1037.001[\nT1037.001 ',
    ],
    'more techniques to draw than rounds of mending': [
      `# Techniques Used By Group\n${['T1204', 'T1046', 'T1588', 'T1190', 'T1021', 'T1106', 'T1203', 'T1057', 'T1055', 'T1560', 'T1027', 'T1012', 'T1016', 'T1033'].map(id => `* ${id}\n`).join('')}\`\`\`mermaid\nflowchart\ngroup-->X\n\`\`\`\n`,
    ],
    'an item that reaches over the next one': ['# Techniques Used By Group\n* T1133\n * T1021'],
    'an empty item': ['# Techniques Used By Group\n* T1566\n*\n[](T1190)'],
    'a list item that goes, and one that comes behind it': [
      '# Techniques Used By Group\n* T1083\n * [](T1049)\n```mermaid\nflowchart\ngroup->T106',
    ],
    'an indented heading behind a list': [
      '# Techniques Used By Group\n* T0817\n #\n```mermaid\nflowchart\ngroup->T0853',
    ],
    'a directive that never ends behind an edge': [
      '---\nattack-version: 8\n---\n```mermaid\nowchart\ngroup->T1053 %%{',
      'G0019.md',
    ],
    'a string that is never closed': ['{"domain":"\n"techniqueID"', 'layer.json'],
  };
  for (const [title, [text, fileName]] of Object.entries(found)) {
    it(title, () => tryAll(text, fileName));
  }
});

describe('settings', () => {
  const values: unknown[] = [
    ...['x', '', 0, -1, 1e400, true, null, undefined, [], [[]], {}, { a: { b: 1 } }],
    JSON.parse('{"__proto__": {"off": true}, "constructor": 1, "toString": "error"}') as unknown,
  ];

  it('of any type under any key are left out with a problem, or taken', () => {
    const keys = ['attackVersion', 'domain', 'rules', 'include', 'exclude', 'codeLens', 'inlayHints', ...nastyNames];
    for (const value of values) {
      parseSettings(value);
      for (const key of keys) parseSettings(JSON.parse(`{${JSON.stringify(key)}: null}`));
      for (const key of keys) parseSettings(Object.fromEntries([[key, value]]));
      for (const key of keys) parseSettings({ rules: Object.fromEntries([[key, value]]) });
    }
  });

  it('may nest as deep as they like', () => {
    for (const text of ['['.repeat(1_000_000), '{"rules":'.repeat(1_000_000)])
      deepStrictEqual(readConfigurationText('.attackmark.json', text).problems, ['it is nested too deep']);
  });

  it('do not reach the prototypes of objects', () => {
    const hostile = JSON.parse(
      '{"rules": {"__proto__": "off", "constructor": "off"}, "__proto__": {"domain": "ics"}}',
    ) as unknown;
    const { settings, problems } = parseSettings(hostile);
    deepStrictEqual([settings.domain, [...(settings.rules ?? [])]], [undefined, []]);
    ok(
      problems.some(problem => problem.includes('__proto__')),
      problems.join(),
    );
    deepStrictEqual(({} as Record<string, unknown>)['off'], undefined);
  });
});

describe('a layer of ATT&CK Navigator', () => {
  it('is read as far as it goes where it nests as deep as it likes', () => {
    const start = '{"techniques":[{"techniqueID":"T1566.002"},';
    const deep = `${'['.repeat(2000)}${'"x",'.repeat(300_000)}`;
    for (const text of [start + '['.repeat(1_000_000), start + deep])
      deepStrictEqual(
        readLayer(text)?.idPlaces.map(({ id }) => id),
        ['T1566.002'],
      );
  });
});

describe('large texts end in time', function () {
  this.timeout(60_000);
  const large: Readonly<Record<string, () => string>> = {
    'a page of 10 MB': () => page.replaceAll('ours', 'ours'.repeat(10)).repeat(Math.ceil(10_000_000 / page.length)),
    '100,000 list items': () =>
      `## ID:G0098\n## Techniques Used By Group\n${'* [Phishing](techniques/T1566)\n'.repeat(100_000)}`,
    'quotes 10,000 deep': () => `${'>'.repeat(10_000)} a\n${'> '.repeat(10_000)}b\n`,
    'lists 10,000 deep': () => `${'- '.repeat(10_000)}a\n`,
    'brackets 10,000 deep': () => `${'['.repeat(10_000)}a${'](b)'.repeat(10_000)}\n`,
    'subgraphs 10,000 deep': () =>
      `\`\`\`mermaid\nflowchart LR\n${'subgraph a\n'.repeat(10_000)}${'end\n'.repeat(10_000)}\`\`\`\n`,
    'a line of a million characters': () => `${'T1566.002 and [x](techniques/T1566) `a` '.repeat(25_000)}\n`,
    'front matter of 300,000 values in a line': () =>
      `---\n${['tags', 'aliases', 'techniques'].map(key => `${key}: [${'T1566,'.repeat(300_000)}]\n`).join('')}---\n# x\n`,
    'a heading of 300,000 links': () => `# ${'[a](b)'.repeat(300_000)}\n`,
    'a link of a million characters': () => `[a](techniques/${'T1566/'.repeat(170_000)})\n`,
  };
  for (const [title, make] of Object.entries(large)) {
    it(title, () => {
      const text = make();
      const time = cpuTime(() =>
        check(new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1' } })),
      );
      const seconds = time / 1000;
      // Some MB a second at least: a reader that rescans takes minutes.
      ok(seconds < 4 + text.length / 1_000_000, `${text.length} characters took ${seconds.toFixed(1)} s`);
    });
  }
});
