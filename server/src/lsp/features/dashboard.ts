import type { CancellationToken } from 'vscode-languageserver';
import type { Domain } from '../../core/catalog/catalog';
import { compare, comparedPage, comparisonLayer, comparisonMarkdown } from '../../core/features/compare';
import { dashboard } from '../../core/features/dashboard';
import { currentAnalysis } from '../currentAnalysis';
import { FindingCounts } from '../findingCounts';
import { guard } from '../guard';
import { fileNameOf } from '../../core/workspace/paths';
import {
  compareRequest,
  dashboardChanged,
  dashboardRequest,
  type CompareParams,
  type CompareResult,
  type DashboardResult,
} from '../protocol';
import type { Feature } from './feature';

/** `attackmark/dashboard` and `attackmark/compare`: the workspace's groups at a glance, and side by side. */
export const dashboardFeature: Feature = ({ connection, pages, workspace, log, onSettingsChanged }) => {
  let isWatched = false;
  const tell = () => {
    if (isWatched) void connection.sendNotification(dashboardChanged);
  };
  const counts = new FindingCounts(workspace, pages, log, tell);
  workspace.onChange(tell);
  onSettingsChanged(() => {
    counts.forget();
    tell();
  });
  const answer = guard<undefined, DashboardResult | null>('dashboard', null, log, async () => {
    isWatched = true;
    const { findings, pending } = await counts.current();
    const { groups, ...more } = dashboard(workspace.index, pages.catalog);
    const known = groups.map(group => ({ ...group, uri: workspace.openUri(group.uri) ?? group.uri }));
    return { ...more, groups: known, findings, pending };
  });
  // A request without parameters brings its token alone, or behind what the client sent for none.
  connection.onRequest(dashboardRequest, (...given: unknown[]) => answer(undefined, given.at(-1) as CancellationToken));
  connection.onRequest(
    compareRequest,
    guard<CompareParams, CompareResult>('compare', null, log, async ({ uris, format }) => {
      const all = [];
      for (const uri of uris) {
        const analysis = (await currentAnalysis(uri, { pages, workspace }))?.analysis;
        if (analysis?.isGroupPage === true) all.push(comparedPage(analysis, fileNameOf(uri)));
      }
      if (all.length < 2) return null;
      const comparison = compare(all, pages.catalog);
      if (format === 'markdown') return { text: comparisonMarkdown(comparison), languageId: 'markdown' };
      const snapshot = pages.catalog.at(comparison.domain as Domain, comparison.version);
      return { text: `${JSON.stringify(comparisonLayer(comparison, snapshot), null, 2)}\n`, languageId: 'json' };
    }),
  );
  return {};
};
