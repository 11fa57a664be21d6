import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, layFiles, placeOf, removeFiles } from './files';
import { codes, openPage, seedFindings, seedPage, untilCodes } from './pages';

const files = {
  'places/rule.yml': 'title: x\ntags:\n  - attack.t1574.002\n  - attack.t1566.002\ndetection:\n  x: T9999\n',
  'places/layer.json':
    '{"domain": "enterprise-attack", "techniques": [\n  {"techniqueID": "T1574.002", "tactic": ""}\n]}\n',
  'places/ci.yml': 'tags: [attack.t1574.002]\njobs:\n  T1574.002:\n',
  'places/package.json': '{"techniqueID ": "T1574.002"}\n',
  'places/notes.md':
    '---\nmitigations:\n  - \n---\n\n| Technique |\n| --------- |\n| T1574.002 |\n\nA T1000, once T1574.002.\n',
};

/** Opens a file that a test laid. */
async function open(path: keyof typeof files): Promise<vscode.TextDocument> {
  return (await openPage(path)).document;
}

/** What hovers say at some text. */
async function hovers(document: vscode.TextDocument, text: string): Promise<string> {
  const all = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    placeOf(document, text),
  );
  return all.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
}

/** What is offered behind some text, by what it writes. */
async function offers(document: vscode.TextDocument, text: string): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    placeOf(document, text, text.length),
  );
  return items.map(({ insertText, label }) =>
    typeof insertText === 'string'
      ? insertText
      : (insertText?.value ?? (typeof label === 'string' ? label : label.label)),
  );
}

describe('other places of IDs', () => {
  before(() => layFiles(files));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => removeFiles('places'));

  it('are checked, explained and completed in a Sigma rule', async () => {
    const document = await open('places/rule.yml');
    assert.equal(document.languageId, 'yaml');
    await untilCodes(document, ['revoked-id']);
    assert.match(await hovers(document, 't1566.002'), /Spearphishing Link/);
    assert.ok((await offers(document, 'attack.t15')).includes('attack.t1566.003'));
    const places = await ask<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, 't1566.002'),
    );
    assert.ok(places.some(({ uri }) => uri.path.endsWith(seedPage)));
  });

  it('are checked, explained and completed in a layer', async () => {
    const document = await open('places/layer.json');
    await untilCodes(document, ['revoked-id']);
    assert.match(await hovers(document, 'T1574.002'), /DLL/);
    assert.ok((await offers(document, '"techniqueID": "T15')).includes('T1566.002'));
    assert.ok((await offers(document, '"tactic": "')).includes('initial-access'));
  });

  it('are checked in tables and completed in front matter of notes, and left in peace in prose', async () => {
    const document = await open('places/notes.md');
    await untilCodes(document, ['revoked-id']);
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(document.lineAt(finding!.range.start).text, '| T1574.002 |');
    assert.ok((await offers(document, 'mitigations:\n  - ')).includes('M1017'));
  });

  it('are none in other YAML and JSON', async () => {
    const others = [await open('places/ci.yml'), await open('places/package.json')];
    // A page with findings comes after them: when those are there, the others have been looked at too.
    const { document: page } = await openPage(seedPage);
    await untilCodes(page, seedFindings);
    for (const document of others) {
      assert.deepEqual(codes(document), [], document.uri.path);
      assert.ok(!(await hovers(document, 'T1574.002')).includes('ATT&CK'), document.uri.path);
    }
  });
});
