import { DidChangeWorkspaceFoldersNotification, FileChangeType } from 'vscode-languageserver';
import { fileGlob } from '../workspace';
import type { Feature } from './feature';

/** Everything that is told of the workspace as a whole: folders that come and go, files and folders that move. */
export const workspaceFeature: Feature = ({ connection, workspace, client }) => {
  if (client.workspace?.workspaceFolders === true) {
    // The capability below registers for it. The library's own event would register a second time, too early.
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) =>
      workspace.foldersChanged(added, removed),
    );
  }
  const told = client.workspace?.fileOperations;
  // In any file system: a repository that is read over the network moves its pages too.
  const filters = [{ pattern: { glob: fileGlob } }, { pattern: { glob: '**/*', matches: 'folder' as const } }];
  if (told?.didRename === true) {
    connection.workspace.onDidRenameFiles(({ files }) => {
      workspace.filesMoved(files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri })));
    });
  }
  if (told?.didDelete === true) {
    connection.workspace.onDidDeleteFiles(({ files }) => {
      workspace.filesChanged(files.map(({ uri }) => ({ uri, type: FileChangeType.Deleted })));
    });
  }
  return {
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: {
        ...(told?.willRename === true && { willRename: { filters } }),
        ...(told?.didRename === true && { didRename: { filters } }),
        ...(told?.didDelete === true && { didDelete: { filters } }),
      },
    },
  };
};
