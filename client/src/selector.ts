/** The documents that have a status, a graph and a version: Markdown wherever it is kept (on disk, unsaved, remote, in a virtual file system). */
export const markdownDocuments: { language: string }[] = [{ language: 'markdown' }];

/** The documents that the server is told of: Markdown, and what may be a Sigma rule or a layer of ATT&CK Navigator. */
export const servedDocuments: { language: string }[] = [
  ...markdownDocuments,
  { language: 'yaml' },
  { language: 'json' },
  { language: 'jsonc' },
];

/** True for a Markdown document. */
export function isMarkdown(document: { readonly languageId: string }): boolean {
  return markdownDocuments.some(({ language }) => language === document.languageId);
}

/** What a language's text has when it is a Sigma rule or a layer; the server reads it properly. */
const marks: ReadonlyMap<string, RegExp> = new Map([
  ['yaml', /^(?:detection|correlation|logsource):/m],
  ['json', /"techniqueID"/],
  ['jsonc', /"techniqueID"/],
]);

/** True for a document that the server has something to say about: any Markdown, a Sigma rule, a layer. No other YAML and JSON. */
export function isOurs(document: { readonly languageId: string; getText(): string }): boolean {
  return isMarkdown(document) || marks.get(document.languageId)?.test(document.getText()) === true;
}
