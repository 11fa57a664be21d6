import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CodeActionRequest,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { GroupChoice, NewPageResult, UpgradeParams, UpgradeResult } from '../../server/src/lsp/protocol';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { LanguageServer, pullClient } from '../harness/languageServer';
import { applyTextEdits } from '../harness/textEdits';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const uri = 'file:///pages/G0098.md';
const capabilities = {
  ...pullClient,
  workspace: {
    ...pullClient.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const], changeAnnotationSupport: {} },
  },
};

/** What a text becomes when an editor applies what an edit changes in one of its documents. */
function edited(text: string, edit: WorkspaceEdit | undefined, index = 0): string {
  const changes = edit?.documentChanges?.filter((change): change is TextDocumentEdit => 'textDocument' in change) ?? [];
  return applyTextEdits(text, (changes[index]?.edits ?? []) as TextEdit[]);
}

describe('changes over the language server', () => {
  let server: LanguageServer;
  beforeEach(async () => {
    server = await LanguageServer.start({ capabilities, settings: { attackVersion: '18.1' } });
  });
  afterEach(async () => strictEqual(await server.stop(), 0));
  const actions = async (range: Range, context: CodeActionContext) =>
    ((await server.within(
      'code actions',
      server.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context }),
    )) ?? []) as CodeAction[];
  const everything = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

  it('a finding has its fix first and preferred, for the version that is open', async () => {
    await server.open(uri, sample);
    const revoked = (await server.diagnostics(uri)).find(({ code }) => code === 'revoked-id')!;
    const [first, ...others] = await actions(revoked.range, { diagnostics: [revoked], only: ['quickfix'] });
    strictEqual(first!.title, 'Replace T1574.002 with T1574.001 DLL');
    strictEqual(first!.isPreferred, true);
    deepStrictEqual((first!.edit!.documentChanges![0] as TextDocumentEdit).textDocument, { uri, version: 1 });
    const after = edited(sample, first!.edit);
    ok(!after.includes('T1574'.concat('.002')) && after.includes('* [DLL](techniques/T1574/001)'));
    deepStrictEqual(
      others.map(({ title }) => title),
      ['Remove T1574.002 from the page', 'Suppress revoked-id here', 'Switch revoked-id off in .attackmark.json'],
    );
    ok(others.every(({ isPreferred }) => isPreferred !== true));
  });

  it('a finding has its fixes however an editor gives its diagnostic back', async () => {
    await server.open(uri, sample);
    const revoked = (await server.diagnostics(uri)).find(({ code }) => code === 'revoked-id')!;
    const { range, data, code, message, source } = revoked;
    const turned = ({ line, character }: Range['start']) => ({ character, line });
    const ways: Record<string, Diagnostic[]> = {
      'as it came': [revoked],
      'with its keys in another order': [
        {
          ...revoked,
          range: { end: turned(range.end), start: turned(range.start) },
          data: Object.fromEntries(Object.entries(data as object).reverse()),
        },
      ],
      'without its data': [{ source: source!, message, code: code!, range }],
      'not at all': [],
    };
    for (const [way, diagnostics] of Object.entries(ways)) {
      const place = { start: range.start, end: range.start };
      const [first] = await actions(place, { diagnostics, only: ['quickfix'] });
      strictEqual(first?.title, 'Replace T1574.002 with T1574.001 DLL', way);
    }
    const foreign = { ...revoked, source: 'markdownlint' };
    deepStrictEqual(await actions(range, { diagnostics: [foreign], only: ['quickfix'] }), []);
  });

  it('a diagnostic of an older text has none', async () => {
    await server.open(uri, sample);
    const revoked = (await server.diagnostics(uri)).find(({ code }) => code === 'revoked-id')!;
    await server.change(uri, { text: `\n${sample}` });
    deepStrictEqual(await actions(revoked.range, { diagnostics: [revoked], only: ['quickfix'] }), []);
  });

  it('fix all is there for those who ask, and leaves nothing to fix', async () => {
    await server.open(uri, sample);
    const [action, ...more] = await actions(everything, { diagnostics: [], only: ['source.fixAll'] });
    strictEqual(more.length, 0);
    strictEqual(action!.kind, 'source.fixAll.attackmark');
    await server.change(uri, { text: edited(sample, action!.edit) });
    deepStrictEqual(await server.diagnostics(uri), []);
    deepStrictEqual(await actions(everything, { diagnostics: [], only: ['source.fixAll.attackmark'] }), []);
    const kinds = server.initialized!.capabilities.codeActionProvider;
    ok(typeof kinds === 'object' && kinds.codeActionKinds!.includes('source.fixAll.attackmark'));
  });

  it('refactorings stand where the list and the graph are', async () => {
    await server.open(uri, sample);
    const lines = sample.split('\n');
    const at = (text: string) => ({ line: lines.findIndex(line => line.startsWith(text)), character: 0 });
    const titles = async (text: string) =>
      (await actions({ start: at(text), end: at(text) }, { diagnostics: [], only: ['refactor'] })).map(
        ({ title }) => title,
      );
    ok((await titles('* [SSH]')).includes('Sort the techniques by ID'));
    deepStrictEqual(await titles('# BlackTech'), []);
  });

  it('a rule is switched off in the nearest configuration file, or in a new one', async () => {
    const folder = new Folder();
    try {
      const own = folder.uri('G0098.md');
      await server.open(own, sample);
      const [finding] = await server.diagnostics(own);
      const off = async () =>
        (
          (await server.connection.sendRequest(CodeActionRequest.type, {
            textDocument: { uri: own },
            range: finding!.range,
            context: { diagnostics: [finding!] },
          })) as CodeAction[]
        ).find(({ title }) => title.startsWith('Switch'))!;
      const made = await off();
      strictEqual((made.edit!.documentChanges![0] as { kind: string }).kind, 'create');
      strictEqual(edited('', made.edit), `{\n  "rules": {\n    "${String(finding!.code)}": "off"\n  }\n}\n`);
      const text = '{\n  // ours\n  "attackVersion": "18.1"\n}\n';
      folder.write('.attackmark.json', text);
      const changed = await off();
      strictEqual(changed.edit!.documentChanges!.length, 1);
      match(edited(text, changed.edit), /\/\/ ours[^]*"off"/);
    } finally {
      folder.remove();
    }
  });

  it('an upgrade has a reason for each edit, for pages that are open and pages that are not', async () => {
    const folder = new Folder();
    try {
      const closed = folder.uri('G0098.md');
      folder.write('G0098.md', sample);
      await server.open(uri, sample);
      server.settings = {};
      const params: UpgradeParams = { uris: [uri, closed], to: '18.1', from: '15.1' };
      const result = (await server.within(
        'upgrade',
        server.connection.sendRequest('attackmark/upgrade', params),
      )) as NonNullable<UpgradeResult>;
      deepStrictEqual([result.pages, result.changed, result.left], [2, 2, []]);
      ok(result.changes.id! >= 2 && result.changes.mitigation! > 0);
      const [first, second] = result.edit.documentChanges as TextDocumentEdit[];
      strictEqual(first!.textDocument.version, 1);
      strictEqual(second!.textDocument.version, null);
      for (const edit of first!.edits) {
        ok('annotationId' in edit);
        ok(result.edit.changeAnnotations![edit.annotationId]!.needsConfirmation);
      }
      ok(
        Object.keys(result.edit.changeAnnotations!).includes('T1574.002 was revoked in 17.0: it is T1574.001 DLL now'),
      );
      strictEqual(edited(sample, result.edit), edited(sample, result.edit, 1));
    } finally {
      folder.remove();
    }
  });

  it('a new page is about a group of the list', async () => {
    const groups = (await server.connection.sendRequest('attackmark/groups', { version: '18.1' })) as GroupChoice[];
    const blackTech = groups.find(({ id }) => id === 'G0098')!;
    deepStrictEqual(blackTech, {
      id: 'G0098',
      name: 'BlackTech',
      aliases: ['Palmerworm'],
      domain: 'enterprise',
      techniques: 14,
    });
    const page = (await server.connection.sendRequest('attackmark/newPage', {
      group: 'G0098',
      domain: 'enterprise',
      version: '18.1',
    })) as NonNullable<NewPageResult>;
    strictEqual(page.fileName, 'G0098.md');
    await server.open(uri, page.text);
    deepStrictEqual(await server.diagnostics(uri), []);
  });
});
