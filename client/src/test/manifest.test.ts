import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Command {
  readonly command: string;
  readonly enablement?: string;
}

describe('the manifest', () => {
  const { contributes } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
    contributes: { commands: readonly Command[] };
  };

  it('has the catalog updated wherever the server is a process, in a browser that is connected to a machine too', () => {
    const { enablement } = contributes.commands.find(({ command }) => command === 'attackmark.updateCatalog')!;
    // Keys that are joined by nothing but "!", "||" and "&&" are read as VS Code reads them.
    assert.match(enablement!, /^[\w!|& ]+$/);
    const isEnabled = new Function('isWeb', 'remoteName', `return Boolean(${enablement})`) as (
      isWeb: boolean,
      remoteName: string,
    ) => boolean;
    assert.ok(isEnabled(false, ''), 'on a desktop');
    assert.ok(isEnabled(true, 'codespaces'), 'in a browser with a machine behind it');
    assert.ok(!isEnabled(true, ''), 'in a browser alone');
  });
});
