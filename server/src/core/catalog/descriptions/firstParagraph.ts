/** A paragraph of more characters is cut at a sentence's end, or with an ellipsis. */
const longest = 900;

/**
 * The first paragraph of a STIX description as Markdown: citations removed, links kept, ATT&CK's `<code>` as
 * Markdown's. Empty where there is none.
 */
export function firstParagraph(description: string): string {
  const paragraph = description
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n/, 1)[0]!;
  const text = withoutCitations(paragraph)
    .replace(/<code>(.*?)<\/code>/gis, (_, code: string) => `\`${code.replaceAll('`', '')}\``)
    // Workbench’s own way to link an object.
    .replace(/\(LinkById: ([^()\s]+)\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1')
    .trim();
  return cut(text);
}

/** Takes `(Citation: …)` out, whose name may hold parentheses of its own. */
function withoutCitations(text: string): string {
  let result = '';
  let last = 0;
  const start = /\(\s*Citation:/gi;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    let depth = 0;
    let end = match.index;
    do {
      if (text[end] === '(') depth++;
      else if (text[end] === ')') depth--;
      end++;
    } while (depth > 0 && end < text.length);
    // One that is never closed ends with the paragraph.
    result += text.slice(last, match.index);
    last = end;
    start.lastIndex = end;
  }
  return result + text.slice(last);
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  const sentence = text.lastIndexOf('. ', longest);
  if (sentence > longest / 3) return text.slice(0, sentence + 1);
  return `${text.slice(0, text.lastIndexOf(' ', longest))} …`;
}
