import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IGrammar, IToken } from 'vscode-textmate';
import { readCases, type Assertion, type Case } from './caseFile';
import { baseGrammars, loadGrammar, tokenize } from './tokenizer';

const folder = join(__dirname, 'cases');
const files = readdirSync(folder).map(name => ({ name, cases: readCases(readFileSync(join(folder, name), 'utf8')) }));

for (const base of baseGrammars()) {
  describe(`grammar in ${base.name}`, () => {
    let grammar: IGrammar;
    before(async () => {
      grammar = await loadGrammar(base);
    });
    for (const { name, cases } of files) {
      describe(name, () => {
        for (const example of cases) it(example.title, () => assert.equal(failures(grammar, example).join('\n'), ''));
      });
    }
  });
}

/** What does not hold, each with the line, its carets and the scopes that stand there. */
function failures(grammar: IGrammar, { lines }: Case): string[] {
  const tokens = tokenize(
    grammar,
    lines.map(line => line.text),
  );
  return lines.flatMap(({ text, assertions }, index) =>
    assertions.flatMap(assertion =>
      tokens[index]!.filter(token => token.startIndex < assertion.end && token.endIndex > assertion.start)
        .filter(token => !holds(assertion, token))
        .map(token => report(text, assertion, token)),
    ),
  );
}

function holds({ scopes, absent }: Assertion, token: IToken): boolean {
  const has = (scope: string): boolean => token.scopes.some(found => found === scope || found.startsWith(`${scope}.`));
  return scopes.every(has) && !absent.some(has);
}

function report(text: string, { start, end, scopes, absent }: Assertion, token: IToken): string {
  const said = [...scopes, ...absent.map(scope => `!${scope}`)].join(' ');
  const found = `${JSON.stringify(text.slice(token.startIndex, token.endIndex))} has ${token.scopes.join(' ')}`;
  return `${text}\n${' '.repeat(start)}${'^'.repeat(end - start)} ${said}\n  ${found}`;
}
