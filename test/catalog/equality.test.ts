import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Domain, ObjectType, Snapshot } from '../../server/src/core/catalog/catalog';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { root } from '../harness/catalog';
import { materialPath } from '../harness/material';

/*
 * The shipped catalog against ATT&CK's own bundles: every version of every domain, every fact. The
 * bundles are read here in the plainest way and with none of the product's code, so that a fault there
 * cannot hide itself. They are too large for the repository: without them the test is skipped.
 */

const folder = materialPath('attack', 'slim');

const stixTypes: Readonly<Record<string, ObjectType>> = {
  'attack-pattern': 'technique',
  'course-of-action': 'mitigation',
  'intrusion-set': 'group',
  malware: 'software',
  tool: 'software',
  'x-mitre-tactic': 'tactic',
  campaign: 'campaign',
};

/** As much of STIX as these bundles, whose form is known, need. */
interface Stix {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly modified?: string;
  readonly revoked?: boolean;
  readonly x_mitre_deprecated?: boolean;
  readonly external_references: readonly { readonly external_id: string }[];
  readonly kill_chain_phases?: readonly { readonly phase_name: string }[];
  readonly x_mitre_platforms?: readonly string[];
  readonly x_mitre_shortname?: string;
  readonly aliases?: readonly string[];
  readonly x_mitre_aliases?: readonly string[];
  readonly relationship_type: string;
  readonly source_ref: string;
  readonly target_ref: string;
}

interface Expected {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly state: string;
  readonly since: string;
  readonly by: string;
  readonly tactics: readonly string[];
  readonly platforms: readonly string[];
  readonly parent: string;
}

/** What a bundle says: objects by type and ID, relations as `M1013 T1001`. */
interface Reading {
  readonly objects: ReadonlyMap<string, Expected>;
  readonly mitigates: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  readonly usesSoftware: ReadonlySet<string>;
}

function read(stix: readonly Stix[], version: string, before: Reading | undefined): Reading {
  const byStixId = new Map(stix.map(object => [object.id, object]));
  const idOf = (object: Stix | undefined) => object?.external_references[0]?.external_id ?? '';
  const stateOf = (object: Stix) => (object.revoked ? 'revoked' : object.x_mitre_deprecated ? 'deprecated' : 'live');
  const relations = stix.filter(o => o.type === 'relationship' && !o.revoked && !o.x_mitre_deprecated);
  const target = (source: Stix, kind: string) =>
    idOf(
      byStixId.get(relations.find(r => r.source_ref === source.id && r.relationship_type === kind)?.target_ref ?? ''),
    );

  const objects = new Map<string, Expected>();
  const modified = new Map<string, string>();
  for (const object of stix) {
    const type = stixTypes[object.type];
    if (!type) continue;
    const id = idOf(object);
    const key = `${type} ${id}`;
    // T1482 of 4.0 is the ID of two live mitigations: the newer one counts.
    if ((modified.get(key) ?? '') > (object.modified ?? '')) continue;
    modified.set(key, object.modified ?? '');
    const name = object.name.trim();
    const state = stateOf(object);
    const was = before?.objects.get(key);
    const aliases = (object.aliases ?? object.x_mitre_aliases ?? []).map(alias => alias.trim());
    objects.set(key, {
      name,
      aliases: aliases.filter(alias => alias !== name),
      state,
      since: state === 'live' ? '' : was?.state === state ? was.since : version,
      by: state === 'revoked' ? target(object, 'revoked-by') : '',
      tactics:
        type === 'technique'
          ? (object.kill_chain_phases ?? []).map(phase => phase.phase_name)
          : type === 'tactic' && object.x_mitre_shortname
            ? [object.x_mitre_shortname]
            : [],
      platforms: type === 'technique' ? (object.x_mitre_platforms ?? []) : [],
      parent: type === 'technique' ? target(object, 'subtechnique-of') || (/^(T\d+)\./.exec(id)?.[1] ?? '') : '',
    });
  }

  const liveRelations = (kind: string, from: string, to: readonly string[]) => {
    const found = new Set<string>();
    for (const relation of relations) {
      const [start, end] = [byStixId.get(relation.source_ref), byStixId.get(relation.target_ref)];
      if (relation.relationship_type !== kind || start?.type !== from || !end || !to.includes(end.type)) continue;
      if (stateOf(start) === 'live' && stateOf(end) === 'live') found.add(`${idOf(start)} ${idOf(end)}`);
    }
    return found;
  };
  return {
    objects,
    mitigates: liveRelations('mitigates', 'course-of-action', ['attack-pattern']),
    uses: liveRelations('uses', 'intrusion-set', ['attack-pattern']),
    usesSoftware: liveRelations('uses', 'intrusion-set', ['malware', 'tool']),
  };
}

/** The same of the catalog. */
function readSnapshot(snapshot: Snapshot): Reading {
  const objects = new Map<string, Expected>();
  const groups = snapshot.all('group').map(group => group.id);
  for (const type of new Set(Object.values(stixTypes))) {
    for (const { id, name, aliases, state, tactics, platforms, parent = '' } of snapshot.all(type)) {
      const since = state.kind === 'live' ? '' : state.since;
      const by = (state.kind === 'revoked' && state.by) || '';
      objects.set(`${type} ${id}`, { name, aliases, state: state.kind, since, by, tactics, platforms, parent });
    }
  }
  const pairs = (starts: readonly string[], ends: (start: string) => readonly string[]) =>
    new Set(starts.flatMap(start => ends(start).map(end => `${start} ${end}`)));
  const techniques = snapshot.all('technique').map(technique => technique.id);
  const mitigations = [...new Set(snapshot.all('mitigation').map(mitigation => mitigation.id))];
  const mitigates = pairs(mitigations, id => snapshot.techniquesMitigatedBy(id));
  const uses = pairs(groups, id => snapshot.techniquesUsedBy(id));
  const swapped = (relations: ReadonlySet<string>) => [...relations].map(r => r.split(' ').reverse().join(' ')).sort();
  // From the technique's side, the old mitigations with T-IDs are left out.
  const withOwnIds = new Set([...mitigates].filter(relation => !relation.startsWith('T')));
  assert.deepEqual([...pairs(techniques, id => snapshot.mitigationsOf(id))].sort(), swapped(withOwnIds));
  assert.deepEqual([...pairs(techniques, id => snapshot.groupsUsing(id))].sort(), swapped(uses));
  return { objects, mitigates, uses, usesSoftware: pairs(groups, id => snapshot.softwareUsedBy(id)) };
}

/** What the catalog has from the version before, where the bundle is silent: expected as it was there. */
function withCarried(reading: Reading, before: Reading, carried: readonly string[]): Reading {
  const objects = new Map(reading.objects);
  for (const [key, was] of before.objects) {
    const now = objects.get(key);
    const [type] = key.split(' ');
    if (type === 'tactic' && carried.includes('tactics')) objects.set(key, was);
    if (type === 'campaign' && carried.includes('campaigns')) objects.set(key, was);
    if (now && type === 'software' && carried.includes('aliases of software')) {
      objects.set(key, { ...now, aliases: was.aliases.filter(alias => alias !== now.name) });
    }
    const isSuccessorCarried = carried.includes(`successors of ${type === 'group' ? 'groups' : 'software'}`);
    if (now?.state === 'revoked' && (type === 'group' || type === 'software') && isSuccessorCarried) {
      objects.set(key, { ...objects.get(key)!, by: was.by });
    }
  }
  if (!carried.includes('software of groups')) return { ...reading, objects };
  const isLive = (key: string) => objects.get(key)?.state === 'live';
  const stillLive = [...before.usesSoftware].filter(relation => {
    const [start = '', end = ''] = relation.split(' ');
    return isLive(`group ${start}`) && isLive(`software ${end}`);
  });
  return { ...reading, objects, usesSoftware: new Set(stillLive) };
}

function differences(actual: Reading, expected: Reading): readonly string[] {
  const found: string[] = [];
  const keys = new Set([...actual.objects.keys(), ...expected.objects.keys()]);
  for (const key of keys) {
    const [a, e] = [JSON.stringify(actual.objects.get(key)), JSON.stringify(expected.objects.get(key))];
    if (a !== e) found.push(`${key}: catalog ${a}, bundle ${e}`);
  }
  for (const kind of ['mitigates', 'uses', 'usesSoftware'] as const) {
    for (const relation of actual[kind])
      if (!expected[kind].has(relation)) found.push(`${kind} ${relation}: not in bundle`);
    for (const relation of expected[kind])
      if (!actual[kind].has(relation)) found.push(`${kind} ${relation}: not in catalog`);
  }
  return found;
}

const bundles = (existsSync(folder) ? readdirSync(folder) : [])
  .map(file => ({ file, match: /^(enterprise|mobile|ics)-attack-(\d+)\.(\d+)\.json\.gz$/.exec(file) }))
  .flatMap(({ file, match }) =>
    match ? [{ file, domain: match[1] as Domain, major: Number(match[2]), minor: Number(match[3]) }] : [],
  )
  .sort((a, b) => a.major - b.major || a.minor - b.minor);

describe('The shipped catalog and ATT&CK’s bundles', function () {
  this.timeout(60_000);
  if (bundles.length === 0) it.skip(`no bundles in ${folder}`, () => undefined);

  const catalog = loadCatalog(join(root, 'server/catalog'));
  const before = new Map<Domain, Reading>();
  const names = new Map<string, { readonly introduced: string; readonly names: string[] }>();

  for (const { file, domain, major, minor } of bundles) {
    const version = `${major}.${minor}`;
    it(`say the same of ${domain} ${version}`, () => {
      const { objects: stix } = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as {
        objects: Stix[];
      };
      const last = before.get(domain);
      const sources = catalog.sources.filter(source => source.domain === domain && source.version === version);
      const carried = sources.flatMap(source => source.carried);
      const bundle = read(stix, version, last);
      const expected = last ? withCarried(bundle, last, carried) : bundle;
      const snapshot = catalog.at(domain, version);
      assert.equal(snapshot.version, version);
      const actual = readSnapshot(snapshot);
      // A supplement names tactics that the bundle lacks: they are no difference, and tested elsewhere.
      const isSupplemented = sources.length > 1;
      const found = differences(actual, expected).filter(text => !(isSupplemented && text.startsWith('tactic ')));
      assert.deepEqual(found, []);
      before.set(domain, actual);
      for (const [key, { name }] of actual.objects) {
        const known = names.get(`${domain} ${key}`);
        if (!known) names.set(`${domain} ${key}`, { introduced: version, names: [name] });
        else if (known.names.at(-1) !== name) known.names.push(name);
      }
    });
  }

  if (bundles.length > 0) {
    it('say the same of when each object came and what it was called', () => {
      for (const [key, expected] of names) {
        const [domain, type, id = ''] = key.split(' ') as [Domain, ObjectType, string];
        // An ID that old mitigations share with techniques means the technique.
        if (type === 'mitigation' && names.has(`${domain} technique ${id}`)) continue;
        assert.equal(catalog.introducedIn(id, domain), expected.introduced, key);
        assert.deepEqual(
          catalog.namesOf(id, domain).map(({ name }) => name),
          expected.names,
          key,
        );
        assert.ok(catalog.knows(id), key);
      }
    });

    it('are made of the same files', () => {
      const files = catalog.sources.map(source => `${source.file}.gz`).filter(file => !file.includes('tactics'));
      assert.deepEqual(files.sort(), bundles.map(bundle => bundle.file).sort());
    });
  }
});
