import { skipSpace } from './chars';
import { findDirectives } from './directives';
import { findFrontMatter } from './frontMatter';

/**
 * What Mermaid takes a text for.
 * - `flowchart`: the grammar of this folder reads it.
 * - `c4`: Mermaid looks for `C4Container` and its like in the whole text, flowcharts included.
 * - `other`: one of Mermaid's other diagrams.
 * - `unknown`: nothing that Mermaid knows.
 */
export type DiagramType = 'flowchart' | 'c4' | 'other' | 'unknown';

/** A text in which a C4 name hides, whatever its first word is. */
export const c4Name = /C4Container|C4Component|C4Dynamic|C4Deployment/;

/** The first words of Mermaid's other diagrams; Mermaid accepts most of them as the start of a longer word. */
const otherName = new RegExp(
  '^(?:agentflow-beta\\b|swimlane-beta\\b|C4Context|kanban|classDiagram|erDiagram|gantt|info|pie|requirement|sequenceDiagram|gitGraph|' +
    'stateDiagram|journey|timeline|mindmap|quadrantChart|sankey|packet|xychart|block|architecture|radar-beta|' +
    '[iI][sS][hH][iI][kK][aA][wW][aA](?:-[bB][eE][tT][aA])?\\b|treemap|treeView-beta|eventmodeling|venn-beta|' +
    'usecase-beta(?:\\s|$)|cynefin-beta(?:[\\s:]|$)|' +
    '[wW][aA][rR][dD][lL][eE][yY]-[bB][eE][tT][aA]|' +
    '[rR][aA][iI][lL][rR][oO][aA][dD]-(?:[eE][bB][nN][fF]-|[aA][bB][nN][fF]-|[pP][eE][gG]-)?[bB][eE][tT][aA])',
);

/** The longest word that `otherName` may have to look at. */
const longestName = 24;

/** Tells a diagram's type from the text that is left after the preprocessing. */
export function diagramType(cleaned: string): DiagramType {
  const type = typeOf(cleaned);
  if (type !== 'unknown') return type;
  // Mermaid strips front matter, directives and everything after `%%` once more before it gives up.
  return typeOf(stripAll(cleaned));
}

function typeOf(text: string): DiagramType {
  const start = skipSpace(text, 0);
  if (text.startsWith('flowchart-elk', start)) return 'flowchart';
  const isFlowchart = text.startsWith('flowchart', start) || text.startsWith('graph', start);
  if (text.includes('C4') && c4Name.test(text)) return isFlowchart ? 'c4' : 'other';
  if (isFlowchart) return 'flowchart';
  const word = text.slice(start, start + longestName);
  return otherName.test(word) || /^error\s*$/i.test(text.slice(start)) ? 'other' : 'unknown';
}

function stripAll(cleaned: string): string {
  const frontMatter = findFrontMatter(cleaned);
  let text = frontMatter ? cleaned.slice(frontMatter.end) : cleaned;
  const directives = findDirectives(text);
  if (directives.length > 0) {
    let from = 0;
    const parts = directives.map(directive => {
      const part = text.slice(from, directive.start);
      from = directive.end;
      return part;
    });
    text = parts.join('') + text.slice(from);
  }
  return text.replace(/%%[^\n]*\n/g, '\n');
}
