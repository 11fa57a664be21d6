import { deepStrictEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../harness/catalog';
import { LanguageServer } from '../harness/languageServer';
import { inWorker, overStdio } from '../harness/transport';

describe('the worker bundle', () => {
  it('holds nothing of Node’s', () => {
    const { inputs } = JSON.parse(readFileSync(join(root, 'dist', 'meta', 'webServer.json'), 'utf8')) as {
      inputs: Record<string, unknown>;
    };
    const ours = Object.keys(inputs).filter(file => /server\/src\/(?:node|cli)\//.test(file));
    deepStrictEqual(ours, []);
    ok(
      !/\brequire\("(?:node:)?(?:fs|path|child_process|os|net)"\)/.test(
        readFileSync(join(root, 'dist', 'web', 'server.js'), 'utf8'),
      ),
    );
  });

  // The whole protocol suite once more, against the other build.
  describe('in a scope without process, require and document', () => {
    before(() => {
      LanguageServer.transport = inWorker;
    });
    after(() => {
      LanguageServer.transport = overStdio;
    });
    const folder = join(__dirname, '..', 'protocol');
    const load = createRequire(__filename);
    for (const name of readdirSync(folder).filter(name => name.endsWith('.test.ts'))) {
      const path = join(folder, name);
      // Mocha may have loaded it already: its tests are wanted here too.
      Reflect.deleteProperty(load.cache, path);
      load(path);
      // Nor is this to keep mocha from loading it later.
      Reflect.deleteProperty(load.cache, path);
    }
  });
});
