import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { LineIndex } from '../../server/src/core/text';
import { catalogProgress, updateCatalogRequest, type UpdateCatalogResult } from '../../server/src/lsp/protocol';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { LanguageServer } from '../harness/languageServer';
import { Loopback } from '../harness/loopback';
import { inWorker, overStdio } from '../harness/transport';
import { nextRelease, releaseIndex, stixObject } from '../harness/stixBundle';

const uri = 'file:///pages/G0098.md';
const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8').replace(
  'techniques/T1021/004',
  'techniques/T9001',
);

describe('“Update Catalog” in the language server', () => {
  let web: Loopback;
  let data: Folder;
  let before: string | undefined;
  beforeEach(async () => {
    web = await Loopback.start();
    data = new Folder();
    before = process.env['ATTACKMARK_DATA'];
    process.env['ATTACKMARK_DATA'] = data.path;
  });
  afterEach(async () => {
    process.env['ATTACKMARK_DATA'] = before;
    LanguageServer.transport = overStdio;
    await web.stop();
    data.remove();
  });

  it('tells how far it is, has open pages checked at once, and shows descriptions', async () => {
    web.json('/index.json', releaseIndex([{ domain: 'enterprise', version: '20.0', url: web.url('/20.json') }]));
    web.json(
      '/20.json',
      nextRelease('enterprise', '20.0', [
        stixObject('technique', 'T9001', 'A New Technique', { x_mitre_domains: ['enterprise-attack'] }),
      ]),
    );
    const server = await LanguageServer.start();
    await server.open(uri, sample);
    const unknown = async () => (await server.diagnostics(uri)).filter(({ code }) => code === 'unknown-id').length;
    ok((await unknown()) > 0);
    const heard: string[] = [];
    server.connection.onNotification(catalogProgress, ({ what }: { what: string }) => void heard.push(what));
    const result = await server.connection.sendRequest<UpdateCatalogResult>(updateCatalogRequest, {
      index: web.url('/index.json'),
    });
    deepStrictEqual(result.kind, 'updated');
    match(result.message, /Enterprise 20\.0/);
    ok(heard.includes('Reading MITRE’s index') && heard.some(what => what.startsWith('Fetching ATT&CK 20.0')));
    await server.until('a refresh', () => server.refreshes > 0);
    strictEqual(await unknown(), 0);
    const hover = await server.hover(uri, new LineIndex(sample).positionOf(sample.indexOf('T9001') + 1));
    match(
      JSON.stringify(hover?.contents),
      /A New Technique is \[T9001\]\(https:\/\/attack\.mitre\.org\/x\/T9001\)\.\\n\\n/,
    );
    strictEqual(await server.stop(), 0);
  });

  it('says what went wrong, and can be cancelled', async () => {
    const server = await LanguageServer.start();
    const failed = await server.connection.sendRequest<UpdateCatalogResult>(updateCatalogRequest, {
      index: web.url('/index.json'),
    });
    strictEqual(failed.kind, 'failed');
    match(failed.message, /is not there \(404\)\. The catalog is as it was\.$/);
    const source = new CancellationTokenSource();
    web.answers.set('/slow.json', () => source.cancel());
    const cancelled = await server.connection.sendRequest<UpdateCatalogResult>(
      updateCatalogRequest,
      { index: web.url('/slow.json') },
      source.token,
    );
    match(cancelled.message, /the download was cancelled\. The catalog is as it was\.$/);
    strictEqual(await server.stop(), 0);
  });

  it('is not to be had in a worker, and says so', async () => {
    LanguageServer.transport = inWorker;
    const server = await LanguageServer.start();
    const { kind, message } = await server.connection.sendRequest<UpdateCatalogResult>(updateCatalogRequest, {
      index: web.url('/index.json'),
    });
    strictEqual(kind, 'failed');
    match(message, /cannot be updated here/);
    deepStrictEqual(web.asked, []);
    strictEqual(await server.stop(), 0);
  });
});
