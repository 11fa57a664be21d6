import { deepStrictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkOnThreads } from '../../server/src/cli/checkThreads';
import type { CheckSetup, CheckTask } from '../../server/src/cli/checkTask';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { root } from '../harness/catalog';
import { Folder } from '../harness/folder';

describe('checking on threads', () => {
  it('finds the same, and counts the same, where every other thread fails', async () => {
    const folder = new Folder();
    try {
      const tasks = Array.from({ length: 170 }, (_, i): CheckTask => {
        const name = `page-${i}.md`;
        const path = folder.write(name, `# A\n${'\n'.repeat(i)}## Techniques Used By Group\n* T99${i}X\n`);
        return { path, name, settings: undefined };
      });
      const catalogFolder = join(root, 'server', 'catalog');
      const setup: CheckSetup = { catalogFolder, own: {}, least: 'hint', withFixes: false };
      let done = 0;
      const fails = () => new Worker('throw new Error("no room")', { eval: true });
      const results = await checkOnThreads(tasks, setup, loadCatalog(catalogFolder), fails, count => (done += count));
      deepStrictEqual(
        results.map(result => 'findings' in result && result.findings.some(({ code }) => code === 'missing-section')),
        tasks.map(() => true),
      );
      deepStrictEqual(done, tasks.length);
    } finally {
      folder.remove();
    }
  });
});
