import { domains } from '../../core/catalog/catalog';
import { isVersion } from '../../core/catalog/versions';
import { newPage } from '../../core/features/newPage';
import { guard } from '../guard';
import {
  groupsRequest,
  newPageRequest,
  type GroupChoice,
  type GroupsParams,
  type NewPageParams,
  type NewPageResult,
} from '../protocol';
import type { Feature } from './feature';

/** `attackmark/groups` and `attackmark/newPage`: the groups that there are, and a page about one of them. */
export const newPageFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    groupsRequest,
    guard<GroupsParams, readonly GroupChoice[]>('groups', [], log, ({ version }) => {
      const groups = new Map<string, GroupChoice>();
      for (const domain of domains) {
        const snapshot = pages.catalog.at(domain, known(version));
        for (const { id, name, aliases, state } of snapshot.all('group')) {
          if (state.kind !== 'live') continue;
          const techniques = snapshot.techniquesUsedBy(id).length;
          const other = groups.get(id);
          // A group of several domains is offered in the one that says most of it.
          if (other === undefined || other.techniques < techniques)
            groups.set(id, { id, name, aliases, domain, techniques });
        }
      }
      return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
    }),
  );
  connection.onRequest(
    newPageRequest,
    guard<NewPageParams, NewPageResult>('new page', null, log, ({ group, domain, version }) => {
      const snapshot = pages.catalog.at(domain, known(version));
      return snapshot.get(group)?.type === 'group' ? { fileName: `${group}.md`, text: newPage(group, snapshot) } : null;
    }),
  );
  return {};
};

function known(version: string | undefined): string {
  return version !== undefined && isVersion(version) ? version : 'latest';
}
