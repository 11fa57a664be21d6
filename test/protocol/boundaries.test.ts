import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PagesResult } from '../../server/src/lsp/protocol';
import { Folder } from '../harness/folder';
import { LanguageServer, pullClient } from '../harness/languageServer';

const page = '# APT29\n## ID:G0016\n## Techniques Used By Group\n* [Phishing](techniques/T1566)\n';

describe('the files that the language server reads', () => {
  let parent: Folder;
  let server: LanguageServer;
  before(() => {
    parent = new Folder();
    parent.write('own/G0016.md', page);
    parent.write('secret.md', page);
    const hostile = '{ "include": ["../**/*.md"], "rules": { "__proto__": "off", "constructor": "off" } }';
    parent.write('own/.attackmark.json', hostile);
    // For all that the server can tell, these go between being listed and being read.
    symlinkSync(join(parent.path, 'gone.md'), join(parent.path, 'own', 'dangling.md'));
    mkdirSync(join(parent.path, 'own', 'folder.md'));
  });
  afterEach(async () => strictEqual(await server.stop(), 0));
  after(() => parent.remove());

  for (const settings of [
    {},
    { include: ['../**/*.md', '**/*.md'] },
    { include: ['/**/*.md', '**/*.md'], exclude: ['!../secret.md'] },
    { include: [`${pathToFileURL(tmpdir()).href}/**/*.md`, '**/*.md'] },
  ]) {
    it(`are the workspace’s, and only those that are there: ${JSON.stringify(settings).replace(tmpdir(), '…')}`, async () => {
      server = await LanguageServer.start({
        capabilities: pullClient,
        folders: [parent.uri('own')],
        settings,
      });
      const pages = await server.within(
        'the pages',
        server.connection.sendRequest<PagesResult>('attackmark/pages', {}),
      );
      deepStrictEqual(
        pages.filter(({ isGroupPage }) => isGroupPage).map(({ uri }) => uri),
        [parent.uri('own/G0016.md')],
      );
      deepStrictEqual(
        server.log.filter(line => line.includes('Error')),
        [],
      );
    });
  }
});
