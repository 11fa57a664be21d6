import {
  SemanticTokensBuilder,
  type SemanticTokens,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import { objectTypes, type ObjectType } from '../../core/catalog/catalog';
import { semanticTokens } from '../../core/features/semanticTokens';
import type { Span } from '../../core/text';
import { guard } from '../guard';
import type { Feature } from './feature';

/** The protocol's own types, so that every theme has a colour for them. */
const types: Readonly<Record<ObjectType, string>> = {
  technique: 'method',
  mitigation: 'property',
  group: 'class',
  software: 'struct',
  tactic: 'enum',
  campaign: 'event',
};
const deprecated = 1;

/** `textDocument/semanticTokens`: IDs by what they are, revoked and deprecated ones struck through. */
export const semanticTokensFeature: Feature = ({ connection, pages, log }) => {
  const answer = async (uri: string, spanOf?: (analysis: Analysis) => Span): Promise<SemanticTokens> => {
    const analysis = await pages.analysis(uri);
    return analysis === undefined ? { data: [] } : tokensOf(analysis, spanOf?.(analysis));
  };
  connection.languages.semanticTokens.on(
    guard<SemanticTokensParams, SemanticTokens>('semantic tokens', { data: [] }, log, ({ textDocument }) =>
      answer(textDocument.uri),
    ),
  );
  connection.languages.semanticTokens.onRange(
    guard<SemanticTokensRangeParams, SemanticTokens>('semantic tokens', { data: [] }, log, ({ textDocument, range }) =>
      answer(textDocument.uri, ({ page: { lines } }) => ({
        start: lines.offsetOf(range.start),
        end: lines.offsetOf(range.end),
      })),
    ),
  );
  return {
    semanticTokensProvider: {
      legend: { tokenTypes: objectTypes.map(type => types[type]), tokenModifiers: ['deprecated'] },
      full: true,
      range: true,
    },
  };
};

function tokensOf(analysis: Analysis, within?: Span): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { span, type, deprecated: isDeprecated } of semanticTokens(analysis)) {
    if (within !== undefined && (span.end < within.start || span.start > within.end)) continue;
    const { line, character } = analysis.page.lines.positionOf(span.start);
    builder.push(line, character, span.end - span.start, objectTypes.indexOf(type), isDeprecated ? deprecated : 0);
  }
  return builder.build();
}
