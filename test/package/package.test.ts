import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';
import { LanguageServer } from '../harness/languageServer';
import { overStdio } from '../harness/transport';

const sample = join(root, 'samples', 'groups', 'G0098.md');

/** What the repository has besides sources, without what is built: packages are made of a copy, so that no other test’s build is touched. */
const copied = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  '.vscodeignore',
  '.npmignore',
  'docs',
  'l10n',
  'media',
  'samples',
  'scripts',
  'server',
  'syntaxes',
  'test/harness',
];

function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

describe('the packages', function () {
  this.timeout(180_000);
  let stage: Folder;
  before(() => {
    stage = new Folder();
    for (const name of copied) cpSync(join(root, name), join(stage.path, name), { recursive: true });
    const built = run(process.execPath, ['scripts/build.mjs', '--production', '--out', join(stage.path, 'dist')], root);
    strictEqual(built.status, 0, built.stderr);
  });
  after(() => stage.remove());

  it('the .vsix holds what is used, no more, and is small', () => {
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const listed = run(process.execPath, [vsce, 'ls', '--no-dependencies'], stage.path);
    strictEqual(listed.status, 0, listed.stderr);
    const files = listed.stdout.trim().split('\n').sort();
    deepStrictEqual(files, [
      'CHANGELOG.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'dist/extension.js',
      'dist/server.js',
      'dist/web/extension.js',
      'dist/web/server.js',
      'dist/webview/graph-dark.svg',
      'dist/webview/graph-light.svg',
      'dist/webview/graph.css',
      'dist/webview/graph.js',
      'media/icon.png',
      'media/walkthrough/findings.svg',
      'media/walkthrough/fix.svg',
      'media/walkthrough/open.svg',
      'media/walkthrough/preview.svg',
      'media/walkthrough/upgrade.svg',
      'package.json',
      'package.nls.json',
      'samples/groups-with-faults/G1024.md',
      'server/catalog/history.catalog',
      'server/catalog/newest.catalog',
      'syntaxes/attackmark.tmLanguage.json',
      'syntaxes/flowchart.tmLanguage.json',
    ]);
    // All that the manifest names is there.
    const manifest = readFileSync(join(stage.path, 'package.json'), 'utf8');
    for (const [, path] of manifest.matchAll(/"\.?\/?((?:dist|media|syntaxes|server)\/[\w./-]+)"/g)) {
      if (path !== 'dist/cli.js') ok(files.includes(path!), path);
    }
    const vsix = join(stage.path, 'attackmark.vsix');
    const packaged = run(process.execPath, [vsce, 'package', '--no-dependencies', '-o', vsix], stage.path);
    strictEqual(packaged.status, 0, packaged.stderr);
    ok(!/WARNING/.test(packaged.stdout + packaged.stderr), packaged.stdout + packaged.stderr);
    ok(statSync(vsix).size < 1_500_000, `${statSync(vsix).size} bytes`);
  });

  describe('the npm tarball, installed in an empty folder', () => {
    let place: Folder;
    const bin = (name: string) => join(place.path, 'node_modules', '.bin', name);
    before(() => {
      place = new Folder();
      const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', place.path], stage.path);
      strictEqual(packed.status, 0, packed.stderr);
      const tarball = readdirSync(place.path).find(name => name.endsWith('.tgz'))!;
      writeFileSync(join(place.path, 'package.json'), '{"private":true}');
      const installed = run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], place.path);
      strictEqual(installed.status, 0, installed.stderr);
    });
    after(() => place.remove());

    it('holds both programs and the catalog, and brings nothing else along', () => {
      deepStrictEqual(
        readdirSync(join(place.path, 'node_modules')).filter(name => !name.startsWith('.')),
        ['attackmark'],
      );
      const own = join(place.path, 'node_modules', 'attackmark');
      const files = readdirSync(own, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry =>
          join(entry.parentPath, entry.name)
            .slice(own.length + 1)
            .replaceAll('\\', '/'),
        )
        .sort();
      deepStrictEqual(files, [
        'CHANGELOG.md',
        'LICENSE',
        'NOTICE',
        'README.md',
        'dist/cli.js',
        'dist/server.js',
        'package.json',
        'server/catalog/history.catalog',
        'server/catalog/newest.catalog',
      ]);
    });

    it('checks pages', () => {
      match(run(bin('attackmark'), ['--version'], place.path).stdout, /^\d+\.\d+\.\d+\n$/);
      cpSync(sample, join(place.path, 'G0098.md'));
      const { stdout, status } = run(bin('attackmark'), ['check', 'G0098.md', '--attack-version', '15.1'], place.path);
      strictEqual(stdout, '1 file checked, nothing found.\n');
      strictEqual(status, 0);
    });

    it('serves an editor', async () => {
      LanguageServer.transport = () => overStdio(bin('attackmark-server'));
      try {
        const server = await LanguageServer.start({ settings: { attackVersion: '18.1' } });
        strictEqual(server.initialized?.serverInfo?.name, 'attackmark');
        await server.open('file:///G0098.md', readFileSync(sample, 'utf8'));
        ok((await server.diagnostics('file:///G0098.md')).some(({ code }) => code === 'revoked-id'));
        strictEqual(await server.stop(), 0);
      } finally {
        LanguageServer.transport = overStdio;
      }
    });

    it('runs as the pre-commit hooks say', () => {
      const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as {
        id: string;
        name: string;
        entry: string;
        language: string;
      }[];
      deepStrictEqual(
        hooks.map(({ id }) => id),
        ['attackmark', 'attackmark-fix'],
      );
      const faulty =
        '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [SSH](techniques/T1021.004)\n```mermaid\nflowchart LR\ngroup[BlackTech] --> T1021.004[SSH]\n```\n';
      for (const { entry, language } of hooks) {
        strictEqual(language, 'node');
        writeFileSync(join(place.path, 'page.md'), faulty);
        const [program = '', ...args] = entry.split(' ');
        const { stdout, status } = run(bin(program), [...args, 'page.md'], place.path);
        ok(status === 0 || status === 1, stdout);
        const isFixed = readFileSync(join(place.path, 'page.md'), 'utf8').includes('techniques/T1021/004');
        strictEqual(isFixed, entry.includes('--fix'));
        strictEqual(stdout.includes('bad-link'), !isFixed);
      }
    });

    it('runs as the GitHub action says', () => {
      if (process.platform === 'win32') return;
      const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
        inputs: Record<string, { default: string }>;
        runs: { using: string; steps: { run: string; env: Record<string, string>; shell: string }[] };
      };
      strictEqual(action.runs.using, 'composite');
      // What the action installs is installed here already.
      const tools = new Folder();
      tools.write('npm', '#!/bin/sh\necho "$@" >> "$NPM_CALLS"\n');
      chmodSync(join(tools.path, 'npm'), 0o755);
      mkdirSync(join(place.path, 'a b'), { recursive: true });
      writeFileSync(join(place.path, 'a b', 'bad.md'), '# X\n## ID:G9999\n');
      const runAction = (inputs: Record<string, string>) => {
        let last: ReturnType<typeof run> | undefined;
        for (const { run: script, env, shell } of action.runs.steps) {
          strictEqual(shell, 'bash');
          ok(!script.includes('${{'), 'inputs are no text of the script');
          const values = Object.entries(env).map(([name, value]) => {
            const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)![1]!;
            return [name, inputs[input] ?? action.inputs[input]!.default];
          });
          // As on macOS, whose bash 3.2 has less.
          const asThere = `enable -n mapfile readarray 2> /dev/null || :\n${script}`;
          last = run('bash', ['-e', '-o', 'pipefail', '-c', asThere], place.path, {
            ...Object.fromEntries(values),
            NPM_CALLS: join(tools.path, 'calls'),
            PATH: `${tools.path}:${join(place.path, 'node_modules', '.bin')}:${process.env['PATH']}`,
          });
          if (last.status !== 0) break;
        }
        return last!;
      };
      const good = runAction({ paths: 'G0098.md', 'attack-version': '15.1', 'max-warnings': '0' });
      strictEqual(good.status, 0, good.stderr);
      match(readFileSync(join(tools.path, 'calls'), 'utf8'), /^install --global .*attackmark@latest\n/);
      const bad = runAction({ paths: '\nG0098.md\na b\n', 'sarif-file': 'log.sarif' });
      strictEqual(bad.status, 1, bad.stderr);
      match(bad.stdout, /^::(?:error|warning) file=/);
      ok(existsSync(join(place.path, 'log.sarif')));
      strictEqual(
        (JSON.parse(readFileSync(join(place.path, 'log.sarif'), 'utf8')) as { version: string }).version,
        '2.1.0',
      );
      tools.remove();
    });
  });
});
