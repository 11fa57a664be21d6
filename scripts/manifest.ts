// Writes what is made of the server's own definitions: the settings in package.json, the schema of
// .attackmark.json, and the table of settings in docs/settings.md.
//   npm run manifest             writes
//   npm run manifest -- --check  only says whether something is stale
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { configurationSchema, configurationSection, settingsTable } from './manifest/settings';

const root = join(__dirname, '..');

/** Every generated text by its file: what it holds now, and what it should hold. */
export async function generated(): Promise<{ readonly file: string; readonly now: string; readonly wanted: string }[]> {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const manifest = JSON.parse(read('package.json')) as { contributes: Record<string, unknown> };
  manifest.contributes['configuration'] = configurationSection();
  const options = (await prettier.resolveConfig(join(root, 'package.json'))) ?? {};
  const schema = await prettier.format(JSON.stringify(configurationSchema()), { ...options, parser: 'json' });
  const docs = read('docs/settings.md');
  return [
    // As npm writes it, so that the two never fight over the file.
    { file: 'package.json', now: read('package.json'), wanted: `${JSON.stringify(manifest, null, 2)}\n` },
    {
      file: 'server/schema/attackmark.schema.json',
      now: readOrEmpty('server/schema/attackmark.schema.json'),
      wanted: schema,
    },
    {
      file: 'docs/settings.md',
      now: docs,
      wanted: await prettier.format(
        docs.replace(/(<!-- settings -->\n)[^]*(<!-- \/settings -->)/, `$1\n${settingsTable()}\n\n$2`),
        {
          ...options,
          parser: 'markdown',
        },
      ),
    },
  ];

  function readOrEmpty(file: string): string {
    try {
      return read(file);
    } catch {
      return '';
    }
  }
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const { file, now, wanted } of await generated()) {
    if (now === wanted) continue;
    if (!check) writeFileSync(join(root, file), wanted);
    console.log(check ? `${file} is stale: run npm run manifest` : `wrote ${file}`);
    if (check) process.exitCode = 1;
  }
}

if (require.main === module) void main();
