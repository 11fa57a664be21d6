import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where the sentences are that the editor shows: the server's own (findings, hovers) are English. */
const folders = ['client/src', 'client/webview', 'server/src/core/drawing'];

/** The sentences that the client has translated, in order: each is its own key. */
export function clientSentences(root: string): string[] {
  const sentences = new Set<string>();
  for (const file of folders.flatMap(folder => sourcesOf(root, folder))) {
    for (const sentence of sentencesOf(file, readFileSync(join(root, file), 'utf8'))) sentences.add(sentence);
  }
  return [...sentences].sort();
}

/** The client's sources, tests left out, by their paths from the root. */
export function sourcesOf(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => name.replaceAll('\\', '/'))
    .filter(name => name.endsWith('.ts') && !name.startsWith('test/'))
    .sort()
    .map(name => `${folder}/${name}`);
}

/** What a source gives to `t(…)` or `vscode.l10n.t(…)`. Throws where that is no literal: it could not be exported. */
export function sentencesOf(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const sentences: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslator(node.expression)) {
      const [sentence] = node.arguments;
      if (sentence === undefined || !ts.isStringLiteralLike(sentence)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        throw new Error(`${file}:${line + 1}: a sentence to be translated has to be a literal`);
      }
      sentences.push(sentence.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sentences;
}

/** `t`, `l10n.t`, `vscode.l10n.t`. */
function isTranslator(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee)
    ? callee.name.text === 't' && callee.expression.getText().endsWith('l10n')
    : ts.isIdentifier(callee) && callee.text === 't';
}
