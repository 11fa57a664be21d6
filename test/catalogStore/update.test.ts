import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { CatalogStore } from '../../server/src/node/catalogStore';
import { updateCatalog } from '../../server/src/node/catalogUpdate';
import { root } from '../harness/catalog';
import { attackmarkAsync } from '../harness/commandLine';
import { Folder } from '../harness/folder';
import { Loopback, type Answer } from '../harness/loopback';
import { nextRelease, releaseIndex, stixObject } from '../harness/stixBundle';

const shipped = join(root, 'server', 'catalog');
const page = 'samples/groups/G0098.md';
const bundle = nextRelease('enterprise', '20.0', [
  stixObject('technique', 'T9001', 'A New Technique', { x_mitre_domains: ['enterprise-attack'] }),
]);
const bundleBytes = Buffer.from(JSON.stringify(bundle));

describe('a catalog update', () => {
  let web: Loopback;
  let data: Folder;
  let store: CatalogStore;
  beforeEach(async () => {
    web = await Loopback.start();
    data = new Folder();
    store = new CatalogStore(data.path, shipped);
    web.json(
      '/index.json',
      releaseIndex([{ domain: 'enterprise', version: '20.0', url: web.url('/enterprise-attack-20.0.json') }]),
    );
    web.answers.set('/enterprise-attack-20.0.json', (_, response) =>
      response.writeHead(200, { 'content-length': bundleBytes.length }).end(bundleBytes),
    );
  });
  afterEach(async () => {
    await web.stop();
    data.remove();
  });

  const update = (patience = 5000, signal = new AbortController().signal, shares: number[] = []) =>
    updateCatalog(
      store,
      { index: web.url('/index.json'), signal, onProgress: (_, share) => void shares.push(share) },
      patience,
    );
  const newest = () => loadCatalog(store.inUse().folder).versions('enterprise').at(-1);
  /** Everything that is kept, with its content. */
  const kept = () =>
    existsSync(store.folder)
      ? readdirSync(store.folder, { recursive: true, withFileTypes: true })
          .filter(entry => entry.isFile())
          .map(entry => [
            join(entry.parentPath, entry.name),
            createHash('sha1')
              .update(readFileSync(join(entry.parentPath, entry.name)))
              .digest('hex'),
          ])
      : [];

  it('adds what the index has and the catalog lacks, and says how far it is', async () => {
    const shares: number[] = [];
    const { kind, message } = await update(5000, undefined, shares);
    strictEqual(kind, 'updated');
    match(message, /^Added ATT&CK enterprise 20\.0\. The catalog now has Enterprise 20\.0/);
    deepStrictEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    ok(shares.length > 2);
    const catalog = loadCatalog(store.inUse().folder);
    strictEqual(catalog.at('enterprise', 'latest').get('T9001')!.name, 'A New Technique');
    strictEqual(catalog.introducedIn('T9001', 'enterprise'), '20.0');
    // The day that the index says, not the bundle.
    strictEqual(catalog.releasedOn('enterprise', '20.0'), '2026-01-01');
    strictEqual(
      catalog.descriptionOf('T9001', 'enterprise'),
      'A New Technique is [T9001](https://attack.mitre.org/x/T9001).',
    );
    // The history is all there.
    const before = loadCatalog(shipped);
    deepStrictEqual(catalog.versions('mobile'), before.versions('mobile'));
    deepStrictEqual(
      catalog.at('enterprise', '15.1').mitigationsOf('T1566.002'),
      before.at('enterprise', '15.1').mitigationsOf('T1566.002'),
    );
    const source = catalog.sources.find(({ version }) => version === '20.0')!;
    strictEqual(source.sha256, createHash('sha256').update(bundleBytes).digest('hex'));
  });

  it('does nothing when there is nothing newer, and reads MITRE’s own index as published', async () => {
    web.json('/index.json', releaseIndex([{ domain: 'enterprise', version: '18.1', url: web.url('/no.json') }]));
    const { kind, message } = await update();
    strictEqual(kind, 'current');
    match(message, /newest releases already: Enterprise 19\.0/);
    deepStrictEqual(web.asked, ['/index.json']);
    deepStrictEqual(kept(), []);
  });

  it('keeps the one before, and goes back to it', async () => {
    await update();
    web.json('/index.json', releaseIndex([{ domain: 'enterprise', version: '20.1', url: web.url('/20.1.json') }]));
    web.json('/20.1.json', nextRelease('enterprise', '20.1'));
    await update();
    strictEqual(newest(), '20.1');
    const [, before] = store.list();
    store.use(before!.number);
    strictEqual(newest(), '20.0');
    store.use(undefined);
    strictEqual(newest(), '19.0');
  });

  const cut =
    (send: number, length: number): Answer =>
    (_, response) => {
      response.writeHead(200, { 'content-length': length });
      response.write(bundleBytes.subarray(0, send), () => response.destroy());
    };
  const answer =
    (status: number, headers: Record<string, string>, body: string): Answer =>
    (_, response) =>
      void response.writeHead(status, headers).end(body);
  const part = (change: (text: string) => string): Answer => answer(200, {}, change(bundleBytes.toString()));
  const without =
    (isLeftOut: (object: { type: string }) => boolean): Answer =>
    (_, response) => {
      const objects = bundle.objects
        .filter(object => !isLeftOut(object))
        .map(object => (object.type === 'x-mitre-collection' ? { ...object, x_mitre_version: '20.1' } : object));
      response.writeHead(200).end(JSON.stringify({ ...bundle, objects }));
    };

  /** A folder with one catalog of the user's own. */
  let updated: Folder;
  before(async () => {
    updated = new Folder();
    const server = await Loopback.start();
    server.json('/index.json', releaseIndex([{ domain: 'enterprise', version: '20.0', url: server.url('/x.json') }]));
    server.json('/x.json', bundle);
    await updateCatalog(new CatalogStore(updated.path, shipped), {
      index: server.url('/index.json'),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await server.stop();
  });
  after(() => updated.remove());

  /** What goes wrong, how, and what the user is told. */
  const faults: [string, Answer, RegExp][] = [
    ['is silent', () => undefined, /was silent for 0\.3 seconds/],
    [
      'falls silent half way',
      (_, response) => void response.writeHead(200).write('{"type":'),
      /was silent for 0\.3 seconds/,
    ],
    ['cuts off', cut(5000, bundleBytes.length), /was cut off after \d+ of \d+ bytes/],
    ['sends less than it says', cut(bundleBytes.length, bundleBytes.length + 1000), /was cut off/],
    [
      'sends more than it says',
      (_, response) => {
        response.socket!.end(`HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n${bundleBytes.toString('latin1', 0, 4000)}`);
      },
      /is no JSON: it may have been cut off|cannot be reached/,
    ],
    [
      'says that it is huge',
      (_, response) => void response.writeHead(200, { 'content-length': 10_000_000_000 }).write('{'),
      /is larger than 150 MB/,
    ],
    ['has no such file', answer(404, {}, ''), /is not there \(404\)/],
    ['fails', answer(500, {}, ''), /answered with 500: it has trouble of its own; try again later/],
    ['refuses', answer(403, {}, ''), /answered with 403\./],
    [
      'answers with a web page',
      answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html>'),
      /is a web page and no data/,
    ],
    [
      'answers with a web page that says it is none',
      answer(200, { 'content-type': 'application/json' }, '\n<html>'),
      /is a web page and no data/,
    ],
    [
      'redirects to another host',
      answer(302, { location: 'http://example.invalid/x.json' }, ''),
      /redirects to another host, example\.invalid/,
    ],
    ['redirects to nowhere', answer(302, {}, ''), /redirect to nowhere/],
    ['redirects for ever', answer(302, { location: '/enterprise-attack-20.0.json' }, ''), /redirects over and over/],
    [
      'sends bytes that are no text',
      (_, response) => void response.writeHead(200).end(Buffer.from([0x7b, 0xff, 0xfe])),
      /is no text/,
    ],
    ['sends half of the JSON', part(text => text.slice(0, text.length / 2)), /is no JSON/],
    ['sends JSON that is no bundle', answer(200, {}, '{"objects":3}'), /is no STIX bundle/],
    [
      'sends another release',
      part(text => text.replace('"x_mitre_version":"20.0"', '"x_mitre_version":"17.1"')),
      /says of itself that it is 17\.1/,
    ],
    [
      'sends a bundle without techniques',
      without(({ type }) => type === 'attack-pattern'),
      /cannot be whole: it has 0 live techniques, and 20\.0 has \d+/,
    ],
    [
      'sends a bundle without groups',
      without(({ type }) => type === 'intrusion-set'),
      /cannot be whole: it has 0 live groups/,
    ],
    [
      'sends a bundle without relations',
      without(({ type }) => type === 'relationship'),
      /cannot be whole: it has no relations/,
    ],
  ];

  for (const [what, fault, line] of faults) {
    it(`changes nothing when the server ${what}`, async () => {
      cpSync(updated.path, data.path, { recursive: true });
      const before = kept();
      const inUse = store.inUse().folder;
      web.json('/index.json', releaseIndex([{ domain: 'enterprise', version: '20.1', url: web.url('/fault.json') }]));
      web.answers.set('/fault.json', fault);
      if (/redirects for ever/.test(what)) web.answers.set('/enterprise-attack-20.0.json', fault);
      await rejects(update(300), (error: Error) => {
        match(error.message, line);
        ok(!error.message.includes('\n'));
        return true;
      });
      deepStrictEqual(kept(), before);
      strictEqual(store.inUse().folder, inUse);
    });
  }

  it('changes nothing when the index is none', async () => {
    for (const [fault, line] of [
      [answer(200, {}, '[]'), /is no index of ATT&CK releases/],
      [answer(200, {}, '{"collections":[{"id":"x","versions":[]}]}'), /is no index/],
      [answer(404, {}, ''), /404/],
    ] as const) {
      web.answers.set('/index.json', fault);
      await rejects(update(), line);
      deepStrictEqual(kept(), []);
    }
  });

  it('changes nothing when it is cancelled, or there is nobody', async () => {
    const cancel = new AbortController();
    web.answers.set('/enterprise-attack-20.0.json', () => cancel.abort());
    await rejects(update(5000, cancel.signal), /the download was cancelled/);
    const gone = web.url('/index.json');
    await web.stop();
    const alone = updateCatalog(store, {
      index: gone,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await rejects(alone, /refuses the connection/);
    deepStrictEqual(kept(), []);
    web = await Loopback.start();
  });

  it('changes nothing when the new catalog cannot be written', async () => {
    writeFileSync(join(data.path, 'catalogs'), 'a file where the folder should be');
    await rejects(update(), /cannot be written to .*The old one is still in use/);
    strictEqual(newest(), '19.0');
  });

  it('takes a kept catalog that was damaged since for none', async () => {
    await update();
    writeFileSync(join(store.inUse().folder, 'newest.catalog'), 'half');
    strictEqual(newest(), '19.0');
    mkdirSync(join(store.folder, 'new-1-1'));
    ok(store.list().every(({ number }) => number > 0));
  });

  it('goes through a proxy', async () => {
    const proxy = await Loopback.start();
    try {
      proxy.answers.set(
        'http://mirror.invalid/index.json',
        (_, response) =>
          void response.end(
            JSON.stringify(
              releaseIndex([{ domain: 'enterprise', version: '19.0', url: 'http://mirror.invalid/x.json' }]),
            ),
          ),
      );
      const { kind } = await updateCatalog(store, {
        index: 'http://mirror.invalid/index.json',
        proxy: proxy.url(''),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      strictEqual(kind, 'current');
      proxy.server.on('connect', (request, socket) => {
        proxy.asked.push(`CONNECT ${request.url ?? ''}`);
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      });
      const secure = updateCatalog(store, {
        index: 'https://mirror.invalid/index.json',
        proxy: proxy.url(''),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      await rejects(secure, /The proxy 127\.0\.0\.1:\d+ refuses to connect to mirror\.invalid \(407\)/);
      ok(proxy.asked.includes('CONNECT mirror.invalid:443'));
    } finally {
      await proxy.stop();
    }
  });

  describe('on the command line', () => {
    const run = (...args: string[]) => attackmarkAsync(['catalog', ...args], { env: { ATTACKMARK_DATA: data.path } });

    it('updates, says so, and has pages checked against it', async () => {
      const { stdout, status } = await run('update', '--index', web.url('/index.json'));
      strictEqual(status, 0);
      match(
        stdout,
        /^Added ATT&CK enterprise 20\.0\. The catalog now has Enterprise 20\.0, Mobile 19\.0, ICS 18\.1\. To go back: attackmark catalog use shipped\n$/,
      );
      const checked = await attackmarkAsync(['check', page, '--attack-version', '20.0', '--format', 'json'], {
        env: { ATTACKMARK_DATA: data.path },
      });
      strictEqual(
        (JSON.parse(checked.stdout) as { attackVersion: Record<string, string> }).attackVersion['enterprise'],
        '20.0',
      );
      match(
        (await run('info', 'samples')).stdout,
        /ATT&CK {8}enterprise 1\.0 to 20\.0.*\nnewest {8}enterprise 20\.0 of 2026-01-01, .*\nfrom {10}http:.*today\)\n/,
      );
      match(
        (await run('update', '--index', web.url('/index.json'))).stdout,
        /newest releases already: Enterprise 20\.0.*Nothing was changed/,
      );
      match((await run('use', 'shipped')).stdout, /came with Attackmark: Enterprise 19\.0/);
      match((await run('use', '20.0')).stdout, /against catalog 1: Enterprise 20\.0/);
    });

    it('fails in one line that ends in what became of the catalog', async () => {
      web.answers.clear();
      const { stderr, stdout, status } = await run('update', '--index', web.url('/index.json'));
      strictEqual(status, 2);
      strictEqual(stdout, '');
      match(stderr, /^attackmark: .*404\)\. The catalog is as it was\.\n$/);
      for (const [args, line] of [
        [[], /Say what to do/],
        [['use'], /Name one catalog/],
        [['use', '99'], /No catalog "99" is kept. There are: shipped/],
        [['import'], /Name a STIX file/],
        [['update', '--index', 'ftp://x'], /is no address of the web/],
      ] as const) {
        const wrong = await run(...args);
        strictEqual(wrong.status, 2);
        match(wrong.stderr, line);
      }
    });
  });
});
