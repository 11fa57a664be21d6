import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const sample = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
const disk = join(root, 'test', 'harness', 'faultyDisk.cjs');

/** A disk that fails in one way. */
const failing = (how: 'full' | 'vanishing' | 'folder' | 'output') => ({
  NODE_OPTIONS: `--require "${disk.replaceAll('\\', '/')}"`,
  FAULTY_DISK: how,
});

/** What a failed command says: a line for each failure, and no stack. */
const lines = (stderr: string) => stderr.trimEnd().split('\n');

describe('when the disk fails, attackmark', () => {
  let own: Folder;
  beforeEach(() => {
    own = new Folder();
    own.write('G0098.md', sample);
  });
  afterEach(() => own.remove());

  for (const [what, args] of Object.entries({
    'check --fix': ['check', 'G0098.md', '--fix', '--attack-version', '18.1', '--format', 'json'],
    'upgrade --write': ['upgrade', 'G0098.md', '--to', '18.1', '--from', '15.1', '--write'],
  })) {
    it(`keeps the page as it was where there is no room for the new one: ${what}`, () => {
      const { status, stderr } = attackmark(args, { cwd: own.path, env: failing('full') });
      strictEqual(status, 2);
      ok(lines(stderr).includes('attackmark: "G0098.md" cannot be written: no space left on device.'), stderr);
      strictEqual(own.read('G0098.md'), sample);
      deepStrictEqual(readdirSync(own.path), ['G0098.md']);
    });
  }

  it('waits for no pipe that has the name of a file which it would read', function () {
    if (process.platform === 'win32') return this.skip(); // no pipes in folders there
    own.write('.git/HEAD', '');
    for (const name of ['.gitignore', '.attackmark.json', 'pipe.md']) execFileSync('mkfifo', [join(own.path, name)]);
    const { status, stdout } = attackmark(['check', '.', '--attack-version', '15.1', '--format', 'json'], {
      cwd: own.path,
    });
    strictEqual(status, 0);
    strictEqual((JSON.parse(stdout) as { files: number }).files, 1);
  });

  it('keeps mode and links of a page that it mends', () => {
    const real = own.write('real/page.md', sample);
    symlinkSync(real, join(own.path, 'link.md'));
    // More than the umask leaves to new files.
    chmodSync(real, 0o666);
    const mode = statSync(real).mode;
    attackmark(['check', 'link.md', '--fix', '--attack-version', '18.1'], { cwd: own.path });
    ok(lstatSync(join(own.path, 'link.md')).isSymbolicLink());
    ok(own.read('real/page.md') !== sample);
    strictEqual(statSync(real).mode, mode);
    deepStrictEqual(readdirSync(join(own.path, 'real')), ['page.md']);
  });

  it('checks the other pages when one is gone before it is read', () => {
    own.write('gone.md', sample);
    const { status, stdout, stderr } = attackmark(['check', '.', '--attack-version', '15.1', '--format', 'json'], {
      cwd: own.path,
      env: failing('vanishing'),
    });
    strictEqual(status, 2);
    deepStrictEqual(lines(stderr), ['attackmark: "gone.md" cannot be read: no such file or directory.']);
    deepStrictEqual((JSON.parse(stdout) as { findings: unknown[] }).findings, []);
  });

  it('says in a line which folder it cannot read', () => {
    mkdirSync(join(own.path, 'closed'));
    const { status, stderr } = attackmark(['check', '.'], { cwd: own.path, env: failing('folder') });
    strictEqual(status, 2);
    deepStrictEqual(lines(stderr), ['attackmark: A folder in "." cannot be read: permission denied.']);
  });

  it('says once, in a line, that standard output has no room, and does not exit as for a finding', () => {
    own.write('more.md', sample);
    for (const args of [['check', '.'], ['upgrade', '.', '--to', 'latest'], ['version', '.'], ['--help']]) {
      const { status, stderr } = attackmark(args, { cwd: own.path, env: failing('output') });
      deepStrictEqual(lines(stderr), ['attackmark: Standard output cannot be written: no space left on device.']);
      strictEqual(status, 2);
    }
  });

  it('says in a line that the catalog is cut short or is another file', () => {
    for (const damage of [(text: string) => text.slice(0, text.length >> 1), () => 'x', () => '']) {
      const program = join(own.path, 'program');
      for (const folder of ['dist', 'server/catalog'])
        cpSync(join(root, folder), join(program, folder), { recursive: true });
      const catalog = join(program, 'server', 'catalog', 'newest.catalog');
      own.write('program/server/catalog/newest.catalog', damage(readFileSync(catalog, 'utf8')));
      const { status, stderr } = attackmark(['check', 'G0098.md'], {
        cwd: own.path,
        script: join(program, 'dist', 'cli.js'),
      });
      strictEqual(status, 2, stderr);
      strictEqual(lines(stderr).length, 1, stderr);
      match(stderr, /^attackmark: .*catalog/i);
      match(stderr, /It is the catalog that came with Attackmark, in .*: install Attackmark anew\.$/m);
    }
  });

  it('takes settings of the wrong type for their defaults, and says which', () => {
    own.write(
      '.attackmark.json',
      '{ "attackVersion": 15.1, "domain": ["ics"], "rules": "off", "__proto__": { "domain": "ics" } }',
    );
    const { status, stderr } = attackmark(['check', 'G0098.md', '--attack-version', '15.1'], { cwd: own.path });
    strictEqual(status, 0, stderr);
    for (const key of ['attackVersion', 'domain', 'rules']) {
      ok(
        lines(stderr).some(line => line.startsWith('attackmark: .attackmark.json: ') && line.includes(key)),
        stderr,
      );
    }
  });

  it('says what is wrong with a configuration file whatever the command', () => {
    own.write('.attackmark.json', '{');
    for (const args of [
      ['check', '.', '--severity', 'error'],
      ['upgrade', '.', '--to', '15.1'],
      ['version', '.'],
      ['rank', '.'],
      ['graph', 'G0098.md'],
      ['compare', 'G0098.md', 'G0016'],
      ['catalog', 'info', '.'],
    ]) {
      const { stderr } = attackmark(args, { cwd: own.path });
      deepStrictEqual(
        lines(stderr)[0],
        'attackmark: .attackmark.json: line 1 is not JSON (CloseBraceExpected)',
        args[0],
      );
    }
  });
});
