import type { Analysis } from '../analysis/analysis';
import { fullName } from '../analysis/names';
import { didYouMean, suggest } from '../analysis/suggest';
import { tacticName } from '../analysis/tactics';
import { saysUnknown, type Verdict } from '../analysis/verdict';
import type { AttackObject, Snapshot } from '../catalog/catalog';
import { siteUrl } from './site';
import { counted, domainName } from '../words';

/** How many names a line lists before it only counts the rest. */
const mostListed = 12;

/**
 * What an ID is, as Markdown for a hover or a completion's documentation: name, state and replacement,
 * tactics, platforms, mitigations, how many groups use it, since when, and a link to ATT&CK's site.
 * `label` is the text that stands with the ID, for "did you mean".
 */
export function describeId(id: string, label: string | undefined, analysis: Analysis): string {
  const verdict = analysis.verdict(id);
  const { version } = analysis.snapshot;
  switch (verdict.kind) {
    case 'malformed':
      return `**${id}** is not an ATT&CK ID.${escape(didYouMean(suggest(id, label, analysis.snapshot)))}`;
    case 'unknown':
      return `**${id}** ${saysUnknown(id)}${escape(didYouMean(suggest(id, label, analysis.snapshot)))}`;
    case 'future':
      return `**${id} ${escape(verdict.name)}** came with ATT&CK ${verdict.since}; this page is for ${version}.`;
    case 'live':
    case 'wrong-domain':
      return describe(verdict.object, verdict, analysis.catalog.at(verdict.domain, version), analysis);
    case 'deprecated':
      if (verdict.object === undefined) return `**${id} ${escape(verdict.name)}** was last in ATT&CK ${verdict.since}.`;
      return describe(verdict.object, verdict, analysis.snapshot, analysis);
    case 'revoked':
      return describe(verdict.object, verdict, analysis.snapshot, analysis);
  }
}

function describe(object: AttackObject, verdict: Verdict, snapshot: Snapshot, analysis: Analysis): string {
  const { id, type } = object;
  const parts: string[] = [`**${id} ${escape(object.name)}**`];
  const full = fullName(object, snapshot);
  if (full !== object.name) parts[0] += `  \n${escape(full)}`;

  if (verdict.kind === 'revoked') {
    const { successor, since } = verdict;
    const now =
      successor === undefined
        ? 'no live replacement'
        : `now **${successor.id} ${escape(fullName(successor, snapshot))}**`;
    parts.push(`⚠ Revoked in ATT&CK ${since}: ${now}`);
  } else if (verdict.kind === 'deprecated')
    parts.push(`⚠ Deprecated in ATT&CK ${verdict.since}, without a replacement`);
  else if (verdict.kind === 'wrong-domain') {
    parts.push(
      `⚠ Belongs to ATT&CK for ${domainName(verdict.domain)}; this page is about ${domainName(analysis.snapshot.domain)}`,
    );
  }

  // Markdown of the bundle that the user imported: links in it are meant to be followed.
  const description = analysis.catalog.descriptionOf(id, snapshot.domain);
  if (description !== undefined) parts.push(description);

  const facts: string[] = [];
  const fact = (name: string, value: string) => {
    if (value !== '') facts.push(`${name}: ${value}`);
  };
  if (type === 'technique') {
    fact('Tactics', object.tactics.map(tactic => escape(tacticName(tactic, snapshot, analysis.catalog))).join(', '));
    fact('Platforms', escape(object.platforms.join(', ')));
    const mitigations = snapshot.mitigationsOf(id);
    fact(
      'Mitigations',
      mitigations.length === 0 && object.state.kind === 'live' ? 'none' : listed(mitigations, snapshot),
    );
    fact('Sub-techniques', listed(snapshot.subtechniquesOf(id), snapshot));
    const groups = snapshot.groupsUsing(id).length;
    fact('Used by', groups === 0 ? '' : counted(groups, 'group'));
  } else if (type === 'mitigation') {
    fact('Mitigates', counted(snapshot.techniquesMitigatedBy(id).length, 'technique'));
    const here = [...analysis.mitigationEdges].filter(([, edges]) => edges.some(({ to }) => to.id === id));
    fact(
      'On this page',
      here.length === 0
        ? ''
        : listed(
            here.map(([technique]) => technique),
            snapshot,
          ),
    );
  } else {
    fact('Also called', escape(object.aliases.join(', ')));
    if (type === 'group') fact('Uses', counted(snapshot.techniquesUsedBy(id).length, 'technique'));
  }
  if (facts.length > 0) parts.push(facts.join('  \n'));

  const history = historyLine(object, snapshot, analysis);
  if (history !== '') parts.push(history);
  parts.push(
    object.own === true
      ? `Your organisation’s own, not MITRE’s · ${domainName(snapshot.domain)}`
      : `[${id} at attack.mitre.org](${siteUrl(object)}) · ATT&CK ${snapshot.version} ${domainName(snapshot.domain)}`,
  );
  return parts.join('\n\n');
}

/** `New in ATT&CK 7.2 · Renamed in 12.1, before that “X”`, as far as the page's version can know. */
function historyLine({ id }: AttackObject, { domain }: Snapshot, { catalog }: Analysis): string {
  const parts: string[] = [];
  const first = catalog.versions(domain)[0];
  const introduced = catalog.introducedIn(id, domain);
  if (introduced !== undefined && introduced !== first) parts.push(`New in ATT&CK ${introduced}`);
  const names = catalog.namesOf(id, domain);
  for (let i = names.length - 1; i > 0; i--) {
    parts.push(`Renamed in ${names[i]!.since}, before that “${escape(names[i - 1]!.name)}”`);
  }
  return parts.join(' · ');
}

function listed(ids: readonly string[], snapshot: Snapshot): string {
  const names = ids.slice(0, mostListed).map(id => `${id} ${escape(snapshot.get(id)?.name ?? '')}`.trim());
  if (ids.length > mostListed) names.push(`and ${ids.length - mostListed} more`);
  return names.join(', ');
}

/** Text in which Markdown sees no markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, mark => `\\${mark}`);
}
