// Measures the server over generated workspaces.
//   npm run bench:workspace [-- PAGES … --json]
// Prints a Markdown table, or with --json its figures, and the load of the machine with them.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { toMarkdown } from './measure';
import { benchWorkspace } from './workspace';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const catalog = loadCatalog(join(__dirname, '..', '..', 'server', 'catalog'));
  const sizes = positionals.length > 0 ? positionals.map(Number) : undefined;
  const table = await benchWorkspace(catalog, sizes);
  console.log(values.json === true ? JSON.stringify(table.figures, null, 2) : toMarkdown(table));
}

void main();
