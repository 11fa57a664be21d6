import {
  CompletionItemKind,
  CompletionRequest,
  InsertTextFormat,
  type CompletionItem,
  type CompletionList,
  type CompletionOptions,
  type CompletionParams,
} from 'vscode-languageserver';
import { completion, completionDocumentation } from '../../core/features/completion';
import type { ObjectType } from '../../core/catalog/catalog';
import { linkCompletion, type LinkCompletions } from '../../core/features/linkCompletion';
import { isObject } from '../../core/json';
import type { LineIndex } from '../../core/text';
import { languageOfDocument } from '../../core/places/kinds';
import { guard, guardResolve, unlessRefused } from '../guard';
import { markup } from '../markup';
import { fileNameOf } from '../../core/workspace/paths';
import { normalise } from '../uris';
import type { Feature, Server } from './feature';

const kinds: Readonly<Record<ObjectType, CompletionItemKind>> = {
  technique: CompletionItemKind.Method,
  mitigation: CompletionItemKind.Property,
  group: CompletionItemKind.Class,
  software: CompletionItemKind.Module,
  tactic: CompletionItemKind.Enum,
  campaign: CompletionItemKind.Event,
};

/** What an item carries to its resolve request. */
interface ItemData {
  readonly uri: string;
  readonly id: string;
}

/** In Markdown editors offer nothing by themselves: IDs begin with a letter, and links with their marks. */
const markdown: CompletionOptions = {
  resolveProvider: true,
  triggerCharacters: [' ', '[', '(', '/', '>', ':', '.', 'T', 'M', 'G'],
};
/** In YAML and JSON others complete words: a letter that asked us alone would take their lists away. */
const structured: CompletionOptions = { resolveProvider: true, triggerCharacters: ['.', '"'] };

/** `textDocument/completion`: the IDs that fit the place, best first; their details come with `completionItem/resolve`. */
export const completionFeature: Feature = server => {
  const { connection, pages, workspace, client, log } = server;
  const support = client.textDocument?.completion?.completionItem;
  // Several techniques share a name: where nothing can stand beside it, the ID goes where older editors look.
  const beside = (detail: string) =>
    support?.labelDetailsSupport === true ? { labelDetails: { description: detail } } : { detail };
  connection.onCompletion(
    guard<CompletionParams, CompletionList | null>(
      'completion',
      null,
      log,
      async ({ textDocument: { uri }, position }) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const { lines } = analysis.page;
        const offset = lines.offsetOf(position);
        const context = { uri: normalise(uri), index: workspace.index, folders: workspace.folders };
        const links = linkCompletion(analysis, offset, context);
        const found = completion(analysis, offset);
        if (found === undefined) return links === undefined ? null : linkList(links, lines, beside);
        const range = lines.rangeOf(found.replace);
        const width = String(found.items.length).length;
        const items = found.items.map(({ id, type, label, detail, filterText, newText }, rank): CompletionItem => {
          return {
            label,
            ...beside(detail),
            kind: kinds[type],
            filterText,
            sortText: String(rank).padStart(width, '0'),
            insertTextFormat: InsertTextFormat.PlainText,
            textEdit: { range, newText },
            data: { uri, id } satisfies ItemData,
          };
        });
        if (links === undefined) return { isIncomplete: false, items };
        const pageItems = linkList(links, lines, beside);
        return { isIncomplete: pageItems.isIncomplete, items: [...items, ...pageItems.items] };
      },
    ),
  );
  connection.onCompletionResolve(
    guardResolve<CompletionItem>('completion resolve', log, async item => {
      const data: unknown = item.data;
      if (!isItemData(data)) return item;
      const analysis = await pages.analysis(data.uri);
      if (analysis === undefined) return item;
      return {
        ...item,
        documentation: markup(completionDocumentation(data.id, analysis), support?.documentationFormat),
      };
    }),
  );
  return registerByLanguage(server) ? {} : { completionProvider: markdown };
};

/**
 * Registers for each kind of language by itself; false where the client cannot have that. A client may call Markdown by
 * another name (`quarto`, `mdx`): which it does is known once it has opened such a document.
 */
function registerByLanguage({ connection, documents, client, log, onInitialized }: Server): boolean {
  if (client.textDocument?.completion?.dynamicRegistration !== true) return false;
  const registered = new Set<string>();
  const register = (languages: readonly string[], options: CompletionOptions) => {
    for (const language of languages) registered.add(language);
    unlessRefused(
      'completion',
      log,
      connection.client.register(CompletionRequest.type, {
        documentSelector: languages.map(language => ({ language })),
        ...options,
      }),
    );
  };
  onInitialized(() => {
    register(['markdown'], markdown);
    register(['yaml', 'json', 'jsonc'], structured);
  });
  documents.onDidOpen(({ document: { uri, languageId } }) => {
    if (registered.has(languageId)) return;
    const language = languageOfDocument(languageId, fileNameOf(uri));
    register([languageId], language === 'markdown' ? markdown : structured);
  });
  return true;
}

/** Pages to link to: they come after the IDs of ATT&CK, whose ranks are numbers. */
function linkList(
  { items, replace, complete }: LinkCompletions,
  lines: LineIndex,
  beside: (detail: string) => Partial<CompletionItem>,
): CompletionList {
  const range = lines.rangeOf(replace);
  return {
    isIncomplete: !complete,
    items: items.map(({ label, detail, filterText, newText }) => ({
      label,
      ...beside(detail),
      kind: CompletionItemKind.File,
      filterText,
      sortText: `p${detail}`,
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { range, newText },
    })),
  };
}

function isItemData(data: unknown): data is ItemData {
  return isObject(data) && typeof data['uri'] === 'string' && typeof data['id'] === 'string';
}
