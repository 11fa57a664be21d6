import type { ChangeAnnotation, TextDocumentEdit } from 'vscode-languageserver';
import { isVersion } from '../../core/catalog/versions';
import { bestVersions } from '../../core/upgrade/bestVersions';
import type { ChangeKind } from '../../core/upgrade/upgrade';
import { upgradePage } from '../../core/upgrade/upgradePage';
import { currentAnalysis } from '../currentAnalysis';
import { guard } from '../guard';
import {
  upgradeRequest,
  writtenForRequest,
  type DocumentParams,
  type UpgradeParams,
  type UpgradeResult,
  type WrittenForResult,
} from '../protocol';
import { nextTurn } from '../turns';
import type { Feature } from './feature';

/** `attackmark/upgrade`: what brings pages to another version, with a reason for each edit; and `attackmark/writtenFor`. */
export const upgradeFeature: Feature = server => {
  server.connection.onRequest(
    upgradeRequest,
    guard<UpgradeParams, UpgradeResult>('upgrade', null, server.log, async (params, token) => {
      const { uris, to } = params;
      if (to !== 'latest' && !isVersion(to)) return null;
      const annotations: Record<string, ChangeAnnotation> = {};
      const documentChanges: TextDocumentEdit[] = [];
      const left: NonNullable<UpgradeResult>['left'][number][] = [];
      const counts: Partial<Record<ChangeKind, number>> = {};
      let pages = 0;
      for (const uri of uris) {
        // A folder may have hundreds of pages: other messages come in between.
        await nextTurn();
        if (token.isCancellationRequested) return null;
        const found = await currentAnalysis(uri, server);
        if (found?.analysis.isGroupPage !== true) continue;
        pages++;
        const { lines } = found.analysis.page;
        const upgrade = upgradePage(found.analysis, to, params);
        for (const { what, why, offset } of upgrade.left) {
          const position = lines.positionOf(offset);
          left.push({ uri, range: { start: position, end: position }, what, why });
        }
        if (upgrade.edits.length === 0) continue;
        for (const { kind } of upgrade.changes) counts[kind] = (counts[kind] ?? 0) + 1;
        const edits = upgrade.edits.map(({ span, newText, changes }) => {
          const annotationId = changes.map(({ reason }) => reason).join('; ');
          annotations[annotationId] = { label: annotationId, needsConfirmation: true };
          return { range: lines.rangeOf(span), newText, annotationId };
        });
        documentChanges.push({ textDocument: { uri: found.uri, version: found.version }, edits });
      }
      return {
        edit: { documentChanges, changeAnnotations: annotations },
        pages,
        changed: documentChanges.length,
        changes: counts,
        left,
      };
    }),
  );
  server.connection.onRequest(
    writtenForRequest,
    guard<DocumentParams, WrittenForResult>('written for', null, server.log, async ({ uri }) => {
      const found = await currentAnalysis(uri, server);
      return found?.analysis.isGroupPage === true ? bestVersions(found.analysis) : null;
    }),
  );
  return {};
};
