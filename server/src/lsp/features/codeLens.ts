import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import { check } from '../../core/check';
import { codeLens, type Lens } from '../../core/features/codeLens';
import { guard } from '../guard';
import { showReferencesCommand, type ShowReferencesArguments } from '../protocol';
import { normalise } from '../workspace';
import type { Feature } from './feature';

/** `textDocument/codeLens`: counts above a page's title. */
export const codeLensFeature: Feature = ({ connection, pages, workspace, client, log, onSettingsChanged }) => {
  connection.onCodeLens(
    guard<CodeLensParams, CodeLens[] | null>('code lens', null, log, async ({ textDocument: { uri } }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined || analysis.choices.own?.codeLens === false) return null;
      const { lines } = analysis.page;
      const context = { uri: normalise(uri), index: workspace.index };
      return codeLens(analysis, check(analysis), context).map(lens => {
        const range = lines.rangeOf(lens.span);
        return { range, command: commandOf(lens, { uri, position: range.start, id: lens.argument ?? '' }) };
      });
    }),
  );
  if (client.workspace?.codeLens?.refreshSupport === true) {
    const refresh = () => void connection.sendRequest('workspace/codeLens/refresh');
    workspace.onChange(refresh);
    onSettingsChanged(refresh);
  }
  return { codeLensProvider: { resolveProvider: false } };
};

/** The command behind a lens: the extension's; other editors show the text alone. */
function commandOf({ title, action, argument }: Lens, place: ShowReferencesArguments): Command {
  switch (action) {
    case 'graph':
      return { title, command: 'attackmark.openPreviewToSide' };
    case 'problems':
      return { title, command: 'workbench.actions.view.problems' };
    case 'upgrade':
      return { title, command: 'attackmark.pinVersion', arguments: [{ version: argument }] };
    case 'references':
      return argument === undefined
        ? { title, command: '' }
        : { title, command: showReferencesCommand, arguments: [place] };
  }
}
