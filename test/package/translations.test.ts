import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { generated } from '../../scripts/manifest';
import { localize } from '../../scripts/manifest/localize';
import { clientSentences, sentencesOf, sourcesOf } from '../../scripts/manifest/sentences';
import { english, translator } from '../../server/src/core/translate';
import { root } from '../harness/catalog';

describe('translations', () => {
  it('of the client are exported: every sentence, and none that is gone', async () => {
    const stale = (await generated()).filter(({ now, wanted }) => now !== wanted).map(({ file }) => file);
    deepStrictEqual(stale, [], 'run npm run manifest');
    ok(clientSentences(root).length > 100);
  });

  it('have to be literals, in whatever way the translator is called', () => {
    const text = "t('a'); vscode.l10n.t(`b`); l10n.t('c {0}', 1); set('d'); x.t('e');";
    deepStrictEqual(sentencesOf('a.ts', text), ['a', 'b', 'c {0}']);
    throws(() => sentencesOf('a.ts', '\nt(`a ${b}`)'), /a\.ts:2: .* literal/);
  });

  it('put values in their places', () => {
    const t = translator({ '{0} of {1}': '{1}: {0}', '{0}': '$&' });
    strictEqual(t('{0} of {1}', 1, 'two'), 'two: 1');
    strictEqual(t('{0} or {1}', '{1}', 'b'), '{1} or b');
    strictEqual(t('{0}', 1), '$&');
    strictEqual(english('constructor {2}', 1), 'constructor {2}');
  });

  it('of the manifest have their texts, and no text is left over', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const used = [...manifest.matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key!);
    deepStrictEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('are made of every text of a schema that people read', () => {
    const schema = {
      properties: {
        a: { enum: ['x', 'y'], enumDescriptions: ['X', 'Y'], description: 'A', pattern: 'p', patternErrorMessage: 'P' },
        b: { properties: { c: { markdownDescription: 'C' } } },
      },
    };
    const { schema: keyed, texts } = localize(schema, 's');
    strictEqual(
      JSON.stringify(keyed).replace(/%([^%]+)%/g, (_, key: string) => texts[key]!),
      JSON.stringify({
        properties: {
          a: {
            enum: ['x', 'y'],
            enumDescriptions: ['X', 'Y'],
            description: 'A',
            pattern: 'p',
            patternErrorMessage: 'P',
          },
          b: { properties: { c: { markdownDescription: 'C' } } },
        },
      }),
    );
    deepStrictEqual(texts, { 's.a': 'A', 's.a.pattern': 'P', 's.a.x': 'X', 's.a.y': 'Y', 's.b.c': 'C' });
  });

  it('leave out no text that the manifest shows', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { contributes: unknown };
    const literal: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
      } else if (typeof value === 'string' && shownKeys.has(path.split('.').at(-1)!) && !/^%.+%$/.test(value)) {
        literal.push(`${path}: ${value}`);
      }
    };
    visit(contributes, 'contributes');
    deepStrictEqual(literal, ['contributes.configuration.title: Attackmark']);
  });

  it('leave out no text that the client shows', () => {
    const literal = sourcesOf(root, 'client/src').flatMap(file =>
      shownLiterals(file, readFileSync(join(root, file), 'utf8')),
    );
    deepStrictEqual(literal, []);
    deepStrictEqual(shownLiterals('a.ts', "x({ title: 'Save', label: t('a') }); window.showErrorMessage(`No ${a}`);"), [
      "a.ts: 'Save'",
      'a.ts: `No ${a}`',
    ]);
  });
});

const shownKeys = new Set([
  'title',
  'name',
  'contents',
  'description',
  'markdownDescription',
  'patternErrorMessage',
  'label',
  'detail',
  'placeHolder',
  'prompt',
  'tooltip',
]);

/** What a source shows without having it translated: literals given to messages, pickers and items. */
function shownLiterals(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (value: ts.Expression | undefined) => {
    // An icon, a version or a path is no language: it takes two letters in a row outside of placeholders to be one.
    if (value === undefined || !(ts.isStringLiteralLike(value) || ts.isTemplateExpression(value))) return;
    const said = value
      .getText()
      .replace(/\$\{[^}]*\}|\$\([\w-]+\)/g, '')
      .replace(/ATT&CK|latest/g, '');
    if (/\p{L}{2}/u.test(said)) found.push(`${file}: ${value.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && shownKeys.has(node.name.text)) {
      note(node.initializer);
    } else if (
      ts.isCallExpression(node) &&
      /\.show(?:Information|Warning|Error)Message$/.test(node.expression.getText())
    ) {
      node.arguments.forEach(note);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
