import type { Analysis } from '../../core/analysis/analysis';
import { rankPages, type PageRanking } from '../../core/features/rank';
import { counted } from '../../core/words';
import { loadCatalog } from '../../node/catalogFiles';
import { oneOf, readArguments, readTargetFlags } from '../arguments';
import { Failure } from '../failure';
import { paint } from '../formats/colour';
import type { Host } from '../host';
import { forEachPage } from '../pages';

export const usage = `attackmark rank PATH… [flags]
  Ranks mitigations by how many of the pages' techniques they cover, the best next one each time.
  --attack-version V    as of this ATT&CK version
  --domain D            auto, enterprise, mobile or ics
  --format F            text or json`;

/** `attackmark rank`. Gives the exit status. */
export async function rank(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    domain: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  if (positionals.length === 0) throw new Failure('Name a file or folder, as in: attackmark rank groups');
  const catalog = loadCatalog(host.catalogFolder);
  const { own } = readTargetFlags(values, catalog);

  const analyses: Analysis[] = [];
  const failed = forEachPage(positionals, { catalog, own, what: 'Reading' }, host, ({ analysis }) => {
    if (analysis.isGroupPage) analyses.push(analysis);
  });
  const ranking = rankPages(analyses);
  host.stdout.write(format === 'json' ? `${JSON.stringify(ranking, null, 2)}\n` : describe(ranking, host));
  return failed > 0 ? 2 : 0;
}

function describe({ pages, techniques, mitigations, uncovered }: PageRanking, host: Host): string {
  const colour = paint(host);
  let covered = 0;
  let text = `${counted(pages, 'page')}, ${counted(techniques, 'technique')}\n\n`;
  text += colour('grey', 'covers   new  so far\n');
  for (const { id, name, covers, adds } of mitigations) {
    covered += adds.length;
    const share = techniques === 0 ? 0 : Math.floor((covered / techniques) * 100);
    const counts = `${String(covers.length).padStart(6)}${String(adds.length).padStart(6)}${`${share} %`.padStart(8)}`;
    text += `${counts}  ${colour('bold', id)} ${name}\n`;
  }
  if (uncovered.length === 0) return text;
  text += `\nCovered by nothing:\n`;
  return text + uncovered.map(({ id, name }) => `  ${colour('bold', id)} ${name}\n`).join('');
}
