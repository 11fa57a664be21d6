import { findVersion } from '../../core/analysis/target';
import { domains } from '../../core/catalog/catalog';
import { isVersion } from '../../core/catalog/versions';
import { newPage } from '../../core/features/newPage';
import { pageHome } from '../../core/features/pageHome';
import { guard } from '../guard';
import {
  groupsRequest,
  newPageRequest,
  type GroupChoice,
  type GroupsParams,
  type NewPageParams,
  type NewPageResult,
} from '../protocol';
import type { Feature, Server } from './feature';

/** `attackmark/groups` and `attackmark/newPage`: the groups that there are, and a page about one of them. */
export const newPageFeature: Feature = server => {
  const { connection, pages, log } = server;
  connection.onRequest(
    groupsRequest,
    guard<GroupsParams, readonly GroupChoice[]>('groups', [], log, async params => {
      const { version } = await homeOf(params, server);
      const groups = new Map<string, GroupChoice>();
      for (const domain of domains) {
        const snapshot = pages.catalog.at(domain, version);
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
    guard<NewPageParams, NewPageResult>('new page', null, log, async params => {
      const { version, folder, fileName } = await homeOf(params, server);
      const snapshot = pages.catalog.at(params.domain, version);
      const group = snapshot.get(params.group);
      if (group?.type !== 'group') return null;
      return { folder: folder ?? null, fileName: fileName(group.id, group.name), text: newPage(group.id, snapshot) };
    }),
  );
  return {};
};

/** Where new pages belong, and the version that those are checked against; one that is named goes first. */
async function homeOf({ version }: GroupsParams, { pages, workspace }: Server) {
  const home = pageHome(await workspace.ready(), pages.catalog.at(domains[0]!, 'latest'));
  if (version !== undefined && isVersion(version)) return { ...home, version };
  const choices = await pages.choicesIn(home.folder ?? workspace.folders[0] ?? 'untitled:');
  return { ...home, version: findVersion(undefined, choices).wanted };
}
