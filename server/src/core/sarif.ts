import type { RuleCode, Severity } from './rules/codes';
import { rules } from './rules/registry';
import { ruleUrl } from './rules/ruleUrl';

/** A stretch of a file; lines and columns from 1, columns in UTF-16 units, the end behind the last one. */
export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One finding, as it goes into a SARIF log. */
export interface SarifFinding {
  /** The file as a URI reference: relative to where the run began, or absolute. */
  readonly uri: string;
  readonly region: SarifRegion;
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** The same for the same finding after lines moved: how results of two runs are matched. */
  readonly fingerprint: string;
  readonly fixes: readonly SarifFix[];
}

/** One way to mend a finding. */
export interface SarifFix {
  readonly title: string;
  readonly edits: readonly { readonly region: SarifRegion; readonly newText: string }[];
}

/** SARIF knows three levels; a hint and an information are both a note. */
const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The base that relative URIs are resolved against: whoever reads the log knows where the sources are. */
const sourceRoot = '%SRCROOT%';

/**
 * Findings as a SARIF 2.1.0 log: all rules with their texts and help links, then the results in the order
 * of the findings, each with the ways to mend it. The same input gives the same text.
 */
export function sarifLog(findings: readonly SarifFinding[], productVersion: string): object {
  const indexOf = new Map(rules.map((rule, index) => [rule.code, index]));
  const count = new Map<string, number>();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Attackmark',
            semanticVersion: productVersion,
            informationUri: 'https://github.com/attackmark/attackmark',
            rules: rules.map(({ code, severity, summary }) => ({
              id: code,
              shortDescription: { text: summary },
              fullDescription: { text: summary },
              help: { text: `${summary} See ${ruleUrl(code)}`, markdown: `${summary} [${code}](${ruleUrl(code)})` },
              helpUri: ruleUrl(code),
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => {
          // Findings that are alike in one file are told apart by their order.
          const alike = `${finding.uri} ${finding.fingerprint}`;
          const number = (count.get(alike) ?? 0) + 1;
          count.set(alike, number);
          return result(finding, indexOf.get(finding.code) ?? -1, number);
        }),
      },
    ],
  };
}

function result(
  { uri, region, code, severity, message, fingerprint, fixes }: SarifFinding,
  ruleIndex: number,
  number: number,
): object {
  const artifactLocation = /^[a-z][a-z\d+.-]+:/i.test(uri) ? { uri } : { uri, uriBaseId: sourceRoot };
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: { 'attackmark/v1': `${fingerprint} #${number}` },
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits }) => ({
        description: { text: title },
        artifactChanges: [
          {
            artifactLocation,
            replacements: joined(edits).map(edit => ({
              deletedRegion: edit.region,
              ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
            })),
          },
        ],
      })),
    }),
  };
}

/** The edits in the order of their places; what is inserted at one place becomes one insertion, as SARIF wants. */
function joined(edits: SarifFix['edits']): SarifFix['edits'] {
  const inOrder = [...edits].sort(
    ({ region: a }, { region: b }) =>
      a.startLine - b.startLine || a.startColumn - b.startColumn || a.endLine - b.endLine || a.endColumn - b.endColumn,
  );
  const result: SarifFix['edits'][number][] = [];
  for (const edit of inOrder) {
    const last = result.at(-1);
    if (last === undefined || !isInsertion(last.region) || !startsAtSamePlace(last.region, edit.region))
      result.push(edit);
    else result[result.length - 1] = { region: edit.region, newText: last.newText + edit.newText };
  }
  return result;
}

function isInsertion({ startLine, startColumn, endLine, endColumn }: SarifRegion): boolean {
  return startLine === endLine && startColumn === endColumn;
}

function startsAtSamePlace(a: SarifRegion, b: SarifRegion): boolean {
  return a.startLine === b.startLine && a.startColumn === b.startColumn;
}
