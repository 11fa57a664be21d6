import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { serverIsThere } from '../server/serverIsThere';
import type { LazyStart } from '../server/startWhenNeeded';
import { fixWorkspace } from './fixWorkspace';
import { newGroupPage } from './newGroupPage';
import { pinVersion } from './pinVersion';
import { updateCatalog } from './updateCatalog';
import { upgrade } from './upgrade';
import { writtenFor } from './writtenFor';

/** A command: called by the explorer with what was clicked and all that is selected, by other callers with arguments or none. */
type Command = (client: BaseLanguageClient, clicked: unknown, selected: unknown) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  'attackmark.fixAllInWorkspace': fixWorkspace,
  'attackmark.newGroupPage': newGroupPage,
  'attackmark.pinVersion': pinVersion,
  'attackmark.updateCatalog': updateCatalog,
  'attackmark.upgrade': upgrade,
  'attackmark.writtenFor': writtenFor,
};

/** Registers the commands that ask the server; whoever calls one needs it. */
export function registerCommands(client: BaseLanguageClient, server: LazyStart): vscode.Disposable {
  const registered = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(name, async (clicked: unknown, selected: unknown) => {
      if (await serverIsThere(client, server)) await command(client, clicked, selected);
    }),
  );
  return vscode.Disposable.from(...registered);
}
