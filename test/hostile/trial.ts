import { Analysis } from '../../server/src/core/analysis/analysis';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { check } from '../../server/src/core/check';
import { completion } from '../../server/src/core/features/completion';
import { documentSymbols } from '../../server/src/core/features/documentSymbols';
import { folding } from '../../server/src/core/features/folding';
import { graphMermaid, graphModel } from '../../server/src/core/features/graph';
import { highlight } from '../../server/src/core/features/highlight';
import { hover } from '../../server/src/core/features/hover';
import { inlayHints } from '../../server/src/core/features/inlayHints';
import { refactorings } from '../../server/src/core/features/refactor';
import { renameTarget } from '../../server/src/core/features/rename';
import { semanticTokens } from '../../server/src/core/features/semanticTokens';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { fixAll, fixesFor } from '../../server/src/core/fixes/fixAll';
import type { Page } from '../../server/src/core/page';
import { languageOfFile, readFile } from '../../server/src/core/places/kinds';
import type { Choices } from '../../server/src/core/settings';
import type { Span } from '../../server/src/core/text';
import { upgradePage } from '../../server/src/core/upgrade/upgradePage';
import { factsOf } from '../../server/src/core/workspace/facts';

/** What a text is tried with. */
export interface Circumstances {
  readonly catalog: Catalog;
  readonly choices: Choices;
  /** Decides how the text is read: `G0098.md`, `rule.yml`, `layer.json`. */
  readonly fileName: string;
  /** Where the caret is. */
  readonly offset: number;
}

/**
 * Puts a text through everything that the core does with one. Nothing may throw, whatever the text; every span and edit
 * lies inside it; "fix all" leaves nothing that a second one would change.
 * @throws an error that says what went wrong
 */
export function tryText(text: string, circumstances: Circumstances): void {
  const { catalog, choices, fileName, offset } = circumstances;
  const page = readFile(languageOfFile(fileName) ?? 'markdown', text, fileName);
  if (page === undefined) return;
  checkSpans('the page', { ...page, lines: undefined }, text);
  factsOf('file:///a/b.md', page);
  const analysis = new Analysis(page, catalog, choices);
  const findings = check(analysis, {
    onRuleError: (code, error) => {
      throw new Error(`the rule ${code} throws`, { cause: error });
    },
  });
  checkSpans('a finding', findings, text);
  for (const finding of findings) {
    for (const { title, edits } of fixesFor(finding, analysis)) checkEdits(`"${title}"`, edits, text);
  }
  tryFeatures(analysis, offset, text);
  const model = graphModel(analysis, findings);
  checkSpans('the graph', model, text);
  graphMermaid(model);
  for (const version of ['1.0', 'latest']) checkEdits('an upgrade', upgradePage(analysis, version).edits, text);
  if (page.kind === 'markdown') tryFixAll(page, circumstances);
}

function tryFeatures(analysis: Analysis, offset: number, text: string): void {
  const everywhere = { start: 0, end: text.length };
  checkSpans('hover', hover(analysis, offset), text);
  checkSpans('completion', completion(analysis, offset), text);
  checkSpans('symbols', documentSymbols(analysis), text);
  checkSpans('folding', folding(analysis), text);
  checkSpans('highlight', highlight(analysis, offset), text);
  checkSpans('tokens', semanticTokens(analysis), text);
  checkSpans('rename', renameTarget(analysis, offset), text);
  for (const hint of inlayHints(analysis, everywhere, 'all')) {
    if (hint.offset < 0 || hint.offset > text.length) throw new Error(`a hint at ${hint.offset}`);
  }
  for (const { title, edits } of refactorings(analysis, everywhere)) checkEdits(`"${title}"`, edits, text);
}

function tryFixAll({ text }: Page, { catalog, choices, fileName }: Circumstances): void {
  const { text: fixed } = fixAll(text, fileName, catalog, choices);
  const again = fixAll(fixed, fileName, catalog, choices).text;
  if (again !== fixed) throw new Error('"fix all" changes what it has fixed');
}

function checkEdits(
  what: string,
  edits: readonly { readonly span: Span; readonly newText: string }[],
  text: string,
): void {
  checkSpans(what, edits, text);
  try {
    applyEdits(text, edits);
  } catch (error) {
    throw new Error(`${what} cannot be applied`, { cause: error });
  }
}

/** Every span in a value, however deep, lies inside the text. */
function checkSpans(what: string, value: unknown, text: string): void {
  const seen = new Set<object>();
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const one = stack.pop();
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    const { start, end } = one as Partial<Span>;
    const isSpan = typeof start === 'number' && typeof end === 'number';
    if (isSpan && !(start >= 0 && start <= end && end <= text.length)) {
      throw new Error(`${what} has a span ${start}..${end} in ${text.length} characters`);
    }
    if (one instanceof Map) stack.push(...one.values());
    else for (const part of Object.values(one)) stack.push(part);
  }
}
