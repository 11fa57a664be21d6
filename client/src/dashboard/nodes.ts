import type { Translate } from '../../../server/src/core/translate';
import type { DashboardResult } from '../../../server/src/lsp/protocol';

/** A line of the tree, without anything of the editor's: what it says, and what it opens. */
export type DashboardNode =
  | {
      readonly kind: 'section';
      readonly label: string;
      readonly description: string;
      readonly icon: string;
      readonly children: readonly DashboardNode[];
    }
  /** A group page: opens it. */
  | { readonly kind: 'group'; readonly label: string; readonly description: string; readonly uri: string }
  /** A technique or mitigation: its children are the places where it stands. */
  | {
      readonly kind: 'object';
      readonly label: string;
      readonly description: string;
      readonly id: string;
      readonly icon: string;
    }
  /** A finding's code: its children are files. */
  | {
      readonly kind: 'code';
      readonly label: string;
      readonly description: string;
      readonly children: readonly DashboardNode[];
    }
  /** A file with how often something is in it. */
  | { readonly kind: 'file'; readonly description: string; readonly uri: string; readonly line?: number };

/** The tree of a dashboard: groups, techniques by pages, mitigations by coverage, findings by code. */
export function dashboardNodes(result: DashboardResult, t: Translate): DashboardNode[] {
  const { groups, techniques, mitigations, uncovered, findings, pending } = result;
  const total = techniques.length;
  let covered = 0;
  const someTechniques = (count: number) => (count === 1 ? t('1 technique') : t('{0} techniques', count));
  const somePages = (count: number) => (count === 1 ? t('1 page') : t('{0} pages', count));
  return [
    {
      kind: 'section',
      label: t('Groups'),
      description: String(groups.length),
      icon: 'organization',
      children: groups.map(({ name, id, uri, techniques: count }) => {
        return {
          kind: 'group',
          label: name,
          description: `${id === null ? '' : `${id} · `}${someTechniques(count)}`,
          uri,
        };
      }),
    },
    {
      kind: 'section',
      label: t('Techniques by pages'),
      description: String(total),
      icon: 'symbol-method',
      children: techniques.map(({ id, name, pages }) => {
        return {
          kind: 'object',
          label: `${id} ${name}`.trim(),
          description: somePages(pages),
          id,
          icon: 'symbol-method',
        };
      }),
    },
    {
      kind: 'section',
      label: t('Mitigations by coverage'),
      description:
        uncovered.length === 0
          ? String(mitigations.length)
          : t('{0}, {1} techniques uncovered', mitigations.length, uncovered.length),
      icon: 'shield',
      children: mitigations.map(({ id, name, covers, adds }) => {
        covered += adds;
        const share = total === 0 ? 0 : Math.floor((covered / total) * 100);
        const description = t('{0}, {1} new · {2} % so far', someTechniques(covers), adds, share);
        return { kind: 'object', label: `${id} ${name}`.trim(), description, id, icon: 'shield' };
      }),
    },
    {
      kind: 'section',
      label: t('Findings by code'),
      description:
        pending > 0
          ? pending === 1
            ? t('1 file still to check…')
            : t('{0} files still to check…', pending)
          : String(findings.reduce((sum, { count }) => sum + count, 0)),
      icon: 'warning',
      children: findings.map(({ code, count, files }) => ({
        kind: 'code',
        label: code,
        description: String(count),
        children: files.map(({ uri, count: own }) => ({ kind: 'file', description: String(own), uri })),
      })),
    },
  ];
}
