/** Puts the source spelling `#35;` back in the place of the private marks that Mermaid reads instead. */
export function unescapeEntities(text: string): string {
  return text.replace(/\uFB02\u00B0\u00B0?([+\w]*)\u00B6\u00DF/g, '#$1;');
}
