import { match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import { root } from '../harness/catalog';
import { LanguageServer, pullClient, type ServerOptions } from '../harness/languageServer';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const uri = 'file:///pages/G0098.md';

/** What editors other than VS Code do, and what they cannot do. */
describe('a client', () => {
  let server: LanguageServer | undefined;
  const start = async (options: ServerOptions) => (server = await LanguageServer.start(options));
  afterEach(async () => {
    strictEqual(await server?.stop(), 0);
    server = undefined;
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
});
