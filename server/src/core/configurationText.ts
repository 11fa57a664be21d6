import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isObject, isWithinStack } from './json';
import { parseSettings, settingDefinitions, type ConfigurationFile } from './settings';

/** Reads the text of a configuration file. Comments and trailing commas are fine; what is wrong is in its problems. */
export function readConfigurationText(path: string, text: string): ConfigurationFile {
  const errors: ParseError[] = [];
  let value: unknown;
  const isRead = isWithinStack(() => {
    value = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  });
  if (!isRead) return { path, settings: {}, problems: ['it is nested too deep'] };
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    return { path, settings: {}, problems: [`line ${line} is not JSON (${printParseErrorCode(error.error)})`] };
  }
  const { settings, problems } = parseSettings(value);
  return { path, settings, problems: [...problems, ...misplaced(value)] };
}

/**
 * Keys that are meant for a setting and set nothing: one that is spelt as in front matter (`attack-version`) or in an
 * editor (`attackmark.attackVersion`), and a setting that only editors have. Any other key may be a newer version's.
 */
function misplaced(value: unknown): string[] {
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap(key => {
    const meant = settingDefinitions.find(definition => folded(definition.key) === folded(key));
    if (meant === undefined) return [];
    if (!meant.inFile) return [`${key} is a setting of editors, and does nothing in this file.`];
    return meant.key === key ? [] : [`there is no setting "${key}". Write "${meant.key}".`];
  });
}

function folded(key: string): string {
  return key
    .replace(/^attackmark\./i, '')
    .replace(/[-_]/g, '')
    .toLowerCase();
}
