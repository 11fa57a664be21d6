import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const text = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');

describe('check --baseline', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    folder.write('groups/G0098.md', text);
  });
  afterEach(() => folder.remove());
  const check = (...args: string[]) =>
    attackmark(['check', 'groups', '--attack-version', '18.1', '--baseline', 'old.json', ...args], {
      cwd: folder.path,
    });

  it('leaves out what was there when it was written, wherever it moves to', () => {
    const written = check('--write-baseline');
    match(written.stderr, /old\.json now lists 7 findings/);
    strictEqual(written.status, 0);
    strictEqual(check('--max-warnings', '0').stdout, '1 file checked, nothing found.\n');
    folder.write('groups/G0098.md', text.replace('# BlackTech', 'Some prose.\n\n# BlackTech'));
    strictEqual(check('--max-warnings', '0').status, 0);
    // The same from another folder: paths are the baseline's.
    const { status } = attackmark(
      ['check', 'G0098.md', '--attack-version', '18.1', '--baseline', '../old.json', '--max-warnings', '0'],
      {
        cwd: join(folder.path, 'groups'),
      },
    );
    strictEqual(status, 0);
  });

  it('reports what is new, also one more of what is known', () => {
    check('--write-baseline');
    folder.write(
      'groups/G0098.md',
      `${text}\n\`\`\`mermaid\nflowchart LR\ngroup[BlackTech] --> T1574.002[DLL Side-Loading]\n\`\`\`\n`,
    );
    const { findings } = JSON.parse(check('--format', 'json').stdout) as { findings: { code: string }[] };
    const codes = findings.map(({ code }) => code);
    deepStrictEqual(codes.filter(code => code === 'revoked-id').length, 1);
  });

  it('says what is gone, and forgets it when written anew', () => {
    check('--write-baseline');
    folder.write('groups/G0098.md', text.replace(/^.*T1574[./]002.*\n/gm, ''));
    match(check().stderr, /4 findings of old\.json are gone; --write-baseline takes them out/);
    check('--write-baseline');
    strictEqual(check().stderr, '');
  });

  it('does not take what is less grave than is reported for gone', () => {
    check('--write-baseline');
    deepStrictEqual(check('--severity', 'warning'), {
      status: 0,
      stdout: '1 file checked, nothing found.\n',
      stderr: '',
    });
    folder.write(
      'groups/G0098.md',
      text.replace(/^group\[BlackTech\] --> T1203.*\n/m, '').replace(/^.*T1203\b.*\n/gm, ''),
    );
    strictEqual(
      check('--severity', 'error').stderr,
      'attackmark: 1 finding of old.json is gone; --write-baseline takes it out of it.\n',
    );
  });

  it('is not written while a file cannot be checked, and says which', () => {
    folder.write('groups/latin.md', Buffer.from([0x23, 0x20, 0xe9]));
    const { status, stderr } = check('--write-baseline');
    deepStrictEqual(stderr.trimEnd().split('\n'), [
      `attackmark: "${join('groups', 'latin.md')}" is not UTF-8 text. Save it as UTF-8, or leave it out.`,
      'attackmark: "old.json" is not written, since not all files could be checked.',
    ]);
    strictEqual(status, 2);
    strictEqual(existsSync(join(folder.path, 'old.json')), false);
  });

  it('gives the same file for the same findings', () => {
    check('--write-baseline');
    const first = folder.read('old.json');
    check('--write-baseline');
    strictEqual(folder.read('old.json'), first);
  });

  it('says in one line what is wrong with a baseline, and what to do', () => {
    for (const [content, line] of [
      [undefined, /"old\.json" cannot be read: no such file.*Add --write-baseline/],
      ['{', /"old\.json" is no baseline of attackmark/],
      ['{"attackmark":"baseline","format":2,"files":{}}', /is no baseline/],
    ] as const) {
      if (content !== undefined) folder.write('old.json', content);
      const { status, stderr } = check();
      strictEqual(status, 2);
      match(stderr, line);
      strictEqual(stderr.trimEnd().split('\n').length, 1);
    }
    const { status, stderr } = attackmark(['check', '.', '--write-baseline'], { cwd: folder.path });
    strictEqual(status, 2);
    match(stderr, /Name the file that --write-baseline writes/);
  });
});
