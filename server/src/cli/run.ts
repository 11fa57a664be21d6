import { CatalogError, UnusableCatalog } from '../core/catalog/errors';
import * as catalog from './commands/catalog';
import * as check from './commands/check';
import * as compare from './commands/compare';
import * as flowchart from './commands/flowchart';
import * as graph from './commands/graph';
import * as lookup from './commands/lookup';
import * as newGroup from './commands/new';
import * as rank from './commands/rank';
import * as upgrade from './commands/upgrade';
import * as version from './commands/version';
import { Failure } from './failure';
import type { Host } from './host';

interface Command {
  readonly usage: string;
  run(args: readonly string[], host: Host): Promise<number>;
}

/** Every command by its name. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['check', { usage: check.usage, run: check.check }],
  ['lookup', { usage: lookup.usage, run: lookup.lookup }],
  ['graph', { usage: graph.usage, run: graph.graph }],
  ['upgrade', { usage: upgrade.usage, run: upgrade.upgrade }],
  ['version', { usage: version.usage, run: version.version }],
  ['new', { usage: newGroup.usage, run: newGroup.newGroup }],
  ['compare', { usage: compare.usage, run: compare.compare }],
  ['rank', { usage: rank.usage, run: rank.rank }],
  ['catalog', { usage: catalog.usage, run: catalog.catalog }],
  ['flowchart', { usage: flowchart.usage, run: flowchart.flowchart }],
]);

const help = `Attackmark checks MITRE ATT&CK group pages in Markdown.

${[...commands.values()].map(({ usage }) => usage).join('\n\n')}

Exit status: 0 nothing at error, 1 there is, 2 the call or an input could not be used.
`;

/**
 * Runs the command line: what `args` asks for, over `host`. Gives the exit status. Everything that is
 * the user's to mend ends in one line on standard error and status 2.
 */
export async function run(args: readonly string[], productVersion: string, host: Host): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    host.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    host.stdout.write(`${productVersion}\n`);
    return 0;
  }
  const command = commands.get(name);
  if (command === undefined) {
    host.stderr.write(`attackmark: there is no command "${name}". There are ${[...commands.keys()].join(', ')}.\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    host.stdout.write(`${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(rest, host);
  } catch (error) {
    if (!(error instanceof Failure) && !(error instanceof CatalogError)) throw error;
    const help = error instanceof UnusableCatalog ? ` ${helpWithCatalog(host)}` : '';
    host.stderr.write(`attackmark: ${error.message}${help}\n`);
    return 2;
  }
}

/** Which catalog it is that cannot be used, and what to do. */
function helpWithCatalog({ catalogs }: Host): string {
  const { folder, stored } = catalogs.inUse();
  return stored === undefined
    ? `It is the catalog that came with Attackmark, in ${folder}: install Attackmark anew.`
    : `It is the catalog in ${folder}; to go back to the one that came with Attackmark: attackmark catalog use shipped`;
}
