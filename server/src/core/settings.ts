import { domains, type Domain } from './catalog/catalog';
import { isVersion } from './catalog/versions';
import { isObject } from './json';
import { isLevel, isRuleCode, type Level, type RuleCode } from './rules/codes';

/**
 * What one source says (an editor's settings, `.attackmark.json`, flags). All parts are optional: what
 * a source leaves out, the next one decides.
 */
export interface Settings {
  /** An ATT&CK version, or `latest`. */
  readonly attackVersion?: string;
  readonly domain?: Domain | 'auto';
  /** The levels of single rules. */
  readonly rules?: ReadonlyMap<RuleCode, Level>;
  /** Globs of the files that navigation, counting and renaming go over, and of those that they leave out. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly codeLens?: boolean;
  readonly inlayHints?: InlayHintsSetting;
  /** Whether revoked IDs are reported in prose too. */
  readonly prose?: ProseSetting;
}

/** What becomes of a revoked ID in prose: nothing, or a finding at that level. */
const proseSettings = ['off', 'information'] as const;
export type ProseSetting = (typeof proseSettings)[number];

/** What is written behind a listed technique's name. */
const inlayHintsSettings = ['off', 'ids', 'tactics', 'all'] as const;
export type InlayHintsSetting = (typeof inlayHintsSettings)[number];

/** The files that are read where no setting says otherwise. */
export const defaultInclude: readonly string[] = ['**/*.{md,markdown}', '**/*.{yml,yaml}', '**/*.json'];

/** The name of the file that holds a folder's settings. */
export const configurationFileName = '.attackmark.json';

/** One setting, for the manifest, the documentation and the configuration file's schema, which are made of it. */
export interface SettingDefinition {
  /** The key below `attackmark.`. */
  readonly key: string;
  readonly type: 'string' | 'boolean' | 'object' | 'array';
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly scope: 'window' | 'resource';
  /** True where `.attackmark.json` may hold it too. */
  readonly inFile: boolean;
}

export const settingDefinitions: readonly SettingDefinition[] = [
  {
    key: 'attackVersion',
    type: 'string',
    default: 'latest',
    markdownDescription:
      'The ATT&CK version that pages are checked against: `latest`, or a release such as `18.1`. A page may say otherwise in its front matter (`attack-version: 15.1`), a folder in `.attackmark.json`.',
    pattern: '^(latest|\\d{1,4}(\\.\\d{1,4})?)$',
    patternErrorMessage: 'Write `latest` or a version such as `18.1`.',
    scope: 'resource',
    inFile: true,
  },
  {
    key: 'domain',
    type: 'string',
    default: 'auto',
    markdownDescription:
      'The ATT&CK domain of pages. `auto` takes the one that most of a page’s technique IDs belong to. A page may say otherwise in its front matter (`attack-domain: ics`).',
    enum: ['auto', ...domains],
    enumDescriptions: [
      'The domain of most of the page’s techniques.',
      'Enterprise',
      'Mobile',
      'Industrial control systems',
    ],
    scope: 'resource',
    inFile: true,
  },
  {
    key: 'rules',
    type: 'object',
    default: {},
    markdownDescription:
      'How grave each kind of finding is, by its code: `off`, `hint`, `information`, `warning` or `error`.',
    scope: 'resource',
    inFile: true,
  },
  {
    key: 'prose',
    type: 'string',
    default: 'off',
    markdownDescription:
      'Whether IDs that ATT&CK has revoked are reported in prose too. Everything else in prose is left in peace: there a `T1000` may be anything.',
    enum: proseSettings,
    enumDescriptions: ['Nothing in prose is reported.', '`revoked-id` as information.'],
    scope: 'resource',
    inFile: true,
  },
  {
    key: 'include',
    type: 'array',
    default: defaultInclude,
    markdownDescription:
      'Which files of the workspace are read for navigation, counts, renaming and the dashboard: Markdown, Sigma rules in YAML, and layers of ATT&CK Navigator in JSON. Other YAML and JSON among them holds nothing of ATT&CK’s and is left alone.',
    scope: 'resource',
    inFile: false,
  },
  {
    key: 'exclude',
    type: 'array',
    default: [],
    markdownDescription:
      'Which files and folders are left out, such as `archive/**`, besides `.gitignore`, `files.exclude` and `search.exclude`.',
    scope: 'resource',
    inFile: false,
  },
  {
    key: 'codeLens',
    type: 'boolean',
    default: true,
    markdownDescription:
      'Shows counts above a page’s title: a group’s techniques, findings and what ATT&CK has changed since; how many pages use a technique or a mitigation.',
    scope: 'resource',
    inFile: false,
  },
  {
    key: 'inlayHints',
    type: 'string',
    default: 'off',
    markdownDescription: 'What is written, in grey, behind the name of a listed technique.',
    enum: inlayHintsSettings,
    enumDescriptions: ['Nothing.', 'Its ID.', 'Its tactics.', 'Its ID and its tactics.'],
    scope: 'resource',
    inFile: false,
  },
];

/** A domain by its name or by the name of its STIX bundle: `ics`, `ics-attack`. */
export function parseDomain(value: unknown): Domain | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value.toLowerCase().replace(/-attack$/, '');
  return domains.find(domain => domain === name);
}

/**
 * Reads settings from anything: an editor's configuration section, a parsed configuration file. What
 * has the wrong shape is left out, and `problems` says so in one line each.
 */
export function parseSettings(value: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  if (value === undefined || value === null) return { settings: {}, problems };
  if (!isObject(value)) {
    return { settings: {}, problems: ['The settings must be an object.'] };
  }
  const settings: { -readonly [K in keyof Settings]: Settings[K] } = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined || part === null) continue;
    if (key === 'attackVersion') {
      if (typeof part === 'string' && (part === 'latest' || isVersion(part))) settings.attackVersion = part;
      else problems.push(`attackVersion must be "latest" or a version such as "18.1", not ${JSON.stringify(part)}.`);
    } else if (key === 'domain') {
      const domain = part === 'auto' ? 'auto' : parseDomain(part);
      if (domain !== undefined) settings.domain = domain;
      else problems.push(`domain must be one of auto, ${domains.join(', ')}, not ${JSON.stringify(part)}.`);
    } else if (key === 'rules') {
      settings.rules = parseLevels(part, problems);
    } else if (key === 'include' || key === 'exclude') {
      if (isStrings(part)) settings[key] = part;
      else problems.push(`${key} must be a list of globs such as "groups/**", not ${JSON.stringify(part)}.`);
    } else if (key === 'codeLens') {
      if (typeof part === 'boolean') settings.codeLens = part;
      else problems.push(`codeLens must be true or false, not ${JSON.stringify(part)}.`);
    } else if (key === 'inlayHints') {
      const wanted = inlayHintsSettings.find(word => word === part);
      if (wanted !== undefined) settings.inlayHints = wanted;
      else problems.push(`inlayHints must be one of ${inlayHintsSettings.join(', ')}, not ${JSON.stringify(part)}.`);
    } else if (key === 'prose') {
      const wanted = proseSettings.find(word => word === part);
      if (wanted !== undefined) settings.prose = wanted;
      else problems.push(`prose must be one of ${proseSettings.join(', ')}, not ${JSON.stringify(part)}.`);
    }
  }
  return { settings, problems };
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}

function parseLevels(value: unknown, problems: string[]): Map<RuleCode, Level> {
  const levels = new Map<RuleCode, Level>();
  if (!isObject(value)) {
    problems.push('rules must be an object of rule codes and levels.');
    return levels;
  }
  for (const [code, level] of Object.entries(value)) {
    if (!isRuleCode(code)) problems.push(`rules: there is no rule "${code}".`);
    else if (!isLevel(level))
      problems.push(`rules: ${code} must be off, hint, information, warning or error, not ${JSON.stringify(level)}.`);
    else levels.set(code, level);
  }
  return levels;
}

/** What a configuration file says, and what is wrong with it, in one line each. */
export interface ConfigurationFile {
  readonly path: string;
  readonly settings: Settings;
  readonly problems: readonly string[];
}

/** What decided a value, for the status item. */
export type DecidedBy = 'front matter' | 'configuration file' | 'setting' | 'default';

/** All that a check needs to know besides the page and the catalog. */
export interface Choices {
  /** `.attackmark.json`'s settings. It goes before the editor's settings and the command line's flags. */
  readonly file?: Settings;
  /** The editor's settings, or the command line's flags. */
  readonly own?: Settings;
}

/** The level of each rule that some source sets; the configuration file goes first. */
export function levelsOf(choices: Choices): ReadonlyMap<RuleCode, Level> {
  return new Map([...(choices.own?.rules ?? []), ...(choices.file?.rules ?? [])]);
}
