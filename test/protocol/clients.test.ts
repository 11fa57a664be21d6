import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  type ClientCapabilities,
  type CompletionRegistrationOptions,
  type MarkupContent,
  type MarkupKind,
  type SymbolInformation,
} from 'vscode-languageserver-protocol';
import { LineIndex } from '../../server/src/core/text';
import { pagesRequest, pageStatusRequest, type PagesResult, type PageStatus } from '../../server/src/lsp/protocol';
import { root } from '../harness/catalog';
import { LanguageServer, pullClient, pushClient, type ServerOptions } from '../harness/languageServer';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const uri = 'file:///pages/G0098.md';

/** What editors other than VS Code do, and what they cannot do. */
describe('a client', () => {
  const servers: LanguageServer[] = [];
  const start = async (options: ServerOptions) => {
    const server = await LanguageServer.start(options);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) strictEqual(await server.stop(), 0);
  });

  it('may refuse what it said it can do: the server tells of it in the log, and goes on', async () => {
    const capabilities: ClientCapabilities = {
      ...pullClient,
      workspace: {
        ...pullClient.workspace,
        configuration: false,
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
      },
      textDocument: { ...pullClient.textDocument, completion: { dynamicRegistration: true } },
    };
    const it = await start({ capabilities, refuses: true, initializationOptions: { attackVersion: '18.1' } });
    await it.open(uri, sample);
    await it.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const refused = () => it.log.filter(line => line.includes('The editor refused'));
    // Two registrations of the start, two of completion, three refreshes.
    await it.until('the refusals', () => refused().length >= 7);
    match(refused().join('\n'), /Unhandled method client\/registerCapability/);
    ok((await it.diagnostics(uri)).some(({ code }) => code === 'revoked-id'));
  });

  /** The ATT&CK version that a page is checked against. */
  const versionOf = async (it: LanguageServer) => {
    await it.open(uri, sample);
    const { version } = await it.within(
      'the status',
      it.connection.sendRequest<PageStatus>(pageStatusRequest, { uri }),
    );
    return version;
  };

  it('may say its settings at the start, as they are or below their section, and push none later', async () => {
    const settings = { attackVersion: '15.1' };
    for (const initializationOptions of [settings, { attackmark: settings }]) {
      for (const pushed of [undefined, {}, { attackmark: {} }, { editor: { tabSize: 2 } }]) {
        const it = await start({ capabilities: pushClient, initializationOptions });
        if (pushed !== undefined)
          await it.connection.sendNotification('workspace/didChangeConfiguration', { settings: pushed });
        strictEqual(await versionOf(it), '15.1', JSON.stringify({ initializationOptions, pushed }));
      }
    }
    const it = await start({ capabilities: pushClient, initializationOptions: { attackmark: settings } });
    const pushed = { attackmark: { attackVersion: '18.1' } };
    await it.connection.sendNotification('workspace/didChangeConfiguration', { settings: pushed });
    strictEqual(await versionOf(it), '18.1');
  });

  it('may have nothing to say when it is asked for settings, or refuse to answer', async () => {
    const initializationOptions = { attackmark: { attackVersion: '15.1' } };
    const silent = await start({ initializationOptions, settings: null });
    strictEqual(await versionOf(silent), '15.1');
    const refusing = await start({ initializationOptions, refuses: true });
    strictEqual(await versionOf(refusing), '15.1');
    match(refusing.log.join('\n'), /refused to tell its settings/);
  });

  it('may open a document a second time, with another text and the same version', async () => {
    const it = await start({ capabilities: pushClient });
    const codes = () => it.published.at(-1)?.diagnostics.map(({ code }) => code) ?? [];
    await it.open(uri, sample);
    await it.until('findings', () => codes().length > 0);
    await it.open(uri, '# Notes\n');
    await it.until('no findings', () => codes().length === 0);
    await it.open(uri, sample);
    await it.until('findings again', () => codes().length > 0);
  });

  it('may write the path of a page on another machine with four slashes or five', async () => {
    for (const slashes of ['//', '////', '/////']) {
      const folder = `file:${slashes}server.example/share`;
      const it = await start({ folders: [folder] });
      const page = `${folder}/G0098.md`;
      await it.open(page, sample);
      ok((await it.diagnostics(page)).length > 0, slashes);
      const { line } = new LineIndex(sample).positionOf(sample.indexOf('techniques/T1566/002'));
      ok((await it.completion(page, { line, character: 3 })).length > 0, slashes);
    }
  });

  it('may name its one folder as older ones do, by a URI or by a path, or none', async () => {
    const folder = join(root, 'samples', 'groups');
    for (const [how, count] of [
      [{ rootUri: pathToFileURL(folder).href }, 1],
      [{ rootPath: folder }, 1],
      [{}, 0],
    ] as const) {
      const it = await start({ root: how });
      const found = await it.within('pages', it.connection.sendRequest<PagesResult>(pagesRequest, {}));
      strictEqual(found.length, count, JSON.stringify(how));
    }
  });

  it('that knows no nested symbols gets them as a list', async () => {
    const it = await start({ capabilities: pushClient });
    await it.open(uri, sample);
    const symbols = await it.within(
      'symbols',
      it.connection.sendRequest<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri } }),
    );
    deepStrictEqual(
      symbols.slice(0, 4).map(({ name, containerName, location }) => [name, containerName, location.range.start.line]),
      [
        ['BlackTech', undefined, 4],
        ['Techniques Used By Group', 'BlackTech', 7],
        ['Spearphishing Link', 'Techniques Used By Group', 8],
        ['Software Configuration', 'Spearphishing Link', 40],
      ],
    );
    ok(symbols.every(({ location }) => location.uri === uri));
  });

  it('that shows no Markdown gets text', async () => {
    const plain: MarkupKind[] = ['plaintext'];
    const capabilities: ClientCapabilities = {
      textDocument: {
        hover: { contentFormat: plain },
        completion: { completionItem: { documentationFormat: plain } },
      },
    };
    const it = await start({ capabilities, initializationOptions: { attackVersion: '18.1' } });
    const page = '# Notes\nT1574.002\n\nT1566.00\n';
    await it.open(uri, page);
    const { contents } = (await it.hover(uri, { line: 1, character: 2 }))!;
    const [about, ...facts] = (contents as MarkupContent).value.split('\n\n');
    strictEqual(about, 'T1574.002 DLL Side-Loading\nHijack Execution Flow: DLL Side-Loading');
    strictEqual(facts[0], '⚠ Revoked in ATT&CK 17.0: now T1574.001 Hijack Execution Flow: DLL');
    match(facts.at(-1)!, /^T1574\.002 at attack\.mitre\.org: https:\/\/attack\.mitre\.org\/techniques\/T1574\/002 · /);
    const items = await it.completion(uri, { line: 3, character: 8 });
    const { documentation } = await it.resolve(items.find(({ label }) => label === 'Spearphishing Link')!);
    strictEqual((documentation as MarkupContent).kind, 'plaintext');
    match((documentation as MarkupContent).value, /^T1566\.002 Spearphishing Link\n/);
  });

  it('that shows nothing beside a name finds the ID in the detail: techniques share names', async () => {
    const page = '# BlackTech\n## Techniques Used By Group\n* Domains';
    for (const labelDetailsSupport of [true, false]) {
      const completion = { completionItem: { labelDetailsSupport } };
      const it = await start({ capabilities: { textDocument: { completion } } });
      await it.open(uri, page);
      const items = await it.completion(uri, { line: 2, character: 9 });
      const shown = items
        .filter(({ label }) => label === 'Domains')
        .map(({ labelDetails, detail }) => (labelDetailsSupport ? labelDetails?.description : detail));
      deepStrictEqual(shown.sort(), ['T1583.001 · Acquire Infrastructure', 'T1584.001 · Compromise Infrastructure']);
    }
  });

  it('that has completion registered gets it for its own name of Markdown too', async () => {
    const capabilities: ClientCapabilities = { textDocument: { completion: { dynamicRegistration: true } } };
    const it = await start({ capabilities });
    const selectors = () =>
      it.registrations
        .filter(({ method }) => method === CompletionRequest.method)
        .map(({ registerOptions }) => registerOptions as CompletionRegistrationOptions)
        .map(({ documentSelector, triggerCharacters }) => {
          const languages = documentSelector!.map(filter => (filter as { language: string }).language);
          return `${languages.join()} ${triggerCharacters!.includes('[') ? 'as Markdown' : 'as data'}`;
        });
    await it.open('file:///a.md', sample);
    await it.open('file:///a.qmd', sample, 'quarto');
    await it.open('file:///b.qmd', sample, 'quarto');
    await it.open('file:///c.yml', 'x: 1\n', 'ansible');
    await it.until('the registrations', () => selectors().length >= 4);
    deepStrictEqual(selectors(), [
      'markdown as Markdown',
      'yaml,json,jsonc as data',
      'quarto as Markdown',
      'ansible as data',
    ]);
  });
});
