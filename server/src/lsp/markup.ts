import { MarkupKind, type MarkupContent } from 'vscode-languageserver';

/** Markdown as an editor can show it: as it is, or as text where the editor says that it shows nothing else. */
export function markup(markdown: string, formats: readonly MarkupKind[] | undefined): MarkupContent {
  // An editor that does not say is an older one, or a small one: those that show Markdown are most.
  const isShown = formats === undefined || formats.length === 0 || formats.includes(MarkupKind.Markdown);
  return isShown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainText(markdown) };
}

/** An escaped mark, a link, the marks of bold text, the blanks of a line that is broken by hand. */
const marks = /\\([\\`*_{}[\]<>#|~])|\[((?:\\.|[^\]\\])*)\]\(([^()\s]*)\)|\*\*| {2,}$/gm;

function plainText(markdown: string): string {
  return markdown.replace(marks, (_, escaped?: string, text?: string, target?: string) =>
    text === undefined ? (escaped ?? '') : `${plainText(text)}: ${target!}`,
  );
}
