import type { Rule } from '../rule';

/** Mermaid's defaults: `maxEdges`, and `maxTextSize` in UTF-16 units. */
const maxEdges = 500;
const maxTextSize = 50_000;

export const graphTooLarge: Rule = {
  code: 'graph-too-large',
  severity: 'warning',
  scope: 'any-page',
  summary: 'A flowchart over Mermaid’s default limits: 500 edges or 50,000 characters.',
  *check(analysis) {
    for (const { fence, flowchart } of analysis.page.graphs) {
      if (!flowchart.isFlowchart) continue;
      const edges = flowchart.edges.length;
      // Mermaid counts the text without its comments, and CRLF as one.
      const comments = flowchart.comments.reduce((sum, comment) => sum + comment.end - comment.start, 0);
      const text = analysis.page.text.slice(fence.content.start, fence.content.end);
      const characters = text.length - comments - (text.length <= maxTextSize ? 0 : (text.match(/\r\n/g)?.length ?? 0));
      if (edges <= maxEdges && characters <= maxTextSize) continue;
      const what =
        edges > maxEdges
          ? `${edges} edges, and Mermaid refuses more than ${maxEdges}`
          : `${characters} characters, and Mermaid refuses more than ${maxTextSize}`;
      yield {
        span: fence.opening,
        message: `This flowchart has ${what} where nobody has raised its limits. Split it, or raise maxEdges and maxTextSize where the page is shown.`,
      };
    }
  },
};
