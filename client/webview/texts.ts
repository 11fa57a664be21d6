import { translator, type Translate } from '../../server/src/core/translate';

/**
 * Says a sentence in the reader's language. What the page says comes with the page, as data: a webview
 * cannot ask VS Code.
 */
export const t: Translate = translator(
  JSON.parse(document.getElementById('app')?.dataset['sentences'] ?? '{}') as Record<string, string>,
);
