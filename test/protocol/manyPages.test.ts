import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import type {
  FixAllResult,
  NewPageResult,
  PagesResult,
  UpgradeParams,
  UpgradeResult,
  WrittenForResult,
} from '../../server/src/lsp/protocol';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { LanguageServer, pullClient } from '../harness/languageServer';
import { applyTextEdits } from '../harness/textEdits';

const blackTech = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const capabilities = {
  ...pullClient,
  workspace: { ...pullClient.workspace, workspaceEdit: { documentChanges: true } },
  textDocument: {
    ...pullClient.textDocument,
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
};

/** Two group pages called by their names, a third elsewhere, and notes. */
const files = {
  'groups/blacktech.md': blackTech,
  'groups/apt29.md':
    '# APT29\n## ID:G0016\n## Techniques Used By Group\n* [Wrong](techniques/T1566/002)\n* [DLL Side-Loading](techniques/T1574/002)\n',
  'old/G0032.md': '# Lazarus Group\n## ID:G0032\n## Techniques Used By Group\n',
  'notes.md': 'T1574.002 was here.\n',
};

describe('many pages over the language server', () => {
  let folder: Folder;
  let server: LanguageServer;
  const uriOf = (path: string) => folder.uri(path);
  const ask = async <T>(method: string, params: unknown): Promise<T> =>
    server.within(method, server.connection.sendRequest<T>(method, params));

  beforeEach(async () => {
    folder = new Folder();
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    server = await LanguageServer.start({
      capabilities,
      folders: [folder.uri()],
      settings: { attackVersion: '18.1' },
    });
  });
  afterEach(async () => {
    strictEqual(await server.stop(), 0);
    folder.remove();
  });

  it('are listed, all or those in some folders', async () => {
    const listed = async (within?: readonly string[]) =>
      (await ask<PagesResult>('attackmark/pages', { ...(within && { within }) })).map(
        ({ uri, isGroupPage }) => `${uri.slice(uriOf('/').length)}${isGroupPage ? ' group' : ''}`,
      );
    deepStrictEqual(await listed(), [
      'groups/apt29.md group',
      'groups/blacktech.md group',
      'notes.md',
      'old/G0032.md group',
    ]);
    deepStrictEqual(await listed([uriOf('old'), uriOf('notes.md')]), ['notes.md', 'old/G0032.md group']);
    deepStrictEqual(await listed([uriOf('gro')]), []);
  });

  it('are fixed whether they are open or not, with the number of findings that go', async () => {
    const fix = (path: string) => ask<FixAllResult>('attackmark/fixAll', { uri: uriOf(path) });
    const closed = await fix('groups/apt29.md');
    strictEqual(closed!.version, null);
    const text = applyTextEdits(files['groups/apt29.md'], closed!.edits);
    ok(text.includes('* [Spearphishing Link](techniques/T1566/002)\n* [DLL](techniques/T1574/001)'), text);
    ok(closed!.fixes >= 2);
    await server.open(uriOf('groups/apt29.md'), text);
    deepStrictEqual(await fix('groups/apt29.md'), { version: 1, edits: [], fixes: 0 });
    strictEqual(await fix('nowhere.md'), null);
  });

  it('have a revoked ID replaced in all of them at once', async () => {
    await ask<PagesResult>('attackmark/pages', {});
    await server.open(uriOf('groups/apt29.md'), files['groups/apt29.md']);
    const finding = (await server.diagnostics(uriOf('groups/apt29.md'))).find(({ code }) => code === 'revoked-id')!;
    const actions = await ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('groups/apt29.md') },
      range: finding.range,
      context: { diagnostics: [finding] },
    });
    const offered = actions.find(({ title }) => title === 'Replace T1574.002 with T1574.001 in all pages')!;
    strictEqual(offered.edit, undefined);
    const { edit } = await ask<CodeAction>('codeAction/resolve', offered);
    const changes = edit!.documentChanges as TextDocumentEdit[];
    deepStrictEqual(
      changes.map(({ textDocument: { uri, version } }) => [uri, version]),
      [
        [uriOf('groups/apt29.md'), 1],
        [uriOf('groups/blacktech.md'), null],
      ],
    );
    const [own, other] = changes.map(({ edits }) => edits as TextEdit[]);
    const text = applyTextEdits(files['groups/apt29.md'], own!);
    ok(text.includes('[DLL](techniques/T1574/001)') && text.includes('[Wrong]'), 'only that ID');
    ok(!applyTextEdits(blackTech, other!).includes('T1574.002'));
  });

  it('have new ones beside them, called in their way and for their version', async () => {
    const page = await ask<NewPageResult>('attackmark/newPage', { group: 'G0007', domain: 'enterprise' });
    deepStrictEqual([page!.folder, page!.fileName], [uriOf('groups'), 'apt28.md']);
    await server.open(uriOf('groups/apt28.md'), page!.text);
    deepStrictEqual(await server.diagnostics(uriOf('groups/apt28.md')), []);
  });

  it('are upgraded while the server answers what comes in between', async () => {
    const many = Array.from({ length: 50 }, (_, i) => `groups/copy${i}.md`);
    for (const path of many) folder.write(path, blackTech);
    const open = uriOf('groups/blacktech.md');
    await server.open(open, blackTech);
    const order: string[] = [];
    const params: UpgradeParams = { uris: many.map(uriOf), to: '18.1', from: '15.1' };
    const upgrade = ask<UpgradeResult>('attackmark/upgrade', params).then(result => {
      order.push('upgrade');
      return result;
    });
    const line = blackTech.split('\n').findIndex(text => text.includes('T1566/002'));
    await server.hover(open, { line, character: 30 });
    order.push('hover');
    strictEqual((await upgrade)?.changed, many.length);
    deepStrictEqual(order, ['hover', 'upgrade']);
  });

  it('say which version they were written for', async () => {
    const answer = await ask<WrittenForResult>('attackmark/writtenFor', { uri: uriOf('groups/blacktech.md') });
    strictEqual(answer!.findings, 0);
    ok(answer!.versions.includes('15.1') && !answer!.versions.includes('18.1'));
    strictEqual(await ask('attackmark/writtenFor', { uri: uriOf('notes.md') }), null);
  });
});
