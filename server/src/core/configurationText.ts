import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { parseSettings, type ConfigurationFile } from './settings';

/** Reads the text of a configuration file. Comments and trailing commas are fine; what is wrong is in its problems. */
export function readConfigurationText(path: string, text: string): ConfigurationFile {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    return { path, settings: {}, problems: [`line ${line} is not JSON (${printParseErrorCode(error.error)})`] };
  }
  return { path, ...parseSettings(value) };
}
