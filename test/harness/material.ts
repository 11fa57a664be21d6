import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from './catalog';

/** A folder of real inputs that are no part of the repository: it lies beside the project, where there is one. */
const folder = process.env['ATTACKMARK_MATERIAL'] ?? join(root, '..', 'shared');

/** The path of a file or folder of it, whether or not it is there. */
export function materialPath(...parts: readonly string[]): string {
  return join(folder, ...parts);
}

/** Describes tests that need its real pages and those with known faults; without it they are skipped, and say so. */
export function withMaterial(title: string, body: (this: Mocha.Suite) => void): void {
  if (existsSync(materialPath('pages')) && existsSync(materialPath('cases'))) describe(title, body);
  else describe.skip(`${title} (no folder of real pages beside the project)`, () => it('skipped', () => undefined));
}

/** A real page. */
export interface RealPage {
  readonly file: string;
  readonly text: string;
}

/** The pages of one folder of `pages/`; correct at the version in its name. */
export function realPages(name: string): RealPage[] {
  const groups = materialPath('pages', name, 'groups');
  return readdirSync(groups).map(file => ({ file, text: readFileSync(join(groups, file), 'utf8') }));
}

/** The pages with one known fault, or one harmless variation. */
export function cases(): (RealPage & { readonly kind: string; readonly version: string })[] {
  const lines = readFileSync(materialPath('cases', 'manifest.jsonl'), 'utf8').trim().split('\n');
  return lines.map(line => {
    const {
      file,
      kind,
      attack_version: version,
    } = JSON.parse(line) as { file: string; kind: string; attack_version: string };
    return { file, kind, version, text: readFileSync(materialPath('cases', file), 'utf8') };
  });
}

/** A STIX bundle: `full/enterprise-attack-18.1-stix20`, with prose; `slim/enterprise-attack-15.1`, without. */
export function bundle(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(materialPath('attack', `${name}.json.gz`))).toString('utf8')) as unknown;
}
