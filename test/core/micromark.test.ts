import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../harness/catalog';
import { campaign } from '../fuzz/campaign';
import { Random } from '../fuzz/random';
import { hasOddItem, markdownDifferences } from './markdown/agreement';
import { MutatedMarkdown } from './markdown/fuzzer';
import { snippets } from './markdown/sources';

function compare(text: string): void {
  deepStrictEqual(markdownDifferences(text), []);
}

const pages = ['samples/groups/G0098.md'].map(file =>
  readFileSync(join(root, file), 'utf8').replace(/^---\n[^]*?\n---\n/, ''),
);

describe('Markdown, judged by micromark', () => {
  it('samples and pages are read alike', () => {
    for (const text of [...snippets, ...pages]) compare(text);
  });

  it('pieces in any order are read alike', () => {
    const piece = fc.constantFrom(
      '# ',
      '## ',
      '```',
      '~~~',
      '````',
      '* ',
      '- ',
      '+ ',
      '1. ',
      '> ',
      '  ',
      '    ',
      '\n',
      '\n\n',
      '\n',
      'a',
      'b c',
      '`',
      '``',
      '<!--',
      '-->',
      '<!-- x -->',
      '[',
      ']',
      '(',
      ')',
      '](',
      '[x](y)',
      '\\',
      '<',
      '>',
      '<b>',
      '</b>',
      '<div>',
      '===',
      '---',
      '***',
      '"',
      'mermaid',
      '!',
      '<http://a.b>',
    );
    const text = fc.array(piece, { maxLength: 24 }).map(pieces => pieces.join(''));
    fc.assert(fc.property(text, compare), {
      numRuns: Number(process.env['FUZZ_RUNS'] ?? 2000),
      seed: Number(process.env['FUZZ_SEED'] ?? 1),
    });
  });

  it('pages with some tokens changed are read alike', async () => {
    const fuzzer = new MutatedMarkdown(false);
    await fuzzer.open();
    const inputs = Number(process.env['FUZZ_RUNS'] ?? 1500);
    const [tally] = await campaign([fuzzer], Number(process.env['FUZZ_SEED'] ?? 1), { inputs });
    deepStrictEqual(tally!.finding, undefined);
    const random = new Random(1);
    const odd = Array.from({ length: 500 }, () => fuzzer.mutant(random)).filter(hasOddItem);
    ok(odd.length < 25, `${odd.length} of 500 texts are not compared`);
  });

  const noise = join(root, '..', 'shared', 'markdown-noise');
  (existsSync(noise) ? it : it.skip)('ordinary Markdown from all over is read alike (needs a folder of it)', () => {
    const failures: string[] = [];
    for (const name of readdirSync(noise)) {
      const text = readFileSync(join(noise, name), 'utf8').replace(/^---\r?\n[^]*?\r?\n---\r?\n/, '');
      try {
        compare(text);
      } catch (error) {
        failures.push(`${name}: ${String(error).slice(0, 400)}`);
      }
    }
    deepStrictEqual(failures, []);
  });
});
