/** The documents of the extension: Markdown wherever it is kept (on disk, unsaved, remote, in a virtual file system). */
export const markdownDocuments: { language: string }[] = [{ language: 'markdown' }];

/** True for a document of the extension. */
export function isMarkdown(document: { readonly languageId: string }): boolean {
  return markdownDocuments.some(({ language }) => language === document.languageId);
}
