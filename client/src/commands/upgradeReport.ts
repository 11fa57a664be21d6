import * as vscode from 'vscode';
import type { ChangeKind, PageStatus, UpgradeResult } from '../../../server/src/lsp/protocol';

type Upgrade = NonNullable<UpgradeResult>;

/** What an upgrade came to, in a sentence or three: `written` is the number of pages that were really changed. */
export function upgradeSummary({ pages, changed, changes, left }: Upgrade, to: string, written: number): string {
  const { l10n } = vscode;
  const parts: string[] = [];
  if (changed === 0) parts.push(l10n.t('There is nothing to change for ATT&CK {0} ({1} pages).', to, pages));
  else {
    const counts = kinds().flatMap(([kind, name]) => (changes[kind] === undefined ? [] : `${name}: ${changes[kind]}`));
    parts.push(l10n.t('{0} of {1} pages changed for ATT&CK {2}.', written, pages, to));
    parts.push(l10n.t('Offered were {0}.', counts.join(', ')));
  }
  if (left.length > 0) parts.push(l10n.t('Left for you to decide: {0}.', left.length));
  return parts.join(' ');
}

/** A reminder where something other than the pages names a version that is not the one they were brought to. */
export function pinElsewhere({ decidedBy, wanted }: PageStatus, to: string): string[] {
  if (wanted === 'latest' || wanted === to) return [];
  const { l10n } = vscode;
  if (decidedBy === 'setting')
    return [l10n.t('The settings still name ATT&CK {0}: pages are checked against that.', wanted)];
  if (decidedBy === 'configuration file')
    return [l10n.t('.attackmark.json still names ATT&CK {0}: pages are checked against that.', wanted)];
  return [];
}

/** Opens a list of what an upgrade did not decide, with a link to each place and the reason. */
export async function showLeftOvers(left: Upgrade['left'], to: string): Promise<void> {
  const lines = left.map(({ uri, range, what, why }) => {
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
    return `- [${path}:${range.start.line + 1}](${uri}#L${range.start.line + 1}): ${what}: ${why}.`;
  });
  const title = vscode.l10n.t('Left by the upgrade to ATT&CK {0}', to);
  const content = `# ${title}\n\n${lines.join('\n')}\n`;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

/** The kinds of changes in the order in which they are listed, as a person calls them. */
function kinds(): readonly (readonly [ChangeKind, string])[] {
  const { l10n } = vscode;
  return [
    ['id', l10n.t('IDs')],
    ['name', l10n.t('names')],
    ['mitigation', l10n.t('sets of mitigations')],
    ['technique', l10n.t('techniques')],
    ['quote', l10n.t('lines to quote')],
    ['version', l10n.t('pinned versions')],
  ];
}
