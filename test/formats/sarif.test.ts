import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { rules } from '../../server/src/core/rules/registry';
import { ruleUrl } from '../../server/src/core/rules/ruleUrl';
import { LineIndex } from '../../server/src/core/text';
import { root } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: {
    readonly physicalLocation: {
      readonly artifactLocation: { uri: string; uriBaseId?: string };
      readonly region: Region;
    };
  }[];
  readonly partialFingerprints: Record<string, string>;
  readonly fixes?: {
    readonly description: { readonly text: string };
    readonly artifactChanges: {
      readonly replacements: { readonly deletedRegion: Region; readonly insertedContent?: { text: string } }[];
    }[];
  }[];
}

interface Log {
  readonly runs: [
    {
      readonly tool: { readonly driver: { readonly rules: { readonly id: string; readonly helpUri: string }[] } };
      readonly results: Result[];
    },
  ];
}

const page = 'samples/groups/G0098.md';

/** The schema as Microsoft’s SARIF SDK ships it: nothing of ours. */
function validator(): (log: unknown) => string[] {
  const read = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;
  const sdk = dirname(require.resolve('@microsoft/jest-sarif/package.json'));
  const ajv = new Ajv({ schemaId: 'id', meta: false, unknownFormats: ['uri-reference'] });
  ajv.addMetaSchema(read(require.resolve('ajv/lib/refs/json-schema-draft-04.json')));
  const validate = ajv.compile(read(join(sdk, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json')));
  return log =>
    validate(log) === true ? [] : (validate.errors ?? []).map(error => `${error.dataPath} ${error.message ?? ''}`);
}

describe('check --format sarif', () => {
  const errorsOf = validator();
  const run = (args: readonly string[], cwd = root) =>
    JSON.parse(attackmark(['check', ...args, '--format', 'sarif'], { cwd }).stdout) as Log;
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  it('is valid, with findings of all levels, with fixes, and with none', () => {
    deepStrictEqual(errorsOf(run([page, '--attack-version', '18.1', '--severity', 'hint'])), []);
    deepStrictEqual(errorsOf(run([page, '--attack-version', '15.1'])), []);
    folder.write(
      'a b/ü#1.md',
      '# X\n## ID:G9999\n## Techniques Used By Group\n* [A](techniques/T9999)\n```mermaid\nflowchart LR\ngroup --> (\n',
    );
    const log = run(['.'], folder.path);
    deepStrictEqual(errorsOf(log), []);
    const { uri, uriBaseId } = log.runs[0].results[0]!.locations[0]!.physicalLocation.artifactLocation;
    strictEqual(uri, 'a%20b/%C3%BC%231.md');
    strictEqual(uriBaseId, '%SRCROOT%');
    // The validator is awake.
    ok(errorsOf({ ...log, version: '2.0.0' }).length > 0);
  });

  it('names a file outside the folder by its whole URL', () => {
    folder.write('page.md', '# X\n## ID:G9999\n');
    folder.write('sub/other.md', '# Y\n');
    const [result] = run([join(folder.path, 'page.md')], join(folder.path, 'sub')).runs[0].results;
    const { uri, uriBaseId } = result!.locations[0]!.physicalLocation.artifactLocation;
    ok(uri.startsWith('file:///'), uri);
    strictEqual(uriBaseId, undefined);
  });

  it('has every rule’s text and help link, and results that point at them', () => {
    const [{ tool, results }] = run([page, '--attack-version', '18.1']).runs;
    deepStrictEqual(
      tool.driver.rules.map(({ id }) => id),
      rules.map(({ code }) => code),
    );
    for (const { ruleId, ruleIndex } of results) strictEqual(tool.driver.rules[ruleIndex]!.id, ruleId);
    for (const { helpUri, id } of tool.driver.rules) strictEqual(helpUri, ruleUrl(id));
  });

  it('has fixes that mend the page as --fix does, and places in UTF-16 units', () => {
    const text =
      '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* 🚀 [Spearphishing Lnk](techniques/T1566/002)\n```mermaid\nflowchart LR\ngroup[BlackTech] --> T1566.002[Spearphishing Link]\n```\n';
    folder.write('page.md', text);
    const args = ['page.md', '--attack-version', '15.1'];
    const result = run(args, folder.path).runs[0].results.find(({ ruleId }) => ruleId === 'name-mismatch')!;
    const lines = new LineIndex(text);
    const offsetOf = (line: number, column: number) => lines.offsetOf({ line: line - 1, character: column - 1 });
    const spanOf = (region: Region) => ({
      start: offsetOf(region.startLine, region.startColumn),
      end: offsetOf(region.endLine, region.endColumn),
    });
    const { start, end } = spanOf(result.locations[0]!.physicalLocation.region);
    strictEqual(text.slice(start, end), 'Spearphishing Lnk');
    const [fix] = result.fixes!;
    const edits = fix!.artifactChanges[0]!.replacements.map(({ deletedRegion, insertedContent }) => ({
      span: spanOf(deletedRegion),
      newText: insertedContent?.text ?? '',
    }));
    ok(applyEdits(text, edits).includes('* 🚀 [Spearphishing Link](techniques/T1566/002)'));
  });

  it('gives a finding the same fingerprint after lines moved, and findings that are alike different ones', () => {
    const prints = (text: string) => {
      folder.write('page.md', text);
      return run(['page.md', '--attack-version', '18.1'], folder.path).runs[0].results.map(({ partialFingerprints }) =>
        Object.values(partialFingerprints).join(),
      );
    };
    const text = readFileSync(join(root, page), 'utf8');
    const before = prints(text);
    deepStrictEqual(prints(text.replace('# BlackTech\n', '# BlackTech\n\n\n')), before);
    strictEqual(new Set(before).size, before.length);
  });
});
