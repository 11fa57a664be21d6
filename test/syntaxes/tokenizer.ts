import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar, type IToken } from 'vscode-textmate';

const root = join(__dirname, '..', '..');
const markdown = 'text.html.markdown';
const yaml = '{ "scopeName": "source.yaml", "patterns": [{ "name": "comment.line.yaml", "match": "#.*$" }] }';
const injected = 'text.html.markdown.attackmark';

/** A Markdown grammar into which ours is injected. */
export interface BaseGrammar {
  readonly name: string;
  readonly file: string;
}

/** The stand-in that is always there, and VS Code's own grammar of each test host that is installed. */
export function baseGrammars(): BaseGrammar[] {
  const hosts = ['1.93', '1.99', '1.139'].map(version => ({
    name: `VS Code ${version}`,
    file: join(
      root,
      'test/host',
      version,
      'node_modules/code-server/lib/vscode/extensions/markdown-basics/syntaxes/markdown.tmLanguage.json',
    ),
  }));
  return [
    { name: 'stand-in for Markdown', file: join(__dirname, 'markdown.tmLanguage.json') },
    ...hosts.filter(({ file }) => existsSync(file)),
  ];
}

/** Loads a Markdown grammar with ours injected into it, as VS Code does. */
export async function loadGrammar(base: BaseGrammar): Promise<IGrammar> {
  const files: Readonly<Record<string, string>> = {
    [markdown]: base.file,
    [injected]: join(root, 'syntaxes/attackmark.tmLanguage.json'),
    'source.mermaid.flowchart.attackmark': join(root, 'syntaxes/flowchart.tmLanguage.json'),
  };
  const registry = new Registry({
    onigLib: loadOniguruma(),
    getInjections: scope => (scope === markdown ? [injected] : undefined),
    loadGrammar: async scope => {
      // A rule that includes nothing but a missing grammar is dropped: front matter needs some YAML to stand for YAML.
      if (scope === 'source.yaml') return parseRawGrammar(yaml, 'yaml.json');
      const file = files[scope];
      return file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file);
    },
  });
  const grammar = await registry.loadGrammar(markdown);
  if (grammar === null) throw new Error(`no grammar in ${base.file}`);
  return grammar;
}

let oniguruma:
  Promise<{ createOnigScanner: typeof createOnigScanner; createOnigString: typeof createOnigString }> | undefined;

/** The regular expressions of TextMate grammars; their WebAssembly can be loaded once in a process only. */
function loadOniguruma(): NonNullable<typeof oniguruma> {
  oniguruma ??= (async () => {
    const wasm = readFileSync(createRequire(__filename).resolve('vscode-oniguruma/release/onig.wasm'));
    await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
    return { createOnigScanner, createOnigString };
  })();
  return oniguruma;
}

/** The tokens of each line. */
export function tokenize(grammar: IGrammar, lines: readonly string[]): IToken[][] {
  let state = INITIAL;
  return lines.map(line => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens;
  });
}
