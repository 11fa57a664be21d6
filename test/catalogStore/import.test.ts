import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { firstParagraph } from '../../server/src/core/catalog/descriptions/firstParagraph';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { CatalogStore } from '../../server/src/node/catalogStore';
import { join } from 'node:path';
import { root } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';
import { nextRelease, stixId, stixObject, stixRelation, type StixObject } from '../harness/stixBundle';

/** STIX 2.1 says its version on each object, 2.0 on the bundle. */
const bundle = (objects: readonly StixObject[], spec_version?: '2.0') =>
  JSON.stringify({
    type: 'bundle',
    id: stixId('bundle', 'own'),
    ...(spec_version && { spec_version }),
    objects: spec_version === undefined ? objects : objects.map(object => ({ ...object, spec_version: undefined })),
  });
const inEnterprise = { x_mitre_domains: ['enterprise-attack'] };

/** What a workbench exports: an organisation’s own objects, one relation to an official one, and a copy of that. */
const technique = stixObject('technique', 'ACME-T0001', 'Badge Cloning', {
  ...inEnterprise,
  external_references: [{ source_name: 'acme', external_id: 'ACME-T0001' }],
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'initial-access' }],
});
const mitigation = stixObject('mitigation', 'M9001', 'Badge Audit', inEnterprise);
const group = stixObject('group', 'G9001', 'Acme Bears', { ...inEnterprise, aliases: ['Acme Bears', 'Bears of Acme'] });
const official = stixObject('technique', 'T1566.002', 'Renamed by Acme', inEnterprise);
const own = [
  technique,
  mitigation,
  group,
  official,
  stixRelation('mitigates', mitigation.id, technique.id),
  stixRelation('mitigates', mitigation.id, official.id),
  stixRelation('uses', group.id, technique.id),
  stixRelation('uses', group.id, 'attack-pattern--00000000-0000-4000-8000-000000000000'),
];

describe('catalog import', () => {
  let folder: Folder;
  let env: Record<string, string>;
  beforeEach(() => {
    folder = new Folder();
    env = { ATTACKMARK_DATA: join(folder.path, 'data') };
  });
  afterEach(() => folder.remove());
  const run = (...args: string[]) => attackmark(args, { cwd: folder.path, env });
  const catalog = () =>
    loadCatalog(new CatalogStore(env['ATTACKMARK_DATA']!, join(root, 'server', 'catalog')).inUse().folder);

  for (const version of ['2.0', undefined] as const) {
    it(`merges an organisation’s own objects over the official ones and marks them (STIX ${version ?? '2.1'})`, () => {
      folder.write('acme.json', bundle(own, version));
      const { stdout, stderr, status } = run('catalog', 'import', 'acme.json');
      strictEqual(stderr, '');
      strictEqual(status, 0);
      match(stdout, /^acme\.json: 3 of your own objects; 1 of ATT&CK’s left as they are; 1 relations left out/);
      for (const at of ['latest', '15.1']) {
        const snapshot = catalog().at('enterprise', at);
        strictEqual(snapshot.get('ACME-T0001')!.own, true);
        deepStrictEqual(snapshot.mitigationsOf('ACME-T0001'), ['M9001']);
        ok(snapshot.mitigationsOf('T1566.002').includes('M9001'));
        deepStrictEqual(snapshot.techniquesUsedBy('G9001'), ['ACME-T0001']);
        // What ATT&CK says about its own objects stands.
        strictEqual(snapshot.get('T1566.002')!.name, 'Spearphishing Link');
        strictEqual(snapshot.get('T1566.002')!.own, undefined);
      }
      strictEqual(catalog().at('mobile', 'latest').get('G9001'), undefined);
      match(run('catalog', 'info').stdout, /your own {6}3 from acme\.json/);
      match(
        run('lookup', 'ACME-T0001').stdout,
        /^ACME-T0001 Badge Cloning\n.*\n  own +your organisation’s own, not MITRE’s\n/,
      );
      match(run('lookup', 'G9001').stdout, /^G9001 Acme Bears/);
    });
  }

  it('takes names that JavaScript’s objects have of their own as names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const hostile = names.map((name, i) =>
      stixObject('technique', `ACME-T000${i + 2}`, name, {
        ...inEnterprise,
        external_references: [{ source_name: name, external_id: `ACME-T000${i + 2}` }],
        kill_chain_phases: [{ kill_chain_name: name, phase_name: name }],
      }),
    );
    // As text: in a literal these keys would not be keys.
    const text = bundle([...own, ...hostile]).replace(
      '"type":"bundle"',
      '"type":"bundle","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
    );
    folder.write('acme.json', text);
    const { stderr, status } = run('catalog', 'import', 'acme.json');
    strictEqual(stderr, '');
    strictEqual(status, 0);
    const snapshot = catalog().at('enterprise', 'latest');
    deepStrictEqual(
      names.map(name => snapshot.named(name, 'technique').map(({ id }) => id)),
      names.map((_, i) => [`ACME-T000${i + 2}`]),
    );
    for (const name of names) strictEqual(snapshot.get(name), undefined);
    strictEqual(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('checks pages against them', () => {
    folder.write('acme.json', bundle(own));
    folder.write(
      'page.md',
      '# Acme Bears\n## ID:G9001\n## Techniques Used By Group\n* [SSH](techniques/T1021/004)\n```mermaid\nflowchart LR\ngroup[Acme Bears] --> T1021.004[SSH]\nT1021.004[SSH] --> M9001[Badge Audit]\n```\n',
    );
    const codes = () =>
      (JSON.parse(run('check', 'page.md', '--format', 'json').stdout) as { findings: { code: string }[] }).findings.map(
        ({ code }) => code,
      );
    ok(codes().includes('unknown-id'));
    run('catalog', 'import', 'acme.json');
    ok(!codes().includes('unknown-id'));
    ok(codes().includes('mitigation-not-in-attack'), 'M9001 exists, and mitigates something else');
  });

  it('takes the sample of own objects, and then checks the page that comes with it', () => {
    cpSync(join(root, 'samples', 'own'), folder.path, { recursive: true });
    const check = () => run('check', 'ACME-G0001.md').stdout;
    match(check(), /nothing found/);
    match(run('catalog', 'import', 'acme-objects.json').stdout, /^acme-objects\.json: 4 of your own objects\n/);
    match(check(), /nothing found/);
    const page = readFileSync(join(folder.path, 'ACME-G0001.md'), 'utf8');
    folder.write('ACME-G0001.md', page.replace(/^ACME-T0001\.001.*\n/m, ''));
    match(check(), /a mitigation to ACME-T0001\.001 Visitor Badges that the graph lacks: ACME-M0001 Badge Audit/);
  });

  it('keeps own objects over an import of a release, and takes the newer file of the same name', () => {
    folder.write('acme.json', bundle(own));
    run('catalog', 'import', 'acme.json');
    folder.write('enterprise-attack-20.0.json', JSON.stringify(nextRelease('enterprise', '20.0')));
    match(
      run('catalog', 'import', 'enterprise-attack-20.0.json').stdout,
      /ATT&CK 20\.0 \(enterprise\), \d+ descriptions/,
    );
    strictEqual(catalog().at('enterprise', '20.0').get('ACME-T0001')!.own, true);
    // The bundle says its day itself; with own objects merged over it, all days stay.
    strictEqual(catalog().releasedOn('enterprise', '20.0'), '2026-04-28');
    strictEqual(catalog().releasedOn('enterprise', '18.1'), '2025-11-13');
    folder.write('acme.json', bundle([mitigation]));
    run('catalog', 'import', 'acme.json');
    strictEqual(catalog().at('enterprise', '20.0').get('ACME-T0001'), undefined);
    strictEqual(catalog().at('enterprise', '20.0').get('M9001')!.name, 'Badge Audit');
    strictEqual(catalog().at('enterprise', '20.0').get('T1021.004')!.own, undefined);
  });

  it('lets own objects refer to official ones by their STIX IDs, once ATT&CK’s own bundle was imported', () => {
    folder.write('all/enterprise-attack-20.0.json.gz', gzipSync(JSON.stringify(nextRelease('enterprise', '20.0'))));
    folder.write('all/acme.json', bundle([mitigation, stixRelation('mitigates', mitigation.id, official.id)]));
    const { stdout } = run('catalog', 'import', 'all');
    match(stdout, /^enterprise-attack-20\.0\.json: .*\nacme\.json: 1 of your own object\n/);
    ok(catalog().at('enterprise', '18.1').mitigationsOf('T1566.002').includes('M9001'));
  });

  it('says which catalog is damaged, and how to go back to one that is not', () => {
    folder.write('acme.json', bundle(own));
    run('catalog', 'import', 'acme.json');
    const { folder: kept } = JSON.parse(run('catalog', 'info', '--format', 'json').stdout) as { folder: string };
    writeFileSync(join(kept, 'newest.catalog'), 'x');
    folder.write('page.md', '# A\n');
    const { status, stderr } = run('check', 'page.md');
    strictEqual(status, 2);
    strictEqual(
      stderr,
      `attackmark: This is not a catalog-newest file of Attackmark. It is the catalog in ${kept}; to go back to the one that came with Attackmark: attackmark catalog use shipped\n`,
    );
    strictEqual(run('catalog', 'use', 'shipped').status, 0);
    strictEqual(run('check', 'page.md').status, 0);
  });

  it('says which IDs pages cannot read', () => {
    const odd = stixObject('technique', 'Acme 12', 'Odd', {
      ...inEnterprise,
      external_references: [{ source_name: 'acme', external_id: 'acme12' }],
    });
    folder.write('acme.json', bundle([technique, odd]));
    const { stdout } = run('catalog', 'import', 'acme.json');
    match(stdout, /2 of your own objects; pages cannot read IDs such as acme12: write them as ACME-T0001/);
    match(run('lookup', 'acme12').stdout, /^acme12 Odd/);
  });

  it('says in one line what is wrong, and changes nothing', () => {
    folder.write('text.json', 'no JSON');
    folder.write('other.json', '{"a":1}');
    folder.write('empty.json', bundle([]));
    folder.write('copy.json', bundle([official]));
    folder.write('packed.json.gz', Buffer.from([0x1f, 0x8b, 0, 0, 0]));
    folder.write('none/a.txt', '');
    for (const [name, line] of [
      ['nowhere.json', /There is no file or folder/],
      ['text.json', /cannot be imported: it is no JSON/],
      ['other.json', /other\.json is no STIX bundle/],
      ['empty.json', /no objects of your own: none in it has an ID/],
      ['copy.json', /all 1 in it are ATT&CK’s\. To take it as a release, name it as MITRE does/],
      ['packed.json.gz', /cannot be imported/],
      ['none', /There is no STIX file/],
    ] as const) {
      const { status, stderr, stdout } = run('catalog', 'import', name);
      strictEqual(status, 2, name);
      strictEqual(stdout, '');
      match(stderr, line);
      strictEqual(stderr.trimEnd().split('\n').length, 1);
    }
    match(run('catalog', 'info').stdout, /came with this Attackmark/);
  });
});

describe('the first paragraph of a description', () => {
  for (const [what, description, wanted] of [
    [
      'citations removed, links kept',
      'It uses [DLL](https://x.y/z).(Citation: A) And more. (Citation: B 2020)\n\nNext.',
      'It uses [DLL](https://x.y/z). And more.',
    ],
    ['citations with parentheses', 'One (Citation: A (B) C), two.', 'One, two.'],
    ['a citation that is never closed', 'One. (Citation: A', 'One.'],
    ['code', 'Runs <code>cmd /c</code> here.', 'Runs `cmd /c` here.'],
    ['other HTML', 'Line<br>two <img src=x onerror=y>three', 'Linetwo three'],
    ['a workbench’s own links', 'See (LinkById: T1566.002).', 'See T1566.002.'],
    ['Windows line ends', 'One\r\ntwo\r\n\r\nthree', 'One two'],
    ['nothing', '', ''],
  ] as const) {
    it(what, () => strictEqual(firstParagraph(description), wanted));
  }

  it('is cut at a sentence when it is long', () => {
    const text = firstParagraph(`${'A sentence of words. '.repeat(100)}`);
    ok(text.length <= 900 && text.endsWith('.'));
  });
});
