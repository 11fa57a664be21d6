import { bestVersions, type BestVersions } from '../../core/upgrade/bestVersions';
import { counted } from '../../core/words';
import { loadCatalog } from '../../node/catalogFiles';
import { oneOf, readArguments, readDomain } from '../arguments';
import { Failure } from '../failure';
import type { Host } from '../host';
import { forEachPage } from '../pages';

export const usage = `attackmark version PATH… [flags]
  Says under which ATT&CK versions a page has the fewest findings: which one it was written for.
  --domain D            auto, enterprise, mobile or ics
  --format F            text or json`;

/** `attackmark version`. Gives the exit status. */
export async function version(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    domain: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  if (positionals.length === 0) throw new Failure('Name a file or folder, as in: attackmark version groups/G0098.md');
  const catalog = loadCatalog(host.catalogFolder);
  const domain = readDomain(values.domain);

  const found: ({ readonly file: string } & BestVersions)[] = [];
  const failed = forEachPage(
    positionals,
    { catalog, own: { ...(domain && { domain }) }, what: 'Comparing' },
    host,
    ({ name, analysis }) => {
      if (analysis.isGroupPage) found.push({ file: name, ...bestVersions(analysis) });
    },
  );
  if (format === 'json') host.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else
    for (const { file, domain: own, findings, versions } of found) {
      const count = findings === 0 ? 'nothing found' : counted(findings, 'finding');
      host.stdout.write(`${file}: ${own} ${versions.join(', ')} (${count})\n`);
    }
  if (found.length === 0 && failed === 0) throw new Failure('None of these files is a group page.');
  return failed > 0 ? 2 : 0;
}
