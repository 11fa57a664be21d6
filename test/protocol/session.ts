import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource, type Diagnostic } from 'vscode-languageserver-protocol';
import { LineIndex } from '../../server/src/core/text';
import type { Random } from '../fuzz/random';
import { root } from '../harness/catalog';
import { LanguageServer } from '../harness/languageServer';

const settings = { attackVersion: '18.1' };

/** How many steps a session has: of one seed, the fuzzer and the tests then run the same. */
export const sessionSteps = 150;

const pages = readdirSync(join(root, 'samples', 'more'))
  .filter(name => name.endsWith('.md'))
  .sort()
  .slice(0, 4)
  .map(name => readFileSync(join(root, 'samples', 'more', name), 'utf8'));
const pieces = [
  'T1566',
  'M1017',
  '\n',
  '\r\n',
  '```\n',
  '* [Phishing](techniques/T1566)\n',
  ' --> ',
  '[',
  ']',
  '<!--',
  '\u{1f980}',
  '',
];

/** An open document as the editor has it, with what undo goes back to. */
interface OpenDocument {
  text: string;
  readonly past: string[];
}

/** How a session came out: each open file with what the server says of it, and what a fresh one says. */
export interface SessionOutcome {
  readonly uri: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly fresh: readonly Diagnostic[];
}

/**
 * An editor's session with the built server, at random: files are opened, edited, closed, opened again and renamed, changes
 * are undone, questions are asked in between and cancelled or not waited for. At its end the server must say of each open
 * file what a server says that has seen nothing but the final text.
 */
export class Session {
  readonly #server: LanguageServer;
  readonly #random: Random;
  readonly #open = new Map<string, OpenDocument>();
  readonly #questions: Promise<unknown>[] = [];
  #files = 0;

  private constructor(server: LanguageServer, random: Random) {
    this.#server = server;
    this.#random = random;
  }

  /** Runs a session of some steps, and gives what came of it. */
  static async run(random: Random, steps: number): Promise<SessionOutcome[]> {
    const server = await LanguageServer.start({ settings });
    const session = new Session(server, random);
    for (let i = 0; i < steps; i++) await session.#step();
    const outcome = await session.#outcome();
    const code = await server.stop();
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.log.join('\n')}`);
    return outcome;
  }

  async #step(): Promise<void> {
    const uris = [...this.#open.keys()];
    if (uris.length === 0) return this.#openNew(this.#random.pick(pages));
    const uri = this.#random.pick(uris);
    switch (this.#random.below(12)) {
      case 0:
        return uris.length < 4 ? this.#openNew(this.#random.pick(pages)) : undefined;
      case 1:
        return this.#close(uri);
      case 2: {
        // Closed and opened again at once, as it was.
        const { text } = this.#open.get(uri)!;
        await this.#close(uri);
        return this.#openAs(uri, text);
      }
      case 3: {
        const { text } = this.#open.get(uri)!;
        await this.#close(uri);
        return this.#openNew(text);
      }
      case 4:
        return this.#undo(uri);
      case 5:
      case 6:
      case 7:
        return this.#ask(uri);
      default:
        return this.#edit(uri);
    }
  }

  async #openNew(text: string): Promise<void> {
    await this.#openAs(`file:///pages/G${String(1000 + this.#files++)}.md`, text);
  }

  async #openAs(uri: string, text: string): Promise<void> {
    this.#open.set(uri, { text, past: [] });
    await this.#server.open(uri, text);
  }

  async #close(uri: string): Promise<void> {
    this.#open.delete(uri);
    await this.#server.close(uri);
  }

  /** One notification with one to three changes, each of a range of the text that the one before left. */
  async #edit(uri: string): Promise<void> {
    const document = this.#open.get(uri)!;
    document.past.push(document.text);
    const changes = Array.from({ length: 1 + this.#random.below(3) }, () => {
      const { text } = document;
      const start = this.#random.below(text.length + 1);
      const end = Math.min(text.length, start + this.#random.below(this.#random.oneIn(8) ? 600 : 8));
      const newText = this.#random.pick(pieces);
      document.text = text.slice(0, start) + newText + text.slice(end);
      const joins = text[start - 1] === '\r' || text[end - 1] === '\r' || newText.endsWith('\r');
      return { range: new LineIndex(text).rangeOf({ start, end }), text: newText, span: { start, end }, joins };
    });
    // Where a line end is half a range away, positions say another place than offsets; and the library that the server
    // keeps texts with counts a line end twice that is put together. No editor does either: the whole text is sent then.
    const replayed = replay(document.past.at(-1)!, changes);
    const isEditors = changes.every(({ joins }) => !joins);
    await (replayed === document.text && isEditors
      ? this.#server.change(uri, ...changes.map(({ range, text }) => ({ range, text })))
      : this.#server.change(uri, { text: document.text }));
  }

  async #undo(uri: string): Promise<void> {
    const document = this.#open.get(uri)!;
    const before = document.past.pop();
    if (before === undefined) return;
    document.text = before;
    await this.#server.change(uri, { text: before });
  }

  /** Asks something, and cancels it, waits for the answer, or goes on without. */
  async #ask(uri: string): Promise<void> {
    const { text } = this.#open.get(uri)!;
    const position = new LineIndex(text).positionOf(this.#random.below(text.length + 1));
    const range = { start: { line: 0, character: 0 }, end: position };
    const textDocument = { uri };
    const [method, params] = this.#random.pick<[string, object]>([
      ['textDocument/diagnostic', { textDocument }],
      ['textDocument/hover', { textDocument, position }],
      ['textDocument/completion', { textDocument, position }],
      ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
      ['textDocument/documentSymbol', { textDocument }],
      ['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
      ['textDocument/semanticTokens/full', { textDocument }],
      ['attackmark/graph', { uri }],
    ]);
    const source = new CancellationTokenSource();
    const answer = this.#server.connection.sendRequest(method, params, source.token).catch((error: unknown) => {
      if (!/cancel|modified/i.test(String(error))) throw error;
    });
    const what = this.#random.below(3);
    if (what === 0) source.cancel();
    if (what === 1) await this.#server.within(method, answer);
    else this.#questions.push(answer);
  }

  async #outcome(): Promise<SessionOutcome[]> {
    await this.#server.within('all answers', Promise.all(this.#questions));
    const fresh = await LanguageServer.start({ settings });
    const outcome: SessionOutcome[] = [];
    for (const [uri, { text }] of this.#open) {
      await fresh.open(uri, text);
      outcome.push({
        uri,
        text,
        diagnostics: await this.#server.diagnostics(uri),
        fresh: await fresh.diagnostics(uri),
      });
    }
    await fresh.stop();
    return outcome;
  }
}

/** What a server makes of changes by their positions. */
function replay(
  text: string,
  changes: readonly { readonly range: ReturnType<LineIndex['rangeOf']>; readonly text: string }[],
): string {
  let result = text;
  for (const change of changes) {
    const lines = new LineIndex(result);
    result =
      result.slice(0, lines.offsetOf(change.range.start)) +
      change.text +
      result.slice(lines.offsetOf(change.range.end));
  }
  return result;
}
