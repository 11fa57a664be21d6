import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import { check } from '../../core/check';
import { codeLens, type Lens } from '../../core/features/codeLens';
import { guard, unlessRefused } from '../guard';
import { lensCommands, type ShowReferencesArguments, type UpgradeArguments } from '../protocol';
import { normalise } from '../uris';
import type { Feature } from './feature';

/** `textDocument/codeLens`: counts above a page's title. */
export const codeLensFeature: Feature = server => {
  const { connection, pages, workspace, client, clientCommands, log, onSettingsChanged } = server;
  connection.onCodeLens(
    guard<CodeLensParams, CodeLens[] | null>('code lens', null, log, async ({ textDocument: { uri } }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined || analysis.choices.own?.codeLens === false) return null;
      const { lines } = analysis.page;
      const context = { uri: normalise(uri), index: workspace.index };
      return codeLens(analysis, check(analysis), context).map(lens => {
        const range = lines.rangeOf(lens.span);
        const command = commandOf(lens, { uri, position: range.start, id: lens.argument ?? '' });
        // Elsewhere the counts are text alone.
        return { range, command: clientCommands.has(command.command) ? command : { title: lens.title, command: '' } };
      });
    }),
  );
  if (client.workspace?.codeLens?.refreshSupport === true) {
    const refresh = () => unlessRefused('new lenses', log, connection.sendRequest('workspace/codeLens/refresh'));
    workspace.onChange(refresh);
    onSettingsChanged(refresh);
  }
  return { codeLensProvider: { resolveProvider: false } };
};

/** The client's command behind a lens: none where there is nothing to show. */
function commandOf({ title, action, argument }: Lens, place: ShowReferencesArguments): Command {
  const command = lensCommands[action];
  switch (action) {
    case 'graph':
    case 'problems':
      return { title, command };
    case 'upgrade':
      return { title, command, arguments: [{ uris: [place.uri] } satisfies UpgradeArguments] };
    case 'references':
      return argument === undefined ? { title, command: '' } : { title, command, arguments: [place] };
  }
}
