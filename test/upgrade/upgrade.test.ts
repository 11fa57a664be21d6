import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { UpgradeOptions, UpgradePart } from '../../server/src/core/upgrade/upgrade';
import { upgradePage } from '../../server/src/core/upgrade/upgradePage';
import { shippedCatalog } from '../harness/catalog';
import { correctPages, pageStyles, writePage } from '../fixes/randomPages';

const catalog = shippedCatalog();
const upgrade = (text: string, to: string, options: UpgradeOptions = {}) => {
  const result = upgradePage(new Analysis(parsePage(text), catalog), to, options);
  return { ...result, text: applyEdits(text, result.edits) };
};
const page = (...lines: string[]) =>
  ['# BlackTech', '## ID:G0098', '## Techniques Used By Group', ...lines, ''].join('\n');
const graph = (...lines: string[]) => ['```mermaid', 'flowchart LR', ...lines, '```'];

describe('upgrade', () => {
  it('moves a revoked ID with its label, link and edges, and gives it the mitigations of the version', () => {
    const before = page(
      '* [DLL Side-Loading](techniques/T1574/002) seen in May',
      ...graph(
        'group[BlackTech] --> T1574.002[DLL Side-Loading]',
        'T1574.002[DLL Side-Loading] --> M1051[Update Software]',
        'T1574.002[DLL Side-Loading] --> M1013[Application Developer Guidance]',
      ),
    );
    const { text, changes, left } = upgrade(before, '18.1');
    strictEqual(
      text,
      page(
        '* [DLL](techniques/T1574/001) seen in May',
        ...graph(
          'group[BlackTech] --> T1574.001[DLL]',
          'T1574.001[DLL] --> M1051[Update Software]',
          'T1574.001[DLL] --> M1013[Application Developer Guidance]',
          'T1574.001[DLL] --> M1038[Execution Prevention]',
          'T1574.001[DLL] --> M1044[Restrict Library Loading]',
          'T1574.001[DLL] --> M1047[Audit]',
        ),
      ),
    );
    deepStrictEqual(
      changes.map(({ kind, reason }) => `${kind}: ${reason}`),
      [
        'id: T1574.002 was revoked in 17.0: it is T1574.001 DLL now',
        'mitigation: ATT&CK 18.1 maps M1038, M1044, M1047 to T1574.001',
      ],
    );
    deepStrictEqual(left, []);
  });

  it('takes a mitigation that ATT&CK has given up away with its edges, or says that it stays', () => {
    const before = (...more: string[]) =>
      page(
        '* [Capture Camera](techniques/T1512)',
        ...graph(
          'G0112 --> T1512',
          ...more,
          'T1512 --> M1006',
          'T1512[Capture Camera]',
          'M1005[Application Vetting]',
          'M1006[Use Recent OS Version]',
        ),
      ).replace('G0098', 'G0112');
    const options = { from: '9.0', only: ['mitigations', 'ids'] as UpgradePart[] };
    const one = upgrade(before('T1512 --> M1005'), '16.0', options);
    ok(!one.text.includes('M1005'), one.text);
    ok(!one.left.some(({ what }) => what.includes('M1005')));
    const unmapped = upgrade(before('T1512 --> M1005', 'T9001 --> M1005'), '16.0', options);
    ok(unmapped.text.includes('M1005[Application Vetting]'));
    ok(unmapped.left.some(({ what }) => what.includes('M1005')));
  });

  it('merges it into the one that is there, and loses no note', () => {
    const before = page(
      '* [DLL Search Order Hijacking](techniques/T1574/001)',
      '* [DLL Side-Loading](techniques/T1574/002) (2019)',
      ...graph(
        'group --> T1574.001 & T1574.002',
        'T1574.002 --> M1051',
        'T1574.001 --> M1051 & M1038 & M1044 & M1047 & M1013',
      ),
    );
    strictEqual(
      upgrade(before, '18.1').text,
      page(
        '* [DLL](techniques/T1574/001) (2019)',
        ...graph('group --> T1574.001', 'T1574.001 --> M1051 & M1038 & M1044 & M1047 & M1013'),
      ),
    );
  });

  it('keeps what the author knows beyond ATT&CK, and says so', () => {
    const before = page(
      '* [Tool](techniques/T1588/002)',
      ...graph(
        'group[BlackTech] -->|since 2019| T1588.002[Tool]',
        'T1588.002 --> M1056[Pre-compromise]',
        'T1588.002 --> M1017[User Training]',
        'T1588.002 --> ours[Our own mitigation]',
        'T1059.001[PowerShell]',
      ),
    );
    const { text, left } = upgrade(before, '18.1', { from: '17.1' });
    strictEqual(text, before);
    deepStrictEqual(
      left.map(({ what, why }) => `${what}: ${why}`),
      ['the edge T1588.002 → M1017 stays: it is yours: ATT&CK 17.1 did not map it either'],
    );
  });

  it('says nothing of IDs that are somebody else’s, as a check does', () => {
    const before = page(
      '* [Badge Cloning](techniques/ACME-T0001)',
      ...graph(
        'group[BlackTech] --> ACME-T0001[Badge Cloning]',
        'ACME-T0001[Badge Cloning] --> ACME-M0001[Badge Audit]',
      ),
    );
    const { text, left } = upgrade(before, '18.1');
    strictEqual(text, before);
    deepStrictEqual(left, []);
    const own = upgrade(before.replace('G0098', 'ACME-G0001'), '18.1');
    deepStrictEqual(own.left, []);
  });

  it('leaves alone what a suppression keeps', () => {
    const before = page(
      '<!-- attackmark-disable-next-line revoked-id -- our readers know it so -->',
      '* [DLL Side-Loading](techniques/T1574/002)',
      ...graph('group[BlackTech] --> T1574.002[DLL Side-Loading]'),
    );
    const { text, left } = upgrade(before, '18.1', { from: '15.1' });
    strictEqual(text, before);
    deepStrictEqual(
      left.map(({ why }) => why),
      ['a suppression keeps it'],
    );
  });

  it('takes away the edges that ATT&CK took away, and only those', () => {
    const before = page(
      '* [DNS](techniques/T1590/002)',
      ...graph('group --> T1590.002', 'T1590.002 --> M1056', 'T1590.002 --> M1017'),
    );
    // Both ways: between 15.1 and 18.1 ATT&CK took M1056 from the technique and gave it M1054.
    strictEqual(
      upgrade(before, '18.1', { from: '15.1' }).text,
      page(
        '* [DNS](techniques/T1590/002)',
        ...graph('group --> T1590.002', 'T1590.002 --> M1017', 'T1590.002 --> M1054'),
      ),
    );
    strictEqual(upgrade(before.replace('M1056', 'M1054'), '15.1', { from: '18.1' }).text.includes('M1054'), false);
  });

  it('moves the pin in the front matter, but not for a part of an upgrade', () => {
    const before = `---\nattack-version: "15.1" # ours\n---\n${page('* [DLL Side-Loading](techniques/T1574/002)')}`;
    strictEqual(
      upgrade(before, '18.1').text,
      `---\nattack-version: "18.1" # ours\n---\n${page('* [DLL](techniques/T1574/001)')}`,
    );
    const part = upgrade(before, '18.1', { only: ['ids'] });
    ok(part.text.includes('"15.1"'));
    deepStrictEqual(
      part.left.map(({ what }) => what),
      ['the page stays pinned to 15.1'],
    );
  });

  it('goes back to an older version too', () => {
    const before = page('* [DLL](techniques/T1574/001)', '* [Junk Code Insertion](techniques/T1027/016)');
    const { text, left } = upgrade(before, '15.1');
    strictEqual(
      text,
      page('* [DLL Search Order Hijacking](techniques/T1574/001)', '* [Junk Code Insertion](techniques/T1027/016)'),
    );
    deepStrictEqual(
      left.map(({ what }) => what),
      ['T1027.016 Junk Code Insertion came in 17.0'],
    );
  });

  it('renames to V’s names in the form that the author uses, and quotes where Mermaid needs it', () => {
    const before = page(
      '* [Domain Policy Modification: Domain Trust Modification](techniques/T1484/002)',
      ...graph('group[BlackTech] --> T1484.002[Domain Trust Modification]'),
    );
    const { text } = upgrade(before, '18.1', { only: ['names'] });
    ok(text.includes('[Domain or Tenant Policy Modification: Trust Modification]'));
    ok(text.includes('T1484.002[Trust Modification]'));
  });

  it('does only the part that is asked for', () => {
    const before = page(
      '* [DLL Side-Loading](techniques/T1574/002)',
      '* [Remote Access Software](techniques/T1219)',
      ...graph('group --> T1574.002 & T1219', 'T1574.002 --> M1051 & M1013', 'T1219 --> M1037 & M1038 & M1031'),
    );
    const kinds = (...only: readonly UpgradePart[]) => [
      ...new Set(upgrade(before, '18.1', { only, from: '15.1' }).changes.map(({ kind }) => kind)),
    ];
    deepStrictEqual(kinds('ids'), ['id']);
    deepStrictEqual(kinds('names'), ['name']);
    deepStrictEqual(kinds('mitigations'), ['mitigation']);
    deepStrictEqual(kinds('names', 'ids').sort(), ['id', 'name']);
  });

  it('puts new lines below what is left of a line, read by Mermaid or not', () => {
    const mitigations = (rest: string) => {
      const statements = graph('group --> T1569.002', `  T1569.002 --> M1040${rest}`);
      const before = page('* [Service Execution](techniques/T1569/002)', ...statements);
      const { text } = upgrade(before, '9.0', { from: '15.1' });
      return text.split('\n').slice(-5, -2);
    };
    deepStrictEqual(mitigations('; a --> b'), ['  a --> b', '  T1569.002 --> M1022;', '  T1569.002 --> M1026;']);
    deepStrictEqual(
      mitigations('[x]&y').map(line => line.split('[')[0]),
      ['  &y', '  T1569.002 --> M1022', '  T1569.002 --> M1026'],
    );
  });

  it('does nothing to what is no group page', () => {
    deepStrictEqual(upgrade('# Notes\nT1574.002 is old.\n', '18.1').edits, []);
  });

  it('brings random pages of 12.1 in random styles to 19.0: nothing is left, nothing is lost, once is enough', () => {
    const snapshot = catalog.at('enterprise', '12.1');
    fc.assert(
      fc.property(correctPages(snapshot), pageStyles, (model, style) => {
        const before = writePage(model, style);
        const options = { from: '12.1' };
        const { text } = upgrade(before, '19.0', options);
        const analysis = new Analysis(parsePage(text), catalog, { own: { attackVersion: '19.0' } });
        const left = check(analysis).filter(({ severity }) => severity !== 'hint');
        deepStrictEqual(
          left.map(({ code, message }) => `${code} ${message}`),
          [],
        );
        strictEqual(upgrade(text, '19.0', { from: '19.0' }).text, text);
        for (const own of ['%% our own comment', 'style ours_too fill:#eee', ' and a note of ours'])
          strictEqual(text.split(own).length, before.split(own).length);
        if (style.lineEnd === '\r\n') ok(!/(?<!\r)\n/.test(text));
      }),
      { seed: 5, numRuns: 120 },
    );
  }).timeout(60_000);
});
