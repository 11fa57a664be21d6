import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { URI } from 'vscode-uri';
import { editor, StandInClient, until, type StandInDocument } from './standIn';
import { exportGraph } from '../preview/exportGraph';
import { GraphPreview } from '../preview/graphPreview';
import type { FromPreview, ToPreview } from '../preview/messages';

/** A graph with one node of this name; none for an empty name. */
function graphOf(name: string) {
  return { nodes: name === '' ? [] : [{ id: name }] };
}

describe('a graph preview', () => {
  let client: StandInClient;
  let posted: ToPreview[];
  let say: (message: FromPreview) => void;
  let preview: GraphPreview;

  const open = (document: { readonly uri: URI }, locked = false) => {
    const panel = {
      visible: true,
      viewColumn: 2,
      title: '',
      dispose: () => undefined,
      onDidChangeViewState: () => ({ dispose: () => undefined }),
      webview: {
        cspSource: '',
        asWebviewUri: (uri: URI) => uri,
        onDidReceiveMessage: (listener: typeof say) => {
          say = listener;
          return { dispose: () => undefined };
        },
        postMessage: (message: ToPreview) => Promise.resolve(posted.push(message) > 0),
      },
    };
    const log = { debug: () => undefined, error: () => undefined };
    const services = { client: client.own, extensionUri: URI.parse('file:///extension'), log };
    preview = new GraphPreview(
      panel as unknown as vscode.WebviewPanel,
      services as unknown as ConstructorParameters<typeof GraphPreview>[1],
      document.uri,
      locked,
    );
  };
  /** The newest question about a page, once there are so many. */
  const question = (document: { readonly uri: URI }, count = 1) =>
    until(`question ${count} about ${document.uri.path}`, () => {
      const own = client.questions.filter(({ params }) => params.uri === document.uri.toString());
      return own.length >= count && own.at(-1);
    });
  const shown = () => {
    const page = posted.findLast(message => message.type === 'page');
    return page && `${page.file} ${page.model?.nodes[0]?.id ?? ''}`.trim();
  };
  /** Opens a page's preview, with its graph in it. */
  const openWith = async (document: { readonly uri: URI }, name: string, locked = false) => {
    open(document, locked);
    say({ type: 'ready' });
    (await question(document)).answer(graphOf(name));
    await until('the graph', () => shown()?.endsWith(name) === true);
  };
  const makeActive = (document: StandInDocument) => (editor.activeTextEditor = { document });

  beforeEach(() => {
    editor.reset();
    client = new StandInClient();
    posted = [];
  });
  afterEach(() => preview.dispose());

  it('turns to the page in the editor, though the one before is asked about meanwhile', async () => {
    const [a, b] = ['a.md', 'b.md'].map(name => editor.open(URI.file(`/${name}`))) as [
      StandInDocument,
      StandInDocument,
    ];
    await openWith(a, 'A');
    makeActive(b);
    void preview.follow(b as unknown as vscode.TextDocument);
    const ofB = await question(b);
    editor.changedDiagnostics.fire({ uris: [a.uri] });
    (await question(a, 2)).answer(graphOf('A2'));
    ofB.answer(graphOf('B'));
    await until('the other page', () => shown() === 'b.md B');
  });

  it('shows the last change of its page, though another one without a graph is looked at meanwhile', async () => {
    const [a, b] = ['a.md', 'b.md'].map(name => editor.open(URI.file(`/${name}`))) as [
      StandInDocument,
      StandInDocument,
    ];
    await openWith(a, 'A');
    editor.changedDiagnostics.fire({ uris: [a.uri] });
    const ofA = await question(a, 2);
    makeActive(b);
    void preview.follow(b as unknown as vscode.TextDocument);
    (await question(b)).answer(graphOf(''));
    ofA.answer(graphOf('A2'));
    await until('the change', () => shown() === 'a.md A2');
  });

  it('does not say that there is no graph because a newer question has taken the first one’s place', async () => {
    const page = editor.open(URI.file('/a.md'));
    open(page);
    say({ type: 'ready' });
    const first = await question(page);
    editor.changedDiagnostics.fire({ uris: [page.uri] });
    const second = await question(page, 2);
    first.answer(null);
    second.answer(graphOf('A'));
    await until('the graph', () => shown() === 'a.md A');
    assert.equal(posted.filter(({ type }) => type === 'page').length, 1);
  });

  it('goes with its page when that is renamed, or a folder above it', async () => {
    const page = editor.open(URI.file('/groups/a.md'));
    await openWith(page, 'A', true);
    for (const [from, to, expected] of [
      ['/groups/a.md', '/groups/b.md', 'b.md A'],
      ['/groups', '/actors', 'b.md A'],
      ['/act', '/else', 'b.md A'],
    ] as const) {
      editor.renamedFiles.fire({ files: [{ oldUri: URI.file(from), newUri: URI.file(to) }] });
      assert.equal(shown(), expected);
    }
    assert.equal(preview.uri.path, '/actors/b.md');
    assert.equal(preview.panel.title, '[Graph] b.md');
  });

  it('makes no new document of one that was closed without being saved', async () => {
    const page = editor.open(URI.parse('untitled:Untitled-1'));
    await openWith(page, 'A');
    const uri = page.uri.toString();
    editor.documents.length = editor.tabs.length = 0;
    editor.changedDiagnostics.fire({ uris: [page.uri] });
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };
    for (const message of [
      { type: 'ready' },
      { type: 'reveal', uri, range, toSide: false, focus: false },
      { type: 'insert', uri, from: 'T1190', to: 'M1037' },
    ] as const) {
      posted.length = 0;
      say(message);
      const answer = await until('an answer', () => posted.find(({ type }) => type !== 'cursor'));
      if (answer.type === 'notice') assert.match(answer.text, /closed without being saved/);
      else assert.equal(shown(), 'Untitled-1 A');
    }
    await assert.rejects(preview.showSource(), /closed without being saved/);
    assert.deepEqual(editor.documents, []);
  });

  it('proposes to save a picture of a committed page where files can be written', async () => {
    editor.workspaceFolders = [{ uri: URI.file('/kb') }];
    const message = { type: 'export', uri: '', format: 'svg', target: 'file', data: '' } as const;
    open(editor.open(URI.file('/kb/groups/G0098.md')));
    await exportGraph(message, URI.parse('file:///kb/groups/G0098.md'));
    await exportGraph(message, URI.parse('git:/kb/groups/G0098.md?ref'));
    await exportGraph(message, URI.parse('untitled:Untitled-1'));
    assert.deepEqual(
      editor.proposed.map(uri => uri?.toString()),
      ['file:///kb/groups/G0098.svg', 'file:///kb/G0098.svg', 'file:///kb/Untitled-1.svg'],
    );
  });
});
