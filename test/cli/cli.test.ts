import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const page = 'samples/groups/G0098.md';

describe('attackmark', () => {
  let own: Folder;
  let folder: string;
  beforeEach(() => {
    own = new Folder();
    folder = own.path;
  });
  afterEach(() => own.remove());
  const write = (name: string, text: string | Buffer) => own.write(name, text);

  describe('check', () => {
    it('finds nothing on a good page and exits with 0', () => {
      const { status, stdout } = attackmark(['check', page, '--attack-version', '15.1']);
      strictEqual(stdout, '1 file checked, nothing found.\n');
      strictEqual(status, 0);
    });

    it('finds in many files, on several threads, what it finds in each alone', () => {
      const files = 1200; // enough for threads to be started
      const name = (i: number) => `group-${String(i).padStart(4, '0')}.md`;
      // Page i has its fault on line i + 4, and every file a different one.
      for (let i = 0; i < files; i++) {
        write(name(i), `# A\n\n${'\n'.repeat(i)}## Techniques Used By Group\n* [Phishing](techniques/T${1000 + i}9)\n`);
      }
      write('latin.md', Buffer.from([0x23, 0x20, 0xe9]));
      write('.attackmark.json', '{ "rules": { "missing-section": "off" } }');
      const check = (...paths: string[]) => {
        const { status, stdout, stderr } = attackmark(['check', ...paths, '--format', 'json'], { cwd: folder });
        const { findings } = JSON.parse(stdout) as { findings: { file: string; line: number; message: string }[] };
        return { status, stderr, findings };
      };

      const all = check('.');
      deepStrictEqual(
        all.findings.map(({ file, line }) => ({ file, line })),
        Array.from({ length: files }, (_, i) => ({ file: name(i), line: i + 4 })),
      );
      match(all.stderr, /^attackmark: "latin\.md" is not UTF-8 text[^\n]*\n$/);
      strictEqual(all.status, 2);
      const some = [0, 617, files - 1];
      deepStrictEqual(
        check(...some.map(name)).findings,
        some.map(i => all.findings[i]),
      );
    });

    it('prints JSON in the promised shape, sorted by place', () => {
      const { status, stdout } = attackmark(['check', page, '--attack-version', '18.1', '--format', 'json']);
      const report = JSON.parse(stdout) as {
        attackVersion: unknown;
        files: number;
        findings: Record<string, unknown>[];
      };
      deepStrictEqual(report.attackVersion, { enterprise: '18.1', mobile: '18.1', ics: '18.1' });
      strictEqual(report.files, 1);
      deepStrictEqual(Object.keys(report.findings[0]!), [
        'file',
        'line',
        'column',
        'endLine',
        'endColumn',
        'code',
        'severity',
        'message',
        'fixable',
      ]);
      const lines = report.findings.map(({ line }) => Number(line));
      deepStrictEqual(
        lines,
        [...lines].sort((a, b) => a - b),
      );
      // Warnings alone do not fail a run.
      strictEqual(status, 0);
    });

    it('exits with 1 on an error, or on more warnings than allowed', () => {
      write('bad.md', '# X\n## ID:G0098\n## Techniques Used By Group\n* [A](techniques/T9999)\n');
      strictEqual(attackmark(['check', folder]).status, 1);
      const { status, stderr } = attackmark(['check', page, '--attack-version', '18.1', '--max-warnings', '3']);
      strictEqual(status, 1);
      match(stderr, /^attackmark: 4 warnings, and --max-warnings allows 3\.\n$/);
      strictEqual(attackmark(['check', page, '--attack-version', '18.1', '--max-warnings', '4']).status, 0);
    });

    it('walks folders, and leaves out what .gitignore does', () => {
      mkdirSync(join(folder, '.git'));
      write('.gitignore', 'drafts/\n*.tmp.md\n');
      write('a.md', '# A\n');
      write('drafts/b.md', '# B\n');
      write('deep/er/c.md', '# C\n');
      write('deep/.gitignore', 'd.md\n');
      write('deep/d.md', '# D\n');
      write('e.tmp.md', '# E\n');
      write('f.txt', 'F');
      match(attackmark(['check', '.'], { cwd: folder }).stdout, /^2 files checked/);
      match(attackmark(['check', '.'], { cwd: join(folder, 'deep') }).stdout, /^1 file checked/);
      strictEqual(
        attackmark(['check', 'drafts'], { cwd: folder }).stderr,
        'attackmark: No Markdown file (.md) in "drafts" that .gitignore does not leave out.\n',
      );
    });

    it('tells names in .gitignore apart by their case where files are', function () {
      if (process.platform === 'win32' || process.platform === 'darwin') this.skip();
      write('.gitignore', 'Drafts/\nREADME.md\n');
      for (const name of ['Drafts/a.md', 'drafts/b.md', 'README.md', 'readme.md']) write(name, '# A\n');
      match(attackmark(['check', '.'], { cwd: folder }).stdout, /^2 files checked/);
    });

    it('reads standard input under a name', () => {
      const { stdout, status } = attackmark(['check', '--stdin', '--stdin-filename', 'G0099.md', '--format', 'json'], {
        input: '# BlackTech\n## ID:G0098\n',
      });
      const { findings } = JSON.parse(stdout) as { findings: { file: string; code: string }[] };
      deepStrictEqual(
        findings.map(({ file, code }) => `${file} ${code}`),
        ['G0099.md missing-section', 'G0099.md page-identity'],
      );
      strictEqual(status, 1);
    });

    it('counts no BOM as a column, in files and on standard input', () => {
      const places = (...args: string[]) => {
        const { stdout } = attackmark(['check', '--format', 'json', ...args], { cwd: folder, input: text });
        const { findings } = JSON.parse(stdout) as { findings: { line: number; column: number; endColumn: number }[] };
        return findings.map(({ line, column, endColumn }) => [line, column, endColumn]);
      };
      const text = '\ufeff# BlackTech\r\n## ID:G0098\r\n';
      write('G0099.md', text);
      const wanted = [
        [1, 1, 12],
        [1, 3, 12],
      ];
      deepStrictEqual(places('G0099.md'), wanted);
      deepStrictEqual(places('--stdin', '--stdin-filename', 'G0099.md'), wanted);
    });

    it('takes no standard input that is not UTF-8', () => {
      const { status, stdout, stderr } = attackmark(['check', '--stdin'], { input: Buffer.from([0x23, 0x20, 0xe9]) });
      strictEqual(stderr, 'attackmark: Standard input is not UTF-8 text. Give it as UTF-8.\n');
      strictEqual(stdout, '');
      strictEqual(status, 2);
    });

    it('takes settings from the nearest .attackmark.json, or from the one that is named', () => {
      const bad = '# BlackTech\n## ID:G0098\n';
      write('.attackmark.json', '{ "rules": { "missing-section": "error" } } // why not');
      write('sub/page.md', bad);
      write('off.json', '{ "rules": { "missing-section": "off" } }');
      strictEqual(attackmark(['check', folder]).status, 1);
      strictEqual(attackmark(['check', folder, '--config', join(folder, 'off.json')]).status, 0);
    });

    it('says in one line what is wrong with a call or an input, and exits with 2', () => {
      write('latin.md', Buffer.from([0x23, 0x20, 0xe9, 0x0a]));
      write('good.md', '# A\n');
      write('bad.json', '{');
      const wrong: [string[], RegExp][] = [
        [['check'], /Name a file or folder/],
        [['check', ''], /A path is empty/],
        [['upgrade', '', '--to', '18.1', '--write'], /A path is empty/],
        [['check', 'no-such-file.md'], /no file or folder "no-such-file\.md"/],
        [['check', page, '--attack-version', '18.3'], /ATT&CK 18\.3 is not in the catalog/],
        [['check', page, '--attack-version', 'x'], /--attack-version takes/],
        [['check', page, '--domain', 'moon'], /--domain takes auto, enterprise/],
        [['check', page, '--format', 'xml'], /--format takes text, json/],
        [['check', page, '--no-such-flag'], /no-such-flag/],
        [['check', page, '--max-warnings', 'many'], /whole number/],
        [['check', page, '--config', 'nowhere.json'], /no configuration file "nowhere\.json"/],
        [['check', page, '--config', join(folder, 'bad.json')], /line 1 is not JSON/],
        [['check', folder], /latin\.md" is not UTF-8/],
        [['frobnicate'], /no command "frobnicate"/],
        [['graph', 'samples'], /"samples" cannot be read: it is a folder\.$/m],
        [['graph', '.'], /^attackmark: "[^"]+" cannot be read: it is a folder\.$/m],
        [['flowchart', 'samples'], /"samples" cannot be read: it is a folder\.$/m],
        [['check', page, '--max-warnings', '-1'], /--max-warnings/],
        [['graph', page, page], /Name one page/],
        [['lookup', 'T9999'], /nothing called "T9999"/],
      ];
      for (const [args, line] of wrong) {
        const { status, stderr } = attackmark(args);
        match(stderr, line);
        strictEqual(stderr.trimEnd().split('\n').length, 1, stderr);
        strictEqual(status, 2, args.join(' '));
      }
    });

    it('checks the other files when one cannot be read', () => {
      write('a.md', '# BlackTech\n## ID:G0098\n');
      write('b.md', 'x');
      if (process.getuid?.() === 0) write('b.md', Buffer.from([0xff]));
      else chmodSync(join(folder, 'b.md'), 0);
      const { status, stdout } = attackmark(['check', folder]);
      match(stdout, /missing-section/);
      match(stdout, /^1 file checked: /m);
      strictEqual(status, 2);
    });

    it('colours for a terminal only, and never under NO_COLOR', () => {
      const colour = '\u001b[';
      ok(!attackmark(['check', page, '--attack-version', '18.1']).stdout.includes(colour));
      const forced = (env: Record<string, string>) =>
        attackmark(['check', page, '--attack-version', '18.1'], { env: { FORCE_COLOR: '1', ...env } }).stdout;
      ok(forced({ NO_COLOR: '' }).includes(colour));
      ok(!forced({ NO_COLOR: '1' }).includes(colour));
    });
  });

  describe('lookup', () => {
    const json = (...args: string[]) =>
      JSON.parse(attackmark(['lookup', ...args, '--format', 'json']).stdout) as Record<string, unknown>[];

    it('tells what an ID is', () => {
      const [technique] = json('T1566.002', '--attack-version', '18.1');
      deepStrictEqual(Object.keys(technique!), [
        'id',
        'type',
        'name',
        'domains',
        'state',
        'tactics',
        'platforms',
        'parent',
        'subtechniques',
        'mitigations',
        'groups',
        'history',
      ]);
      deepStrictEqual(technique!['tactics'], ['TA0001']);
      strictEqual(technique!['parent'], 'T1566');
      deepStrictEqual(technique!['mitigations'], ['M1017', 'M1018', 'M1021', 'M1047', 'M1054']);
    });

    it('finds by name, and every object of that name', () => {
      deepStrictEqual(
        json('spearphishing link', '--attack-version', '18.1').map(({ id }) => id),
        ['T1566.002', 'T1598.003'],
      );
      deepStrictEqual(
        json('Phishing: Spearphishing Link', '--attack-version', '18.1').map(({ id }) => id),
        ['T1566.002'],
      );
    });

    it('says what took a revoked ID’s place, and since when', () => {
      deepStrictEqual(json('T1574.002', '--attack-version', '18.1')[0]!['state'], {
        kind: 'revoked',
        by: 'T1574.001',
        since: '17.0',
      });
    });

    it('offers what is near to a name or an ID, and nothing that is not', () => {
      const said = (...args: string[]) => attackmark(args).stderr;
      strictEqual(
        said('lookup', 'Spearfishing Lnk'),
        'attackmark: ATT&CK has nothing called "Spearfishing Lnk". Did you mean T1566.002 Spearphishing Link, or T1598.003 Spearphishing Link?\n',
      );
      match(said('lookup', 'G00988'), /Did you mean .*G0098 BlackTech/);
      strictEqual(said('lookup', 'techniques in use'), 'attackmark: ATT&CK has nothing called "techniques in use".\n');
      match(said('compare', 'G0098', 'Lazrus Grup'), /Did you mean Lazarus Group \(G0032\)\?\n$/);
    });

    it('reads well as text', () => {
      const { stdout } = attackmark(['lookup', 't1566/002', '--attack-version', '18.1']);
      match(stdout, /^T1566\.002 Spearphishing Link\n {2}type {12}technique\n/);
      match(stdout, /M1017 User Training/);
    });
  });

  describe('graph', () => {
    it('prints the graph as Mermaid text that reads the same', () => {
      const { stdout } = attackmark(['graph', page, '--format', 'mermaid', '--attack-version', '15.1']);
      write('graph.mmd', stdout);
      const again = JSON.parse(attackmark(['flowchart', join(folder, 'graph.mmd')]).stdout) as {
        accept: boolean;
        edges: unknown[];
      };
      strictEqual(again.accept, true);
      strictEqual(again.edges.length, 51);
    });
  });

  it('has a help text and a version', () => {
    match(attackmark(['--help']).stdout, /attackmark check PATH/);
    match(attackmark(['lookup', '--help']).stdout, /^attackmark lookup/);
    match(attackmark(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
