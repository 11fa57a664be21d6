import { languageOfFile } from '../../core/places/kinds';
import { compareTexts } from '../../core/words';
import { guard } from '../guard';
import { pagesRequest, type PagesParams, type PagesResult } from '../protocol';
import { normalise } from '../uris';
import type { Feature } from './feature';

/** `attackmark/pages`: which pages there are, for commands that work on many. */
export const pagesFeature: Feature = ({ connection, workspace, log }) => {
  connection.onRequest(
    pagesRequest,
    guard<PagesParams, PagesResult>('pages', [], log, async ({ within }) => {
      const wanted = within?.map(uri => normalise(uri).replace(/\/+$/, ''));
      const isWanted = (uri: string) =>
        wanted === undefined || wanted.some(own => uri === own || uri.startsWith(`${own}/`));
      const found = [...(await workspace.ready()).entries()].filter(
        ([uri]) => languageOfFile(uri) === 'markdown' && isWanted(uri),
      );
      return found
        .map(([uri, { kind }]) => ({ uri: workspace.openUri(uri) ?? uri, isGroupPage: kind === 'group' }))
        .sort((a, b) => compareTexts(a.uri, b.uri));
    }),
  );
  return {};
};
