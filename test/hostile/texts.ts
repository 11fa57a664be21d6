import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTokens } from '../core/markdown/tokens';
import { flowchartTokens } from '../flowchart/mutations/tokens';
import { mutate } from '../fuzz/mutate';
import type { Random } from '../fuzz/random';
import type { Tokens } from '../fuzz/tokens';
import { root } from '../harness/catalog';

/** Names that are something else to a careless program. */
export const nastyNames = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    'group',
    'null',
    'NaN',
    '-1',
    '',
  ],
  ...['T1', 'T15666', 'TT1566', 'T1566.', 'T1566.002.003', 'T1566/002', 'M1017', 'G0098', 'S0002', 'TA0001', 'T1O66'],
  ...[
    '\ud800',
    '\udc00\ud800',
    '\u{1f980}',
    '\u202e',
    '\u0000',
    '\ufeff',
    '\u2028',
    '%2e%2e/',
    '../'.repeat(30),
    '$&',
    '\\1',
  ],
  ...[
    'a'.repeat(500),
    '['.repeat(60),
    '`'.repeat(50),
    '<!--',
    '-->',
    '<!-- attackmark-disable-next-line ',
    '99999999999999',
  ],
];

const sigma =
  'title: x\ntags:\n  - attack.t1574.002\n  - attack.execution\n  - attack.g0098 # ours\ndetection:\n  a: b\n  condition: a\n';
const layer =
  '{"domain": "enterprise-attack", "versions": {"attack": "15"}, "techniques": [{"techniqueID": "T1574.002", "score": 1}, {"techniqueID": "T1O66"}]}\n';

/** A text, and the name of the file that it stands in. */
export interface NamedText {
  readonly fileName: string;
  readonly text: string;
}

/** What hostile texts are made of: the samples, and a small file of each other kind. */
export function innocentTexts(): NamedText[] {
  const samples = join(root, 'samples');
  const pages = readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter(name => /G\d+\.md$/.test(name))
    .sort();
  return [
    ...pages.map(name => ({ fileName: name.slice(-8), text: readFileSync(join(samples, name), 'utf8') })),
    { fileName: 'rule.yml', text: sigma },
    { fileName: 'layer.json', text: layer },
  ];
}

/** Tokens of pages: Markdown's and Mermaid's, and names that are nasty. */
export const pageTokens: Tokens = {
  split: markdownTokens.split,
  telling: [...markdownTokens.telling, ...flowchartTokens.telling, ...nastyNames],
};

/** One of some texts, made hostile. */
export function hostileText(innocent: readonly NamedText[], random: Random): NamedText {
  const { fileName, text } = random.pick(innocent);
  switch (random.below(6)) {
    case 0:
      return { fileName, text: renamed(text, random) };
    case 1:
      return { fileName, text: cut(text, random) };
    case 2:
      return { fileName, text: noise(random) };
    case 3:
      return { fileName, text: cut(text, random) + cut(random.pick(innocent).text, random) };
    default: {
      let mutant = text;
      for (let left = 1 + random.below(6); left > 0; left--) {
        mutant = mutate(mutant, random.pick(innocent).text, pageTokens, random);
      }
      return { fileName, text: mutant };
    }
  }
}

/** With a nasty name in the place of each mention of some IDs. */
function renamed(text: string, random: Random): string {
  const ids = [...new Set(text.match(/\b(?:[TGM]\d{4}(?:[./]\d{3})?|group)\b/g))];
  let result = text;
  for (let left = 1 + random.below(3); left > 0 && ids.length > 0; left--) {
    result = result.replaceAll(random.pick(ids), random.pick(nastyNames).replaceAll('$', '$$$$'));
  }
  return result;
}

/** Without what stands before one place and behind another. */
function cut(text: string, random: Random): string {
  const start = random.oneIn(2) ? 0 : random.below(text.length);
  return text.slice(start, start + 1 + random.below(text.length - start));
}

/** Units of any value, most of them marks of Markdown and Mermaid. */
function noise(random: Random): string {
  const marks = '\n\n\r\t #*->=~`|[](){}<!"\'&;:@%.,_\\/TMGx0';
  return Array.from({ length: random.below(400) }, () =>
    random.oneIn(5) ? String.fromCharCode(random.below(0x10000)) : marks[random.below(marks.length)],
  ).join('');
}
