import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CatalogError } from '../../server/src/core/catalog/errors';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { root } from '../harness/catalog';
import { cpuTime } from '../harness/cpuTime';

const folder = join(root, 'server/catalog');

describe('The shipped catalog', () => {
  const catalog = loadCatalog(folder);
  const at = (version: string) => catalog.at('enterprise', version);

  it('has every release', () => {
    const releases =
      '1.0 2.0 3.0 4.0 5.2 6.3 7.2 8.2 9.0 10.1 11.3 12.1 13.1 14.1 15.1 16.1 17.0 17.1 18.0 18.1 19.0'.split(' ');
    assert.deepEqual(catalog.versions('enterprise'), releases);
    assert.deepEqual(catalog.versions('mobile'), releases);
    assert.deepEqual(catalog.versions('ics'), releases.slice(releases.indexOf('8.2'), -1));
  });

  it('knows on what day a release came out, where MITRE’s index says it', () => {
    assert.equal(catalog.releasedOn('enterprise', '1.0'), '2018-01-17');
    assert.equal(catalog.releasedOn('ics', '18.1'), '2025-11-13');
    assert.equal(catalog.releasedOn('enterprise', '19.0'), undefined);
    assert.equal(catalog.releasedOn('ics', '1.0'), undefined);
    const days = catalog.versions('mobile').flatMap(version => catalog.releasedOn('mobile', version) ?? []);
    assert.deepEqual(days, [...days].sort());
    assert.equal(days.length, 20);
  });

  it('is under 400 KiB as it is shipped, packed', () => {
    const packed = readdirSync(folder)
      .filter(name => name.endsWith('.catalog'))
      .map(name => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length);
    assert.equal(packed.length, 2);
    assert.ok(packed.reduce((sum, size) => sum + size) < 400 * 1024, `${packed.join(' + ')} bytes`);
  });

  it('has facts only: nothing as long as a description', () => {
    for (const type of ['technique', 'mitigation', 'group', 'software'] as const) {
      for (const { id, name, aliases } of at('latest').all(type)) {
        for (const text of [name, ...aliases]) assert.ok(text.length < 120, `${id}: ${text}`);
      }
    }
  });

  it('comes with ATT&CK’s copyright designation and licence', () => {
    const notice = readFileSync(join(root, 'NOTICE'), 'utf8').replace(/\s+/g, ' ');
    for (const words of [
      'hereby grants you a non-exclusive, royalty-free license to use ATT&CK® for research, development, and commercial purposes',
      '"© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation."',
      'ALL DOCUMENTS AND THE INFORMATION CONTAINED THEREIN ARE PROVIDED ON AN "AS IS" BASIS',
    ]) {
      assert.ok(notice.includes(words), words);
    }
  });

  it('follows T1150 to its end', () => {
    for (const version of ['11.3', '15.1', '18.1', '19.0']) {
      const end = at(version).successor('T1150');
      assert.deepEqual([end?.object.id, end?.object.name, end?.since], ['T1647', 'Plist File Modification', '7.2']);
    }
    assert.equal(at('7.2').successor('T1150')?.object.id, 'T1547.011');
    assert.deepEqual(at('6.3').get('T1150')?.state, { kind: 'live' });
  });

  it('knows since when an ID is revoked, and by which', () => {
    assert.deepEqual(at('18.1').get('T1574.002')?.state, { kind: 'revoked', by: 'T1574.001', since: '17.0' });
    assert.deepEqual(at('16.1').get('T1574.002')?.state, { kind: 'live' });
    assert.deepEqual(at('18.1').get('T1562.001')?.state, { kind: 'live' });
    for (const id of ['T1562', 'T1562.001', 'T1562.006']) {
      assert.deepEqual(at('19.0').get(id)?.state, { kind: 'revoked', by: 'T1685', since: '19.0' });
    }
    assert.deepEqual(at('19.0').get('G0057')?.state, { kind: 'revoked', by: 'G0049', since: '3.0' });
  });

  it('knows every mitigation and every group of a technique', () => {
    assert.deepEqual(at('18.1').mitigationsOf('T1566.002'), ['M1017', 'M1018', 'M1021', 'M1047', 'M1054']);
    assert.equal(at('18.1').get('G0098')?.name, 'BlackTech');
    assert.equal(at('18.1').techniquesUsedBy('G0098').length, 14);
    assert.ok(at('18.1').groupsUsing('T1566.002').includes('G0098'));
    assert.deepEqual(at('18.1').mitigationsOf('T1036.002'), []);
  });

  it('has what the bundles of 19.0 lack', () => {
    assert.equal(at('19.0').get('TA0005')?.name, 'Stealth');
    assert.equal(at('18.1').get('TA0005')?.name, 'Defense Evasion');
    assert.equal(at('19.0').get('TA0112')?.name, 'Defense Impairment');
    const known = new Set(
      at('19.0')
        .all('tactic')
        .flatMap(tactic => tactic.tactics),
    );
    for (const { id, tactics } of at('19.0').all('technique')) {
      for (const tactic of tactics) assert.ok(known.has(tactic), `${id}: ${tactic}`);
    }
    assert.equal(catalog.at('mobile', '19.0').get('TA0030')?.name, 'Defense Evasion');
    assert.ok(at('19.0').all('campaign').length > 50);
    const { carried } = catalog.sources.find(source => source.file === 'enterprise-attack-19.0.json') ?? {};
    assert.deepEqual(carried, [
      'campaigns',
      'uses of campaigns',
      'software of groups',
      'aliases of software',
      'successors of groups',
      'successors of software',
    ]);
  });

  it('carries nothing over into a whole release', () => {
    const partial = catalog.sources.filter(source => source.carried.length > 0);
    assert.deepEqual([...new Set(partial.map(source => source.version))], ['19.0']);
  });

  it('tells the live techniques of one name apart', () => {
    const names = at('18.1')
      .all('technique')
      .filter(({ state }) => state.kind === 'live')
      .map(({ name }) => name);
    const shared = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    assert.equal(shared.size, 23);
    for (const name of shared) assert.ok(at('18.1').named(name, 'technique').length > 1, name);
    assert.equal(at('18.1').named('Thrip', 'group').length, 2);
  });

  it('opens in milliseconds', () => {
    const open = () => void loadCatalog(folder).at('enterprise', 'latest').get('T1566.002');
    const milliseconds = Array.from({ length: 5 }, () => cpuTime(open));
    assert.ok(Math.min(...milliseconds) < 10, `${milliseconds.map(Math.round).join(', ')} ms`);
  });

  it('is reported as unreadable in one sentence where there is none', () => {
    assert.throws(
      () => loadCatalog(join(folder, 'none')),
      (error: unknown) =>
        error instanceof CatalogError && /^The catalog cannot be read: ENOENT.*\.$/.test(error.message),
    );
  });
});
