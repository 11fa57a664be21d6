// Writes what is made of the server's own definitions: the settings in package.json, their texts in
// package.nls.json, the schema of .attackmark.json, and the table of settings in docs/settings.md; and
// the client's sentences, for translators, in l10n/bundle.l10n.json.
//   npm run manifest             writes
//   npm run manifest -- --check  only says whether something is stale
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { localize } from './manifest/localize';
import { clientSentences } from './manifest/sentences';
import { configurationSchema, configurationSection, settingsTable } from './manifest/settings';

const root = join(__dirname, '..');

/** Every generated text by its file: what it holds now, and what it should hold. */
export async function generated(): Promise<{ readonly file: string; readonly now: string; readonly wanted: string }[]> {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const manifest = JSON.parse(read('package.json')) as { contributes: Record<string, unknown> };
  const settings = localize(configurationSection(), 'setting');
  manifest.contributes['configuration'] = settings.schema;
  // The texts of commands and views are written by hand; those of settings are the server's.
  const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
  const own = Object.entries(texts).filter(([key]) => !key.startsWith('setting.'));
  const sentences = Object.fromEntries(clientSentences(root).map(sentence => [sentence, sentence]));
  const options = (await prettier.resolveConfig(join(root, 'package.json'))) ?? {};
  const schema = await prettier.format(JSON.stringify(configurationSchema()), { ...options, parser: 'json' });
  const docs = read('docs/settings.md');
  return [
    // As npm writes it, so that the two never fight over the file.
    { file: 'package.json', now: read('package.json'), wanted: json(manifest) },
    {
      file: 'package.nls.json',
      now: read('package.nls.json'),
      wanted: json({ ...Object.fromEntries(own), ...settings.texts }),
    },
    { file: 'l10n/bundle.l10n.json', now: readOrEmpty('l10n/bundle.l10n.json'), wanted: json(sentences) },
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

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
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
