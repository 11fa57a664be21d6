import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
} from 'vscode-languageserver';
import { completion, completionDocumentation } from '../../core/features/completion';
import type { ObjectType } from '../../core/catalog/catalog';
import { guard } from '../guard';
import type { Feature } from './feature';

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

/** `textDocument/completion`: the IDs that fit the place, best first; their details come with `completionItem/resolve`. */
export const completionFeature: Feature = ({ connection, pages, log }) => {
  connection.onCompletion(
    guard<CompletionParams, CompletionList | null>(
      'completion',
      null,
      log,
      async ({ textDocument: { uri }, position }) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const { lines } = analysis.page;
        const found = completion(analysis, lines.offsetOf(position));
        if (found === undefined) return null;
        const range = lines.rangeOf(found.replace);
        const width = String(found.items.length).length;
        const items = found.items.map(({ id, type, label, detail, filterText, newText }, rank): CompletionItem => {
          return {
            label,
            labelDetails: { description: detail },
            kind: kinds[type],
            filterText,
            sortText: String(rank).padStart(width, '0'),
            insertTextFormat: InsertTextFormat.PlainText,
            textEdit: { range, newText },
            data: { uri, id } satisfies ItemData,
          };
        });
        return { isIncomplete: false, items };
      },
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard<CompletionItem, CompletionItem>('completion resolve', item, log, async () => {
      if (!isItemData(item.data)) return item;
      const analysis = await pages.analysis(item.data.uri);
      if (analysis === undefined) return item;
      return {
        ...item,
        documentation: { kind: MarkupKind.Markdown, value: completionDocumentation(item.data.id, analysis) },
      };
    })(item, token),
  );
  return {
    completionProvider: {
      resolveProvider: true,
      triggerCharacters: [' ', '[', '(', '/', '>', ':', '.', 'T', 'M', 'G'],
    },
  };
};

function isItemData(data: unknown): data is ItemData {
  return (
    typeof data === 'object' &&
    data !== null &&
    typeof (data as Partial<ItemData>).uri === 'string' &&
    typeof (data as Partial<ItemData>).id === 'string'
  );
}
