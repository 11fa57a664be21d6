import {
  SymbolKind,
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import type { ObjectType } from '../../core/catalog/catalog';
import { documentSymbols, type PageSymbol } from '../../core/features/documentSymbols';
import { placesOf } from '../../core/features/references';
import { workspaceSymbols, type WorkspaceSymbolEntry } from '../../core/features/workspaceSymbols';
import type { LineIndex, Range } from '../../core/text';
import { guard, guardResolve } from '../guard';
import { titleSpan } from '../locations';
import type { Feature, Server } from './feature';

const pageKinds: Readonly<Record<PageSymbol['kind'], SymbolKind>> = {
  group: SymbolKind.Class,
  section: SymbolKind.String,
  technique: SymbolKind.Method,
  mitigation: SymbolKind.Property,
};

const kinds: Readonly<Record<ObjectType, SymbolKind>> = {
  technique: SymbolKind.Method,
  mitigation: SymbolKind.Property,
  group: SymbolKind.Class,
  software: SymbolKind.Module,
  tactic: SymbolKind.Enum,
  campaign: SymbolKind.Event,
};

/** What a workspace symbol carries until its place is asked for. */
interface SymbolData {
  readonly id?: string;
}

/** `textDocument/documentSymbol` and `workspace/symbol`: the outline of a page, and the pages and IDs of the workspace. */
export const symbolsFeature: Feature = server => {
  const { connection, pages, workspace, client, log } = server;
  const nests = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  connection.onDocumentSymbol(
    guard<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[] | null>(
      'document symbols',
      null,
      log,
      async ({ textDocument: { uri } }) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const symbols = documentSymbols(analysis);
        const { lines } = analysis.page;
        return nests ? toDocumentSymbols(symbols, lines) : toSymbolInformation(symbols, lines, uri);
      },
    ),
  );
  const resolvesLater = client.workspace?.symbol?.resolveSupport?.properties.includes('location.range') === true;
  connection.onWorkspaceSymbol(
    guard<WorkspaceSymbolParams, WorkspaceSymbol[]>('workspace symbols', [], log, async ({ query }, token) => {
      const index = await workspace.ready();
      const found: WorkspaceSymbol[] = [];
      for (const entry of workspaceSymbols(query, index, pages.catalog)) {
        const symbol = toWorkspaceSymbol(entry, workspace.openUri(entry.uri) ?? entry.uri);
        if (token.isCancellationRequested) break;
        found.push(resolvesLater ? symbol : await resolve(symbol, server));
      }
      return found;
    }),
  );
  if (!resolvesLater) return { documentSymbolProvider: { label: 'ATT&CK' }, workspaceSymbolProvider: true };
  connection.onWorkspaceSymbolResolve(
    guardResolve<WorkspaceSymbol>('workspace symbol', log, symbol => resolve(symbol, server)),
  );
  return { documentSymbolProvider: { label: 'ATT&CK' }, workspaceSymbolProvider: { resolveProvider: true } };
};

function toDocumentSymbols(symbols: readonly PageSymbol[], lines: LineIndex): DocumentSymbol[] {
  return symbols.map(({ kind, name, detail, span, nameSpan, children }) => ({
    name,
    detail,
    kind: pageKinds[kind],
    range: lines.rangeOf(span),
    selectionRange: lines.rangeOf(nameSpan),
    children: toDocumentSymbols(children, lines),
  }));
}

/** The same as a list, each with what it stands in: for editors that know no other. */
function toSymbolInformation(
  symbols: readonly PageSymbol[],
  lines: LineIndex,
  uri: string,
  container?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ kind, name, span, children }) => [
    {
      name,
      kind: pageKinds[kind],
      location: { uri, range: lines.rangeOf(span) },
      ...(container !== undefined && { containerName: container }),
    },
    ...toSymbolInformation(children, lines, uri, name),
  ]);
}

function toWorkspaceSymbol({ name, type, container, id }: WorkspaceSymbolEntry, uri: string): WorkspaceSymbol {
  const data: SymbolData = id === undefined ? {} : { id };
  return { name, kind: kinds[type], containerName: container, location: { uri }, data };
}

/** Finds the symbol's place in its file. */
async function resolve(symbol: WorkspaceSymbol, { workspace }: Server): Promise<WorkspaceSymbol> {
  const { uri } = symbol.location;
  const page = await workspace.page(uri);
  const { id } = (symbol.data ?? {}) as SymbolData;
  let range: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  if (page !== undefined) {
    const place = id === undefined ? undefined : placesOf(id, page)[0]?.span;
    range = page.lines.rangeOf(place ?? titleSpan({ key: uri, uri, page }));
  }
  return { ...symbol, location: { uri, range } };
}
