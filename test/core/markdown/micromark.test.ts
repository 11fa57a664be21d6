import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { campaign } from '../../fuzz/campaign';
import { Random } from '../../fuzz/random';
import { root } from '../../harness/catalog';
import { materialPath } from '../../harness/material';
import { hasOddItem, markdownDifferences } from './agreement';
import { MutatedMarkdown } from './fuzzer';
import { readMarkdown, snippets } from './sources';

function compare(text: string): void {
  deepStrictEqual(markdownDifferences(text), []);
}

describe('Markdown, judged by micromark', () => {
  it('a sample page and pieces of every kind are read alike', () => {
    for (const text of [...snippets, readMarkdown(join(root, 'samples', 'groups', 'G0098.md'))]) compare(text);
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

  const noise = materialPath('markdown-noise');
  (existsSync(noise) ? it : it.skip)('ordinary Markdown from all over is read alike (needs a folder of it)', () => {
    const failures: string[] = [];
    for (const name of readdirSync(noise)) {
      try {
        compare(readMarkdown(join(noise, name)));
      } catch (error) {
        failures.push(`${name}: ${String(error).slice(0, 400)}`);
      }
    }
    deepStrictEqual(failures, []);
  });
});
