import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { importBundles } from '../../server/src/core/catalog/importBundle';
import { noExtras } from '../../server/src/core/catalog/descriptions/extras';
import { openCatalog } from '../../server/src/core/catalog/open';
import { withOwnObjects } from '../../server/src/core/catalog/ownObjects';
import { check } from '../../server/src/core/check';
import { completion } from '../../server/src/core/features/completion';
import { dashboard } from '../../server/src/core/features/dashboard';
import { ownPages } from '../../server/src/core/features/definition';
import { documentLinks } from '../../server/src/core/features/documentLinks';
import { graphModel } from '../../server/src/core/features/graph';
import { hover } from '../../server/src/core/features/hover';
import { navigatorLayer } from '../../server/src/core/features/navigatorLayer';
import { lookup } from '../../server/src/core/features/lookup';
import { workspaceSymbols } from '../../server/src/core/features/workspaceSymbols';
import { findIds, idForm } from '../../server/src/core/parse/ids';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { factsOf } from '../../server/src/core/workspace/facts';
import { WorkspaceIndex } from '../../server/src/core/workspace/workspaceIndex';
import { historyFile, newestFile } from '../../server/src/node/catalogFiles';
import { root, shippedCatalog } from '../harness/catalog';
import { readMarks } from '../harness/marks';
import { stixId, stixObject, stixRelation } from '../harness/stixBundle';

const inEnterprise = { x_mitre_domains: ['enterprise-attack'] };
const acme = (type: 'technique' | 'mitigation' | 'group', id: string, name: string, more = {}) =>
  stixObject(type, id, name, {
    ...inEnterprise,
    external_references: [{ source_name: 'acme', external_id: id }],
    ...more,
  });

/** What an organisation keeps in its ATT&CK Workbench. */
const technique = acme('technique', 'ACME-T0001', 'Badge Cloning', {
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'initial-access' }],
});
const sub = acme('technique', 'ACME-T0001.001', 'Long Range', { x_mitre_is_subtechnique: true });
const mitigation = acme('mitigation', 'ACME-M0001', 'Badge Audit');
const group = acme('group', 'ACME-G0001', 'Acme Bears');
const stix = {
  type: 'bundle',
  id: stixId('bundle', 'acme'),
  objects: [
    technique,
    sub,
    mitigation,
    group,
    stixRelation('mitigates', mitigation.id, technique.id),
    stixRelation('uses', group.id, technique.id),
    stixRelation('uses', group.id, sub.id),
  ],
};

const read = (name: string) => readFileSync(join(root, 'server', 'catalog', name), 'utf8');
const official = { newest: read(newestFile), history: read(historyFile) };
const imported = importBundles({ official, extras: noExtras, own: [] }, [{ name: 'acme.json', stix, sha256: '' }]);
const files = withOwnObjects(imported.official, imported.own);
const catalog = openCatalog(files.newest, () => files.history);

const page = `# Acme Bears
## ID:ACME-G0001
[Acme Bears](groups/ACME-G0001) clone badges.
## Techniques Used By Group
* [Badge Cloning](techniques/ACME-T0001)
* [Long Range](techniques/ACME-T0001/001)
* [Spearphishing Link](techniques/T1566/002)
\`\`\`mermaid
flowchart LR
group[Acme Bears] --> ACME-T0001[Badge Cloning]
group[Acme Bears] --> ACME-T0001.001[Long Range]
group[Acme Bears] --> T1566.002[Spearphishing Link]
ACME-T0001[Badge Cloning] --> ACME-M0001[Badge Audit]
T1566.002[Spearphishing Link] --> M1017[User Training]
\`\`\`
`;

const analyse = (text: string, fileName = '', facts = catalog) =>
  new Analysis(parsePage(text, fileName), facts, { own: { attackVersion: '18.1' } });
/** A page's findings, hints left out: what stands at each, and its code. */
const findings = (text: string, fileName?: string, facts?: typeof catalog) =>
  check(analyse(text, fileName, facts))
    .filter(({ severity, code }) => severity !== 'hint' && code !== 'mitigation-missing')
    .map(({ span, code }) => `${text.slice(span.start, span.end)} ${code}`);

describe('an organisation’s own IDs', () => {
  it('are read by their form: a prefix in capitals before ATT&CK’s', () => {
    for (const [token, type] of [
      ['ACME-T0001', 'technique'],
      ['ACME-T0001.001', 'technique'],
      ['A1_B-M1000', 'mitigation'],
      ['ACME-G0001', 'group'],
      ['ACME-S0001', 'software'],
      ['ACME-TA0001', 'tactic'],
    ] as const) {
      strictEqual(idForm(token)?.type, type, token);
      strictEqual(idForm(token)?.wellFormed, true, token);
    }
    strictEqual(idForm('ACME-T01')?.wellFormed ?? false, false);
    strictEqual(idForm('ACME-T001')?.wellFormed, false);
    for (const token of ['acme-T0001', 'Acme-T0001', 'ACME.T0001', 'ACMET0001', '-T0001', 'ACME-X0001', 'A-B-T0001']) {
      strictEqual(idForm(token)?.prefix, undefined, token);
    }
    strictEqual(idForm('MOB-T1057')?.prefix, undefined);
  });

  it('are found in text as whole words', () => {
    const ids = (text: string) => findIds(text, { start: 0, end: text.length }).map(({ id }) => id);
    deepStrictEqual(ids('ACME-T0001, (ACME-M0001) and techniques/ACME-T0001/001.'), [
      'ACME-T0001',
      'ACME-M0001',
      'ACME-T0001.001',
    ]);
    deepStrictEqual(ids('xACME-T0001 X-ACME-T0001 A.ACME-T0001 ACME-T00011 acme-T0001 AML.T0051'), []);
    deepStrictEqual(ids('MOB-T1057'), ['MOB-T1057']);
  });

  it('stand wherever an official ID stands, without a finding', () => {
    deepStrictEqual(findings(page), []);
    deepStrictEqual(findings(page, 'ACME-G0001.md'), []);
    deepStrictEqual(findings(page, 'ACME-G0002.md'), ['Acme Bears page-identity']);
  });

  it('are checked as official ones are', () => {
    const changed = page
      .replace('[Badge Cloning](', '[Badge Copying](')
      .replace('group[Acme Bears] --> ACME-T0001.001[Long Range]\n', '')
      .replace(
        'T1566.002[Spearphishing Link] --> M1017',
        'T1566.002[Spearphishing Link] --> ACME-M0001[Badge Audit]\nACME-T0009 --> M1017',
      );
    deepStrictEqual(findings(changed), [
      'Badge Copying name-mismatch',
      '[Long Range](techniques/ACME-T0001/001) missing-in-graph',
      'ACME-M0001 mitigation-not-in-attack',
      'ACME-T0009 unknown-id',
    ]);
    const unknown = check(analyse(changed)).find(({ code }) => code === 'unknown-id')!;
    match(unknown.message, /^ACME-T0009 is none of the objects of your organisation .* Did you mean ACME-T0001 Badge/);
  });

  it('of somebody else are none of ours, and nothing is said of them', () => {
    const foreign = page
      .replaceAll('ACME-', 'OTHER-')
      .replace('## ID:OTHER-G0001', '## ID:G0098')
      .replace('# Acme Bears', '# BlackTech')
      .replaceAll('Acme Bears', 'BlackTech');
    deepStrictEqual(findings(foreign), []);
    deepStrictEqual(findings(foreign, '', shippedCatalog()), []);
    // Nor does a page become a group page by them.
    strictEqual(analyse('# X\n## ID:OTHER-G0001\n').isGroupPage, false);
    strictEqual(analyse('```mermaid\nflowchart LR\nOTHER-T0001 --> OTHER-M0001\n```\n').isGroupPage, false);
  });

  it('have a hover that says whose they are, and no link to ATT&CK’s site', () => {
    for (const place of ['[Badge](techniques/ACME-T00$001)', 'ACME-T00$001 in prose', '[[ACME-T00$001]]']) {
      const { text, caret } = readMarks(place);
      const contents = hover(analyse(text), caret!)!.contents;
      match(contents, /\*\*ACME-T0001 Badge Cloning\*\*/, place);
      match(contents, /Mitigations: ACME-M0001 Badge Audit/, place);
      match(contents, /Your organisation’s own, not MITRE’s/, place);
    }
    const analysis = analyse(page);
    const targets = documentLinks(analysis, { uri: 'file:///a.md', index: WorkspaceIndex.empty() }).map(
      ({ target }) => target,
    );
    deepStrictEqual(
      targets.filter(target => target.includes('ACME')),
      [],
    );
    ok(targets.includes('https://attack.mitre.org/techniques/T1566/002'));
  });

  it('are completed by place', () => {
    const complete = (source: string, id: string) => {
      const { text, caret } = readMarks(source);
      const found = completion(analyse(text), caret!);
      const item = found?.items.find(entry => entry.id === id);
      return item === undefined
        ? undefined
        : text.slice(0, found!.replace.start) + item.newText + text.slice(found!.replace.end);
    };
    const list = '# Acme Bears\n## Techniques Used By Group\n';
    strictEqual(complete(`${list}* badge$0`, 'ACME-T0001'), `${list}* [Badge Cloning](techniques/ACME-T0001)`);
    strictEqual(complete(`${list}* [x](techniques/AC$0)`, 'ACME-T0001.001'), `${list}* [x](techniques/ACME-T0001/001)`);
    strictEqual(complete('# Acme Bears\n## ID:$0', 'ACME-G0001'), '# Acme Bears\n## ID:ACME-G0001');
    strictEqual(complete('See ACME-T$0', 'ACME-T0001'), 'See ACME-T0001');
    strictEqual(complete('See OTHER-T$0', 'ACME-T0001'), undefined);
    const graph = (line: string) => `${list}\`\`\`mermaid\nflowchart LR\n${line}\n\`\`\`\n`;
    strictEqual(
      complete(graph('ACME-T0001[Badge Cloning] --> $0'), 'ACME-M0001'),
      graph('ACME-T0001[Badge Cloning] --> ACME-M0001[Badge Audit]'),
    );
  });

  it('are drawn and counted', () => {
    const analysis = analyse(page);
    const model = graphModel(analysis, []);
    strictEqual(model.nodes.find(({ id }) => id === 'ACME-T0001')!.kind, 'technique');
    strictEqual(model.nodes.find(({ id }) => id === 'ACME-M0001')!.kind, 'mitigation');
    strictEqual(analysis.groupId, 'ACME-G0001');
    deepStrictEqual([...analysis.groupEdges.keys()], ['ACME-T0001', 'ACME-T0001.001', 'T1566.002']);
  });

  it('name the pages that are about them', () => {
    const owns = (name: string, text: string) => factsOf(`file:///w/${encodeURI(name)}`, parsePage(text, name)).owns;
    for (const name of ['ACME-T0001.md', 'ACME-T0001 - Badge Cloning.md', 'Badge Cloning - ACME-T0001.md']) {
      ok(owns(name, '# Badge Cloning\n').includes('ACME-T0001'), name);
    }
    deepStrictEqual(owns('a.md', '# ACME-T0001: Badge Cloning\n'), ['ACME-T0001']);
    deepStrictEqual(owns('a.md', '# Acme Bears\n## ID:ACME-G0001\n'), ['ACME-G0001']);
    // Whether `APT28-` is a prefix, the file's name alone does not say.
    deepStrictEqual(owns('APT28-G0007.md', '# APT28\n'), ['APT28-G0007', 'G0007']);

    const uri = 'file:///w/ACME-G0001.md';
    const index = WorkspaceIndex.empty().with([[uri, factsOf(uri, parsePage(page, 'ACME-G0001.md'))]]);
    deepStrictEqual(
      dashboard(index, catalog).groups.map(({ id, techniques }) => [id, techniques]),
      [['ACME-G0001', 3]],
    );
    deepStrictEqual(
      workspaceSymbols('badge', index, catalog).map(({ name, type }) => [name, type]),
      [
        ['ACME-M0001 Badge Audit', 'mitigation'],
        ['ACME-T0001 Badge Cloning', 'technique'],
      ],
    );
    deepStrictEqual(ownPages('ACME-G0001', analyse('# x\n'), index), [uri]);
  });

  it('have no link to ATT&CK’s site in a layer', () => {
    const analysis = analyse(page);
    const layer = navigatorLayer(graphModel(analysis, []), analysis.snapshot);
    deepStrictEqual(
      layer.techniques.map(({ techniqueID, links }) => [techniqueID, links.length]),
      [
        ['ACME-T0001', 0],
        ['ACME-T0001.001', 0],
        ['T1566.002', 1],
      ],
    );
    deepStrictEqual(layer.links, []);
  });

  it('are looked up, marked as own', () => {
    const [found] = lookup('acme-t0001', 'latest', catalog);
    strictEqual(found?.own, true);
    deepStrictEqual(found.subtechniques, ['ACME-T0001.001']);
    strictEqual(lookup('T1566.002', 'latest', catalog)[0]!.own, undefined);
  });

  it('leave the catalog of MITRE’s as it is', () => {
    deepStrictEqual(shippedCatalog().ownPrefixes, []);
    deepStrictEqual(catalog.ownPrefixes, ['ACME-']);
  });
});
