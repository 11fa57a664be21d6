import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerFixWorkspace } from './fixWorkspace';
import { registerNewGroupPage } from './newGroupPage';
import { registerUpgrade } from './upgrade';
import { registerWrittenFor } from './writtenFor';

/** Registers the commands that make and change pages. Each takes what it needs from its caller, or asks for it. */
export function registerPageCommands(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    registerFixWorkspace(client),
    registerNewGroupPage(client),
    registerUpgrade(client),
    registerWrittenFor(client),
  );
}
