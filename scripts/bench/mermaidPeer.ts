import { JSDOM } from 'jsdom';

/** Mermaid as the page check's peer: the whole `mermaid.parse`, and its bare lexer and grammar. */
export interface MermaidPeer {
  parse(text: string): Promise<unknown>;
  /** Prepares a text and gives the function that runs the lexer and grammar over it, into a database that keeps nothing. */
  grammar(text: string): Promise<() => void>;
}

/** The names of the database's methods that the grammar calls. */
const calls = [
  'setDirection',
  'addVertex',
  'addLink',
  'addSubGraph',
  'addClass',
  'setClass',
  'setClickEvent',
  'setTooltip',
  'setLink',
  'updateLink',
  'updateLinkInterpolate',
  'setAccTitle',
  'setAccDescription',
];

interface Diagram {
  readonly text: string;
  readonly parser: { parse(text: string): void; readonly parser: { yy: unknown } };
}

/** Loads Mermaid, with a window for it to sanitize labels in. */
export async function loadMermaid(): Promise<MermaidPeer> {
  const { window } = new JSDOM('<!doctype html><html><body></body></html>');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  // `maxEdges` lets the largest page through.
  mermaid.initialize({ startOnLoad: false, logLevel: 'fatal', maxEdges: 100_000 });
  return {
    parse: text => mermaid.parse(text),
    grammar: async text => {
      await mermaid.parse(text);
      const diagram = (await mermaid.mermaidAPI.getDiagramFromText(text)) as unknown as Diagram;
      return () => {
        let isFirst = true;
        const takeFirst = () => (isFirst ? !(isFirst = false) : false);
        const database: Record<string, unknown> = {
          lex: { firstGraph: takeFirst },
          destructLink: () => ({ type: '', stroke: '', length: 1 }),
        };
        for (const name of calls) database[name] = () => undefined;
        diagram.parser.parser.yy = database;
        diagram.parser.parse(diagram.text);
      };
    },
  };
}
