import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../harness/catalog';
import { materialPath } from '../../harness/material';

/** Short texts that have a bit of everything. */
export const snippets = [
  '# A\n\n```js\nx\n```\n\n* a\n  * b\n\n1. c\n2) d\n',
  '> q\n> ```\n> x\n\ny\n===\n\n    code\n\n<!-- c -->\n`a` ``b`c``\n',
  '[a](b "t") [c](<d e>) ![i](j) [![k](l)](m)\n\n<div>\n*x*\n\n</div>\n',
  '[]((\r) [a]((b\n) [c](d(e)f) [g](h(i)\n',
  '<d g="">\n# x\n\n<d g=""\uFEFF>\n# y\n\n<div\u00A0>\n# z\n\n<pre\f>\n# w\n\n<a b=\u00A0c>`d`\n',
  '-\t  - code\n\n>\t\tcode\n>\t- d\n\n1.\t \te\n',
  'a <!E`t`> <? `u` ?> <![CDATA[`v`]]> <!`w`> `x` <!F`\n',
  '- a\n\n  ~~~\n  x\n  ~~~\n- b\n   c\n\n  d\n***\n#x\n## y ##\n',
];

/**
 * Markdown pages to start from: the repository's samples and documents and, where they are beside the project and
 * `withMaterial` is set, ordinary Markdown from all over.
 */
export function markdownPages(withMaterial: boolean): string[] {
  const folders = ['samples', 'docs', 'server/src/core/rules'].map(folder => join(root, folder));
  if (withMaterial) folders.push(materialPath('markdown-noise'), materialPath('attack-docs'));
  return folders
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .sort()
        .map(name => join(folder, name)),
    )
    .filter(file => file.endsWith('.md'))
    .map(readMarkdown);
}

/** The Markdown of a page: its text without front matter, which is none. */
export function readMarkdown(file: string): string {
  return readFileSync(file, 'utf8').replace(/^---\r?\n[^]*?\r?\n---\r?\n/, '');
}
