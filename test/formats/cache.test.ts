import { ok, strictEqual } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/catalog';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const text = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');

describe('check --cache', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    folder.write('G0098.md', text);
  });
  afterEach(() => folder.remove());
  const check = (...args: string[]) =>
    attackmark(['check', '.', '--format', 'json', ...args], { cwd: folder.path }).stdout;
  const cached = () =>
    JSON.parse(folder.read('.attackmarkcache')) as {
      build: string;
      files: Record<string, { key: string; findings: { message: string }[] }>;
    };
  /** Changes what the cache says, so that a run shows whether it was read. */
  const mark = () => {
    const cache = cached();
    for (const entry of Object.values(cache.files))
      for (const finding of entry.findings) finding.message = 'from the cache';
    folder.write('.attackmarkcache', JSON.stringify(cache));
  };

  it('takes findings from the cache while nothing changed, and gives what a run without it gives', () => {
    const plain = check('--attack-version', '18.1');
    ok(!existsSync(join(folder.path, '.attackmarkcache')), 'only when asked for');
    strictEqual(check('--cache', '--attack-version', '18.1'), plain);
    strictEqual(check('--cache', '--attack-version', '18.1'), plain);
    mark();
    ok(check('--cache', '--attack-version', '18.1').includes('from the cache'));
  });

  it('looks again when the text, the settings, the flags or the product changed', () => {
    const run = () => check('--cache', '--attack-version', '18.1').includes('from the cache');
    const prepare = () => {
      run();
      mark();
      ok(run());
    };
    prepare();
    folder.write('G0098.md', `${text}\n`);
    ok(!run(), 'text');
    prepare();
    folder.write('.attackmark.json', '{ "rules": { "revoked-id": "error" } }');
    ok(!run(), 'settings');
    prepare();
    ok(!check('--cache', '--attack-version', '17.1').includes('from the cache'), 'flags');
    prepare();
    ok(!check('--cache', '--attack-version', '18.1', '--format', 'sarif').includes('from the cache'), 'fixes wanted');
    prepare();
    folder.write('.attackmarkcache', JSON.stringify({ ...cached(), build: 'another' }));
    ok(!run(), 'product');
  });

  it('takes a damaged cache for an empty one, and lives without one it cannot write', () => {
    const plain = check('--attack-version', '18.1');
    for (const damage of ['', '{', 'null', '[]', '{"files":3}', '{"files":{"x":null}}']) {
      folder.write('.attackmarkcache', damage);
      strictEqual(check('--cache', '--attack-version', '18.1'), plain, damage);
    }
    const { status, stderr } = attackmark(['check', '.', '--cache-location', 'no/such/folder/cache'], {
      cwd: folder.path,
    });
    ok(status !== 2);
    ok(stderr.includes('cannot be written'), stderr);
  });
});
