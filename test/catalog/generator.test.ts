import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { sampleFolder } from './sample';

describe('The catalog generator', function () {
  this.timeout(30_000);
  let own: Folder;
  let folder = '';
  beforeEach(() => {
    own = new Folder();
    folder = own.path;
  });
  afterEach(() => own.remove());

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/catalog/build.ts'), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  /** A folder with one bundle. */
  const stixWith = (name: string, text: string) => dirname(own.write(join('stix', name), text));
  const read = (out: string) => ['newest.catalog', 'history.catalog'].map(name => own.read(join(out, name)));

  it('makes the same bytes of the same bundles, wherever they lie', () => {
    cpSync(sampleFolder, join(folder, 'copy'), { recursive: true });
    const first = run('--stix', sampleFolder, '--out', join(folder, 'first'));
    const second = run('--stix', join(folder, 'copy'), '--out', join(folder, 'second', 'deeper'));
    assert.deepEqual([first.status, second.status], [0, 0], first.stderr);
    assert.match(first.stderr, /enterprise-attack-2\.0\.json: malformed objects left out: 10/);
    assert.match(first.stdout, /^5 bundles: \d+ KiB newest, \d+ KiB history\n$/);
    assert.deepEqual(read('first'), read('second/deeper'));
  });

  it('writes what loadCatalog reads, with the hash of each bundle', () => {
    assert.equal(run('--stix', sampleFolder, '--out', folder).status, 0);
    const catalog = loadCatalog(folder);
    assert.equal(catalog.at('enterprise', 'latest').successor('T1002')?.object.id, 'T1013');
    assert.equal(catalog.history('T1012').length, 2);
    for (const source of catalog.sources) assert.match(source.sha256, /^[0-9a-f]{64}$/);
    assert.equal(new Set(catalog.sources.map(source => source.sha256)).size, 5);
  });

  it('takes the days of releases from MITRE’s index', () => {
    const versions = [{ version: '9.0', url: 'enterprise-attack-9.0.json', modified: '2021-04-29T14:49:39.188Z' }];
    const id = 'x-mitre-collection--1f5f1533-f617-4ca8-9ab4-6a02367fa019';
    const index = own.write('index.json', JSON.stringify({ collections: [{ id, versions }] }));
    assert.equal(run('--stix', sampleFolder, '--index', index, '--out', folder).status, 0);
    const catalog = loadCatalog(folder);
    assert.equal(catalog.releasedOn('enterprise', '9.0'), '2021-04-29');
    assert.equal(catalog.releasedOn('enterprise', '2.0'), undefined);
    own.write('index.json', '{}');
    const { status, stderr } = run('--stix', sampleFolder, '--index', index, '--out', folder);
    assert.equal(status, 2);
    assert.match(stderr, /^catalog: .*index\.json is no index of ATT&CK releases\n$/);
  });

  it('says in one line what a bundle lacks that says no release', () => {
    const { status, stderr } = run('--stix', stixWith('mine.json', '{"objects": []}'), '--out', folder);
    assert.equal(status, 2);
    assert.match(stderr, /^catalog: .*mine\.json: neither the name .* says which release this is\n$/);
  });

  it('says in one line which file it cannot read', () => {
    const { status, stderr } = run('--stix', stixWith('ics-attack-1.0.json', '{"objects": ['), '--out', folder);
    assert.equal(status, 2);
    assert.match(stderr, /^catalog: cannot read .*ics-attack-1\.0\.json: .*\n$/);
  });

  it('says in one line that a folder is missing or empty, or how it is called', () => {
    for (const [args, message] of [
      [['--stix', join(folder, 'none')], /^catalog: cannot list .*\n$/],
      [['--stix', folder], /^catalog: no \*\.json or \*\.json\.gz in .*\n$/],
      [[], /^catalog: usage: .*\n$/],
      [['--what'], /^catalog: .*usage: .*\n$/],
    ] as const) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });

  it('leaves out what is no bundle', () => {
    const stix = stixWith('ics-attack-1.0.json', '[1, 2]');
    cpSync(join(sampleFolder, 'mobile-attack-1.0.json'), join(stix, 'mobile-attack-1.0.json'));
    const { status, stderr } = run('--stix', stix, '--out', folder);
    assert.equal(status, 0);
    assert.equal(stderr, 'catalog: ics-attack-1.0.json: left out, not a STIX bundle\n');
    assert.deepEqual(loadCatalog(folder).versions('ics'), []);
  });
});
