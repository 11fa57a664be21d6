import type { Hover, HoverParams } from 'vscode-languageserver';
import { hover } from '../../core/features/hover';
import { guard } from '../guard';
import { markup } from '../markup';
import type { Feature } from './feature';

/** `textDocument/hover`: what the ATT&CK ID under the pointer is. */
export const hoverFeature: Feature = ({ connection, pages, client, log }) => {
  connection.onHover(
    guard<HoverParams, Hover | null>('hover', null, log, async ({ textDocument, position }) => {
      const analysis = await pages.analysis(textDocument.uri);
      if (analysis === undefined) return null;
      const { lines } = analysis.page;
      const found = hover(analysis, lines.offsetOf(position));
      if (found === undefined) return null;
      const contents = markup(found.contents, client.textDocument?.hover?.contentFormat);
      return { contents, range: lines.rangeOf(found.span) };
    }),
  );
  return { hoverProvider: true };
};
