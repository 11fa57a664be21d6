import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { inlayHints } from '../../core/features/inlayHints';
import { guard, unlessRefused } from '../guard';
import type { Feature } from './feature';

/** `textDocument/inlayHint`: IDs and tactics behind listed techniques, where the settings ask for them. */
export const inlayHintsFeature: Feature = ({ connection, pages, client, log, onSettingsChanged }) => {
  connection.languages.inlayHint.on(
    guard<InlayHintParams, InlayHint[] | null>('inlay hints', null, log, async ({ textDocument: { uri }, range }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined) return null;
      const { lines } = analysis.page;
      const within = { start: lines.offsetOf(range.start), end: lines.offsetOf(range.end) };
      return inlayHints(analysis, within, analysis.choices.own?.inlayHints ?? 'off').map(({ offset, text }) => ({
        position: lines.positionOf(offset),
        label: text,
        paddingLeft: true,
      }));
    }),
  );
  if (client.workspace?.inlayHint?.refreshSupport === true) {
    onSettingsChanged(() => unlessRefused('new hints', log, connection.languages.inlayHint.refresh()));
  }
  return { inlayHintProvider: true };
};
