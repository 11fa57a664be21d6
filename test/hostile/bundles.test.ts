import { throws } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { CatalogError } from '../../server/src/core/catalog/errors';
import { readStixFiles } from '../../server/src/node/stixFiles';
import { Folder } from '../harness/folder';

describe('a hostile STIX file is refused in one line:', function () {
  this.timeout(60_000);
  let own: Folder;
  before(() => {
    own = new Folder();
  });
  after(() => own.remove());

  const files: Readonly<Record<string, () => string | Buffer>> = {
    'a small one that unpacks to more than there is room for': () => gzipSync(Buffer.alloc(301_000_000)),
    'one that is larger than there is room for': () => Buffer.alloc(301_000_000, ' '),
    'one that is cut short': () => gzipSync('{"type": "bundle", "objects": []}').subarray(0, 20),
    'one that is no JSON': () => '{"type": "bundle", "objects": [',
  };
  for (const [title, content] of Object.entries(files)) {
    it(title, () => {
      const path = own.write('enterprise-attack-18.1.json.gz', content());
      throws(
        () => readStixFiles(path),
        (error: unknown) => error instanceof CatalogError && /cannot be imported: [^\n]+\.$/.test(error.message),
      );
    });
  }
});
