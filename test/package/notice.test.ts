import { deepStrictEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/catalog';

const notice = join(root, 'NOTICE');
/** Licences that let their code be part of ours as long as they are repeated. */
const allowed = ['MIT', 'ISC', 'BlueOak-1.0.0'];
const rule = '-'.repeat(110);
const heading = `${rule}\n\nThe bundles hold code of these packages, under their own licences:\n`;

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** Every package of which a bundle holds code, by what the build says that it read. */
function bundledPackages(): Bundled[] {
  const meta = join(root, 'dist', 'meta');
  const folders = new Set<string>();
  for (const file of readdirSync(meta)) {
    const { inputs } = JSON.parse(readFileSync(join(meta, file), 'utf8')) as { inputs: Record<string, unknown> };
    for (const input of Object.keys(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
      if (folder !== undefined) folders.add(folder);
    }
  }
  const packages = [...folders].map(folder => {
    const path = join(root, folder);
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Bundled;
    const file = readdirSync(path).find(entry => /^licen[cs]e/i.test(entry))!;
    const text = readFileSync(join(path, file), 'utf8')
      .replace(/\r\n/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .trim();
    return { name, version, license, text };
  });
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('NOTICE', () => {
  it('repeats the licence of every package that is bundled, and of no other', () => {
    const packages = bundledPackages();
    ok(packages.some(({ name }) => name === 'vscode-languageserver'));
    const sections = packages.map(
      ({ name, version, license, text }) => `${rule}\n${name} ${version} (${license})\n\n${text}\n`,
    );
    const text = readFileSync(notice, 'utf8');
    const own = text.split(heading)[0]!;
    const wanted = `${own.trimEnd()}\n\n${heading}\n${sections.join('\n')}`;
    if (process.env['UPDATE'] === '1' && wanted !== text) writeFileSync(notice, wanted);
    else deepStrictEqual(text, wanted, 'run with UPDATE=1 to write NOTICE anew');
  });

  it('knows every licence', () => {
    deepStrictEqual(
      bundledPackages().filter(({ license }) => !allowed.includes(license)),
      [],
    );
  });
});
