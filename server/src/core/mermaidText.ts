/**
 * What a label may hold without quotes, in every Mermaid release in wide use. Anything else is quoted:
 * quotes are never wrong.
 */
const safe = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,.:;'+!?&/*_-]*[\p{L}\p{N}.,:;'+!?*_-])?$/u;

/** A label in a node's square brackets, quoted where Mermaid needs it: `[Tool]`, `["Logon Script (Windows)"]`. */
export function mermaidLabel(label: string): string {
  return `[${quoted(label)}]`;
}

/**
 * The label, with quotes around it where Mermaid needs them; `"` becomes `#quot;`. Mermaid takes no label without
 * anything in it, and a backtick right after the quote for the start of Markdown.
 */
export function quoted(label: string): string {
  // Two hyphens could start an arrow, and `direction LR` anywhere in a line swallows the line.
  if (safe.test(label) && !label.includes('--') && !/direction\s+(?:TB|BT|RL|LR|TD)/.test(label)) return label;
  return label === '' ? '" "' : `"${label.replaceAll('"', '#quot;').replace(/^`/, '#96;')}"`;
}
