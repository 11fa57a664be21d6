import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { findTarget } from '../../server/src/core/analysis/target';
import type { FactsOfVersion } from '../../server/src/core/catalog/facts';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { Choices } from '../../server/src/core/settings';
import { mitigation, technique, tinyCatalog } from '../catalog/tiny';

const release = (domain: FactsOfVersion['domain'], version: string, ...ids: string[]): FactsOfVersion => ({
  domain,
  version,
  objects: ids.map(id => (id.startsWith('M') ? mitigation(id, `Mitigation ${id}`) : technique(id, `Technique ${id}`))),
});

/** T1001 to T1003 are enterprise's, T1400 to T1402 mobile's, T0800 to T0802 ICS'. */
const catalog = tinyCatalog(
  release('enterprise', '1.0', 'T1001'),
  release('enterprise', '9.0', 'T1001', 'T1002', 'T1003'),
  release('enterprise', '10.1', 'T1001', 'T1002', 'T1003', 'M1001'),
  release('mobile', '2.0', 'T1400', 'T1401', 'T1402'),
  release('mobile', '9.0', 'T1400', 'T1401', 'T1402'),
  release('ics', '8.2', 'T0800', 'T0801', 'T0802'),
);

const list = (...ids: string[]) => `## Techniques Used By Group\n${ids.map(id => `* ${id}\n`).join('')}`;
const graph = (...lines: string[]) => `\`\`\`mermaid\nflowchart LR\n${lines.join('\n')}\n\`\`\`\n`;
const pinned = (keys: string) => `---\n${keys}\n---\n`;

/** Domain, version and what decided. */
function target(text: string, choices: Choices = {}): string {
  const { snapshot, wanted, decidedBy } = findTarget(parsePage(text), catalog, choices);
  return `${snapshot.domain} ${snapshot.version}, ${wanted} by ${decidedBy}`;
}
const domain = (text: string, choices: Choices = {}) => findTarget(parsePage(text), catalog, choices).snapshot.domain;

describe('target', () => {
  it('takes the version of the front matter, else the file, else the setting, else the latest', () => {
    const all: Choices = { file: { attackVersion: '9.0' }, own: { attackVersion: '1.0' } };
    strictEqual(target(pinned('attack-version: 10.1'), all), 'enterprise 10.1, 10.1 by front matter');
    strictEqual(target('# x', all), 'enterprise 9.0, 9.0 by configuration file');
    strictEqual(target('# x', { own: { attackVersion: '1.0' } }), 'enterprise 1.0, 1.0 by setting');
    strictEqual(target('# x', { file: {}, own: {} }), 'enterprise 10.1, latest by default');
    strictEqual(target(''), 'enterprise 10.1, latest by default');
  });

  it('takes "latest" for what it says, wherever it stands', () => {
    const own: Choices = { own: { attackVersion: '1.0' } };
    strictEqual(target(pinned('attack-version: latest'), own), 'enterprise 10.1, latest by front matter');
    strictEqual(
      target('', { ...own, file: { attackVersion: 'latest' } }),
      'enterprise 10.1, latest by configuration file',
    );
  });

  it('passes over a version in the front matter that is none', () => {
    for (const version of ['ten', '10.1.2', '""', '']) {
      strictEqual(
        target(pinned(`attack-version: ${version}`), { own: { attackVersion: '9.0' } }),
        'enterprise 9.0, 9.0 by setting',
        version,
      );
    }
  });

  it('takes the newest version before the wanted one, where the domain lacks that', () => {
    const at = (version: string, ids: string) => target(pinned(`attack-version: ${version}`) + list(ids)).split(',')[0];
    strictEqual(at('9.9', 'T1001'), 'enterprise 9.0');
    strictEqual(at('10', 'T1001'), 'enterprise 9.0');
    strictEqual(at('99', 'T1001'), 'enterprise 10.1');
    strictEqual(at('10.1', 'T1400'), 'mobile 9.0');
    strictEqual(at('10.1', 'T0800'), 'ics 8.2');
    // Versions are numbers: 9.0 comes before 10.1, and 10.1 before 10.10.
    strictEqual(at('10.10', 'T1001'), 'enterprise 10.1');
  });

  it('takes the domain’s first version where there is none before', () => {
    strictEqual(target(pinned('attack-version: 1.0\nattack-domain: ics')), 'ics 8.2, 1.0 by front matter');
  });

  it('takes "latest" domain by domain', () => {
    strictEqual(target(list('T1400')), 'mobile 9.0, latest by default');
    strictEqual(target(list('T0800')), 'ics 8.2, latest by default');
  });

  it('takes the domain that most technique IDs belong to, of list and graph together', () => {
    strictEqual(domain(list('T0800', 'T0801', 'T1001')), 'ics');
    strictEqual(domain(list('T1400') + graph('group --> T0800', 'T0801')), 'ics');
    strictEqual(domain(graph('T1400 --> M1001', 'T1401')), 'mobile');
    // An ID counts once, however often it stands there.
    strictEqual(domain(list('T0800', 'T0800', 'T0800', 'T1001', 'T1002') + graph('T0800 --> T0800')), 'enterprise');
  });

  it('counts nothing but technique IDs in items and nodes', () => {
    strictEqual(
      domain(
        `${list('T0800')}\n[x](techniques/T1001), T1002\n<!-- * T1003 -->\n${graph('%% T1001', 'M1001 --> M1001')}`,
      ),
      'ics',
    );
    strictEqual(domain(`* T1400\n${list('TT1400', 'T14001')}`), 'enterprise');
  });

  it('takes the first domain where two are even, and where no ID belongs to any', () => {
    strictEqual(domain(list('T0800', 'T1400')), 'mobile');
    strictEqual(domain(list('T0800', 'T1001')), 'enterprise');
    strictEqual(domain(list('T9999', 'T9998')), 'enterprise');
    strictEqual(domain(''), 'enterprise');
  });

  it('counts by the page’s version', () => {
    // In enterprise 1.0 there was only T1001.
    strictEqual(domain(pinned('attack-version: 2.0') + list('T1002', 'T1003', 'T1400')), 'mobile');
    strictEqual(domain(pinned('attack-version: 9.0') + list('T1002', 'T1003', 'T1400')), 'enterprise');
  });

  it('takes a pinned domain before the majority: front matter, else the file, else the setting', () => {
    const page = list('T1001', 'T1002');
    const all: Choices = { file: { domain: 'mobile' }, own: { domain: 'ics' } };
    strictEqual(domain(pinned('attack-domain: enterprise') + list('T0800'), all), 'enterprise');
    strictEqual(domain(page, all), 'mobile');
    strictEqual(domain(page, { own: { domain: 'ics' } }), 'ics');
    strictEqual(domain(page, { file: { domain: 'auto' }, own: { domain: 'auto' } }), 'enterprise');
    strictEqual(domain(pinned('attack-domain: "ICS-attack"') + page), 'ics');
  });

  it('passes over a domain in the front matter that is none', () => {
    for (const name of ['auto', 'pre', '', 'enterprise mobile'])
      strictEqual(domain(pinned(`attack-domain: ${name}`) + list('T0800')), 'ics', name);
  });

  it('is the same object every time', () => {
    const page = parsePage(list('T0800'));
    const first = findTarget(page, catalog, {});
    deepStrictEqual(findTarget(page, catalog, {}), first);
    strictEqual(findTarget(page, catalog, {}).snapshot, first.snapshot);
  });
});
