import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PagesResult } from '../../server/src/lsp/protocol';
import { LanguageServer, pullClient } from '../harness/languageServer';

const page = '# APT29\n## ID:G0016\n## Techniques Used By Group\n* [Phishing](techniques/T1566)\n';

describe('the files that the language server reads', () => {
  let parent: string;
  let server: LanguageServer;
  const folder = () => join(parent, 'own');
  before(() => {
    parent = realpathSync(mkdtempSync(join(tmpdir(), 'attackmark-')));
    mkdirSync(folder());
    writeFileSync(join(folder(), 'G0016.md'), page);
    writeFileSync(join(parent, 'secret.md'), page);
    const hostile = '{ "include": ["../**/*.md"], "rules": { "__proto__": "off", "constructor": "off" } }';
    writeFileSync(join(folder(), '.attackmark.json'), hostile);
    // For all that the server can tell, these go between being listed and being read.
    symlinkSync(join(parent, 'gone.md'), join(folder(), 'dangling.md'));
    mkdirSync(join(folder(), 'folder.md'));
  });
  afterEach(async () => strictEqual(await server.stop(), 0));
  after(() => rmSync(parent, { recursive: true }));

  for (const settings of [
    {},
    { include: ['../**/*.md', '**/*.md'] },
    { include: ['/**/*.md', '**/*.md'], exclude: ['!../secret.md'] },
    { include: [`${pathToFileURL(tmpdir()).href}/**/*.md`, '**/*.md'] },
  ]) {
    it(`are the workspace’s, and only those that are there: ${JSON.stringify(settings).replace(tmpdir(), '…')}`, async () => {
      server = await LanguageServer.start({
        capabilities: pullClient,
        folders: [pathToFileURL(folder()).href],
        settings,
      });
      const pages = await server.within(
        'the pages',
        server.connection.sendRequest<PagesResult>('attackmark/pages', {}),
      );
      deepStrictEqual(
        pages.filter(({ isGroupPage }) => isGroupPage).map(({ uri }) => uri),
        [pathToFileURL(join(folder(), 'G0016.md')).href],
      );
      deepStrictEqual(
        server.log.filter(line => line.includes('Error')),
        [],
      );
    });
  }
});
