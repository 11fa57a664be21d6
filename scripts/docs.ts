// Writes docs/rules/: a page for each rule, made of its folder, and a list of all.
//   npm run docs             writes
//   npm run docs -- --check  only says whether something is stale
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { rules } from '../server/src/core/rules/registry';

const root = join(__dirname, '..');
const folder = join(root, 'docs', 'rules');

/** Every page by its name, as it should be. */
async function rulePages(): Promise<ReadonlyMap<string, string>> {
  const options = (await prettier.resolveConfig(join(root, 'docs', 'settings.md'))) ?? {};
  // Examples stay as their authors wrote them: their bullets and links are what they are about.
  const format = (text: string) =>
    prettier.format(text, { ...options, parser: 'markdown', embeddedLanguageFormatting: 'off' });
  const pages = new Map<string, string>();
  for (const { code, severity, scope, fixes } of rules) {
    const readme = readFileSync(join(root, 'server', 'src', 'core', 'rules', code, 'README.md'), 'utf8');
    const facts = [
      '[All rules](README.md)',
      `default: \`${severity}\``,
      scope === 'any-page' ? 'every Markdown page' : scope === 'ids' ? 'wherever IDs stand' : 'group pages',
      fixes === undefined ? 'no quick fix' : 'quick fixes',
    ];
    const [title = '', ...rest] = readme.split('\n');
    const body = rest.join('\n').replace(/^Default level: .*\n\n/m, '');
    // What says how an example is tested is no business of readers; links between rules are links between pages here.
    const shown = body
      .replace(/^(`{3,4})markdown (?:not-)?reported$/gm, '$1markdown')
      .replace(/\]\(\.\.\/([a-z-]+)\/README\.md\)/g, ']($1.md)');
    pages.set(`${code}.md`, await format(`${title}\n\n${facts.join(' · ')}\n${shown}\n`));
  }
  const rows = rules.map(
    ({ code, severity, summary, fixes }) =>
      `| [\`${code}\`](${code}.md) | ${severity} | ${fixes === undefined ? '' : 'yes'} | ${summary} |`,
  );
  const list = `# Rules\n\nEach finding has the code of its rule. How grave it is can be [set](../settings.md) for each code; \`off\` switches it off.\n\n| code | default | quick fixes | what it reports |\n|---|---|---|---|\n${rows.join('\n')}\n\nTo silence one line, put a comment above it: \`<!-- attackmark-disable-next-line CODE -- reason -->\`, or \`%% attackmark-disable-next-line CODE -- reason\` in a flowchart.\n`;
  pages.set('README.md', await format(list));
  return pages;
}

/** The pages that are not as they should be, each with what it should hold: undefined for one that should not be there. */
export async function stalePages(): Promise<ReadonlyMap<string, string | undefined>> {
  const pages = await rulePages();
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  const read = (name: string) => (there.includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined);
  return new Map(
    [...there, ...pages.keys()].filter(name => read(name) !== pages.get(name)).map(name => [name, pages.get(name)]),
  );
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [name, text] of await stalePages()) {
    console.log(check ? `docs/rules/${name} is stale: run npm run docs` : `wrote docs/rules/${name}`);
    if (check) process.exitCode = 1;
    else if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
}

if (require.main === module) void main();
