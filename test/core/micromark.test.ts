import { deepStrictEqual } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readBlocks } from '../../server/src/core/parse/blocks';
import { readInline, type InlineSink } from '../../server/src/core/parse/inline';
import { root } from '../harness/catalog';
import { judge, type Structure } from '../harness/micromarkJudge';

/** The product's own reading, in the judge's terms. */
function read(text: string): Structure {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const blocks = readBlocks(text, start);
  const sink: InlineSink = { links: [], code: [], comments: [] };
  for (const { span } of blocks.texts) readInline(text, span, sink);
  const bySpan = (spans: readonly { start: number; end: number }[]) =>
    [...spans].sort((a, b) => a.start - b.start).map(({ start, end }) => `${start} ${end}`);
  return {
    headings: blocks.headings.map(({ level, block }) => `${level} ${block.start}`),
    fences: blocks.fences.map(({ opening }) => String(opening.start)).sort(),
    codeSpans: bySpan(sink.code),
    // An unclosed comment runs to the end; the blanks there are nobody's.
    comments: bySpan(
      [...blocks.comments, ...sink.comments].map(({ start, end }) => ({
        start,
        end: start + text.slice(start, end).trimEnd().length,
      })),
    ),
    items: blocks.items.map(({ marker, depth }) => `${marker.start} ${depth}`),
    links: bySpan(sink.links.map(({ span }) => span)),
    references: [],
  };
}

function compare(withMark: string): void {
  // micromark counts offsets without the mark.
  const text = withMark.replace(/^\uFEFF/, '');
  const judged = judge(text);
  const own = read(text);
  const inReference = (span: string) => judged.references.some(reference => isWithin(span, reference));
  deepStrictEqual(
    normal({ ...own, codeSpans: own.codeSpans.filter(span => !inReference(span)) }, text),
    normal({ ...judged, references: [] }, text),
  );
}

function isWithin(inner: string, outer: string): boolean {
  const [start = 0, end = 0] = inner.split(' ').map(Number);
  const [from = 0, to = 0] = outer.split(' ').map(Number);
  return start >= from && end <= to;
}

/** Empty items are left out: micromark also keeps them from interrupting code, CommonMark only paragraphs. */
function normal(structure: Structure, text: string): Structure {
  const isEmpty = (item: string) => /^\S+[ \t]*(?:[\n\r]|$)/.test(text.slice(Number(item.split(' ')[0])));
  return { ...structure, fences: [...structure.fences].sort(), items: structure.items.filter(item => !isEmpty(item)) };
}

const samples = [
  '# A\n\n```js\nx\n```\n\n* a\n  * b\n\n1. c\n2) d\n',
  '> q\n> ```\n> x\n\ny\n===\n\n    code\n\n<!-- c -->\n`a` ``b`c``\n',
  '[a](b "t") [c](<d e>) ![i](j) [![k](l)](m)\n\n<div>\n*x*\n\n</div>\n',
  '- a\n\n  ~~~\n  x\n  ~~~\n- b\n   c\n\n  d\n***\n#x\n## y ##\n',
];
const pages = ['samples/groups/G0098.md'].map(file =>
  readFileSync(join(root, file), 'utf8').replace(/^---\n[^]*?\n---\n/, ''),
);

describe('Markdown, judged by micromark', () => {
  it('samples and pages are read alike', () => {
    for (const text of [...samples, ...pages]) compare(text);
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
