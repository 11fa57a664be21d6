import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stalePages } from '../../scripts/docs';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { isAtLeast, ruleCodes } from '../../server/src/core/rules/codes';
import { ruleUrl } from '../../server/src/core/rules/ruleUrl';
import { root, shippedCatalog } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';

const docs = join(root, 'docs');
const pages = [
  ...readdirSync(docs)
    .filter(name => name.endsWith('.md'))
    .map(name => join(docs, name)),
  ...readdirSync(join(docs, 'rules')).map(name => join(docs, 'rules', name)),
  ...['README.md', 'SUPPORT.md', 'CONTRIBUTING.md'].map(name => join(root, name)),
];

/** `console` blocks: a command behind `$`, and what it prints. */
const block = /^```console\n\$ attackmark (.+)\n([^]*?)^```$/gm;

/** Runs what a block says, with the one shell construct that blocks have: `| head -N`. */
function output(command: string): string {
  const [call = '', head] = command.split(' | head -');
  const { stdout } = attackmark(call.split(' '), { cwd: join(root, 'samples') });
  // Where the project lies is no business of readers.
  const text = stdout.replaceAll(root, '…').replace(/[ \t]+$/gm, '');
  return head === undefined ? text : `${text.split('\n').slice(0, Number(head)).join('\n')}\n`;
}

describe('the documentation', () => {
  for (const page of ['command-line.md', 'catalog.md']) {
    it(`shows what the commands really print: ${page}`, () => {
      const path = join(docs, page);
      const text = readFileSync(path, 'utf8');
      ok(block.test(text));
      const wanted = text.replace(
        block,
        (_, command: string) => `\`\`\`console\n$ attackmark ${command}\n${output(command)}\`\`\``,
      );
      if (process.env['UPDATE'] === '1' && wanted !== text) writeFileSync(path, wanted);
      else strictEqual(text, wanted, 'run with UPDATE=1 to write the output anew');
    });
  }

  it('has a page for each rule, made of its folder', async () => {
    deepStrictEqual([...(await stalePages()).keys()], [], 'run npm run docs');
  });

  it('has the page that a finding’s code leads to', () => {
    const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      repository: { url: string };
    };
    const main = `${repository.url.replace(/\.git$/, '')}/blob/main/`;
    for (const code of ruleCodes) {
      const url = ruleUrl(code);
      ok(url.startsWith(main), url);
      ok(existsSync(join(root, url.slice(main.length))), url);
    }
  });

  it('shows a page without a slip in the README', () => {
    const [, text = ''] = /^````markdown\n([^]*?)^````$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
    const analysis = new Analysis(parsePage(text), shippedCatalog());
    const findings = check(analysis).filter(({ severity }) => isAtLeast(severity, 'warning'));
    deepStrictEqual(
      findings.map(({ code, message }) => `${code}: ${message}`),
      [],
    );
    ok(analysis.isGroupPage);
  });

  it('shows a suppression that suppresses', () => {
    const [, example = ''] = /^```markdown\n(<!-- attackmark-disable-next-line [^]*?)^```$/m.exec(
      readFileSync(join(docs, 'faq.md'), 'utf8'),
    )!;
    const page = parsePage(`# BlackTech\n## ID:G0098\n## Techniques Used By Group\n${example}`);
    const codes = check(new Analysis(page, shippedCatalog())).map(({ code }) => code);
    ok(example.includes('techniques/T1566/002') && !codes.includes('bad-suppression'), codes.join(', '));
    ok(!codes.includes('name-mismatch'));
  });

  it('links to files and headings that are there', () => {
    const wrong: string[] = [];
    for (const page of pages) {
      const text = readFileSync(page, 'utf8')
        .replace(/^(`{3}|`{4})[a-z].*\n[^]*?^\1$/gm, '')
        .replace(/`[^`\n]*`/g, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file = '', anchor] = target.split('#');
        const path = file === '' ? page : resolve(dirname(page), file);
        if (!existsSync(path)) wrong.push(`${page}: ${target}`);
        else if (anchor !== undefined && !anchors(path).has(anchor)) wrong.push(`${page}: ${target}`);
      }
    }
    deepStrictEqual(wrong, []);
  });
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(path: string): Set<string> {
  const headings = readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
