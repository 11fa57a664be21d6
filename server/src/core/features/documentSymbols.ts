import type { Analysis } from '../analysis/analysis';
import type { Heading, TechniqueItem } from '../page';
import { sectionEnd } from '../parse/headings';
import type { Span } from '../text';

/** A line of a page's outline. */
export interface PageSymbol {
  readonly kind: 'group' | 'section' | 'technique' | 'mitigation';
  readonly name: string;
  readonly detail: string;
  /** All that belongs to it. */
  readonly span: Span;
  /** Its name's place. */
  readonly nameSpan: Span;
  readonly children: readonly PageSymbol[];
}

interface Draft extends PageSymbol {
  readonly children: PageSymbol[];
}

/**
 * A group page's outline: title, sections, and under the list's heading the techniques with what the graph draws
 * as their mitigations. Other pages have the outline that editors make of any Markdown.
 */
export function documentSymbols(analysis: Analysis): PageSymbol[] {
  const { page } = analysis;
  if (page.kind !== 'markdown') return structuredSymbols(analysis);
  if (!analysis.isGroupPage) return [];
  const top: PageSymbol[] = [];
  const open: { heading: Heading; symbol: Draft }[] = [];
  page.headings.forEach((heading, i) => {
    if (heading === page.idLine?.heading) return;
    const isTitle = heading === page.title;
    const symbol: Draft = {
      kind: isTitle ? 'group' : 'section',
      name: heading.text === '' ? '(no name)' : heading.text,
      detail: isTitle ? (analysis.groupId ?? '') : '',
      span: { start: heading.block.start, end: sectionEnd(page.headings, i, page.text) },
      nameSpan: heading.span,
      children: heading === page.techniqueList?.heading ? techniques(analysis) : [],
    };
    while (open.length > 0 && open.at(-1)!.heading.level >= heading.level) open.pop();
    (open.at(-1)?.symbol.children ?? top).push(symbol);
    open.push({ heading, symbol });
  });
  return top;
}

function techniques(analysis: Analysis): PageSymbol[] {
  return analysis.items.map((item): PageSymbol => {
    const span = { start: item.item.marker.start, end: item.item.lineEnd };
    return {
      kind: 'technique',
      name: nameOf(item.id, item.label, analysis),
      detail: item.id,
      span,
      nameSpan: nameSpan(item),
      children: mitigations(item.id, analysis),
    };
  });
}

function nameSpan({ labelSpan, idSpan }: TechniqueItem): Span {
  return labelSpan ?? idSpan;
}

function mitigations(technique: string, analysis: Analysis): PageSymbol[] {
  return (analysis.mitigationEdges.get(technique) ?? []).map(({ to, span }): PageSymbol => {
    const inside = span.start <= to.span.start && to.span.end <= span.end;
    return {
      kind: 'mitigation',
      name: nameOf(to.id, to.label, analysis),
      detail: to.id,
      span: inside ? span : to.span,
      nameSpan: to.span,
      children: [],
    };
  });
}

/** A layer's techniques; a rule's tags are few and need no outline of their own. */
function structuredSymbols(analysis: Analysis): PageSymbol[] {
  if (analysis.page.kind !== 'layer') return [];
  return analysis.page.idPlaces.map(({ id, span }): PageSymbol => {
    return { kind: 'technique', name: nameOf(id, undefined, analysis), detail: id, span, nameSpan: span, children: [] };
  });
}

/** What the page calls an ID, else ATT&CK's name: editors refuse a whole outline for one empty name. */
function nameOf(id: string, label: string | undefined, analysis: Analysis): string {
  return label !== undefined && label.trim() !== '' ? label : (analysis.live(id)?.name ?? id);
}
