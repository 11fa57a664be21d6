// Holds the built command line to the contract over a folder of real inputs with known answers.
//   npm run conformance [-- --inputs DIR]     DIR is ../shared unless said otherwise
// Says so and succeeds where there is no such folder: the product does not need it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const at = process.argv.indexOf('--inputs');
const inputs = at > 0 ? process.argv[at + 1] : '../shared';
if (!existsSync(join(inputs, 'check-contract.mjs'))) {
  console.log(`no conformance inputs in ${inputs}: nothing to hold the product to`);
  process.exit(0);
}
let passed = 0;
let failed = 0;
const verdict = (name, ok, detail) => {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`);
};

const contract = spawnSync(
  process.execPath,
  [join(inputs, 'check-contract.mjs'), '--', process.execPath, 'dist/cli.js'],
  { encoding: 'utf8' },
);
console.log(contract.stdout.trim().split('\n').slice(-40).join('\n'));
const counts = /^(\d+) passed, (\d+) failed$/m.exec(contract.stdout);
passed += Number(counts?.[1] ?? 0);
failed += Number(counts?.[2] ?? 1);

// Ordinary Markdown: nothing but what Mermaid itself rejects or misreads.
for (const folder of ['markdown-noise', 'attack-docs']) {
  const dir = join(inputs, folder);
  if (!existsSync(dir)) continue;
  const run = spawnSync(process.execPath, ['dist/cli.js', 'check', dir, '--format', 'json', '--severity', 'hint'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { findings } = JSON.parse(run.stdout);
  const noise = findings.filter(({ code }) => !code.startsWith('graph-'));
  verdict(
    `${folder}: ${readdirSync(dir).length} files`,
    folder === 'attack-docs' || noise.length === 0,
    noise
      .slice(0, 5)
      .map(({ file, line, code }) => `${file}:${line} ${code}`)
      .join(', '),
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
