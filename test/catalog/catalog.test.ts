import assert from 'node:assert/strict';
import { buildCatalog } from '../../server/src/core/catalog/build';
import { domains, objectTypes, type Catalog } from '../../server/src/core/catalog/catalog';
import type { ObjectFacts } from '../../server/src/core/catalog/facts';
import { openCatalog } from '../../server/src/core/catalog/open';
import { sampleBundles } from './sample';
import { campaign, deprecated, group, mitigation, revoked, software, technique, tinyCatalog } from './tiny';

const ids = (objects: readonly { readonly id: string }[]) => objects.map(object => object.id);

describe('The catalog of the sample bundles', () => {
  const { files, notes } = buildCatalog(sampleBundles());
  const catalog = openCatalog(files.newest, () => files.history);
  const at = (version: string) => catalog.at('enterprise', version);

  it('takes versions for numbers', () => {
    assert.deepEqual(catalog.versions('enterprise'), ['1.0', '2.0', '9.0', '10.1']);
    assert.equal(at('latest').version, '10.1');
    assert.equal(at('10.0').version, '9.0');
    assert.equal(at('9.5').version, '9.0');
    assert.equal(at('3').version, '2.0');
    assert.equal(at('0.5').version, '1.0');
    assert.equal(at('99.0').version, '10.1');
    assert.throws(() => at('newest'), RangeError);
  });

  it('gives the same snapshot every time', () => {
    assert.equal(at('9.0'), at('9.7'));
    assert.equal(at('latest'), at('10.1'));
  });

  it('gives a domain without versions as an empty snapshot', () => {
    const ics = catalog.at('ics', '18.1');
    assert.deepEqual(catalog.versions('ics'), []);
    assert.equal(ics.version, '');
    assert.equal(ics.get('T1001'), undefined);
    for (const type of objectTypes) assert.deepEqual(ics.all(type), []);
    assert.deepEqual(
      [ics.mitigationsOf('T1001'), ics.techniquesUsedBy('G0001'), ics.subtechniquesOf('T1001')],
      [[], [], []],
    );
  });

  it('never lets an old mitigation hide a technique', () => {
    for (const version of ['1.0', '2.0']) {
      assert.equal(at(version).get('T1001')?.type, 'technique');
      assert.ok(ids(at(version).all('mitigation')).includes('T1001'));
      assert.ok(!at(version).mitigationsOf('T1001').includes('T1001'));
    }
    assert.deepEqual(ids(at('1.0').named('paper plane mitigation', 'mitigation')), ['T1001']);
  });

  it('never takes an old mitigation for a technique, even where there is none yet', () => {
    const version = (name: string, ...objects: readonly ObjectFacts[]) => ({
      domain: 'enterprise' as const,
      version: name,
      objects,
    });
    const early = tinyCatalog(
      version('4.0', mitigation('T1502', 'Parent Mitigation')),
      version('6.3', technique('T1502', 'Parent'), mitigation('T1502', 'Parent Mitigation', deprecated)),
    );
    assert.equal(early.at('enterprise', '4.0').get('T1502'), undefined);
    assert.equal(early.at('enterprise', '6.3').get('T1502')?.name, 'Parent');
    assert.equal(early.introducedIn('T1502', 'enterprise'), '6.3');
    assert.equal(early.history('T1502').length, 1);
  });

  it('keeps names, aliases, tactics, platforms and parents of every version', () => {
    assert.deepEqual(at('1.0').get('T1001'), {
      id: 'T1001',
      type: 'technique',
      name: 'Paper Plane',
      aliases: [],
      state: { kind: 'live' },
      tactics: ['launch'],
      platforms: ['Indoors', 'Outdoors'],
      parent: undefined,
    });
    assert.deepEqual(at('2.0').get('T1001')?.name, 'Paper Glider');
    assert.deepEqual(at('1.0').get('T1002')?.tactics, ['launch', 'hover']);
    assert.deepEqual(at('1.0').get('G0001')?.aliases, ['Thieves', 'Black and White']);
    assert.deepEqual(at('1.0').get('S0001'), { ...at('2.0').get('S0001'), name: 'Beak', aliases: ['Bill'] });
    assert.deepEqual(at('2.0').get('TA0001')?.tactics, ['launch']);
    assert.deepEqual(at('2.0').get('C0001')?.aliases, ['Primavera']);
  });

  it('takes the parent from the relation, and from the ID where there is none', () => {
    assert.equal(at('2.0').get('T1001.001')?.parent, 'T1001');
    assert.equal(at('2.0').get('T1003.001')?.parent, 'T1003');
    assert.equal(at('2.0').get('T1007.001')?.parent, 'T1003');
    assert.deepEqual(at('2.0').subtechniquesOf('T1003'), ['T1003.001', 'T1007.001']);
    assert.deepEqual(at('9.0').subtechniquesOf('T1003'), []);
  });

  it('says since when an object has been in its state', () => {
    assert.deepEqual(at('1.0').get('T1002')?.state, { kind: 'live' });
    for (const version of ['2.0', '9.0', '10.1']) {
      assert.deepEqual(at(version).get('T1002')?.state, { kind: 'revoked', by: 'T1003', since: '2.0' });
    }
    assert.deepEqual(at('10.1').get('T1003')?.state, { kind: 'revoked', by: 'T1013', since: '9.0' });
    assert.deepEqual(at('9.0').get('T1003.001')?.state, { kind: 'deprecated', since: '9.0' });
    assert.deepEqual(at('10.1').get('T1003.001')?.state, { kind: 'live' });
    assert.deepEqual(at('2.0').get('T1004')?.state, { kind: 'revoked', by: undefined, since: '2.0' });
  });

  it('follows a chain of revocations to its live end', () => {
    const end = at('9.0').successor('T1002');
    assert.equal(end?.object, at('9.0').get('T1013'));
    assert.equal(end?.since, '2.0');
    assert.equal(at('2.0').successor('T1002')?.object.id, 'T1003');
  });

  it('knows no successor of a live ID, an unknown one, one without an end, or a split one', () => {
    assert.equal(at('2.0').successor('T1001'), undefined);
    assert.equal(at('2.0').successor('T9999'), undefined);
    assert.equal(at('2.0').successor('T1004'), undefined);
    assert.deepEqual(at('9.0').get('T1014')?.state, { kind: 'revoked', by: undefined, since: '9.0' });
  });

  it('does not hang on a cycle of revocations', () => {
    assert.deepEqual(at('2.0').get('T1005')?.state, { kind: 'revoked', by: 'T1006', since: '2.0' });
    assert.equal(at('2.0').successor('T1005'), undefined);
    assert.equal(at('2.0').successor('T1006'), undefined);
  });

  it('gives relations only where they and both ends are live', () => {
    assert.deepEqual(at('2.0').techniquesMitigatedBy('M1001'), ['T1001', 'T1001.001']);
    assert.deepEqual(at('2.0').mitigationsOf('T1001'), ['M1001']);
    assert.deepEqual(at('2.0').mitigationsOf('T1003'), []);
    assert.deepEqual(at('2.0').mitigationsOf('T1003.001'), []);
    assert.deepEqual(at('2.0').groupsUsing('T1001'), ['G0001', 'G0002']);
    assert.deepEqual(at('2.0').techniquesUsedBy('G0001'), ['T1001']);
    assert.deepEqual(at('2.0').techniquesUsedBy('G0003'), []);
    assert.deepEqual(at('2.0').techniquesUsedBy('C0001'), ['T1001', 'T1003']);
    assert.deepEqual(at('2.0').softwareUsedBy('G0001'), ['S0001', 'S0002']);
    assert.deepEqual(at('9.0').techniquesMitigatedBy('M1001'), ['T1001', 'T1013']);
    assert.deepEqual(at('10.1').techniquesMitigatedBy('M1001'), ['T1013']);
  });

  it('finds objects by name, by parent and name, and by alias, in any case', () => {
    assert.deepEqual(ids(at('2.0').named('fold', 'technique')), ['T1001.001', 'T1003.001']);
    assert.deepEqual(ids(at('2.0').named('BOX KITE: FOLD', 'technique')), ['T1003.001']);
    assert.deepEqual(ids(at('2.0').named('thieves', 'group')), ['G0001', 'G0002']);
    assert.deepEqual(ids(at('2.0').named('kite', 'technique')), []);
    assert.deepEqual(ids(at('1.0').named('kite', 'technique')), ['T1002']);
    assert.deepEqual(ids(at('2.0').named('fold', 'group')), []);
  });

  it('is not misled by names that JavaScript knows', () => {
    assert.deepEqual(ids(at('2.0').named('__proto__', 'technique')), ['T1008']);
    assert.deepEqual(at('2.0').get('G0002')?.aliases, ['constructor', 'Thieves', 'toString']);
    assert.deepEqual(at('2.0').get('T1010')?.state, { kind: 'live' });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.equal(at('latest').get(name), undefined);
      assert.equal(catalog.knows(name), false);
      assert.deepEqual(at('latest').named(name, 'group'), []);
      assert.deepEqual(at('latest').mitigationsOf(name), []);
    }
  });

  it('takes the live object, then the newest, of several with one ID', () => {
    assert.equal(at('9.0').get('T1015')?.name, 'New Twin');
    assert.deepEqual(at('9.0').mitigationsOf('T1015'), []);
  });

  it('leaves out objects of another domain', () => {
    assert.equal(at('9.0').get('T1016'), undefined);
    assert.equal(at('9.0').get('T1017')?.name, 'Both');
  });

  it('reads the IDs of the first mobile versions', () => {
    const mobile = catalog.at('mobile', '1.0');
    assert.equal(mobile.get('MOB-T1001')?.type, 'technique');
    assert.deepEqual(mobile.mitigationsOf('MOB-T1001'), ['MOB-M1001']);
    assert.deepEqual(mobile.softwareUsedBy('G0001'), ['MOB-S0001']);
  });

  it('leaves out and counts what is malformed', () => {
    assert.equal(at('2.0').get('T1666'), undefined);
    assert.equal(at('2.0').get('T10"08'), undefined);
    assert.deepEqual(at('2.0').get('T1009')?.tactics, []);
    assert.deepEqual(at('2.0').get('T1009')?.platforms, ['Indoors']);
    assert.deepEqual(at('2.0').get('T1009')?.state, { kind: 'live' });
    assert.deepEqual(notes, [
      'enterprise-attack-2.0.json: malformed objects left out: 10',
      'enterprise-attack-2.0.json: relations with a missing end left out: 1',
      'enterprise-attack-9.0.json: relations with a missing end left out: 1',
    ]);
  });

  it('carries over what a bundle is silent about, and says so', () => {
    assert.deepEqual(
      at('10.1').all('tactic'),
      at('9.0')
        .all('tactic')
        .map(tactic => ({ ...tactic })),
    );
    assert.equal(at('10.1').get('C0001')?.name, 'Spring');
    assert.deepEqual(at('10.1').techniquesUsedBy('C0001'), ['T1001']);
    assert.deepEqual(at('10.1').softwareUsedBy('G0001'), ['S0001']);
    assert.deepEqual(at('10.1').get('S0001')?.aliases, ['Bill']);
    assert.deepEqual(at('10.1').get('G0003')?.state, { kind: 'revoked', by: 'G0001', since: '2.0' });
    assert.deepEqual(
      catalog.sources.map(source => [source.domain, source.version, source.file, source.carried.length]),
      [
        ['enterprise', '1.0', 'enterprise-attack-1.0.json', 0],
        ['enterprise', '2.0', 'enterprise-attack-2.0.json', 0],
        ['enterprise', '9.0', 'enterprise-attack-9.0.json', 0],
        ['enterprise', '10.1', 'no-release-in-this-name.json', 6],
        ['mobile', '1.0', 'mobile-attack-1.0.json', 0],
      ],
    );
  });

  it('gives the history of an ID, with its gaps', () => {
    assert.deepEqual(
      catalog.history('T1002').map(({ version, state }) => [version, state.kind]),
      [
        ['1.0', 'live'],
        ['2.0', 'revoked'],
        ['9.0', 'revoked'],
        ['10.1', 'revoked'],
      ],
    );
    assert.deepEqual(
      catalog.history('T1012').map(entry => entry.version),
      ['1.0', '9.0'],
    );
    assert.deepEqual(
      catalog.history('G0001').map(({ domain, version }) => `${domain} ${version}`),
      ['enterprise 1.0', 'enterprise 2.0', 'enterprise 9.0', 'enterprise 10.1', 'mobile 1.0'],
    );
    assert.deepEqual(catalog.history('T9999'), []);
  });

  it('knows when an object came and what it was called', () => {
    assert.equal(catalog.introducedIn('T1013', 'enterprise'), '9.0');
    assert.equal(catalog.introducedIn('T1012', 'enterprise'), '1.0');
    assert.equal(catalog.introducedIn('T1012', 'mobile'), undefined);
    assert.deepEqual(catalog.namesOf('T1001', 'enterprise'), [
      { name: 'Paper Plane', since: '1.0' },
      { name: 'Paper Glider', since: '2.0' },
      { name: 'Paper Plane', since: '9.0' },
    ]);
    assert.deepEqual(catalog.namesOf('T1012', 'enterprise'), [{ name: 'Comet', since: '1.0' }]);
    assert.deepEqual(catalog.namesOf('T9999', 'enterprise'), []);
    assert.ok(catalog.knows('MOB-T1001') && catalog.knows('T1015') && !catalog.knows('T9999'));
  });

  it('answers about the newest version without the history', () => {
    const newest = openCatalog(files.newest, () => assert.fail('the history was opened'));
    const snapshot = newest.at('enterprise', 'latest');
    assert.equal(snapshot.successor('T1002')?.object.name, 'Star Kite');
    assert.equal(newest.introducedIn('T1001', 'enterprise'), '1.0');
    assert.equal(newest.namesOf('T1001', 'enterprise').length, 3);
    assert.ok(newest.knows('T1013'));
    for (const type of objectTypes) snapshot.all(type);
    assert.deepEqual(snapshot.groupsUsing('T1013'), ['G0001']);
    assert.equal(newest.sources.length, 5);
  });

  it('cannot be changed', () => {
    for (const { value, path } of everythingGiven(catalog)) assert.ok(Object.isFrozen(value), `${path} is not frozen`);
  });
});

describe('A tiny catalog', () => {
  it('drops relations that do not count', () => {
    const catalog = tinyCatalog({
      domain: 'mobile',
      version: '1.0',
      objects: [
        technique('T1001', 'Kite'),
        technique('T1002', 'Old Kite', revoked('T1001')),
        mitigation('M1001', 'Scissors'),
        mitigation('M1002', 'Rain', deprecated),
        mitigation('T1001', 'Kite Mitigation'),
        group('G0001', 'Magpies'),
        software('S0001', 'Beak'),
        campaign('C0001', 'Spring'),
      ],
      mitigates: [
        ['M1001', 'T1001'],
        ['M1001', 'T1001'],
        ['M1001', 'T1002'],
        ['M1002', 'T1001'],
        ['M9999', 'T1001'],
        ['T1001', 'T1001'],
      ],
      uses: [
        ['G0001', 'T1001'],
        ['C0001', 'T1001'],
        ['S0001', 'T1001'],
      ],
      usesSoftware: [['G0001', 'S0001']],
    });
    const snapshot = catalog.at('mobile', 'latest');
    assert.deepEqual(snapshot.mitigationsOf('T1001'), ['M1001']);
    assert.deepEqual(snapshot.groupsUsing('T1001'), ['G0001']);
    assert.deepEqual(snapshot.techniquesUsedBy('S0001'), []);
    assert.equal(snapshot.successor('T1002')?.object.id, 'T1001');
  });

  it('ends a run of a state where the object is absent or in another state', () => {
    const version = (name: string, more?: typeof deprecated) => ({
      domain: 'ics' as const,
      version: name,
      objects: more ? [technique('T0001', 'Kite', more)] : [],
    });
    const catalog = tinyCatalog(
      version('1.0', deprecated),
      version('2.0'),
      version('3.0', deprecated),
      version('4.0', revoked()),
      version('5.0', deprecated),
      version('6.0', deprecated),
    );
    const since = (name: string) => {
      const state = catalog.at('ics', name).get('T0001')?.state;
      return state && state.kind !== 'live' ? state.since : undefined;
    };
    const versions = ['1.0', '2.0', '3.0', '4.0', '5.0', '6.0'];
    assert.deepEqual(versions.map(since), ['1.0', undefined, '3.0', '4.0', '5.0', '5.0']);
  });

  it('can be empty', () => {
    const catalog = tinyCatalog();
    for (const domain of domains) assert.equal(catalog.at(domain, 'latest').get('T1001'), undefined);
    assert.deepEqual(catalog.history('T1001'), []);
  });
});

/** Every object that a caller can get from a catalog. */
function everythingGiven(catalog: Catalog): readonly { readonly value: object; readonly path: string }[] {
  const found: { value: object; path: string }[] = [];
  const add = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    found.push({ value, path });
    for (const [key, part] of Object.entries(value)) add(part, `${path}.${key}`);
  };
  add(catalog, 'catalog');
  add(catalog.sources, 'sources');
  for (const domain of domains) {
    add(catalog.versions(domain), `versions of ${domain}`);
    for (const version of catalog.versions(domain)) {
      const snapshot = catalog.at(domain, version);
      add(snapshot, `${domain} ${version}`);
      for (const type of objectTypes) {
        add(snapshot.all(type), `${version} ${type}`);
        for (const { id, name } of snapshot.all(type)) {
          add(snapshot.named(name, type), `${version} named ${name}`);
          add(snapshot.successor(id), `${version} successor of ${id}`);
          add(snapshot.mitigationsOf(id), `${version} mitigations of ${id}`);
          add(snapshot.techniquesMitigatedBy(id), `${version} mitigated by ${id}`);
          add(snapshot.techniquesUsedBy(id), `${version} used by ${id}`);
          add(snapshot.groupsUsing(id), `${version} groups using ${id}`);
          add(snapshot.softwareUsedBy(id), `${version} software of ${id}`);
          add(snapshot.subtechniquesOf(id), `${version} sub-techniques of ${id}`);
          add(catalog.history(id), `history of ${id}`);
          add(catalog.namesOf(id, domain), `names of ${id}`);
        }
      }
    }
  }
  return found;
}
