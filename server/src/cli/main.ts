import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { version } from '../../../package.json';
import { CatalogStore } from '../node/catalogStore';
import { dataFolder } from '../node/dataFolder';
import { codeOf } from '../node/thrown';
import type { CheckSetup } from './checkTask';
import { answerTasks } from './checkThreads';
import { reason } from './files';
import type { Output } from './host';
import { run } from './run';

/** Standard output that takes no more: the disk is full, say. It ends the command, whatever that is at. */
class OutputError extends Error {}

/** Writes at once and whole, so that nothing is lost when the process ends; a reader that went away is no error. */
function output(descriptor: 1 | 2): Output {
  return {
    isTerminal: (descriptor === 1 ? process.stdout : process.stderr).isTTY === true,
    write(chunk) {
      let rest = Buffer.from(chunk);
      while (rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(descriptor, rest));
        } catch (error) {
          const code = codeOf(error);
          if (code === 'EPIPE') return;
          if (code === 'EAGAIN') continue;
          // Where there is no room for complaints, there is nothing to be said about that either.
          if (descriptor === 2) return;
          throw new OutputError(`Standard output cannot be written: ${reason(error)}.`);
        }
      }
    },
  };
}

async function main(): Promise<void> {
  // The bundle lies in dist/, the catalog that came with it beside it in server/catalog/.
  const catalogs = new CatalogStore(dataFolder(process.env), join(__dirname, '..', 'server', 'catalog'));
  process.exitCode = await run(process.argv.slice(2), version, {
    stdout: output(1),
    stderr: output(2),
    cwd: process.cwd(),
    env: process.env,
    get catalogFolder() {
      return catalogs.inUse().folder;
    },
    catalogs,
    startWorker: setup => new Worker(__filename, { workerData: setup }),
    readStdin: () => buffer(process.stdin),
  });
}

// The same file is the command and its worker threads.
if (parentPort === null)
  main().catch((error: unknown) => {
    // 1 means that a page has an error: that must not be read into a run that has come to nothing.
    process.exitCode = 2;
    const stack = error instanceof Error ? error.stack : String(error);
    output(2).write(error instanceof OutputError ? `attackmark: ${error.message}\n` : `${stack}\n`);
  });
else answerTasks(parentPort, workerData as CheckSetup);
