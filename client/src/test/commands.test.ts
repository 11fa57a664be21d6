import assert from 'node:assert/strict';
import { URI } from 'vscode-uri';
import { editor, StandInClient, until } from './standIn';
import type { PageStatus } from '../../../server/src/lsp/protocol';
import { registerCommands } from '../commands/register';
import { pickParts, pickVersion } from '../commands/upgradeChoices';
import { registerDashboard } from '../dashboard/register';

const server = { started: Promise.resolve(), start: () => Promise.resolve(), dispose: () => undefined };
/** The states of the language client. */
const [stopped, running] = [1, 2];

describe('commands that ask the server', () => {
  let client: StandInClient;
  let registered: { dispose(): unknown }[];

  beforeEach(() => {
    editor.reset();
    client = new StandInClient();
    registered = [registerCommands(client.own, server), registerDashboard(client.own, server)];
  });
  afterEach(() => registered.forEach(one => one.dispose()));

  it('say that it is not running, and offer to restart it', async () => {
    const document = editor.open(URI.file('/kb/G0098.md'));
    editor.activeTextEditor = { document };
    client.come(stopped);
    const asking = [...editor.commands].filter(([name]) => name !== 'attackmark.refreshDashboard');
    assert.equal(asking.length, 8);
    for (const [name, command] of asking) {
      editor.told.length = 0;
      await command({ uri: document.uri.toString(), id: 'T1190', position: { line: 0, character: 0 } });
      const [{ text, choices }] = editor.told as [(typeof editor.told)[0]];
      assert.match(text, /language server is not running/, name);
      assert.deepEqual(choices, ['Restart', 'Show Output'], name);
    }
  });

  it('have the dashboard say so too, where it is empty', () => {
    client.come(stopped);
    assert.equal(editor.keys.get('attackmark.isServerStopped'), true);
    client.come(running);
    assert.equal(editor.keys.get('attackmark.isServerStopped'), false);
  });

  it('are cancelled without an error while the workspace is read', async () => {
    const done = editor.commands.get('attackmark.fixAllInWorkspace')!();
    const [question] = await until('the question', () => client.questions.length > 0 && client.questions);
    editor.progressToken.isCancellationRequested = true;
    question!.fail(new Error('The request was cancelled.'));
    await done;
    assert.deepEqual(
      editor.told.map(({ text }) => text),
      ['Nothing was fixed. The rest was left as it is: you cancelled.'],
    );
  });

  it('keep the questions of an upgrade when its step of the walkthrough takes the focus', async () => {
    editor.activeTextEditor = { document: editor.open(URI.file('/kb/G0098.md')) };
    const done = editor.commands.get('attackmark.upgrade')!();
    const question = await until('the question', () => client.questions.pop());
    question.answer([{ uri: 'file:///kb/G1024.md', isGroupPage: true }]);
    await done;
    await pickVersion({ versions: ['19.0', '18.1'] } as unknown as PageStatus);
    await pickParts();
    assert.deepEqual(editor.stays, [true, true, true]);
  });

  it('say where a version is pinned in vain', async () => {
    editor.activeTextEditor = { document: editor.open(URI.file('/kb/G0098.md')) };
    editor.workspaceFolders = [{ uri: URI.file('/kb') }];
    const details = async (settings: object, decidedBy: string) => {
      editor.settings = settings as typeof editor.settings;
      const done = editor.commands.get('attackmark.pinVersion')!({ version: '18.1' });
      const question = await until('the question', () => client.questions.pop());
      question.answer({ wanted: '15.1', version: '15.1', domain: 'enterprise', versions: ['18.1'], decidedBy });
      await done;
      return editor.lists
        .pop()!
        .slice(1)
        .map(({ detail }) => detail);
    };
    const here = 'attackmark.attackVersion in the workspace settings';
    assert.deepEqual(await details({ globalValue: '15.1' }, 'setting'), [
      here,
      'attackmark.attackVersion in your settings',
    ]);
    // In a workspace of one folder, the folder's settings are the workspace's.
    assert.deepEqual(await details({ workspaceValue: '15.1', workspaceFolderValue: '15.1' }, 'setting'), [
      here,
      'This page keeps the version of the workspace settings',
    ]);
    editor.workspaceFile = URI.file('/all.code-workspace');
    const folder = 'This page keeps the version of its folder’s settings';
    assert.deepEqual(await details({ workspaceFolderValue: '15.1' }, 'setting'), [folder, folder]);
    const own = 'This page keeps the version of its own front matter';
    assert.deepEqual(await details({ workspaceValue: '15.1' }, 'front matter'), [own, own]);
  });
});
