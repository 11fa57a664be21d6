/** What the preview's page is put together from: addresses that the webview may load, and a number used once. */
export interface PageParts {
  /** The webview's own source, for its policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Lets the one script run, and none that could find its way into the page. */
  readonly nonce: string;
  /** The language of what the page says, as a tag such as `en`. */
  readonly language: string;
  /** What the page says, by its English; empty for English. */
  readonly sentences: Readonly<Record<string, string>>;
}

/**
 * The preview's page. It holds nothing of the Markdown page: that comes in messages, and is set as text.
 * Its policy allows one script and one style sheet, both the extension's, and pictures that the page
 * itself makes for export.
 */
export function previewHtml({ cspSource, script, style, nonce, language, sentences }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; img-src blob:`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>ATT&amp;CK graph</title>
</head>
<body>
  <div id="app" data-sentences="${escaped(JSON.stringify(sentences))}"></div>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** Text as an attribute's value: translators write quotes and `&` too. */
function escaped(text: string): string {
  return text.replace(/[&"<>]/g, character => `&#${character.charCodeAt(0)};`);
}
