import { applyEdits } from '../../core/fixes/edit';
import {
  changeKinds,
  upgradeParts,
  type Change,
  type ChangeKind,
  type UpgradeOptions,
} from '../../core/upgrade/upgrade';
import { upgradePage } from '../../core/upgrade/upgradePage';
import { loadCatalog } from '../../node/catalogFiles';
import { oneOf, readArguments, readDomain, readVersion } from '../arguments';
import { Failure } from '../failure';
import { writeText } from '../files';
import type { Host } from '../host';
import { forEachPage, type PageFile } from '../pages';
import { unifiedDiff } from '../unifiedDiff';

export const usage = `attackmark upgrade PATH… --to V [flags]
  Brings pages to another ATT&CK version, newer or older. Prints what would change as a unified diff.
  --to V                the version, or latest
  --write               change the files in place of printing the diff
  --from V              the version the pages were written for, where they do not say so (else it is worked out)
  --adopt-techniques    also take over which techniques ATT&CK added to the group, or took from it
  --only PART           only ids, names or mitigations
  --quote-labels        also quote labels that Mermaid rejects
  --domain D            auto, enterprise, mobile or ics`;

/** `attackmark upgrade`. Gives the exit status. */
export async function upgrade(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    to: { type: 'string' },
    from: { type: 'string' },
    write: { type: 'boolean', default: false },
    'adopt-techniques': { type: 'boolean', default: false },
    'quote-labels': { type: 'boolean', default: false },
    only: { type: 'string' },
    domain: { type: 'string' },
  });
  if (positionals.length === 0)
    throw new Failure('Name a file or folder to upgrade, as in: attackmark upgrade groups --to latest');
  const catalog = loadCatalog(host.catalogFolder);
  const to = readVersion(values.to, catalog, 'to');
  if (to === undefined) throw new Failure('Say which version the pages are to be brought to, as in: --to latest');
  const from = readVersion(values.from, catalog, 'from');
  const domain = readDomain(values.domain);
  const options: UpgradeOptions = {
    ...(from !== undefined && from !== 'latest' && { from }),
    ...(values.only !== undefined && { only: [oneOf('only', values.only, upgradeParts)] }),
    adoptTechniques: values['adopt-techniques'],
    quoteLabels: values['quote-labels'],
  };

  const summary = new Summary();
  const failed = forEachPage(
    positionals,
    { catalog, own: { ...(domain && { domain }) }, what: 'Upgrading' },
    host,
    file => {
      const { edits, changes, left, to: version } = upgradePage(file.analysis, to, options);
      const before = file.analysis.page.text;
      const after = applyEdits(before, edits);
      const { lines } = file.analysis.page;
      summary.add(file, version, after === before ? [] : changes);
      for (const { what, why, offset } of left)
        summary.leave(`${file.name}:${lines.lineOf(offset) + 1}: ${what}: ${why}.`);
      if (after === before) return;
      if (values.write) writeText(file.path, file.name, after);
      else host.stdout.write(unifiedDiff(file.name, before, after));
    },
  );
  host.stderr.write(summary.text(values.write));
  return failed > 0 ? 2 : 0;
}

/** What an upgrade did, over all pages. */
class Summary {
  #pages = 0;
  #changed = 0;
  readonly #counts = new Map<ChangeKind, number>();
  readonly #left: string[] = [];
  readonly #pinned = new Map<string, string>();
  readonly #versions = new Set<string>();

  add({ analysis, name }: PageFile, version: string, changes: readonly Change[]): void {
    if (!analysis.isGroupPage) return;
    this.#pages++;
    this.#versions.add(version);
    if (changes.length > 0) this.#changed++;
    for (const { kind } of changes) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const { decidedBy, wanted } = analysis.target;
    if (decidedBy === 'configuration file' && wanted !== 'latest' && wanted !== version) this.#pinned.set(wanted, name);
  }

  leave(line: string): void {
    this.#left.push(line);
  }

  text(written: boolean): string {
    if (this.#pages === 0) return 'None of these files is a group page.\n';
    const names: Readonly<Record<ChangeKind, readonly [string, string]>> = {
      id: ['ID', 'IDs'],
      name: ['name', 'names'],
      mitigation: ['set of mitigations', 'sets of mitigations'],
      technique: ['technique', 'techniques'],
      quote: ['line to quote', 'lines to quote'],
      version: ['pinned version', 'pinned versions'],
    };
    const counts = changeKinds.flatMap(kind => {
      const count = this.#counts.get(kind) ?? 0;
      return count === 0 ? [] : `${count} ${names[kind][count === 1 ? 0 : 1]}`;
    });
    const verb = written ? 'changed' : 'to change';
    const pages = `${this.#changed} of ${this.#pages} ${this.#pages === 1 ? 'page' : 'pages'} ${verb}`;
    const to = [...this.#versions].join(' and ');
    let text = `To ATT&CK ${to}: ${pages}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.\n`;
    for (const [version, page] of this.#pinned) {
      text += `.attackmark.json still pins ${version}, for ${page} and maybe others: set its attackVersion to ${to}.\n`;
    }
    if (this.#left.length > 0) {
      text += `Left for you:\n${this.#left.map(line => `  ${line}\n`).join('')}`;
    }
    return text;
  }
}
