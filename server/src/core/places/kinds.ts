import type { Page } from '../page';
import { parsePage } from '../parse/parsePage';
import { readLayer } from './layer';
import { readSigma } from './sigma';

/** How a file is written: by the language that the editor names, else by its file's name. */
export type Language = 'markdown' | 'yaml' | 'json';

const byLanguageId: Readonly<Record<string, Language>> = {
  markdown: 'markdown',
  yaml: 'yaml',
  json: 'json',
  jsonc: 'json',
};

/** The language of a file on disk; undefined for one that holds nothing of ours. */
export function languageOfFile(name: string): Language | undefined {
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown';
  if (/\.ya?ml$/i.test(name)) return 'yaml';
  return /\.json$/i.test(name) ? 'json' : undefined;
}

/** The language of an open document. One that neither editor nor name tells is Markdown: the editor chose to send it. */
export function languageOfDocument(languageId: string, name: string): Language {
  return byLanguageId[languageId] ?? languageOfFile(name) ?? 'markdown';
}

/**
 * Reads a text in its language; undefined for YAML that is no Sigma rule and JSON that is no layer: nothing in
 * them is meant for ATT&CK.
 */
export function readFile(language: Language, text: string, fileName: string): Page | undefined {
  if (language === 'markdown') return parsePage(text, fileName);
  return language === 'yaml' ? readSigma(text, fileName) : readLayer(text, fileName);
}
