import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addToCatalog, buildCatalog } from '../../server/src/core/catalog/build';
import { domains, objectTypes } from '../../server/src/core/catalog/catalog';
import { decodeCatalog } from '../../server/src/core/catalog/decode';
import { encodeCatalog } from '../../server/src/core/catalog/encode';
import { CatalogError } from '../../server/src/core/catalog/errors';
import { normalise, type FactsOfVersion, type ObjectFacts } from '../../server/src/core/catalog/facts';
import { openCatalog } from '../../server/src/core/catalog/open';
import { compareReleases } from '../../server/src/core/catalog/stix';
import { sampleBundles } from './sample';
import { mitigation, technique } from './tiny';

describe('The catalog’s files', () => {
  const { files } = buildCatalog(sampleBundles());

  it('are the same for the same bundles in any order', () => {
    assert.deepEqual(buildCatalog([...sampleBundles()].reverse()).files, files);
  });

  it('give all facts back', () => {
    assert.deepEqual(encodeCatalog(decodeCatalog(files)), files);
  });

  it('are the same when the releases are added one by one', () => {
    const [first, ...others] = sampleBundles()
      .slice()
      .sort(compareReleases)
      .map(bundle => [bundle]);
    let grown = buildCatalog(first ?? []).files;
    for (const [bundle] of others) if (bundle) grown = addToCatalog(grown, bundle).files;
    assert.deepEqual(grown, files);
  });

  it('take a release that is added again in the place of the first', () => {
    const bundle = sampleBundles().find(({ version }) => version === '9.0')!;
    assert.deepEqual(addToCatalog(files, bundle).files, files);
    const other = addToCatalog(files, { ...bundle, file: 'other.json', stix: { objects: [] } });
    const catalog = openCatalog(other.files.newest, () => other.files.history);
    assert.equal(catalog.at('enterprise', '9.0').get('T1013'), undefined);
    assert.equal(catalog.introducedIn('T1013', 'enterprise'), '10.1');
    assert.ok(catalog.sources.some(({ file }) => file === 'other.json'));
  });

  it('stay as they are when what is added is no bundle', () => {
    const bundle = { ...sampleBundles()[0]!, file: 'a.json', stix: 'text' };
    assert.deepEqual(addToCatalog(files, bundle), { files, notes: ['a.json: left out, not a STIX bundle'] });
  });

  it('are ASCII', () => {
    const { newest, history } = encodeCatalog([
      { domain: 'ics', version: '1.0', objects: [technique('T0001', 'Ä 🪁 \u2028')] },
      { domain: 'ics', version: '2.0', objects: [] },
    ]);
    assert.match(newest + history, /^[\n -~]*$/);
    assert.equal(
      openCatalog(newest, () => history)
        .at('ics', '1.0')
        .get('T0001')?.name,
      'Ä 🪁 \u2028',
    );
  });

  it('give any facts back', () => {
    fc.assert(
      fc.property(fc.array(factsOfVersion(), { maxLength: 8 }), versions => {
        const written = encodeCatalog(versions);
        const expected = unique(versions).map(normalise);
        assert.deepEqual(decodeCatalog(written).map(normalise), expected);
      }),
      { numRuns: 300 },
    );
  });

  it('say what is wrong with the newest file when it is opened', () => {
    const open = (text: string) => () => openCatalog(text, () => files.history);
    assert.throws(open(''), catalogError(/not a catalog-newest file/));
    assert.throws(open('not JSON\n'), catalogError(/not a catalog-newest file/));
    assert.throws(open(files.history), catalogError(/not a catalog-newest file/));
    assert.throws(open(files.newest.replace('"format":1', '"format":2')), catalogError(/format 2.*reads format 1/));
    assert.throws(open(files.newest.slice(0, -100)), catalogError(/should have/));
    assert.throws(open(files.newest.replaceAll('\n', '\r\n')), catalogError(/should have/));
    assert.throws(open(files.newest.replace(/"sections":\[\[/, '"sections":[[[],')), catalogError(/its header/));
    assert.throws(open(files.newest.replace('"9.0","10.1"', '"10.1","9.0"')), catalogError(/its versions/));
    assert.throws(open(files.newest.replace('"10.1"', '"10 1"')), catalogError(/its versions/));
    assert.throws(open(files.newest.replace(/"versions":\{[^}]*\}/, '"versions":null')), catalogError(/its versions/));
  });

  it('say what is wrong with the history file when it is needed', () => {
    const unfold = (history: string) => () => openCatalog(files.newest, () => history).history('T1001');
    assert.throws(unfold(''), catalogError(/not a catalog-history file/));
    assert.throws(unfold(files.newest), catalogError(/not a catalog-history file/));
    assert.throws(unfold(files.history.slice(0, -1)), catalogError(/should have/));
    const other = files.history.replace(/"build":"\w+"/, '"build":"00000000"');
    assert.throws(unfold(other), catalogError(/not of the same build/));
  });

  it('give a clear error or an answer, never a crash, whatever character is damaged', () => {
    fc.assert(
      fc.property(fc.constantFrom('newest' as const, 'history' as const), fc.nat(), damage(), (file, seed, change) => {
        const text = files[file];
        const place = seed % text.length;
        const broken = { ...files, [file]: text.slice(0, place) + change + text.slice(place + change.length) };
        try {
          askEverything(broken.newest, broken.history);
        } catch (error) {
          assert.ok(error instanceof CatalogError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('keep an organisation’s own objects apart by their own IDs', () => {
    const facts: FactsOfVersion = {
      domain: 'enterprise',
      version: '1.0',
      objects: [technique('ACME-T1', 'Kite'), mitigation('ACME-M1', 'Scissors')],
      mitigates: [['ACME-M1', 'ACME-T1']],
    };
    const { newest, history } = encodeCatalog([facts]);
    const snapshot = openCatalog(newest, () => history).at('enterprise', '1.0');
    assert.equal(snapshot.get('ACME-M1')?.type, 'mitigation');
    assert.deepEqual(snapshot.mitigationsOf('ACME-T1'), ['ACME-M1']);
  });
});

function catalogError(message: RegExp) {
  return (error: unknown) => error instanceof CatalogError && message.test(error.message);
}

function askEverything(newest: string, history: string): void {
  const catalog = openCatalog(newest, () => history);
  assert.ok(Array.isArray(catalog.sources));
  for (const domain of domains) {
    for (const version of catalog.versions(domain)) {
      const snapshot = catalog.at(domain, version);
      for (const type of objectTypes) for (const { name } of snapshot.all(type)) snapshot.named(name, type);
      for (const id of ['T1001', 'T1002', 'G0001', 'M1001']) {
        snapshot.successor(id);
        snapshot.mitigationsOf(id);
        snapshot.techniquesUsedBy(id);
        snapshot.softwareUsedBy(id);
        snapshot.subtechniquesOf(id);
        catalog.namesOf(id, domain);
        catalog.introducedIn(id, domain);
      }
    }
  }
  for (const id of ['T1001', 'T1012', 'G0001', 'T9999']) catalog.history(id);
}

function damage(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('', '"', '[', ']', '{', '}', ',', ':', '\\', '\n', '0', 'null', '[]', '""'),
    fc.string({ maxLength: 4 }),
  );
}

/** The first facts of each release, ordered as the catalog orders them. */
function unique(versions: readonly FactsOfVersion[]): readonly FactsOfVersion[] {
  const first = new Map<string, FactsOfVersion>();
  for (const facts of versions) {
    const key = `${facts.domain} ${facts.version}`;
    if (!first.has(key)) first.set(key, facts);
  }
  return [...first.values()].sort(compareReleases);
}

/** Facts with few IDs and names, so that versions say different things about the same. */
function factsOfVersion(): fc.Arbitrary<FactsOfVersion> {
  const id = (letter: string) => fc.integer({ min: 1, max: 4 }).map(number => `${letter}000${number}`);
  const oneOf = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'ä "quoted" \\ \n 🪁');
  const names = fc.array(oneOf, { maxLength: 2 });
  const state = fc.oneof(
    fc.constant({ kind: 'live' as const }),
    fc.option(id('T'), { nil: undefined }).map(by => ({ kind: 'revoked' as const, by })),
    fc.constant({ kind: 'deprecated' as const }),
  );
  const object = (type: ObjectFacts['type'], letter: string): fc.Arbitrary<ObjectFacts> =>
    fc.record(
      {
        id: fc.oneof(
          id(letter),
          id('T'),
          id('T').map(parent => `${parent}.001`),
        ),
        type: fc.constant(type),
        name: oneOf,
        aliases: names,
        state,
        tactics: names,
        platforms: names,
        parent: fc.option(id('T')),
      },
      { requiredKeys: ['id', 'type', 'name'], noNullPrototype: true },
    );
  const relations = (from: string, to: string) => fc.array(fc.tuple(id(from), id(to)), { maxLength: 6 });
  return fc.record({
    domain: fc.constantFrom(...domains),
    version: fc.constantFrom('1.0', '2.0', '9.1', '10.0', '18.1'),
    objects: fc
      .tuple(
        fc.array(object('technique', 'T'), { maxLength: 6 }),
        fc.array(object('mitigation', 'M'), { maxLength: 4 }),
        fc.array(object('group', 'G'), { maxLength: 4 }),
        fc.array(object('software', 'S'), { maxLength: 2 }),
      )
      .map(lists => lists.flat()),
    mitigates: relations('M', 'T'),
    uses: relations('G', 'T'),
    usesSoftware: relations('G', 'S'),
  });
}
