import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Bundle } from '../../server/src/core/catalog/build';
import { releaseOfBundle, releaseOfFileName } from '../../server/src/core/catalog/stix';
import { root } from '../harness/catalog';

/**
 * The folder with the made-up STIX bundles: four versions of an enterprise of kites and birds, and one of
 * mobile, with every oddity that ATT&CK's own bundles have had. STIX 2.0 and 2.1, plain and packed; the
 * file of 10.1 does not say in its name what it is. Their STIX IDs are words, which a validator would refuse:
 * people follow the relations by them, and the catalog only compares them.
 */
export const sampleFolder = join(root, 'test/catalog/stix');

/** The sample bundles as the generator reads them. */
export function sampleBundles(): readonly Bundle[] {
  return readdirSync(sampleFolder)
    .sort()
    .map(file => {
      const bytes = readFileSync(join(sampleFolder, file));
      const stix: unknown = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
      const release = releaseOfFileName(file) ?? releaseOfBundle(stix);
      if (!release) throw new Error(`${file} says no release`);
      return { ...release, stix, file: file.replace(/\.gz$/, ''), sha256: 'not computed' };
    });
}
