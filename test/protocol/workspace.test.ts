import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompletionRequest,
  type ClientCapabilities,
  type CodeLens,
  type CompletionRegistrationOptions,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type InlayHint,
  type Location,
  type SemanticTokens,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { lensCommands } from '../../server/src/lsp/protocol';
import { LineIndex, type Position } from '../../server/src/core/text';
import { Folder } from '../harness/folder';
import { LanguageServer, pullClient } from '../harness/languageServer';
import { readMarks } from '../harness/marks';

const files = {
  'groups/G0098.md':
    '# Black$0Tech\n## ID:G0098\n[BlackTech](/mitre/groups/G0098)\n## Techniques Used By Group\n* [Spearphishing Link](techniques/T1566/002)\n* [DLL](techniques/T1574/002)\n\n```mermaid\nflowchart LR\ngroup[BlackTech] --> T1566.002[Spearphishing Link]\ngroup[BlackTech] --> T1574.002[DLL]\nT1566.002 --> M1017[User Training]\n```\n',
  'groups/G0016.md':
    '# APT29\n## ID:G0016\n## Techniques Used By Group\n* [Spearphishing Link](techniques/T1566/002)\n\n```mermaid\nflowchart LR\ngroup[APT29] --> T1566.002[Spearphishing Link]\n```\n',
  'kb/T1574.002-DLL.md': '---\naliases:\n  - T1574.002\n---\n# DLL\n',
  'notes.md': 'see [[kb/T1574.002-DLL|T1574.002]] and [it](kb/T1574.002-DLL.md)\n',
  'rules/a.yml': 'title: x\ntags:\n  - attack.t1574.002\ndetection:\n  x: y\n',
  'layer.json': '{"domain": "enterprise-attack", "techniques": [{"techniqueID": "T1574.002"}]}\n',
  'ignored/x.md': 'T1574.002\n',
  '.gitignore': 'ignored/\n',
};

const capable: ClientCapabilities = {
  workspace: {
    ...pullClient.workspace,
    workspaceFolders: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: {},
    },
    fileOperations: { willRename: true, didRename: true, didDelete: true },
    codeLens: { refreshSupport: true },
    symbol: { resolveSupport: { properties: ['location.range'] } },
  },
  textDocument: {
    ...pullClient.textDocument,
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  window: { workDoneProgress: true },
};

describe('the language server over a workspace', () => {
  let folder: Folder;
  let server: LanguageServer;
  const uriOf = (path: string) => folder.uri(path);
  const relative = (uri: string) => uri.slice(uriOf('').length).replace(/^\//, '');
  const write = (path: string, text: string) => folder.write(path, text);
  const ask = async <T>(method: string, params: unknown): Promise<T> =>
    server.within(method, server.connection.sendRequest<T>(method, params));
  /** Asks about a place of a file on disk, which is opened with it. */
  const at = async <T>(method: string, path: string, source: string, more: object = {}): Promise<T> => {
    const { text, caret } = readMarks(source);
    await server.open(uriOf(path), text, languageOf(path));
    return ask(method, { textDocument: { uri: uriOf(path) }, position: position(text, caret!), ...more });
  };
  const position = (text: string, offset: number): Position => new LineIndex(text).positionOf(offset);
  const languageOf = (path: string) => (path.endsWith('.yml') ? 'yaml' : path.endsWith('.json') ? 'json' : 'markdown');
  const told = (changes: { uri: string; type: number }[]) =>
    server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });

  beforeEach(async () => {
    folder = new Folder();
    for (const [path, text] of Object.entries(files)) write(path, readMarks(text).text);
    server = await LanguageServer.start({
      capabilities: capable,
      folders: [folder.uri()],
      settings: { attackVersion: '18.1', inlayHints: 'all' },
      initializationOptions: { commands: Object.values(lensCommands) },
    });
    server.connection.onRequest('workspace/codeLens/refresh', () => null);
    server.connection.onRequest('window/workDoneProgress/create', () => null);
  });
  afterEach(async () => {
    strictEqual(await server.stop(), 0);
    folder.remove();
  });

  it('leads to the own page of an ID, and lists its places in all files but ignored ones', async () => {
    const places = await at<Location[]>(
      'textDocument/references',
      'groups/G0098.md',
      files['groups/G0098.md'].replace('$0', '').replace('[DLL](tech', '[DLL](te$0ch'),
      { context: { includeDeclaration: true } },
    );
    deepStrictEqual(
      places.map(({ uri, range }) => `${relative(uri)} ${range.start.line}`),
      [
        'groups/G0098.md 5',
        'groups/G0098.md 10',
        'kb/T1574.002-DLL.md 2',
        'layer.json 0',
        'notes.md 0',
        'notes.md 0',
        'notes.md 0',
        'rules/a.yml 2',
      ],
    );
    const [own] = await at<Location[]>(
      'textDocument/definition',
      'rules/a.yml',
      files['rules/a.yml'].replace('t1574', 't15$074'),
    );
    strictEqual(relative(own!.uri), 'kb/T1574.002-DLL.md');
    strictEqual(own!.range.start.line, 4);
  });

  it('follows what happens to files, and takes open text for what is on disk', async () => {
    const references = () => ask<Location[]>('attackmark/references', { id: 'T1046' });
    deepStrictEqual(await references(), []);
    write('new.md', 'T1046');
    await told([{ uri: uriOf('new.md'), type: 1 }]);
    strictEqual((await references()).length, 1);
    await server.open(uriOf('new.md'), 'T1046 T1046');
    strictEqual((await references()).length, 2);
    await server.close(uriOf('new.md'));
    strictEqual((await references()).length, 1);
    renameSync(join(folder.path, 'new.md'), join(folder.path, 'moved.md'));
    await server.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: uriOf('new.md'), newUri: uriOf('moved.md') }],
    });
    deepStrictEqual(
      (await references()).map(({ uri }) => relative(uri)),
      ['moved.md'],
    );
    unlinkSync(join(folder.path, 'moved.md'));
    await told([{ uri: uriOf('moved.md'), type: 3 }]);
    deepStrictEqual(await references(), []);
    write('ignored/y.md', 'T1046');
    await told([{ uri: uriOf('ignored/y.md'), type: 1 }]);
    deepStrictEqual(await references(), []);
  });

  it('counts an older copy of a page, which the editor opens to compare with, as no file', async () => {
    const text = readMarks(files['groups/G0098.md']).text;
    const copy = uriOf('groups/G0098.md').replace(/^file:/, 'git:') + '?%7B%22ref%22%3A%22~%22%7D';
    await server.open(uriOf('groups/G0098.md'), text);
    await server.open(copy, text);
    const places = await ask<Location[]>('attackmark/references', { id: 'T1574.002' });
    deepStrictEqual(
      places.filter(({ uri }) => !uri.startsWith('file:')),
      [],
    );
    strictEqual(places.filter(({ uri }) => uri === uriOf('groups/G0098.md')).length, 2);
    const all = await ask<{ uri: string }[]>('attackmark/pages', {});
    ok(all.every(({ uri }) => uri.startsWith('file:')));
    const { groups } = await ask<{ groups: { name: string }[] }>('attackmark/dashboard', null);
    deepStrictEqual(
      groups.map(({ name }) => name),
      ['APT29', 'BlackTech'],
    );
    const { documentChanges } = await ask<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri: uriOf('groups/G0098.md') },
      position: position(text, text.indexOf('T1574/002')),
      newName: 'T1574.001',
    });
    ok(documentChanges!.every(change => 'kind' in change || change.textDocument.uri.startsWith('file:')));
    // It is explained and checked all the same.
    ok((await server.hover(copy, position(text, text.indexOf('T1574/002')))) !== null);
    ok((await server.diagnostics(copy)).length > 0);
  });

  it('follows .gitignore as it changes: what it lets in again is read, what it leaves out now is forgotten', async () => {
    const references = async () =>
      (await ask<Location[]>('attackmark/references', { id: 'T1574.002' })).map(({ uri }) => relative(uri));
    ok(!(await references()).includes('ignored/x.md'));
    write('.gitignore', 'kb/\n');
    await told([{ uri: uriOf('.gitignore'), type: 2 }]);
    const places = await references();
    ok(places.includes('ignored/x.md'));
    ok(!places.includes('kb/T1574.002-DLL.md'));
  });

  it('follows folders that come and go', async () => {
    const other = new Folder();
    other.write('a.md', 'T1046');
    const references = () => ask<Location[]>('attackmark/references', { id: 'T1046' });
    const change = (event: object) =>
      server.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    const added = [{ uri: other.uri(), name: 'other' }];
    await references();
    await change({ added, removed: [] });
    strictEqual((await references()).length, 1);
    await change({ added: [], removed: added });
    strictEqual((await references()).length, 0);
    other.remove();
  });

  it('renames an ID with its page’s file, texts first, and says why it will not', async () => {
    const text = files['notes.md'].replace('DLL|T15', 'DLL|T1$05');
    const target = await at<{ placeholder: string }>('textDocument/prepareRename', 'notes.md', text);
    strictEqual(target.placeholder, 'T1574.002');
    const plain = readMarks(text);
    const rename = (newName: string) =>
      ask<WorkspaceEdit>('textDocument/rename', {
        textDocument: { uri: uriOf('notes.md') },
        position: position(plain.text, plain.caret!),
        newName,
      });
    await rejects(rename('T1566.9'), /not an ATT&CK ID/);
    await rejects(rename('M1017'), /is a technique’s ID/);
    const { documentChanges } = await rename('T1574.001');
    const kinds = documentChanges!.map(change =>
      'kind' in change
        ? `${change.kind} ${relative((change as { newUri: string }).newUri)}`
        : relative(change.textDocument.uri),
    );
    deepStrictEqual(kinds, [
      'groups/G0098.md',
      'kb/T1574.002-DLL.md',
      'layer.json',
      'notes.md',
      'rules/a.yml',
      'rename kb/T1574.001-DLL.md',
    ]);
    write('kb/T1574.001-DLL.md', '');
    await rejects(rename('T1574.001'), /already/);
  });

  it('renames a group on its page', async () => {
    const edit = await at<WorkspaceEdit>('textDocument/rename', 'groups/G0098.md', files['groups/G0098.md'], {
      newName: 'Palmerworm',
    });
    const [change] = edit.documentChanges as { edits: { newText: string }[]; textDocument: { version: number } }[];
    strictEqual(change!.textDocument.version, 1);
    ok(change!.edits.length >= 4);
  });

  it('keeps links right when a file or a folder moves, and asks first', async () => {
    const moved = (from: string, to: string) =>
      ask<WorkspaceEdit>('workspace/willRenameFiles', { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] });
    for (const [from, to] of [
      ['kb', 'base'],
      ['kb/T1574.002-DLL.md', 'base/T1574.002-DLL.md'],
    ] as const) {
      const { documentChanges, changeAnnotations } = await moved(from, to);
      const [change, ...more] = documentChanges as { edits: { newText: string; annotationId: string }[] }[];
      deepStrictEqual(more, []);
      deepStrictEqual(
        change!.edits.map(({ newText }) => newText),
        ['base/T1574.002-DLL', 'base/T1574.002-DLL.md'],
      );
      strictEqual(changeAnnotations![change!.edits[0]!.annotationId]!.needsConfirmation, true);
    }
    strictEqual(await moved('layer.json', 'l.json'), null);
  });

  it('answers everything that is asked about one page', async () => {
    const path = 'groups/G0098.md';
    const highlights = await at<DocumentHighlight[]>('textDocument/documentHighlight', path, files[path]);
    strictEqual(highlights.length, 5);
    const textDocument = { uri: uriOf(path) };
    const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    deepStrictEqual(
      symbols.map(({ name, detail, children }) => [name, detail, children!.map(child => child.name)]),
      [['BlackTech', 'G0098', ['Techniques Used By Group']]],
    );
    const folds = await ask<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    ok(folds.some(({ startLine, endLine }) => startLine === 9 && endLine === 10));
    await ask('attackmark/references', { id: 'T1566' }); // the scan is over
    const links = await ask<DocumentLink[]>('textDocument/documentLink', { textDocument });
    ok(links.some(({ target }) => target === uriOf('kb/T1574.002-DLL.md')));
    ok(
      links.some(
        ({ target, tooltip }) =>
          target === 'https://attack.mitre.org/techniques/T1566/002' &&
          tooltip!.includes('Phishing: Spearphishing Link'),
      ),
    );
    const lenses = await ask<CodeLens[]>('textDocument/codeLens', { textDocument });
    deepStrictEqual(lenses.map(({ command }) => command!.title).slice(0, 3), ['2 techniques', '3 findings', 'graph']);
    const hints = await ask<InlayHint[]>('textDocument/inlayHint', {
      textDocument,
      range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    });
    deepStrictEqual(
      hints.map(({ label }) => label),
      ['T1566.002 · Initial Access'],
    );
    const { data } = await ask<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    strictEqual(data.length, 5 * 8);
    const found = await ask<WorkspaceSymbol[]>('workspace/symbol', { query: 'palmer' });
    deepStrictEqual(
      found.map(({ name }) => name),
      ['Palmerworm (BlackTech G0098)'],
    );
    const resolved = await ask<WorkspaceSymbol>('workspaceSymbol/resolve', found[0]);
    strictEqual((resolved.location as Location).range.start.line, 0);
  });

  it('gives lenses the commands that the client has, and leaves them text for others', async () => {
    const uri = uriOf('groups/old.md');
    const page = '---\nattack-version: 9.0\n---\n# BlackTech\n## ID:G0098\n';
    const lensesOf = async (it: LanguageServer) => {
      await it.open(uri, page);
      const lenses = await it.within(
        'lenses',
        it.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } }),
      );
      return lenses.map(({ command }) => command!);
    };
    const own = await lensesOf(server);
    const upgrade = own.find(({ title }) => title.includes('by ATT&CK'))!;
    strictEqual(upgrade.command, 'attackmark.upgrade');
    deepStrictEqual(upgrade.arguments, [{ uris: [uri] }]);

    const other = await LanguageServer.start({ initializationOptions: { commands: 'all', attackVersion: '18.1' } });
    const others = await lensesOf(other);
    deepStrictEqual(
      others.map(({ title, command }) => [title, command]),
      own.map(({ title }) => [title, '']),
    );
    await other.stop();
  });

  it('lets other providers complete words in YAML and JSON: no letter asks there', async () => {
    const it = await LanguageServer.start({
      capabilities: {
        ...capable,
        textDocument: { ...capable.textDocument, completion: { dynamicRegistration: true } },
      },
    });
    strictEqual(it.initialized!.capabilities.completionProvider, undefined);
    const completions = await it.until('the registrations', () => {
      const some = it.registrations.filter(({ method }) => method === CompletionRequest.method);
      return some.length === 2 && some.map(({ registerOptions }) => registerOptions as CompletionRegistrationOptions);
    });
    const forYaml = completions.find(({ documentSelector }) => JSON.stringify(documentSelector).includes('yaml'))!;
    deepStrictEqual(
      forYaml.triggerCharacters!.filter(mark => /\w/.test(mark)),
      [],
    );
    await it.stop();
  });

  it('answers folding with nothing but null outside of Markdown, so that the editor folds by indentation', async () => {
    await server.open(uriOf('rules/a.yml'), files['rules/a.yml'], 'yaml');
    strictEqual(await ask('textDocument/foldingRange', { textDocument: { uri: uriOf('rules/a.yml') } }), null);
  });

  it('explains and checks IDs in rules and layers, and nothing in other YAML and JSON', async () => {
    await server.open(uriOf('rules/a.yml'), files['rules/a.yml'], 'yaml');
    const [finding] = await server.diagnostics(uriOf('rules/a.yml'));
    strictEqual(finding!.code, 'revoked-id');
    match(JSON.stringify(await server.hover(uriOf('rules/a.yml'), { line: 2, character: 14 })), /DLL Side-Loading/);
    await server.open(uriOf('ci.yml'), 'tags: [attack.t1574.002]\n', 'yaml');
    deepStrictEqual(await server.diagnostics(uriOf('ci.yml')), []);
    await server.open(uriOf('package.json'), '{"name": "T1574.002"}', 'json');
    strictEqual(await server.hover(uriOf('package.json'), { line: 0, character: 12 }), null);
  });

  it('offers pages to link to beside ATT&CK’s own', async () => {
    await server.open(uriOf('n.md'), '[[dll');
    await ask('attackmark/references', { id: 'T1566' });
    const [item] = await server.completion(uriOf('n.md'), { line: 0, character: 5 });
    strictEqual(item!.textEdit?.newText, 'T1574.002-DLL]]');
  });

  it('gives the groups at a glance, counts findings in the background, and compares', async () => {
    interface Result {
      groups: { name: string }[];
      techniques: { id: string; pages: number }[];
      findings: { code: string; count: number }[];
      pending: number;
    }
    let changed = 0;
    server.connection.onNotification('attackmark/dashboardChanged', () => {
      changed++;
      server.wake();
    });
    // As the extension asks: without parameters.
    const dashboard = () => server.within('dashboard', server.connection.sendRequest<Result>('attackmark/dashboard'));
    const first = await dashboard();
    deepStrictEqual(
      first.groups.map(({ name }) => name),
      ['APT29', 'BlackTech'],
    );
    deepStrictEqual(
      first.techniques.map(({ id, pages }) => `${id} ${pages}`),
      ['T1566.002 2', 'T1574.002 1'],
    );
    strictEqual(first.pending, 6);
    await server.until('the findings', () => changed > 0);
    const second = await dashboard();
    strictEqual(second.pending, 0);
    strictEqual(second.findings.find(({ code }) => code === 'revoked-id')?.count, 5);

    const uris = [uriOf('groups/G0098.md'), uriOf('groups/G0016.md')];
    const { text } = await ask<{ text: string }>('attackmark/compare', { uris, format: 'markdown' });
    match(text, /^\| T1566\.002 Spearphishing Link \| ✓ \| ✓ \|$/m);
    strictEqual(await ask('attackmark/compare', { uris: [uris[0], uriOf('notes.md')], format: 'navigator' }), null);
  });
});
