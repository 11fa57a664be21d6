import { officialIndex } from '../../server/src/core/catalog/update';
import { severities } from '../../server/src/core/rules/codes';
import { rules } from '../../server/src/core/rules/registry';
import type { SchemaPart } from './localize';
import { configurationFileName, settingDefinitions, type SettingDefinition } from '../../server/src/core/settings';

/** Settings that only the editor's side knows: they are no business of the checks. */
const clientSettings = {
  'attackmark.offerUpgrade': {
    type: 'boolean',
    default: true,
    markdownDescription:
      'Offers, once a workspace, to upgrade a page whose findings say that it was written for an older ATT&CK.',
    scope: 'resource',
    order: 70,
  },
  'attackmark.catalog.index': {
    type: 'string',
    format: 'uri',
    default: officialIndex,
    markdownDescription:
      'The address that “ATT&CK: Update Catalog” reads the index of ATT&CK’s releases from. Nothing is downloaded until that command is run.',
    // No workspace may say where its reader's computer gets data from.
    scope: 'machine',
    order: 80,
  },
  'attackmark.trace.server': {
    type: 'string',
    enum: ['off', 'messages', 'verbose'],
    default: 'off',
    description: 'Writes what editor and language server say to each other to the output channel.',
    scope: 'window',
    order: 90,
  },
};

const levels = ['off', ...severities];

/** `contributes.configuration` of the manifest. */
export function configurationSection(): SchemaPart {
  const own = settingDefinitions.map((definition, order) => [
    `attackmark.${definition.key}`,
    { ...property(definition), scope: definition.scope, order },
  ]);
  const properties = { ...Object.fromEntries(own), ...clientSettings };
  return { title: 'Attackmark', properties };
}

/** The JSON schema of the configuration file. */
export function configurationSchema(): object {
  const own = settingDefinitions
    .filter(({ inFile }) => inFile)
    .map(definition => [definition.key, property(definition)]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: configurationFileName,
    description: 'Attackmark’s settings for the pages in this folder and below it.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(own) },
    additionalProperties: false,
  };
}

/** The settings as a Markdown table, then the rules with their levels. */
export function settingsTable(): string {
  const settings = settingDefinitions.map(({ key, default: value, markdownDescription, inFile }) => {
    return `| \`attackmark.${key}\`${inFile ? '' : ' (editors)'} | \`${JSON.stringify(value)}\` | ${markdownDescription} |`;
  });
  const ofEditor = Object.entries(clientSettings).map(([key, { default: value, ...texts }]) => {
    const text = 'markdownDescription' in texts ? texts.markdownDescription : texts.description;
    return `| \`${key}\` (VS Code) | \`${JSON.stringify(value)}\` | ${text} |`;
  });
  const rows = rules.map(({ code, severity, summary }) => {
    return `| [\`${code}\`](rules/${code}.md) | ${severity} | ${summary} |`;
  });
  return `| setting | default | what it does |\n|---|---|---|\n${[...settings, ...ofEditor].join('\n')}\n\n| rule | default | what it reports |\n|---|---|---|\n${rows.join('\n')}`;
}

function property(definition: SettingDefinition): object {
  const { key, type, markdownDescription, pattern, patternErrorMessage, enumDescriptions } = definition;
  return {
    type,
    default: definition.default,
    markdownDescription,
    ...(type === 'array' && { items: { type: 'string' } }),
    ...(definition.enum && { enum: definition.enum }),
    ...(enumDescriptions && { enumDescriptions }),
    ...(pattern && { pattern, patternErrorMessage }),
    ...(key === 'rules' && {
      properties: Object.fromEntries(
        rules.map(({ code, severity, summary }) => [
          code,
          { type: 'string', enum: levels, default: severity, markdownDescription: summary },
        ]),
      ),
      additionalProperties: false,
    }),
  };
}
