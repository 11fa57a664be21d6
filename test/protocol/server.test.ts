import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-protocol';
import { LineIndex } from '../../server/src/core/text';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { LanguageServer, pushClient } from '../harness/languageServer';
import { readMarks } from '../harness/marks';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const uri = 'file:///pages/G0098.md';

/** Diagnostics as `line code`, lines from 1: what these tests compare. */
const brief = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ range, code }) => `${range.start.line + 1} ${String(code)}`);

describe('the language server over stdio', () => {
  let server: LanguageServer | undefined;
  const start = async (...args: Parameters<typeof LanguageServer.start>) =>
    (server = await LanguageServer.start(...args));
  afterEach(async () => {
    if (server !== undefined) strictEqual(await server.stop(), 0);
    server = undefined;
  });

  it('gives a page’s findings when asked, and none for the version it was written for', async () => {
    const { diagnostics, open } = bound(await start({ settings: { attackVersion: '15.1' } }));
    await open(uri, sample);
    deepStrictEqual(brief(await diagnostics(uri)), []);
  });

  it('says which rule found what, where it is explained, and strikes revoked IDs through', async () => {
    const { diagnostics, open } = bound(await start({ settings: { attackVersion: '18.1' } }));
    await open(uri, sample);
    const revoked = (await diagnostics(uri)).filter(({ code }) => code === 'revoked-id');
    strictEqual(revoked.length, 4);
    const [first] = revoked;
    strictEqual(first!.source, 'attackmark');
    match(String(first!.message), /T1574\.002 was revoked in ATT&CK 17\.0; it is now T1574\.001/);
    match(first!.codeDescription!.href, /docs\/rules\/revoked-id\.md$/);
    deepStrictEqual(first!.tags, [DiagnosticTag.Deprecated]);
    deepStrictEqual(first!.data, { id: 'T1574.002', since: '17.0', replacement: 'T1574.001' });
  });

  it('pushes findings to a client that does not pull, after each change, and takes them back on close', async () => {
    const it = await start({ capabilities: pushClient, initializationOptions: { attackVersion: '15.1' } });
    await it.open(uri, sample);
    await it.until('the first findings', () => it.published.find(({ version }) => version === 1));
    deepStrictEqual(it.published.at(-1)!.diagnostics, []);

    const item = '* [SSH](techniques/T1021/004)\n';
    const version = await it.change(uri, { text: sample.replace(item, '') });
    const pushed = await it.until('findings of the change', () =>
      it.published.find(params => params.version === version),
    );
    deepStrictEqual(
      pushed.diagnostics.map(({ code }) => code),
      ['missing-in-list'],
    );

    await it.close(uri);
    await it.until('findings taken back', () => it.published.at(-1)!.version === undefined);
    deepStrictEqual(it.published.at(-1)!.diagnostics, []);
  });

  it('follows incremental edits', async () => {
    const { diagnostics, open, change } = bound(await start({ settings: { attackVersion: '15.1' } }));
    await open(uri, sample);
    const lines = new LineIndex(sample);
    const at = sample.indexOf('T1046[');
    const range = lines.rangeOf({ start: at, end: at + 5 });
    await change(uri, { range, text: 'T1O46' });
    ok(brief(await diagnostics(uri)).includes(`${range.start.line + 1} malformed-id`));
    await change(uri, { range, text: 'T1046' });
    deepStrictEqual(brief(await diagnostics(uri)), []);
  });

  it('checks anew when the settings change', async () => {
    const it = await start({ settings: { attackVersion: '15.1' } });
    await it.open(uri, sample);
    deepStrictEqual(brief(await it.diagnostics(uri)), []);
    it.settings = { attackVersion: '18.1', rules: { 'mitigation-missing': 'off' } };
    await it.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await it.until('a refresh', () => it.refreshes > 0);
    const codes = new Set((await it.diagnostics(uri)).map(({ code }) => code));
    ok(codes.has('revoked-id') && !codes.has('mitigation-missing'), [...codes].join());
  });

  it('reads .attackmark.json, which goes before the editor’s settings, and says what is wrong with it', async () => {
    const folder = new Folder();
    try {
      const page = folder.uri('G0098.md');
      folder.write('.attackmark.json', '{ "attackVersion": "15.1", "rules": { "no-such": "off" } }');
      const it = await start({ settings: { attackVersion: '18.1' } });
      await it.open(page, sample);
      deepStrictEqual(brief(await it.diagnostics(page)), []);
      ok(
        it.log.some(line => line.includes('there is no rule "no-such"')),
        it.log.join('\n'),
      );

      folder.write('.attackmark.json', '{ "attackVersion": "18.1" }');
      await it.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
      await it.until('a refresh', () => it.refreshes > 0);
      ok((await it.diagnostics(page)).length > 0);
    } finally {
      folder.remove();
    }
  });

  it('takes settings of the wrong type for their defaults, and says so', async () => {
    const it = await start({ settings: { attackVersion: 15, domain: 'moon', rules: [] } });
    await it.open(uri, sample);
    ok((await it.diagnostics(uri)).length > 0, 'checked at the latest version');
    ok(
      it.log.some(line => line.includes('attackVersion must be')),
      it.log.join('\n'),
    );
  });

  it('explains an ID in a list, in the graph, in the ID line and in prose', async () => {
    const { hover, open } = bound(await start({ settings: { attackVersion: '18.1' } }));
    await open(uri, sample);
    const lines = new LineIndex(sample);
    for (const [where, text] of [
      ['techniques/T1566/002', '**T1566.002 Spearphishing Link**'],
      ['[Spearphishing Link]', 'Phishing: Spearphishing Link'],
      ['T1574.002[', 'now **T1574.001'],
      ['M1017[User', '**M1017 User Training**'],
      ['G0098\n', '**G0098 BlackTech**'],
      ['group[BlackTech]', '**G0098 BlackTech**'],
    ] as const) {
      const found = await hover(uri, lines.positionOf(sample.indexOf(where) + 3));
      ok(JSON.stringify(found?.contents).includes(text), `${where}: ${JSON.stringify(found)}`);
    }
    strictEqual(await hover(uri, lines.positionOf(sample.indexOf('Techniques Used'))), null);
  });

  it('completes a technique in a list and tells about it on demand', async () => {
    const it = await start({ settings: { attackVersion: '18.1' } });
    const { text, caret } = readMarks(`# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* spearphishing l$0\n`);
    await it.open(uri, text);
    const items = await it.completion(uri, new LineIndex(text).positionOf(caret!));
    const item = items.find(({ labelDetails }) => labelDetails?.description?.startsWith('T1566.002') === true)!;
    strictEqual(item.filterText, 'T1566.002 Spearphishing Link Phishing');
    deepStrictEqual(item.textEdit, {
      range: { start: { line: 3, character: 2 }, end: { line: 3, character: 17 } },
      newText: '[Spearphishing Link](techniques/T1566/002)',
    });
    strictEqual(item.documentation, undefined);
    const resolved = await it.resolve(item);
    ok(JSON.stringify(resolved.documentation).includes('M1017 User Training'));
  });

  it('gives the graph and the status of a page', async () => {
    const it = await start({ settings: { attackVersion: '18.1' } });
    await it.open(uri, sample);
    const graph = await it.connection.sendRequest<{ nodes: unknown[]; edges: { kind: string }[] }>('attackmark/graph', {
      uri,
    });
    strictEqual(graph.edges.filter(({ kind }) => kind === 'page').length, 51);
    const status = await it.connection.sendRequest('attackmark/pageStatus', { uri });
    deepStrictEqual(
      { ...(status as object), versions: undefined },
      {
        isGroupPage: true,
        domain: 'enterprise',
        version: '18.1',
        wanted: '18.1',
        decidedBy: 'setting',
        versions: undefined,
      },
    );
  });

  it('pins a page to a version, and takes the pin away', async () => {
    const it = await start();
    await it.open(uri, '# BlackTech\n');
    const pin = (version: string) => it.connection.sendRequest('attackmark/pinVersion', { uri, version });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    deepStrictEqual(await pin('18.1'), {
      version: 1,
      edits: [{ range, newText: '---\nattack-version: 18.1\n---\n' }],
    });
    deepStrictEqual(await pin('latest'), { version: 1, edits: [] });
  });

  it('answers for documents that are not open, and goes on', async () => {
    const it = await start();
    strictEqual(await it.hover('file:///nowhere.md', { line: 0, character: 0 }), null);
    deepStrictEqual(await it.completion('file:///nowhere.md', { line: 9, character: 9 }), []);
    deepStrictEqual(await it.diagnostics('file:///nowhere.md'), []);
    strictEqual(await it.connection.sendRequest('attackmark/graph', { uri: 'file:///nowhere.md' }), null);
  });

  it('gives up a request that is cancelled', async () => {
    const it = await start();
    await it.open(uri, sample);
    const source = new CancellationTokenSource();
    const request = it.connection.sendRequest(
      'textDocument/hover',
      { textDocument: { uri }, position: { line: 0, character: 0 } },
      source.token,
    );
    source.cancel();
    await request.then(
      () => ok(false, 'not cancelled'),
      (error: unknown) => match(String(error), /cancel/i),
    );
    await it.diagnostics(uri);
  });
});

/** A server's methods, to be called by themselves. */
function bound(server: LanguageServer) {
  return {
    open: server.open.bind(server),
    change: server.change.bind(server),
    diagnostics: server.diagnostics.bind(server),
    hover: server.hover.bind(server),
  };
}
