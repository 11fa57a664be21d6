import { ok, strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { hover } from '../../server/src/core/features/hover';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { shippedCatalog } from '../harness/catalog';
import { readMarks } from '../harness/marks';

/** Hovers at `$0`; the stretch that an editor marks must be the one marked `$[…]{}`, and the text hold what is expected. */
function explains(source: string, ...expected: string[]): void {
  const { text, marks, caret } = readMarks(source);
  const analysis = new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1' } });
  const found = hover(analysis, caret!);
  if (expected.length === 0) return strictEqual(found, undefined);
  ok(found !== undefined, 'no hover');
  strictEqual(text.slice(found.span.start, found.span.end), text.slice(marks[0]!.span.start, marks[0]!.span.end));
  for (const part of expected) ok(found.contents.includes(part), `“${part}” is not in\n${found.contents}`);
  // Asking twice gives the same: nothing is used up.
  strictEqual(hover(analysis, caret!)!.contents, found.contents);
}

describe('hover', () => {
  it('tells a technique’s name, parent, tactics, platforms, mitigations, users and site', () =>
    explains(
      '* $[[Spear$0phishing Link](techniques/T1566/002)]{span}',
      '**T1566.002 Spearphishing Link**',
      'Phishing: Spearphishing Link',
      'Tactics: Initial Access',
      'Platforms: ',
      'Mitigations: M1017 User Training, M1018',
      'Used by: ',
      'New in ATT&CK 7.2',
      '(https://attack.mitre.org/techniques/T1566/002)',
      'ATT&CK 18.1 Enterprise',
    ));

  it('knows the ID in every form', () => {
    for (const form of [
      '$[[x](techni$0ques/T1566/002)]{s}',
      '$[[x](https://attack.mitre.org/techniques/T1566$0/002/)]{s}',
      'see $[T1566.0$002]{s}.',
      'see https://attack.mitre.org/techniques/$[T1566/0$002]{s} too',
      '`$[T15$066.002]{s}`',
      '```mermaid\nflowchart LR\ngroup[X] --> $[T1566.002[Spear$0phishing Link]]{s}\n```',
      '[[$[T1566.0$002]{s}]]',
    ]) {
      explains(form, '**T1566.002 Spearphishing Link**');
    }
  });

  it('names what took a revoked ID’s place, to the live end of the chain', () => {
    explains('$[T1574.002$0]{s}', 'Revoked in ATT&CK 17.0', 'now **T1574.001');
    explains('$[T1150$0]{s}', 'now **T1647');
  });

  it('says that a technique has no mitigation, or was renamed', () => {
    explains('$[T1082$0]{s}', 'Mitigations: none');
    explains('$[T1046$0]{s}', 'Renamed in', 'before that “Network Service Scanning”');
  });

  it('tells about mitigations, groups, software and tactics', () => {
    explains('$[M1017$0]{s}', '**M1017 User Training**', 'Mitigates: ');
    explains('## ID:$[G00$098]{s}', '**G0098 BlackTech**', 'Also called: Palmerworm', 'Uses: ');
    explains('$[S0436$0]{s}', '**S0436');
    explains('$[TA0001$0]{s}', '**TA0001 Initial Access**');
  });

  it('tells about the page’s group at its node', () =>
    explains(
      '# BlackTech\n## ID:G0098\n```mermaid\nflowchart LR\n$[gro$0up[BlackTech]]{s} --> T1566\n```',
      '**G0098 BlackTech**',
    ));

  it('says of a wrong ID what it may have been meant to be', () => {
    explains(
      '## Techniques Used By Group\n* $[[Account Discovery](techniques/TT10$087)]{s}',
      'is not an ATT&CK ID',
      'T1087',
    );
    explains('* $[[User Training](mitigations/M90$017)]{s}', 'is in no version', 'M1017 User Training');
  });

  it('is silent on words, parts of longer words and other schemes', () => {
    for (const text of ['Phish$0ing', 'DS00$009', 'T105$0910', 'AML.T00$051', 'T1566.00$021', 'TL00$001'])
      explains(text);
  });
});
