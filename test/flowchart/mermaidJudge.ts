import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { JSDOM } from 'jsdom';

/** What a reader makes of a flowchart, in the form in which two readers are compared. */
export interface Verdict {
  readonly accept: boolean;
  /** ID, label, shape; in order of first mention. */
  readonly nodes: readonly (readonly [string, string, string | null])[];
  /** From, to, label, kind, length (0 where the two ends do not fit), the author's ID. */
  readonly edges: readonly (readonly [string, string, string, string, number, string | null])[];
  /** ID, title, members sorted, direction; in Mermaid's order. */
  readonly subgraphs: readonly (readonly [string, string, readonly string[], string | null])[];
  readonly direction: string | null;
}

/** What Mermaid says of one text. */
export interface Judgement extends Verdict {
  /** Where it gave up, where its grammar did: what the preprocessing or the configuration refuses has no place. */
  readonly noticed?: Noticed;
  /** The message of its refusal. */
  readonly refusal?: string;
}

/** The token at which a grammar gave up; empty where its lexer did. Offsets into `input`. */
export interface Noticed {
  /** What the grammar was given: the text after Mermaid's preprocessing. */
  readonly input: string;
  readonly start: number;
  readonly end: number;
}

/** The parts of Mermaid's flowchart database that are read here. */
interface MermaidDatabase {
  getDirection(): string;
  getVertices(): Map<string, { id: string; text?: unknown; type?: string }>;
  getEdges(): {
    start: string;
    end: string;
    text: string;
    stroke: string;
    type: string;
    length?: number;
    id?: string;
    isUserDefinedId: boolean;
  }[];
  getSubGraphs(): { id: string; title: string; nodes: string[]; dir?: string }[];
}

interface MermaidDiagram {
  readonly type: string;
  readonly db: MermaidDatabase;
  readonly parser: { readonly parser: { readonly lexer: MermaidLexer } };
}

/** The lexer that Mermaid's parser generator makes: each run of the parser has one that inherits from this. */
interface MermaidLexer {
  setInput(input: string, shared: unknown): unknown;
  /** All that has been read, the current token included, and that token. */
  readonly matched: string;
  readonly match: string;
}

interface MermaidModule {
  default: {
    initialize(config: object): void;
    parse(text: string): Promise<unknown>;
    mermaidAPI: { getDiagramFromText(text: string): Promise<MermaidDiagram>; reset(): void };
  };
}

export const refused: Verdict = { accept: false, nodes: [], edges: [], subgraphs: [], direction: null };

/** The release that the project is developed against, and the last one of the major version before. */
export const newestMermaid = path.resolve(__dirname, '../../node_modules/mermaid');
export const previousMermaid = path.resolve(__dirname, '../../node_modules/mermaid-11');

/** Mermaid itself, as the judge of what a flowchart means. */
export class MermaidJudge {
  readonly #mermaid: MermaidModule['default'];
  /** What the grammar last read, and the lexer it was read by. */
  #lexer: MermaidLexer | undefined;
  #input = '';

  private constructor(mermaid: MermaidModule['default']) {
    this.#mermaid = mermaid;
  }

  /** Loads the release in a package folder. It needs a window, for its sanitizer. */
  static async load(folder = newestMermaid): Promise<MermaidJudge> {
    const { window } = new JSDOM('<!doctype html><html><body></body></html>');
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = (await import(
      pathToFileURL(path.join(folder, 'dist/mermaid.core.mjs')).href
    )) as MermaidModule;
    mermaid.initialize({ startOnLoad: false, logLevel: 'fatal', maxEdges: 100_000 });
    // Labels as they are written: what the sanitizer makes of them is no matter of reading.
    const { db, parser } = await mermaid.mermaidAPI.getDiagramFromText('flowchart LR\nA');
    const prototype = Object.getPrototypeOf(db) as { sanitizeText(text: string): string };
    prototype.sanitizeText = text => text;
    const judge = new MermaidJudge(mermaid);
    judge.#watch(parser.parser.lexer);
    return judge;
  }

  /** Keeps the lexer of every run: the errors say no more than a line, and mostly the wrong one. */
  #watch(lexer: MermaidLexer): void {
    const { setInput } = lexer;
    const keep = (run: MermaidLexer, input: string) => {
      this.#lexer = run;
      this.#input = input;
    };
    lexer.setInput = function (this: MermaidLexer, input, shared) {
      keep(this, input);
      return setInput.call(this, input, shared);
    };
  }

  /**
   * What Mermaid makes of a text. `withConfig` also applies front matter and directives, as `mermaid.parse`
   * does; that takes much longer and matters only to texts which have such things.
   */
  async judge(text: string, withConfig = false): Promise<Judgement> {
    let diagram: MermaidDiagram;
    this.#lexer = undefined;
    try {
      if (withConfig) await this.#mermaid.parse(text);
      diagram = await this.#mermaid.mermaidAPI.getDiagramFromText(text);
    } catch (error) {
      const noticed = this.#noticed();
      return { ...refused, refusal: String(error), ...(noticed && { noticed }) };
    } finally {
      // The settings of one text must not be those of the next.
      if (withConfig) this.#mermaid.mermaidAPI.reset();
    }
    return diagram.type.startsWith('flowchart') ? verdictOf(diagram.db) : refused;
  }

  #noticed(): Noticed | undefined {
    if (!this.#lexer) return undefined;
    const { matched, match } = this.#lexer;
    return { input: this.#input, start: matched.length - match.length, end: matched.length };
  }
}

function verdictOf(database: MermaidDatabase): Verdict {
  return {
    accept: true,
    nodes: [...database.getVertices().values()].map(({ id, text, type }) => [
      unescapeEntities(id),
      labelText(text),
      type ?? null,
    ]),
    edges: database
      .getEdges()
      .map(({ start, end, text, stroke, type, length, id, isUserDefinedId }) => [
        unescapeEntities(start),
        unescapeEntities(end),
        unescapeEntities(text),
        `${stroke}:${type}`,
        length ?? 0,
        isUserDefinedId ? unescapeEntities(id!) : null,
      ]),
    subgraphs: database
      .getSubGraphs()
      .map(({ id, title, nodes, dir }) => [
        unescapeEntities(id),
        unescapeEntities(title),
        [...new Set(nodes.map(unescapeEntities))].sort(),
        dir ?? null,
      ]),
    direction: database.getDirection() ?? null,
  };
}

/** A label may be any value of YAML. */
function labelText(label: unknown): string {
  if (typeof label === 'string') return unescapeEntities(label);
  if (label === undefined) return '';
  return typeof label === 'object' ? JSON.stringify(label) : String(label as number);
}

/** Puts the source spelling `#35;` back in the place of the private marks that Mermaid reads instead. */
function unescapeEntities(text: string): string {
  return text.replace(/\uFB02\u00B0\u00B0?([+\w]*)\u00B6\u00DF/g, '#$1;');
}
