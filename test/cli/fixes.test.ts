import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../harness/catalog';
import { attackmark as runAttackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');

describe('attackmark, changing pages', () => {
  let own: Folder;
  let folder: string;
  beforeEach(() => {
    own = new Folder();
    folder = own.path;
  });
  afterEach(() => own.remove());
  const write = (name: string, text: string | Buffer) => own.write(name, text);
  const read = (name: string) => own.read(name);
  const attackmark = (...args: string[]) => runAttackmark(args, { cwd: folder });

  describe('check --fix', () => {
    it('mends what has one right answer, reports the rest, and has nothing to do the second time', () => {
      write('G0098.md', sample);
      const first = attackmark('check', '.', '--fix', '--attack-version', '18.1');
      strictEqual(first.stdout, '1 file checked, nothing found.\n');
      match(first.stderr, /^attackmark: \d+ fixes in 1 file\.\n$/);
      ok(!read('G0098.md').includes('T1574.002'));
      const once = read('G0098.md');
      strictEqual(attackmark('check', '.', '--fix', '--attack-version', '18.1').stderr, '');
      strictEqual(read('G0098.md'), once);
    });

    it('mends only what is reported', () => {
      write('G0098.md', sample);
      attackmark('check', '.', '--fix', '--attack-version', '18.1', '--severity', 'warning');
      ok(!read('G0098.md').includes('T1574.002'));
      ok(!/T1190\[.*M1037/.test(read('G0098.md')));
    });

    it('says in JSON which findings have one right answer', () => {
      write(
        'page.md',
        '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [Nativ API](techniques/T1106)\n* [Hypervisor](techniques/T1062)\n',
      );
      const { findings } = JSON.parse(
        attackmark('check', '.', '--attack-version', '18.1', '--format', 'json').stdout,
      ) as {
        findings: { code: string; fixable: boolean }[];
      };
      const fixable = new Map(findings.map(finding => [finding.code, finding.fixable]));
      strictEqual(fixable.get('name-mismatch'), true);
      strictEqual(fixable.get('deprecated-id'), false);
    });
  });

  describe('upgrade', () => {
    it('says so where no file is a group page', () => {
      write('README.md', '# Our groups\n');
      deepStrictEqual(attackmark('upgrade', '.', '--to', 'latest'), {
        status: 0,
        stdout: '',
        stderr: 'None of these files is a group page.\n',
      });
    });

    it('prints a diff that git applies, a summary, and changes nothing', () => {
      write('groups/G0098.md', sample);
      const { status, stdout, stderr } = attackmark('upgrade', '.', '--to', '18.1');
      strictEqual(status, 0);
      strictEqual(read('groups/G0098.md'), sample);
      match(stderr, /^To ATT&CK 18\.1: 1 of 1 page to change: 1 ID, \d+ sets of mitigations\.\n$/);
      write('change.diff', stdout);
      const applied = spawnSync('git', ['apply', 'change.diff'], { cwd: folder, encoding: 'utf8' });
      strictEqual(applied.stderr, '');
      const byGit = read('groups/G0098.md');
      write('groups/G0098.md', sample);
      attackmark('upgrade', '.', '--to', '18.1', '--write');
      strictEqual(read('groups/G0098.md'), byGit);
      match(attackmark('check', '.', '--attack-version', '18.1').stdout, /nothing found/);
      strictEqual(attackmark('upgrade', '.', '--to', '18.1').stdout, '');
    });

    it('says what it leaves, where, and why', () => {
      write('.attackmark.json', '{ "attackVersion": "15.1" }');
      write('page.md', '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [Hypervisor](techniques/T1062)\n');
      const { stderr } = attackmark('upgrade', '.', '--to', '18.1');
      match(stderr, /still pins 15\.1/);
      match(
        stderr,
        /page\.md:4: T1062 Hypervisor is not in ATT&CK 18\.1 any more: ATT&CK has put nothing in its place\./,
      );
    });

    it('says what is wrong with a call', () => {
      write('a.md', sample);
      for (const [args, line] of [
        [['upgrade', 'a.md'], /Say which version/],
        [['upgrade', '--to', '18.1'], /Name a file or folder/],
        [['upgrade', 'a.md', '--to', '99.9'], /not in the catalog/],
        [['upgrade', 'a.md', '--to', 'x'], /--to takes/],
        [['upgrade', 'a.md', '--to', '18.1', '--only', 'colours'], /--only takes ids, names, mitigations/],
        [['check', '--stdin', '--fix'], /--fix changes files/],
        [['new'], /Name a group/],
        [['new', 'Nobody'], /no live group "Nobody"/],
        [['new', 'APT 29'], /no live group "APT 29"\. Did you mean APT29 \(G0016\)\?$/m],
        [['new', 'G0058'], /G0058 Charming Kitten was revoked in 14\.1; it is now G0059 Magic Hound\.$/m],
        [['new', 'G0098', '--domain', 'ics'], /ATT&CK 18\.1 for ics has no live group "G0098"\.$/m],
        [['new', 'G0098', '--attack-version', '1.0'], /ATT&CK 1\.0 has no live group "G0098"\.$/m],
        [['new', 'G0098', '--stix', 'a.md'], /is no JSON/],
        [['version'], /Name a file or folder/],
        [['rank'], /Name a file or folder/],
      ] as const) {
        const { status, stderr } = attackmark(...args);
        match(stderr, line);
        strictEqual(status, 2, args.join(' '));
      }
    });
  });

  it('version says which versions fit a page best, whatever it is pinned to', () => {
    write('G0098.md', sample.replace('---\n', '---\nattack-version: 19.0\n'));
    strictEqual(
      attackmark('version', '.').stdout,
      'G0098.md: enterprise 11.3, 12.1, 13.1, 14.1, 15.1 (nothing found)\n',
    );
    const [found] = JSON.parse(attackmark('version', '.', '--format', 'json').stdout) as object[];
    deepStrictEqual(found, {
      file: 'G0098.md',
      domain: 'enterprise',
      findings: 0,
      versions: ['11.3', '12.1', '13.1', '14.1', '15.1'],
    });
  });

  describe('new', () => {
    it('writes a page that checks clean, to a new file only', () => {
      strictEqual(attackmark('new', 'palmerworm', '--attack-version', '15.1', '-o', 'G0098.md').status, 0);
      match(attackmark('check', 'G0098.md', '--attack-version', '15.1', '--severity', 'hint').stdout, /nothing found/);
      match(read('G0098.md'), /^## ID:G0098\nDescribe the group here/m);
      const before = read('G0098.md');
      match(attackmark('new', 'G0098', '-o', 'G0098.md').stderr, /is there already/);
      strictEqual(read('G0098.md'), before);
    });

    it('writes it from a STIX bundle, packed or not, with a BOM or without, in the order of the relationships’ ids', () => {
      const reference = (external_id: string) => [{ source_name: 'mitre-attack', external_id }];
      const bundle = JSON.stringify({
        type: 'bundle',
        objects: [
          {
            type: 'intrusion-set',
            id: 'intrusion-set--1',
            name: 'Ours',
            description: 'See [Ours](https://attack.mitre.org/groups/G9001).',
            external_references: reference('G9001'),
          },
          {
            type: 'attack-pattern',
            id: 'attack-pattern--1',
            name: 'One (Windows)',
            external_references: reference('T9001'),
          },
          { type: 'attack-pattern', id: 'attack-pattern--2', name: 'Two', external_references: reference('T9002.001') },
          {
            type: 'attack-pattern',
            id: 'attack-pattern--3',
            name: 'Gone',
            revoked: true,
            external_references: reference('T9003'),
          },
          {
            type: 'course-of-action',
            id: 'course-of-action--1',
            name: 'Help',
            external_references: reference('M9001'),
          },
          ...[
            ['b', 1],
            ['a', 2],
            ['c', 3],
            ['d', 2],
          ].map(([id, to]) => ({
            type: 'relationship',
            id: `relationship--${id}`,
            relationship_type: 'uses',
            source_ref: 'intrusion-set--1',
            target_ref: `attack-pattern--${to}`,
          })),
          {
            type: 'relationship',
            id: 'relationship--e',
            relationship_type: 'mitigates',
            source_ref: 'course-of-action--1',
            target_ref: 'attack-pattern--1',
          },
        ],
      });
      const page = [
        '---',
        'tags:',
        '   - groups',
        '---',
        '# Ours',
        '## ID:G9001',
        'See [Ours](/mitre/groups/G9001).',
        '## Techniques Used By Group',
        '* [Two](techniques/T9002/001)',
        '* [One (Windows)](techniques/T9001)',
        '',
        '# Summary of Techniques and Mitigations',
        '```mermaid',
        'flowchart LR',
        'group[Ours] --> T9002.001[Two]',
        'group[Ours] --> T9001[One (Windows)]',
        'T9001[One (Windows)] --> M9001[Help]',
        '```',
      ].join('\n');
      write('b.json', bundle);
      write('b.json.gz', gzipSync(bundle));
      strictEqual(attackmark('new', 'G9001', '--stix', 'b.json').stdout, page);
      strictEqual(attackmark('new', 'ours', '--stix', 'b.json.gz').stdout, page);
      write('bom.json', `\ufeff${bundle}`);
      strictEqual(attackmark('new', 'G9001', '--stix', 'bom.json').stdout, page);
      match(attackmark('new', 'G0098', '--stix', 'b.json').stderr, /no live group "G0098"/);
    });
  });

  it('rank names the best next mitigation each time, and what nothing covers', () => {
    write(
      'a.md',
      '# BlackTech\n## ID:G0098\n```mermaid\nflowchart LR\ngroup --> T1106 & T1204.001 & T1588.002 & T1082\nT1106 --> M1038\nT1204.001 --> M1017 & M1038\nT1588.002 --> M1056\n```\n',
    );
    const ranking = JSON.parse(attackmark('rank', '.', '--attack-version', '18.1', '--format', 'json').stdout) as {
      mitigations: { id: string; covers: string[]; adds: string[] }[];
      uncovered: { id: string; name: string }[];
    };
    deepStrictEqual(
      ranking.mitigations.map(({ id, covers, adds }) => [id, covers.length, adds.length]),
      [
        ['M1038', 2, 2],
        ['M1056', 1, 1],
        ['M1017', 1, 0],
      ],
    );
    deepStrictEqual(ranking.uncovered, [{ id: 'T1082', name: 'System Information Discovery' }]);
    match(attackmark('rank', '.', '--attack-version', '18.1').stdout, /2 {5}2 {4}50 % {2}M1038 Execution Prevention/);
  });
});
