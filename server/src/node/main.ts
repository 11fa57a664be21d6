import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { startServer } from '../lsp/server';
import { CatalogStore } from './catalogStore';
import { dataFolder } from './dataFolder';
import { nodeRuntime } from './runtime';

const usage = `attackmark-server speaks the language server protocol. Editors start it with --stdio.
  --stdio         over standard input and output
  --socket=PORT   over a socket
  --node-ipc      over Node's own channel, as VS Code does`;

const args = process.argv.slice(2);
if (args.includes('--version')) process.stdout.write(`${version}\n`);
else if (args.includes('--help')) process.stdout.write(`${usage}\n`);
else if (!args.some(arg => /^--(?:stdio|node-ipc|socket|pipe)/.test(arg))) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  // The bundle lies in dist/, the catalog that came with it beside it in server/catalog/.
  const catalogs = new CatalogStore(dataFolder(process.env), join(__dirname, '..', 'server', 'catalog'));
  startServer(createConnection(ProposedFeatures.all), nodeRuntime(catalogs));
}
